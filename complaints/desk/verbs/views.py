"""The page of one verb on one report, and doing it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from complaints import actions
from complaints.access import Desk, officers_only
from complaints.desk.answering import checklist, collision, drafts, gone, preview, templates
from complaints.desk.report.sheet import act_sheet
from complaints.desk.verbs import effect
from complaints.desk.verbs import table as verbs
from complaints.desk.verbs.base import VerbForm
from complaints.models import Complaint
from lapor.htmx import is_htmx

NOTHING_TO_SAY, INVALID, CONFLICT = 204, 422, 409
PREVIEW, DIFFERENCE = "pratinjau", "beda"
"""Button that only tries the form, and its value when only what changed for the public is asked."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@officers_only()
def act(request: HttpRequest, desk: Desk, code: str, slug: str) -> HttpResponse:
    """One verb on one report: its page, and doing it."""
    verb = verb_or_404(slug)
    complaint = desk.visible().for_page().filter(code=code.upper()).first()
    if complaint is None:
        return gone.page(request, verb)
    form = form_of(request, verb, complaint, desk)
    refusal = actions.refusal(complaint, verb.asks, form.actor) or form.why_not()
    if form.is_bound and not refusal and form.is_valid():
        if PREVIEW in request.POST:
            return verb_page(request, verb, form, **_tried(verb, form))
        refusal = collision.repeated(verb, form) or _do(verb, form)
        if not refusal and not form.errors:
            return _done(request, desk, verb, complaint)
    return verb_page(request, verb, form, refusal=refusal)


def _tried(verb: verbs.Verb, form: VerbForm) -> dict[str, Any]:
    """Return what the verb would show to its readers, or do to dates and people."""
    if verb.speaks or form.file_fields:
        return {"preview": preview.of(verb, form)}
    return {"effect": effect.of(verb, form)}


def verb_or_404(slug: str) -> verbs.Verb:
    """Return the verb of an address. Raises ``Http404``."""
    verb = verbs.BY_ADDRESS.get(slug)
    if verb is None:
        raise Http404
    return verb


def form_of(request: HttpRequest, verb: verbs.Verb, complaint: Complaint, desk: Desk) -> VerbForm:
    """Return the form of a verb: as it was sent, or as the officer left it the last time."""
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = verbs.make(verb, complaint, desk, desk.actor(complaint), *sent)
    form.reply_templates = templates.for_report(complaint, desk).get(verb.name, [])
    if not form.is_bound:
        kept = drafts.of_report(complaint, desk)
        drafts.restore(form, kept.get(verb.address))
        if form.draft is None and drafts.carry(form, kept.get(request.GET.get("dari", ""))):
            messages.info(request, "Tulisan Anda tadi sudah dibawa ke sini.")
    return form


def _do(verb: verbs.Verb, form: VerbForm) -> str:
    """Do the verb; return the sentence of the refusal, or an empty text."""
    try:
        with form.taking() as arguments:
            verb.do(form.complaint, by=form.desk.user, **arguments)
    except actions.Refused as refusal:
        return str(refusal)
    except ValidationError as error:  # a file cannot be read or stored any more
        form.add_error(None, error)
    else:
        drafts.was_sent(form, verb.address)
        templates.was_used(form)
    return ""


def _done(request: HttpRequest, desk: Desk, verb: verbs.Verb, complaint: Complaint) -> HttpResponse:
    """Say what was done and go back: to the report, or to the inbox when it left the desk."""
    left = desk.visible().filter(pk=complaint.pk).only("status").first()
    done = verb.done
    if verb.name == "archive" and left is not None and left.is_open:
        done = "Usul arsip dicatat. Petugas kedua harus menyetujuinya."
    messages.success(request, f"{done} Tiket {complaint.code}.")
    return redirect("desk:inbox") if left is None else redirect("desk:report", complaint.code)


def verb_page(
    request: HttpRequest, verb: verbs.Verb, form: VerbForm, *, refusal: str = "", **more: Any
) -> HttpResponse:
    """Show the page of a verb; when it was not done, everything that was typed stays."""
    if refusal and asked_while_typing(request):
        return HttpResponse(status=NOTHING_TO_SAY)
    if form.is_bound and (refusal or form.errors):
        drafts.save(request.POST, form.complaint, form.desk, verb.address, token=form.token)
    if refusal and form.is_bound:
        if not _is_up_to_date(form):
            return gone.page(request, verb)
        form.is_valid()
        form.refuse(refusal)
        more["collision"] = collision.of(verb, form)
    context = {
        **act_sheet(form),
        **more,
        "verb": verb,
        "form": form if form.is_bound or not refusal else None,
        "refusal": refusal,
        "hint": verbs.hint_of(verb, form.complaint),
        "hints": checklist.of_form(verb, form),
        "questions": checklist.QUESTIONS,
    }
    status = CONFLICT if refusal else INVALID if form.errors else 200
    return render(request, verb.template, context, status=status)


def asked_while_typing(request: HttpRequest) -> bool:
    """Whether the page asks by itself what changed; it may come after the form was sent."""
    return is_htmx(request) and request.POST.get(PREVIEW) == DIFFERENCE


def _is_up_to_date(form: VerbForm) -> bool:
    """Give the form the report as it is now; false when the officer does not see it any more."""
    now = form.desk.visible().for_page().filter(pk=form.complaint.pk).first()
    if now is None:
        return False
    form.complaint, form.actor = now, form.desk.actor(now)
    return True
