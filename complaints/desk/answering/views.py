"""The small addresses beside a verb's form: its draft, and who else has the report open."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from complaints.access import Desk, officers_only
from complaints.desk.answering import checklist, drafts, gone, letters, presence, templates
from complaints.desk.verbs import table as verbs
from complaints.desk.verbs.views import form_of, verb_or_404, verb_page
from complaints.models import Complaint
from lapor.htmx import is_htmx

EMPTY = 204


@never_cache
@require_POST
@officers_only()
def draft(request: HttpRequest, desk: Desk, code: str, slug: str) -> HttpResponse:
    """Keep what was typed so far (htmx, or a button), put a template in, or throw the draft away."""
    verb = verb_or_404(slug)
    complaint = desk.visible().for_page().filter(code=code.upper()).first()
    if complaint is None:
        return gone.page(request, verb)
    if "buang" in request.POST:
        form_of(request, verb, complaint, desk).forget_files()
        drafts.forget(complaint, desk, slug)
        messages.info(request, "Draf dibuang.")
        if "kembali" in request.POST:
            return redirect("desk:verify_report", complaint.code)
        return redirect("desk:act", complaint.code, slug)
    saved = drafts.save(request.POST, complaint, desk, slug)
    if is_htmx(request):
        hints = checklist.of_post(verb, request.POST)
        context = {"draft": saved, "hints": hints, "asks_hints": "petunjuk" in request.POST}
        return render(request, "desk/answering/_saved.html", context)
    return _draft_page(request, verb, complaint, desk)


def _draft_page(
    request: HttpRequest, verb: verbs.Verb, complaint: Complaint, desk: Desk
) -> HttpResponse:
    """Show the form again with what was typed, unchecked, its files taken in.

    Where a template was chosen, its text stands below what was typed.
    """
    sent = form_of(request, verb, complaint, desk)
    sent.receive()
    form = verbs.make(verb, complaint, desk, sent.actor)
    drafts.restore(form, drafts.of_report(complaint, desk).get(verb.address))
    form.token, form.has_waited = sent.token, True
    form.reply_templates = sent.reply_templates
    if "pakai-templat" in request.POST:
        typed = str(form.initial.get(next(iter(form.words_fields), ""), ""))
        templates.put_into(form, request.POST.get("templat", ""), typed)
    return verb_page(request, verb, form)


@never_cache
@require_safe
@officers_only()
def letter(request: HttpRequest, desk: Desk, code: str, kind: str) -> HttpResponse:
    """A letter about a report as a PDF, named by its kind and the ticket alone."""
    complaint = desk.report(code)
    response = HttpResponse(letters.pdf_of(kind, complaint, desk), content_type="application/pdf")
    name = f"{kind}-{complaint.code}.pdf"
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


@never_cache
@require_POST
@officers_only()
def present(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """Take a heartbeat, and tell who else is there."""
    complaint = desk.report(code)
    if "pergi" in request.POST:
        presence.leave(complaint, desk)
        return HttpResponse(status=EMPTY)
    presence.beat(complaint, desk, writes=request.POST.get("menulis", ""))
    context = {"colleagues": presence.others(complaint, desk)}
    return render(request, "desk/answering/_colleagues.html", context)
