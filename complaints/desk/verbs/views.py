"""The page of one verb on one report, and doing it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from complaints import actions
from complaints.access import Desk, officers_only
from complaints.desk.report.sheet import act_sheet
from complaints.desk.verbs import effect
from complaints.desk.verbs import table as verbs
from complaints.desk.verbs.base import VerbForm
from complaints.models import Complaint

INVALID, CONFLICT = 422, 409


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
