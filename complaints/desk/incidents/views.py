"""The list of incidents, the page of one, and its two forms for all reports."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.models import Officer
from complaints import actions
from complaints.access import Desk, officers_only
from complaints.desk.incidents.forms import (
    FollowUpTogetherForm,
    ForwardTogetherForm,
    IncidentForm,
    TogetherForm,
)
from complaints.desk.incidents.sheet import incident_of, is_verifier, progress, sheet
from complaints.models import Incident, IncidentReport
from complaints.models.incident import MOST_REPORTS
from complaints.models.visibility import ComplaintQuerySet
from complaints.together import bulk, incidents
from complaints.trail import audit
from lapor import clock
from lapor.htmx import asks_for

INVALID = 422
A_PAGE = 30
MOST_AT_ONCE = 100
MOST_OFFERED = 30
Role = Officer.Role
READERS = (Role.VERIFIER, Role.LIAISON, Role.OPERATOR, Role.SUPERVISOR, Role.OVERSEER)


@never_cache
@require_safe
@officers_only(*READERS)
def incident_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The incidents in which the officer has a part, the newest first."""
    visible = desk.visible()
    rows = incidents.seen_by(visible, everything=is_verifier(desk)).select_related("category")
    page = Paginator(incidents.sized(rows, visible), A_PAGE).get_page(request.GET.get("hal"))
    context = {"page": page, "may_open": is_verifier(desk)}
    return render(request, "desk/incidents/list.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@officers_only(Role.VERIFIER)
def incident_new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Open an incident."""
    form = IncidentForm(request.POST or None, desk=desk, auto_id="kejadian-%s")
    if form.is_valid():
        incident = form.save(desk)
        messages.success(request, f"Kejadian “{incident}” dibuka. Tambahkan laporannya.")
        return redirect("desk:incident", incident.key)
    status = INVALID if form.errors else 200
    return render(request, "desk/incidents/new.html", {"form": form}, status=status)


@never_cache
@require_safe
@officers_only(*READERS)
def incident(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """One incident with those of its reports that the officer sees."""
    found = incident_of(desk, key)
    if asks_for(request, "kemajuan"):
        context = {"incident": found, "progress": progress(found, desk)}
        return render(request, "desk/incidents/_progress.html", context)
    return render(request, "desk/incidents/incident.html", sheet(found, desk, request.GET))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@officers_only(Role.VERIFIER)
def incident_edit(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """Give an incident another name, category or other days."""
    found = incident_of(desk, key)
    context = {"incident": found, "name": found.name}
    form = IncidentForm(request.POST or None, desk=desk, incident=found, auto_id="kejadian-%s")
    if form.is_valid():
        form.save(desk)
        messages.success(request, "Perubahan disimpan.")
        return redirect("desk:incident", found.key)
    status = INVALID if form.errors else 200
    return render(request, "desk/incidents/edit.html", {**context, "form": form}, status=status)


@require_POST
@officers_only(Role.VERIFIER)
def incident_end(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """End an incident, so that it takes no more reports, or let it go on."""
    found = incident_of(desk, key)
    ends = request.POST.get("langkah") != "lanjutkan"
    if ends != (found.ended_at is not None):
        found.ended_at = clock.now() if ends else None
        verb = audit.Verb.END if ends else audit.Verb.REOPEN
        audit.save(audit.by(desk, Role.VERIFIER), found, verb=verb)
    said = "berakhir. Laporannya tetap diproses" if ends else "menerima laporan lagi"
    messages.success(request, f"Kejadian “{found}” {said}.")
    return redirect("desk:incident", found.key)


@require_POST
@officers_only(Role.VERIFIER)
def incident_reports(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """Put ticked or typed reports under an incident, or take one out."""
    found = incident_of(desk, key)
    if code := request.POST.get("keluarkan", ""):
        _take_out(request, found, code, desk)
        return redirect("desk:incident", found.key)
    codes = [*request.POST.getlist("pilih"), request.POST.get("tiket", "")]
    asked = [code.strip() for code in codes if code.strip()][:MOST_AT_ONCE]
    if not asked:
        messages.info(request, "Centang laporan, atau tulis nomor tiketnya.")
    _say_added(request, found, [_added(request, found, code, desk) for code in asked])
    return redirect("desk:incident", found.key)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@officers_only(Role.VERIFIER)
def incident_forward(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """*Verifikasi dan teruskan* for all reports of an incident that wait."""
    found = incident_of(desk, key)
    form = ForwardTogetherForm(request.POST or None, incident=found, desk=desk)
    rows = incidents.to_verify(found, desk.visible())
    return _together(request, form, incidents.VERIFY, rows)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@officers_only(Role.LIAISON)
def incident_follow_up(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """*Catat tindak lanjut* for all reports of an incident that lie with the officer's unit."""
    found = incident_of(desk, key)
    form = FollowUpTogetherForm(request.POST or None, incident=found, desk=desk)
    rows = incidents.to_follow_up(found, desk.visible(), desk.units(Role.LIAISON))
    return _together(request, form, incidents.FOLLOW_UP, rows)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@officers_only(Role.VERIFIER)
def report_incident(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """Choose to which incident a report belongs."""
    complaint = desk.report(code)
    if request.method == "POST":
        found = incident_of(desk, request.POST.get("kejadian", ""))
        _say_added(request, found, [_added(request, found, complaint.code, desk)])
        return redirect("desk:incident", found.key)
    running = Incident.objects.filter(ended_at__isnull=True)
    line = IncidentReport.objects.filter(complaint=complaint).select_related("incident").first()
    context = {
        "complaint": complaint,
        "line": line,
        "refusal": incidents.why_not(complaint),
        "offered": running.select_related("category")[:MOST_OFFERED],
    }
    return render(request, "desk/incidents/of_report.html", context)


def _together(
    request: HttpRequest, form: TogetherForm, verb: str, rows: ComplaintQuerySet
) -> HttpResponse:
    """Show the form; when it is right, begin with every report that it is about."""
    ids = list(rows.order_by("created_at", "id").values_list("pk", flat=True)[:MOST_REPORTS])
    if form.is_valid():
        data, asked = form.cleaned_data, form.arguments()
        owner, said = form.desk.user, data["words"]
        bulk.start(owner, verb, ids, token=data["token"], arguments=asked, words=said)
        return redirect("desk:incident", form.incident.key)
    context = {"incident": form.incident, "form": form, "amount": len(ids), "verb": verb}
    status = INVALID if form.errors else 200
    return render(request, "desk/incidents/together.html", context, status=status)


def _take_out(request: HttpRequest, found: Incident, code: str, desk: Desk) -> None:
    """Take one report out of an incident and say what became of it."""
    complaint = desk.report(code)
    try:
        actions.leave_incident(complaint, by=desk.user, incident=found)
    except actions.Refused as refused:
        messages.warning(request, f"{complaint.code}: {refused}")
    else:
        messages.success(request, f"{complaint.code} dikeluarkan dari kejadian ini.")


def _say_added(request: HttpRequest, found: Incident, codes: list[str]) -> None:
    """Say in one sentence what was put under an incident."""
    added = [code for code in codes if code]
    if added:
        which = added[0] if len(added) == 1 else f"{len(added)} laporan"
        messages.success(request, f"{which} dimasukkan ke kejadian “{found}”.")


def _added(request: HttpRequest, found: Incident, code: str, desk: Desk) -> str:
    """Put one report under an incident; say why not, or return its ticket. Twice is once."""
    try:
        complaint = desk.find(code)
        if not incidents.holds(found, complaint):
            actions.join_incident(complaint, by=desk.user, incident=found)
    except ValidationError as error:
        messages.warning(request, f"{code[:20]}: {error.messages[0]}")
    except actions.Refused as refused:
        messages.warning(request, f"{code[:20]}: {refused}")
    else:
        return complaint.code
    return ""
