"""Hints for a text that is being written, and *Saya juga mengalami*."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST

from complaints import actions, limits, uploads
from complaints.citizen_words import look_of
from complaints.citizens import supporters
from complaints.citizens.cards import place_of, public_title
from complaints.citizens.filing import cookies
from complaints.citizens.filing.discarding import discard
from complaints.citizens.hints.asking import HalfTyped
from complaints.citizens.hints.finding import found_for
from complaints.citizens.hints.joining import JoinForm
from complaints.citizens.uploading.staging import Draft, draft_of, receive
from complaints.models import Complaint
from complaints.reporters import receipts
from complaints.telling import following
from complaints.wording import citizen_status

NO_CONTENT, CONFLICT, UNPROCESSABLE, TOO_MANY = 204, 409, 422, 429
JOINED = (
    "Terima kasih, Anda ikut dalam laporan ini. Petugas yang menanganinya membaca tambahan Anda, "
    "dan perkembangannya terlihat di halaman ini."
)
JOINED_BEFORE = "Anda sudah ikut mengalami laporan ini. Tidak ada yang dikirim dua kali."
WAIT = "Terlalu banyak kiriman sekaligus. Tunggu {wait}, lalu tekan sekali lagi."

private = cache_control(private=True, no_store=True)


@private
@require_POST
def hints(request: HttpRequest) -> HttpResponse:
    """Answer a half-typed text with what helps; nothing of it is stored or logged."""
    if not limits.allow("hints", limits.sender_of(request)):
        return HttpResponse(status=NO_CONTENT)
    form = HalfTyped(request.POST)
    found = found_for(form.read())
    if found.mark == form.shown:  # the page shows it already: nothing jumps or is read aloud again
        return HttpResponse(status=NO_CONTENT)
    return render(request, "citizens/hints/_hints.html#isi", {"hints": found})


@private
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, code: str) -> HttpResponse:
    """Say what joining means, and do it once for an account or browser."""
    rows = Complaint.objects.public().for_public_page()
    complaint = get_object_or_404(rows, code=receipts.normal_code(code))
    if not complaint.is_open:
        messages.info(request, "Laporan ini sudah ditutup. Bila terjadi lagi, buat laporan baru.")
        return redirect("citizens:public_detail", complaint.code)
    browser = supporters.browser_of(request) or supporters.new_browser()
    if request.method == "POST":
        response = _join(request, complaint, supporters.supporter_of(request, browser))
    else:
        response = _page(request, complaint, _form(request), draft_of(request))
    return supporters.remember(response, browser)


def _join(request: HttpRequest, complaint: Complaint, supporter: str) -> HttpResponse:
    form = _form(request)
    wait = limits.held_up(("acting", limits.sender_of(request)))
    if wait:
        form.add_error(None, WAIT.format(wait=wait))
        return _page(request, complaint, form, draft_of(request), status=TOO_MANY)
    form.is_valid()
    draft = receive(request, form)
    if not form.is_valid():
        return _page(request, complaint, form, draft, status=UNPROCESSABLE)
    try:
        with uploads.taking(draft.files) as files:
            remark = form.cleaned_data["remark"]
            actions.join(complaint, by=actions.Joiner(supporter), remark=remark, files=files)
    except actions.JoinedBefore:
        messages.info(request, JOINED_BEFORE)
        return redirect("citizens:public_detail", complaint.code)
    except actions.Refused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, complaint, form, draft, status=CONFLICT)
    except ValidationError as lost:
        form.add_error("files", lost)
        return _page(request, complaint, form, draft, status=UNPROCESSABLE)
    _follow(request, complaint, form.cleaned_data["email"])
    response = redirect("citizens:public_detail", complaint.code)
    return discard(request, response) if form.cleaned_data.get("gives_up_draft") else response


def _form(request: HttpRequest) -> JoinForm:
    has_draft = bool(cookies.token_of(request))
    if request.method != "POST":
        return JoinForm(has_draft=has_draft)
    return JoinForm(request.POST, request.FILES, has_draft=has_draft)


def _follow(request: HttpRequest, complaint: Complaint, email: str) -> None:
    """Say what happens next; an address is asked for its yes before it is told anything."""
    messages.success(request, JOINED)
    if not email:
        return
    if not limits.allow("follow", limits.sender_of(request)):
        messages.info(request, "Kabar lewat email belum dapat diminta sekarang. Coba lagi nanti.")
        return
    following.ask(complaint, email)
    messages.info(request, "Buka email kami dan tekan tombol di dalamnya agar kabar dikirim.")


def _page(
    request: HttpRequest, complaint: Complaint, form: JoinForm, draft: Draft, *, status: int = 200
) -> HttpResponse:
    context = {
        "complaint": complaint,
        "title": public_title(complaint),
        "place": place_of(complaint),
        "state": citizen_status(complaint, public=True),
        "state_look": look_of(complaint),
        "form": form,
        "draft": draft,
    }
    return render(request, "citizens/hints/join.html", context, status=status)
