"""/data/: what there is, the files themselves, their schemas, a feed and a counter."""

from __future__ import annotations

from typing import Any, BinaryIO

from csp.decorators import csp_replace
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.dateparse import parse_datetime
from django.views.decorators.cache import cache_control
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from complaints.fields import number
from complaints.figures.protection import HIDDEN, cell, row
from complaints.links import absolute
from complaints.openness import record, telling
from complaints.openness.data import writing
from complaints.openness.data.dictionary import (
    BY_KEY,
    DATASETS,
    LICENCE,
    LICENCE_URL,
    Dataset,
)
from lapor import clock

SECONDS = 300
"""How long others may keep what they got."""
TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Say what data there is, what every column means, and how to use it."""
    found = writing.listed()
    context = {
        "sets": [(dataset, _filled(_files_of(dataset.key, found))) for dataset in DATASETS],
        "written": parse_datetime(found["at"]) if found else None,
        "seals": list(reversed(found.get("seals", []))),
        "sentences": [
            (each, telling.sentence(record.whole(each)))
            for each in record.years()
            if each < clock.today().year
        ],
        "licence": LICENCE,
        "licence_url": LICENCE_URL,
        "counter": absolute(reverse("openness:counter")),
        "frame": absolute(reverse("openness:frame")),
        "performance": absolute(reverse("openness:performance")),
    }
    return render(request, "openness/data.html", context)


def _files_of(key: str, found: dict[str, Any]) -> list[dict[str, Any]]:
    files = found.get("files", {})
    return [
        {
            "url": reverse(f"openness:{kind}", args=[key]),
            "kind": kind.upper(),
            "many": number(files[f"{key}.{kind}"]["rows"]),
            **files[f"{key}.{kind}"],
        }
        for kind in TYPES
        if f"{key}.{kind}" in files
    ]


def _filled(files: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [file for file in files if file["rows"]]


@require_safe
def csv(request: HttpRequest, key: str) -> HttpResponseBase:
    """Send a set as CSV."""
    return _send(request, key, "csv")


@require_safe
def json(request: HttpRequest, key: str) -> HttpResponseBase:
    """Send a set as JSON."""
    return _send(request, key, "json")


def _send(request: HttpRequest, key: str, kind: str) -> HttpResponseBase:
    """Send a file in pieces; unchanged since the last time, nothing."""
    name = f"{key}.{kind}"
    entry, place = _open(name)
    etag = f'"{entry["sha256"][:32]}"'
    unchanged = get_conditional_response(request, etag)
    if unchanged is not None:
        place.close()
        return unchanged
    answer = FileResponse(
        place, as_attachment=True, filename=f"lapor-{name}", content_type=TYPES[kind]
    )
    answer["ETag"] = etag
    answer["Access-Control-Allow-Origin"] = "*"
    patch_cache_control(answer, public=True, max_age=SECONDS)
    return answer


def _open(name: str) -> tuple[dict[str, Any], BinaryIO]:
    """Open a listed file; once more, when it was replaced between looking and opening."""
    for _ in range(2):
        entry = writing.listed().get("files", {}).get(name)
        if entry is None:
            break
        try:
            return entry, (writing.folder() / entry["name"]).open("rb")
        except FileNotFoundError:
            continue
    raise Http404


@require_safe
@cache_control(public=True, max_age=SECONDS)
def schema(request: HttpRequest, key: str) -> HttpResponse:
    """Send the JSON schema of a set."""
    if key not in BY_KEY:
        raise Http404
    answer = JsonResponse(BY_KEY[key].schema(), json_dumps_params={"ensure_ascii": False})
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


@require_safe
@cache_control(public=True, max_age=SECONDS)
def catalogue(request: HttpRequest) -> HttpResponse:
    """List all files with size and checksum, for programs."""
    found = writing.listed()
    files = [_entry(each, one) for each in DATASETS for one in _files_of(each.key, found)]
    answer = JsonResponse(
        {"lisensi": LICENCE_URL, "ditulis": found.get("at"), "berkas": files},
        json_dumps_params={"ensure_ascii": False},
    )
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


def _entry(dataset: Dataset, file: dict[str, Any]) -> dict[str, Any]:
    return {
        "nama": file["url"].rsplit("/", 1)[1],
        "alamat": absolute(file["url"]),
        "skema": absolute(reverse("openness:schema", args=[dataset.key])),
        "judul": dataset.name,
        "baris": file["rows"],
        "byte": file["bytes"],
        "sha256": file["sha256"],
    }


# -- the counter that others put on their pages ---------------------------------------------


def _counter() -> dict[str, Any]:
    told = record.whole(clock.today().year)
    totals = told.totals
    received = cell(totals.received)
    rest = [totals.handled, totals.in_process + totals.not_started]
    handled = (row(rest) if received.is_shown else [HIDDEN])[0]
    return {
        "year": told.number,
        "received": received.words,
        "handled": handled.words,
        "performance": absolute(reverse("openness:performance")),
    }


@require_safe
@cache_control(public=True, max_age=SECONDS)
def counter(request: HttpRequest) -> HttpResponse:
    """Draw how many reports there are this year and how many were handled, as a picture."""
    answer = render(request, "openness/counter.svg", _counter(), content_type="image/svg+xml")
    answer["Cross-Origin-Resource-Policy"] = "cross-origin"
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"], "script-src": ["'none'"], "form-action": ["'none'"]})
@cache_control(public=True, max_age=SECONDS)
def frame(request: HttpRequest) -> HttpResponse:
    """Show the same as text, in a frame on anybody's page; it has no script and no form."""
    return render(request, "openness/frame.html", _counter())
