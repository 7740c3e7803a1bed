"""Pages of the reports that go upward: make one, watch it being made, take it along."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import TextField
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.models import Agency, Officer
from complaints.access import Desk, officers_only
from complaints.figures import reading
from complaints.insights import period as periods
from complaints.insights import telling
from complaints.insights.town import Town
from complaints.insights.upward import making, schedule, tasks
from complaints.insights.upward.forms import MakeForm, WishForm
from complaints.models import UpwardReport, UpwardWish
from complaints.models.upward import UpwardReportQuerySet
from complaints.models.visibility import EVERYTHING_ROLES
from lapor import clock
from lapor.htmx import asks_for
from lapor.sheets import XLSX

READERS = (Officer.Role.VERIFIER, Officer.Role.OVERSEER, Officer.Role.SUPERVISOR)
INVALID = 422
PAGE = 20
OLDER = "sebelum"
"""In an address: the report with which the page before ended."""
LARGEST_ID = 2**63 - 1
TYPES = {"pdf": "application/pdf", "xlsx": XLSX}
TONES = {"queued": "progress", "making": "progress", "ready": "success", "failed": "danger"}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@officers_only(*READERS)
def reports(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List the reports that the officer may read, and make another one."""
    sent = request.POST if request.method == "POST" else None
    form = MakeForm(sent, scopes=_scopes(desk), first_year=_first_year())
    if form.is_valid():
        made = making.ask(**form.arguments(), by=desk.user)
        if made is not None:
            transaction.on_commit(tasks.wake, robust=True)
            return redirect("insights:upward_report", made.key)
        messages.info(request, "Orang lain baru saja meminta laporan yang sama.")
        return redirect("insights:upward_reports")
    context = _front(request, desk) | {"form": form}
    status = INVALID if form.errors else 200
    return render(request, "insights/upward/list.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@officers_only(*READERS)
def report(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """Show one report, while it is made and ever after; a POST tries one that failed again."""
    found = get_object_or_404(_listed(desk), key=key)
    if request.method == "POST":
        if making.try_again(found):
            transaction.on_commit(tasks.wake, robust=True)
        return redirect("insights:upward_report", key)
    same = _listed(desk).filter(period=found.period, agency=found.agency)
    editions = same.exclude(pk=found.pk).order_by("-edition")[:PAGE]
    context = {"one": shown(found), "editions": [shown(row) for row in editions]}
    template = "insights/upward/report.html" + ("#laporan" if asks_for(request, "laporan") else "")
    return render(request, template, context)


@never_cache
@require_safe
@officers_only(*READERS)
def take(request: HttpRequest, desk: Desk, key: str, kind: str) -> FileResponse:
    """Hand a file of a report over; it stays private on the way."""
    ready = _listed(desk).filter(state=UpwardReport.State.READY)
    found = get_object_or_404(ready, key=key)
    try:
        file = getattr(found, kind).open("rb")
    except (FileNotFoundError, ValueError) as error:  # gone from the disk, or never there
        raise Http404 from error
    name = f"laporan-{found.key}.{kind}"
    return FileResponse(file, as_attachment=True, filename=name, content_type=TYPES[kind])


@never_cache
@require_POST
@officers_only(*READERS)
def wish(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Keep which reports an officer wants to be told of; each for himself or herself alone."""
    form = WishForm(request.POST)
    if form.is_valid():
        UpwardWish.objects.update_or_create(user=desk.user, defaults=form.cleaned_data)
        messages.success(request, "Pilihan Anda disimpan.")
    return redirect("insights:upward_reports")


def shown(row: UpwardReport) -> dict[str, Any]:
    """Return a report as the pages show it."""
    period = periods.read(row.period)
    files = [
        {
            "kind": kind,
            "name": kind.upper(),
            "url": reverse(f"insights:upward_{kind}", args=[row.key]),
            "size": getattr(row, f"{kind}_size"),
            "checksum": getattr(row, f"{kind}_checksum"),
        }
        for kind in TYPES
    ]
    return {
        "row": row,
        "title": telling.capital(period.words if period else row.period),
        "sentence": getattr(row, "sentence", "") or "",
        "tone": TONES[row.state],
        "files": files if row.state == UpwardReport.State.READY else [],
        "is_early": not row.is_of_whole_period,
    }


def _listed(desk: Desk) -> UpwardReportQuerySet:
    """Return what the officer may read, without the figures themselves."""
    sentence = Cast(KeyTextTransform("sentence", "contents"), TextField())
    rows = UpwardReport.objects.readable_by(desk.officers).select_related("agency", "made_by")
    return rows.annotate(sentence=sentence).defer("contents", "cases")


def _front(request: HttpRequest, desk: Desk) -> dict[str, Any]:
    after = _number(request.GET.get(OLDER, ""))
    found = _listed(desk).filter(pk__lt=after) if after else _listed(desk)
    rows = list(found[: PAGE + 1])
    front = reverse("insights:upward_reports")
    return {
        "rows": [shown(row) for row in rows[:PAGE]],
        "older": f"{front}?{OLDER}={rows[PAGE - 1].pk}" if len(rows) > PAGE else "",
        "newer": front if after else "",
        "wish": WishForm(wish=UpwardWish.objects.filter(user=desk.user).first()),
    }


def _number(text: str) -> int:
    """Return a number of an address; 0 for anything else."""
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < PAGE else 0
    return number if number <= LARGEST_ID else 0


def _scopes(desk: Desk) -> list[Agency | None]:
    """Return of whom the officer may make reports: of the town and each office, or of the own ones."""
    if desk.roles.isdisjoint(EVERYTHING_ROLES):
        return schedule.scopes_of(desk.officers)
    offices = [one for one in Town.read().agencies.values() if one.parent_id is None]
    return [None, *(one for one in offices if one.is_active)]


def _first_year() -> int:
    return (reading.first_day() or clock.today()).year
