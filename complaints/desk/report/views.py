"""The page of one report, and what it opens beside itself."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from complaints import privacy
from complaints.access import Desk, officers_only
from complaints.desk.report import alike
from complaints.desk.report.proof import prove
from complaints.desk.report.sheet import sheet
from complaints.desk.report.stream import numbered, stream_of
from complaints.desk.report.told import told_of
from complaints.desk.verbs import table as verbs
from lapor.htmx import asks_for

if TYPE_CHECKING:
    from complaints.models import Complaint


@never_cache
@require_safe
@officers_only()
def report(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """One report, with everything that the officer may know and do; to htmx a piece of its stream."""
    complaint = desk.report(code)
    reads_name = partial(_reads_name, complaint, desk)
    stream = stream_of(
        complaint,
        request.GET,
        reads_name=reads_name,
        tags=lambda: desk.tags,
        guards_names=desk.guards_names,
    )
    if asks_for(request, "arus"):
        return render(request, "desk/report/_stream.html", {"stream": stream})
    if asks_for(request, "lebih-lama"):
        older = {"entries": stream.entries, "older_url": stream.older_url, "continues": True}
        return render(request, "desk/report/_entries.html", older)
    actor = desk.actor(complaint)
    offers = verbs.offers(complaint, desk, actor)
    context = {**sheet(complaint, desk, actor), "stream": stream, "offers": offers}
    return render(request, "desk/report/report.html", context)


def _reads_name(complaint: Complaint, desk: Desk) -> bool:
    return privacy.may_read_name(complaint, desk.actor(complaint))


@never_cache
@require_safe
@officers_only()
def told(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """Who was told what of a report, and whether it arrived."""
    complaint = desk.report(code)
    occasions, older = told_of(
        complaint,
        before=numbered(request.GET.get("sebelum", "")),
        guards_names=desk.guards_names,
    )
    context = {"complaint": complaint, "occasions": occasions, "older": older}
    part = "#told" if asks_for(request, "diberi-tahu") else ""
    return render(request, f"desk/report/told.html{part}", context)


@never_cache
@require_safe
@officers_only()
def others(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """Reports that look alike, and the reporter's other ones."""
    complaint = desk.report(code)
    actor = desk.actor(complaint)
    context = {
        "complaint": complaint,
        "alike": alike.alike(complaint, desk, actor),
        "of_reporter": alike.of_the_reporter(complaint, desk, actor),
        "incident_url": alike.incident_url(complaint, actor),
    }
    part = "#others" if asks_for(request, "laporan-lain") else ""
    return render(request, f"desk/report/others.html{part}", context)


@never_cache
@require_safe
@officers_only()
def proof(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """Whether the record of this report is whole, checked now."""
    complaint = desk.report(code)
    part = "#proof" if asks_for(request, "riwayat-utuh") else ""
    context = {"complaint": complaint, "proof": prove(complaint)}
    return render(request, f"desk/report/proof.html{part}", context)
