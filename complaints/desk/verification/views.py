"""The verification desk: opening the next report, judging it, and going on to the one after it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from agencies.models import Officer
from complaints import actions
from complaints.access import Desk, officers_only
from complaints.desk.answering import drafts
from complaints.desk.verbs import table as verbs
from complaints.desk.verbs.base import VerbForm
from complaints.desk.verbs.views import NOTHING_TO_SAY, asked_while_typing
from complaints.desk.verification import queue, sweep
from complaints.desk.verification.compare import comparison, look_ahead, merge_ticked
from complaints.desk.verification.sheet import form_of, sheet, verb_of
from complaints.reporters import senders
from lapor.htmx import is_htmx

INVALID, CONFLICT = 422, 409


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@officers_only(Officer.Role.VERIFIER)
def verification(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Open the most urgent report that waits; a POST takes up again what was skipped."""
    if request.method == "POST":
        queue.take_up_again(request.session)
        return redirect("desk:verification")
    waiting = queue.look(desk, request.session)
    if waiting.first:
        return redirect("desk:verify_report", waiting.first)
    return render(request, "desk/verification/nothing.html", {"waiting": waiting})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@officers_only(Officer.Role.VERIFIER)
def verify_report(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """One report on the verification desk: look, judge, send; then the next one opens."""
    complaint = desk.report(code)
    verb = verb_of(complaint, request.POST.get("verba", ""))
    form = form_of(verb, complaint, desk, request)
    refusal = actions.refusal(complaint, verb.asks, form.actor) or form.why_not()
    if form.is_bound and not refusal and form.is_valid():
        refusal = _do(verb, form)
        if not refusal:
            messages.success(request, f"{verb.done} Tiket {complaint.code}.")
            return redirect("desk:verification")
    return _page(request, verb, form, refusal)


@require_http_methods(["POST"])
@officers_only(Officer.Role.VERIFIER)
def skip(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """Leave a report aside in this session and open the next one."""
    complaint = desk.report(code)
    others = senders.others_of(complaint, desk.visible())
    bundle = others if senders.is_bundle(complaint, others) else []
    together = [row.pk for row in bundle if not row.danger]
    queue.skip(request.session, [complaint.pk, *together])
    return redirect("desk:verification")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@officers_only(Officer.Role.VERIFIER)
def compare(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """Look at reports side by side; tick which are one, say which goes on, and merge them."""
    sent = request.POST if request.method == "POST" else request.GET
    page = comparison(desk.report(code), desk, sent)
    if "pratinjau" in request.POST:
        look_ahead(page, desk.user)
    elif request.method == "POST":
        merged = merge_ticked(page, desk.user)
        if merged and page.main is not None:
            messages.success(request, f"{', '.join(merged)} digabung dengan {page.main.code}.")
        if not page.refused:
            return redirect(page.next_url)
    status = CONFLICT if page.refused else 200
    return render(request, "desk/verification/compare.html", {"page": page}, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@officers_only(Officer.Role.VERIFIER)
def sender(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """What else the sender of a report wrote that waits: several are archived with one reason."""
    complaint = desk.report(code)
    found = sweep.of(complaint, desk)
    form = sweep.SweepForm(request.POST or None, sweep=found)
    status = INVALID if form.is_bound else 200
    if form.is_valid():
        data = form.cleaned_data
        chosen, reason, words = data["pilih"], data["reason"], data["words"]
        sweep.archive(found, chosen, by=desk.user, reason=reason, words=words)
        if not found.refused:
            messages.success(request, f"Diarsipkan: {', '.join(found.done)}.")
            return redirect("desk:verification")
        status = CONFLICT
    context = {"complaint": complaint, "sweep": found, "form": form}
    return render(request, "desk/verification/sweep.html", context, status=status)


def _do(verb: verbs.Verb, form: VerbForm) -> str:
    """Do the verb; return the sentence of the refusal, or an empty text."""
    try:
        verb.do(form.complaint, by=form.desk.user, **form.arguments())
    except actions.Refused as refusal:
        return str(refusal)
    drafts.was_sent(form, verb.address)
    return ""


def _page(request: HttpRequest, verb: verbs.Verb, form: VerbForm, refusal: str) -> HttpResponse:
    """Show the report; with a refusal, everything that was typed stays."""
    if refusal and asked_while_typing(request):
        return HttpResponse(status=NOTHING_TO_SAY)
    possible = form.is_bound or not refusal
    if refusal and form.is_bound:
        form.is_valid()
        form.refuse(refusal)
    context: dict[str, Any] = {
        **sheet(form, request.session),
        "verb": verb,
        "form": form if possible else None,
        "refusal": refusal,
        "hint": verbs.hint_of(verb, form.complaint),
    }
    helped = is_htmx(request) and "pratinjau" in request.POST
    template = "desk/verification/report.html" + ("#judgement" if helped else "")
    failed = CONFLICT if refusal else INVALID if form.is_bound and form.errors else 200
    return render(request, template, context, status=failed)
