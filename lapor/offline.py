"""What a browser keeps for times without a network: the manifest, the worker, and one page.

The worker (``static/js/worker.js``) caches versioned static files and this one page, which knows
nobody. Its version is a digest of both, so every deploy that changes one of them replaces the rest.
"""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from lapor import kept

NEEDED = (
    *("css/lapor.css", "js/lapor.js", "img/icons.svg"),
    *("img/mark.svg", "img/ribbon.svg", "img/jembatan.svg"),
)
"""What the page without a network shows, and nearly every other page too."""
VERSIONED = re.compile(r"\.[0-9a-f]{12}\.[a-z0-9]+$")
DAY = 86_400
DEEP, PAPER = "#083f3a", "#faf6ee"
"""Tokens ``--deep`` and ``--paper`` of lapor.css, which a manifest cannot read."""


@require_safe
@cache_control(no_cache=True)
def page(_request: HttpRequest) -> HttpResponse:
    """Say that there is no network; the same for everybody, because browsers keep it."""
    return HttpResponse(_page())


@require_safe
@cache_control(no_cache=True)
@condition(etag_func=lambda request: f'"{_made().version}"')
def worker(_request: HttpRequest) -> HttpResponse:
    """Return the worker, with what it keeps and the version of that in its first line."""
    return HttpResponse(
        _made().source,
        content_type="text/javascript; charset=utf-8",
        headers={"Service-Worker-Allowed": "/"},
    )


@require_safe
@cache_control(max_age=DAY)
def manifest(_request: HttpRequest) -> HttpResponse:
    """Tell browsers how this site is called and drawn on a home screen."""
    return JsonResponse(_told(), content_type="application/manifest+json")


def _told() -> dict[str, object]:
    icons = [
        _icon("mark.svg", "any", "image/svg+xml"),
        _icon("ikon-192.png", "192x192"),
        _icon("ikon-512.png", "512x512"),
        {**_icon("ikon-penuh-512.png", "512x512"), "purpose": "maskable"},
    ]
    shortcuts = [("Buat laporan", "citizens:report"), ("Lacak laporan", "citizens:track")]
    return {
        "id": "/",
        "name": f"LAPOR {settings.LAPOR_CITY}",
        "short_name": "LAPOR",
        "description": f"Pengaduan, usul, dan pertanyaan warga kepada {settings.LAPOR_CITY}.",
        "lang": "id",
        "dir": "ltr",
        "start_url": "/",
        "scope": "/",
        "display": "minimal-ui",
        "theme_color": DEEP,
        "background_color": PAPER,
        "categories": ["government"],
        "icons": icons,
        "shortcuts": [{"name": name, "url": reverse(url)} for name, url in shortcuts],
    }


def _icon(name: str, sizes: str, kind: str = "image/png") -> dict[str, str]:
    return {"src": static(f"img/{name}"), "sizes": sizes, "type": kind}


def _page() -> str:
    # Without the request: no session, no account and no message of a visitor may get into it.
    return render_to_string("luring.html", {"city": settings.LAPOR_CITY})


class Worker(NamedTuple):
    """The worker as browsers get it, and the version of all that it keeps."""

    version: str
    source: str


def _made() -> Worker:
    # Asked for after every navigation, and the same until the next deploy.
    return kept.remember("lapor.offline.worker", _make)


def _make() -> Worker:
    code = _source()
    known = "\n".join([code, _page(), *_files()])
    town = {
        "version": hashlib.sha256(known.encode()).hexdigest()[:12],
        "files": _files(),
        "page": reverse("offline"),
        "ground": settings.STATIC_URL,
        # *Keluar cepat* clears the browser, this worker too, and must not pass through it.
        "untouched": [reverse("citizens:leave")],
    }
    return Worker(str(town["version"]), f"self.TOWN = {json.dumps(town)};\n{code}")


def _files() -> list[str]:
    """Return the addresses of the needed files that carry their version in their name.

    While developing none does; then only the page is kept, and is shown without its look.
    """
    return [address for address in map(static, NEEDED) if VERSIONED.search(address)]


def _source() -> str:
    return (Path(settings.BASE_DIR) / "static/js/worker.js").read_text()
