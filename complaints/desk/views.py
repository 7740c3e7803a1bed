"""Pages of the officers' room."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from agencies.models import Officer
from complaints import actions, calls, receipts
from complaints.actors import Role
from complaints.desk import effect, verbs
from complaints.desk.access import Desk, officers_only
from complaints.desk.forms.base import VerbForm
from complaints.desk.forms.intake import IntakeForm
from complaints.desk.forms.told import ToldForm
from complaints.desk.listing import Listing
from complaints.desk.sheet import act_sheet, sheet
from complaints.models import Complaint

INVALID, CONFLICT = 422, 409
MOST_RECEIPTS = 20


@never_cache
@require_safe
@officers_only()
def inbox(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The list of reports that wait, by tab; a ticket number leads straight to its report."""
    listing = Listing(request.GET, desk)
    if code := listing.ticket():
        return redirect("desk:report", code)
    return render(request, "desk/inbox.html", listing.context())


@never_cache
@require_safe
@officers_only()
def report(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """One report, with everything that the officer may know and do."""
    complaint = desk.report(code)
    actor = desk.actor(complaint)
    offers = verbs.offers(complaint, desk, actor)
    context = {**sheet(complaint, desk, actor), "offers": offers}
    return render(request, "desk/report.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@officers_only()
def act(request: HttpRequest, desk: Desk, code: str, slug: str) -> HttpResponse:
    """One verb on one report: its page, and doing it."""
    complaint = desk.report(code)
    verb = verbs.BY_ADDRESS.get(slug)
    if verb is None:
        raise Http404
    actor = desk.actor(complaint)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = verbs.make(verb, complaint, desk, actor, *sent)
    refusal = actions.refusal(complaint, verb.asks, actor) or form.why_not()
    if sent and not refusal and form.is_valid():
        if "pratinjau" in request.POST:
            return _verb_page(request, verb, form, effect=effect.of(verb, form))
        refusal = _do(verb, form)
        if not refusal:
            return _done(request, desk, verb, complaint)
    return _verb_page(request, verb, form, refusal=refusal)


def _do(verb: verbs.Verb, form: VerbForm) -> str:
    """Do the verb; return the sentence of the refusal, or an empty text."""
    try:
        verb.do(form.complaint, by=form.desk.user, **form.arguments())
    except actions.Refused as refusal:
        return str(refusal)
    return ""


def _done(request: HttpRequest, desk: Desk, verb: verbs.Verb, complaint: Complaint) -> HttpResponse:
    """Say what was done and go back: to the report, or to the inbox when it left the desk."""
    left = desk.visible().filter(pk=complaint.pk).only("status").first()
    done = verb.done
    if verb.name == "archive" and left is not None and left.is_open:
        done = "Usul arsip dicatat. Petugas kedua harus menyetujuinya."
    messages.success(request, f"{done} Tiket {complaint.code}.")
    return redirect("desk:inbox") if left is None else redirect("desk:report", complaint.code)


def _verb_page(
    request: HttpRequest, verb: verbs.Verb, form: VerbForm, *, refusal: str = "", **more: Any
) -> HttpResponse:
    """Show the page of a verb; with a refusal, everything that was typed stays."""
    possible = form.is_bound or not refusal
    if refusal and form.is_bound:
        form.is_valid()
        form.refuse(refusal)
    context = {
        **act_sheet(form),
        **more,
        "verb": verb,
        "form": form if possible else None,
        "refusal": refusal,
        "hint": verbs.hint_of(verb, form.complaint),
    }
    status = CONFLICT if refusal else INVALID if form.errors else 200
    return render(request, verb.template, context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@officers_only(Officer.Role.CLERK, Officer.Role.VERIFIER)
def intake(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Take a report in for somebody else."""
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = IntakeForm(*sent, desk=desk)
    if not sent or not form.is_valid():
        status = INVALID if sent else 200
        return render(request, "desk/intake.html", {"form": form}, status=status)
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
    return render(request, "desk/intake_receipt.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@officers_only(Officer.Role.VERIFIER, Officer.Role.LIAISON, Officer.Role.CUSTODIAN)
def call_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The reporters to call, and the tick that one was told."""
    if request.method == "POST":
        form = ToldForm(request.POST)
        told = form.is_valid() and calls.mark_told(desk.user, desk.officers, **form.cleaned_data)
        if told:
            messages.success(
                request, f"Dicatat: pelapor {form.cleaned_data['code']} sudah diberi tahu."
            )
        else:
            messages.info(request, "Tidak ada yang perlu dicatat; mungkin petugas lain sudah.")
        return redirect("desk:call_list")
    return render(
        request, "desk/call_list.html", {"calls": calls.waiting(desk.user, desk.officers)}
    )
