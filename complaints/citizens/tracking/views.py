"""Tracking a report: the ways in, the page, and what its reporter does there."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from complaints import actions, limits, links, uploads
from complaints.citizens import cards, remembered, tickets
from complaints.citizens.tracking import tracker, verbs
from complaints.citizens.tracking.asking import VerbForm
from complaints.citizens.tracking.form import TrackForm
from complaints.citizens.uploading.staging import Draft, draft_of, receive
from complaints.models import Complaint
from complaints.reporters import receipts
from complaints.states import State
from lapor import clock

WRONG = "Nomor tiket dan kode tanda terima tidak cocok. Periksa keduanya, lalu coba lagi."
WAIT = "Terlalu banyak percobaan. Coba lagi setelah {wait}. Anda tidak diblokir."
OLD_LINK = (
    "Tautan ini tidak berlaku lagi: sudah lebih dari 30 hari, atau Anda membatalkannya. "
    "Masukkan nomor tiket dan kode tanda terima."
)
UNPROCESSABLE, CONFLICT, TOO_MANY, FORBIDDEN = 422, 409, 429, 403

private = cache_control(private=True, no_store=True)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def track(request: HttpRequest) -> HttpResponse:
    """Ask for ticket and receipt code; a wrong pair gets one answer, whatever was wrong."""
    if request.method != "POST":
        return _track_page(request, TrackForm(initial={"code": request.GET.get("tiket", "")[:20]}))
    form = TrackForm(request.POST)
    if not form.is_valid():
        return _track_page(request, form, status=UNPROCESSABLE)
    ticket = receipts.normal_code(form.cleaned_data["code"])
    wait = limits.held_up(("tracking", limits.sender_of(request)), ("ticket", ticket))
    if wait:
        form.add_error(None, WAIT.format(wait=wait))
        return _track_page(request, form, status=TOO_MANY)
    found = receipts.find(**form.cleaned_data)
    if found is None:
        form.add_error(None, WRONG)
        return _track_page(request, form, status=UNPROCESSABLE)
    tickets.open_ticket(request, found)
    return redirect("citizens:tracked", found.code)


@private
@require_safe
def tracked(request: HttpRequest, code: str) -> HttpResponse:
    """Show a report to its reporter."""
    if links.KEY in request.GET:
        return _enter_by_link(request)
    ticket = tickets.ticket_for(request, code)
    if ticket is None:
        return _ask_for_receipt(request, code)
    _note_opening(ticket)
    context = tracker.page(ticket) | {"is_remembered": remembered.knows(request, ticket.own)}
    return render(request, "citizens/tracking/tracked.html", context)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """Show the form of one verb, or do it."""
    ticket = tickets.ticket_for(request, code)
    if ticket is None:
        return _ask_for_receipt(request, code)
    verb = verbs.VERBS.get(verbs.SLUGS.get(slug, ""))
    if verb is None:
        raise Http404
    if request.method != "POST":
        if verb not in verbs.offered(ticket.main, ticket.actor):
            messages.info(request, "Tindakan itu tidak mungkin pada keadaan laporan sekarang.")
            return redirect("citizens:tracked", ticket.own.code)
        return _verb_page(request, ticket, verb, verb.about(ticket.main, ticket.actor))
    form = verb.about(ticket.main, ticket.actor, request.POST, request.FILES)
    return _do(request, ticket, verb, form)


def _track_page(request: HttpRequest, form: TrackForm, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "remembered": cards.remembered_cards(request)}
    return render(request, "citizens/tracking/track.html", context, status=status)


def _enter_by_link(request: HttpRequest) -> HttpResponse:
    """Let a signed link in, and take its key out of the address."""
    complaint = links.complaint_from_link(request.GET[links.KEY])
    if complaint is None:
        messages.warning(request, OLD_LINK)
        return redirect("citizens:track")
    tickets.open_ticket(request, complaint)
    return redirect("citizens:tracked", complaint.code)


def _ask_for_receipt(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for the proof; what was typed before the session ended is shown, to be copied."""
    ticket = receipts.normal_code(code)[:20]
    if request.method != "POST":
        return redirect(f"{reverse('citizens:track')}?{urlencode({'tiket': ticket})}")
    typed = request.POST.get("text") or request.POST.get("reason") or request.POST.get("words")
    context = {"form": TrackForm(initial={"code": ticket}), "typed": typed, "has_ended": True}
    return render(request, "citizens/tracking/track.html", context, status=FORBIDDEN)


def _note_opening(ticket: tickets.Ticket) -> None:
    """Remember that the answer reached the reporter; the confirmation clock asks for it."""
    own = ticket.own
    if own.status == State.ANSWERED and own.opened_by_reporter_at is None:
        Complaint.objects.filter(pk=own.pk, opened_by_reporter_at=None).update(
            opened_by_reporter_at=clock.now()
        )


def _do(
    request: HttpRequest, ticket: tickets.Ticket, verb: verbs.Verb, form: VerbForm
) -> HttpResponse:
    wait = limits.held_up(("acting", limits.sender_of(request)))
    if wait:
        form.add_error(None, WAIT.format(wait=wait))
        return _verb_page(request, ticket, verb, form, draft_of(request), status=TOO_MANY)
    form.is_valid()
    draft = receive(request, form)
    if not form.is_valid():
        return _verb_page(request, ticket, verb, form, draft, status=UNPROCESSABLE)
    changed = None
    try:
        with limits.once(draft.token) as is_first:
            if is_first:
                changed = _act(ticket, verb, form, draft)
    except actions.Refused as refusal:
        form.add_error(None, str(refusal))
        return _verb_page(request, ticket, verb, form, draft, status=CONFLICT)
    except ValidationError as lost:
        form.add_error("files", lost)
        return _verb_page(request, ticket, verb, form, draft, status=UNPROCESSABLE)
    messages.success(request, verb.done)
    if changed is None or changed.pk == ticket.main.pk:
        return redirect("citizens:tracked", ticket.own.code)
    tickets.keep_receipt(request, changed, draft.token)
    tickets.open_ticket(request, changed)
    return redirect("citizens:sent")


def _act(ticket: tickets.Ticket, verb: verbs.Verb, form: VerbForm, draft: Draft) -> Complaint:
    """Do it, and return the report, or the new one that came of it."""
    arguments = form.arguments()
    if form.makes_report:
        arguments["token"] = draft.token
    with uploads.taking(draft.files if form.takes_files else []) as files:
        if form.takes_files:
            arguments["files"] = files
        changed: Complaint = getattr(actions, verb.name)(ticket.main, by=ticket.by, **arguments)
    return changed


def _verb_page(
    request: HttpRequest,
    ticket: tickets.Ticket,
    verb: verbs.Verb,
    form: VerbForm,
    draft: Draft | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {
        "ticket": ticket,
        "complaint": ticket.own,
        "verb": verb,
        "form": form,
        "draft": draft,
        "slug": verbs.SLUG_OF[verb.name],
    }
    return render(request, "citizens/tracking/act.html", context, status=status)
