"""Keeping and ending the ways into a report: this device, old links, a lost code."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST

from complaints import limits, links
from complaints.citizens import remembered, tickets
from complaints.citizens.tracking.form import LostForm
from complaints.reporters import receipts
from complaints.telling import lost_code

TOO_MANY, UNPROCESSABLE = 429, 422

private = cache_control(private=True, no_store=True)


@private
@require_POST
def remember(request: HttpRequest, code: str) -> HttpResponse:
    """Let this device open the report without a code (*Ingat laporan ini di HP ini*)."""
    ticket = tickets.ticket_for(request, code)
    if ticket is None or not remembered.may_be_remembered(ticket.own):
        messages.info(request, "Laporan ini tidak dapat diingat di HP ini.")
        return redirect("citizens:track")
    response = redirect(_back(request, ticket.own.code))
    remembered.remember(request, response, ticket.own)
    messages.success(request, "HP ini sekarang membuka laporan itu tanpa kode, selama 180 hari.")
    return response


@private
@require_POST
def forget(request: HttpRequest, code: str) -> HttpResponse:
    """Forget the report on this device; whoever holds the device may do that."""
    code = receipts.normal_code(code)
    response = redirect(_back(request, code))
    remembered.forget(request, response, code)
    messages.success(request, "Laporan itu tidak diingat lagi di HP ini.")
    return response


@private
@require_POST
def revoke(request: HttpRequest, code: str) -> HttpResponse:
    """End all links and remembered devices (*Batalkan semua tautan lama*); this visit goes on."""
    ticket = tickets.ticket_for(request, code)
    if ticket is None:
        return redirect(f"{reverse('citizens:track')}?{urlencode({'tiket': code[:20]})}")
    links.revoke(ticket.own)
    tickets.open_ticket(request, ticket.own)
    response = redirect("citizens:tracked", ticket.own.code)
    remembered.forget(request, response, ticket.own.root.code)
    messages.success(
        request,
        "Semua tautan lama dan perangkat yang mengingat laporan ini tidak berlaku lagi. "
        "Kode tanda terima Anda tetap berlaku.",
    )
    return response


@private
@require_http_methods(["GET", "HEAD", "POST"])
def lost(request: HttpRequest) -> HttpResponse:
    """Send a new link to the contact of a report; the answer is the same whoever asks."""
    if request.method != "POST":
        form = LostForm(initial={"code": request.GET.get("tiket", "")[:20]})
        return render(request, "citizens/tracking/lost.html", {"form": form})
    form, status = LostForm(request.POST), UNPROCESSABLE
    if form.is_valid():
        code, contact = form.cleaned_data["code"], form.cleaned_data["contact"]
        wait = _wait(request, code, "".join(contact.values()))
        if not wait:
            lost_code.ask(code=code, **contact)
            return redirect(f"{reverse('citizens:lost')}?{urlencode({'diminta': '1'})}")
        form.add_error(None, f"Terlalu sering. Coba lagi setelah {wait}. Anda tidak diblokir.")
        status = TOO_MANY
    return render(request, "citizens/tracking/lost.html", {"form": form}, status=status)


def _wait(request: HttpRequest, code: str, contact: str) -> str:
    """Return how long to wait before the next try, or an empty text."""
    return limits.held_up(
        ("lost", limits.sender_of(request)),
        ("lost-ticket", receipts.normal_code(code)),
        ("lost-contact", contact.lower()),
    )


def _back(request: HttpRequest, code: str) -> str:
    """Return where a device page was left: the receipt, the tracker's start, or the report."""
    match request.POST.get("next", ""):
        case "receipt":
            return f"{reverse('citizens:sent')}?{urlencode({'tiket': code})}"
        case "track":
            return reverse("citizens:track")
        case _:
            return reverse("citizens:tracked", args=[code])
