"""Pages of taking in."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from agencies.models import Officer
from complaints import actions, receipts
from complaints.access import Desk, officers_only
from complaints.actors import Role
from complaints.desk.intake.forms import IntakeForm
from complaints.models import Complaint

INVALID = 422
MOST_RECEIPTS = 20


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@officers_only(Officer.Role.CLERK, Officer.Role.VERIFIER)
def intake(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Take a report in for somebody else."""
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = IntakeForm(*sent, desk=desk)
    if not sent or not form.is_valid():
        status = INVALID if sent else 200
        return render(request, "desk/intake/form.html", {"form": form}, status=status)
    role = Role.CLERK if Officer.Role.CLERK in desk.roles else Role.VERIFIER
    token, files = form.cleaned_data["token"], form.cleaned_data["files"]
    complaint, made = actions.submit(
        form.filing(), token=token, by=desk.user, role=role, files=files
    )
    if not made:
        form.discard_files()
    kept = list(request.session.get("intake", {}).items())[-MOST_RECEIPTS:]
    request.session["intake"] = {**dict(kept), complaint.code: token}
    return redirect("desk:intake_receipt", complaint.code)


@never_cache
@require_safe
@officers_only(Officer.Role.CLERK, Officer.Role.VERIFIER)
def intake_receipt(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """The receipt of a report that was just taken in, to be printed for the reporter."""
    token = request.session.get("intake", {}).get(code, "")
    receipt = receipts.receipt_of(token)
    complaint = receipts.find(code, receipt) if token else None
    if complaint is None:
        raise Http404
    visible = Complaint.objects.visible_to(desk.user).filter(pk=complaint.pk).exists()
    context = {"complaint": complaint, "receipt": receipt, "visible": visible}
    return render(request, "desk/intake/receipt.html", context)
