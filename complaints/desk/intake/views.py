"""Pages of the counter: the form and the receipt."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from agencies.models import Officer
from complaints import actions, uploads
from complaints.access import Desk, officers_only
from complaints.desk.intake import beside, keeping
from complaints.desk.intake.forms import IntakeForm
from complaints.law.actors import Role
from complaints.models import Complaint
from complaints.papers.receipt import pdf_of
from complaints.papers.sheet import KEEP, QR_SAYS, sheet_of
from complaints.reporters import receipts
from lapor.htmx import is_htmx

INVALID = 422
CHECK, DROP, JOIN = "periksa", "hapus", "ikut"
GONE = "Tanda terima hanya ditampilkan sekali, setelah laporan dicatat. Kodenya tidak disimpan."


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@officers_only(Officer.Role.CLERK, Officer.Role.VERIFIER)
def intake(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Take a report in for somebody else."""
    if request.method != "POST":
        keeping.leave_receipt(request)
        first = keeping.begun(request, request.GET.get("draf", ""))
        return _page(request, IntakeForm(desk=desk, initial=first))
    form = IntakeForm(request.POST, request.FILES, desk=desk)
    if DROP in request.POST:
        keeping.forget(request, form.draft_token)
        return redirect("desk:intake")
    is_valid = form.is_valid()
    if CHECK in request.POST:
        return _check(request, form, desk)
    if is_valid and JOIN in request.POST:
        return _join(request, form)
    if is_valid and (made := _submit(request, form, desk)):
        return redirect("desk:intake_receipt", made.code)
    return _page(request, form, status=INVALID)


def _submit(request: HttpRequest, form: IntakeForm, desk: Desk) -> Complaint | None:
    """Make the report once; None when a file cannot be stored, which the form then says."""
    role = Role.CLERK if Officer.Role.CLERK in desk.roles else Role.VERIFIER
    filing = form.filing()
    try:
        with uploads.taking(form.cleaned_data["files"]) as files:
            made, is_new = actions.submit(
                filing, token=form.draft_token, by=desk.user, role=role, files=files
            )
    except ValidationError as error:
        form.add_error("files", error)
        return None
    if not is_new and made.text != filing.text:
        messages.warning(request, "Formulir ini sudah dicatat sebelumnya; ubahannya tidak ikut.")
    keeping.was_sent(request, made.code, form.draft_token)
    return made


def _check(request: HttpRequest, form: IntakeForm, desk: Desk) -> HttpResponse:
    """Keep the draft and show what stands beside it; nothing is complained about yet."""
    saved_at = keeping.keep(request, form)
    context: dict[str, Any] = {"beside": beside.of(form), "saved_at": saved_at}
    if is_htmx(request):
        return render(request, "desk/intake/form.html#beside", context)
    typed = {name: str(form.data.get(name, "")) for name in form.fields if name != "files"}
    again = IntakeForm(
        desk=desk, initial={**keeping.first_values(typed), "token": form.draft_token}
    )
    return _page(request, again, **context)


def _join(request: HttpRequest, form: IntakeForm) -> HttpResponse:
    """Let the reporter join a report that is there already."""
    report = beside.report_to_join(request.POST[JOIN])
    try:
        if report is None:
            raise actions.Refused("Laporan itu sudah ditutup. Catat sebagai laporan baru.")
        beside.join(form, report)
    except (actions.Refused, ValidationError) as refusal:
        form.add_error(None, str(getattr(refusal, "message", refusal)))
        return _page(request, form, status=INVALID)
    keeping.forget(request, form.draft_token)
    said = f"Dicatat: warga ini ikut dalam laporan {report.code}. Berikan nomor itu kepadanya."
    messages.success(request, said)
    return redirect("desk:intake")


def _page(
    request: HttpRequest, form: IntakeForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    if status == INVALID:
        keeping.keep(request, form)
        more["beside"] = beside.of(form)
    else:
        more["unsent"] = [one for one in keeping.unsent(request) if not form.has_waited]
    return render(request, "desk/intake/form.html", {"form": form, **more}, status=status)


@never_cache
@require_safe
@officers_only(Officer.Role.CLERK, Officer.Role.VERIFIER)
def intake_receipt(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """The receipt of the report that was just taken in, to be printed for the reporter."""
    found = _just_made(request, code)
    if found is None:
        return _gone(request)
    complaint, token = found
    context = {
        "complaint": complaint,
        "sheet": sheet_of(complaint, token),
        "keep": KEEP,
        "qr_says": QR_SAYS,
        "visible": desk.visible().filter(pk=complaint.pk).exists(),
    }
    return render(request, "desk/intake/receipt.html", context)


@never_cache
@require_safe
@officers_only(Officer.Role.CLERK, Officer.Role.VERIFIER)
def intake_receipt_pdf(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """The same receipt as a PDF, for the printer."""
    found = _just_made(request, code)
    if found is None:
        return _gone(request)
    complaint, token = found
    response = HttpResponse(pdf_of(sheet_of(complaint, token)), content_type="application/pdf")
    name = "tanda-terima.pdf"
    if not (complaint.is_secret or complaint.is_sealed):
        name = f"tanda-terima-{complaint.code}.pdf"
    response["Content-Disposition"] = content_disposition_header(False, name) or "inline"
    return response


def _just_made(request: HttpRequest, code: str) -> tuple[Complaint, str] | None:
    """Return the report that this browser just made, with its token."""
    token = keeping.receipt_token(request, code)
    filed = Complaint.objects.of_submission(receipts.submission_of(token)) if token else None
    return (filed, token) if filed is not None else None


def _gone(request: HttpRequest) -> HttpResponse:
    messages.info(request, GONE)
    return redirect("desk:intake")
