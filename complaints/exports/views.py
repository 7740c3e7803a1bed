"""Pages of lists as files: asking for one, watching it being made, taking it, taking it away."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.models import Officer
from complaints.access import Desk, officers_only
from complaints.exports import making, sources, taking, tasks
from complaints.exports.forms import KindForm
from complaints.exports.shown import records, shown
from complaints.fields import number
from complaints.models import ListExport
from lapor import clock
from lapor.htmx import asks_for

INVALID, CONFLICT, GONE = 422, 409, 404
MOST_SHOWN = 20
TOO_MANY = "Anda masih menunggu {} berkas lain. Tunggu sampai selesai, atau batalkan salah satunya."


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@officers_only()
def new(request: HttpRequest, desk: Desk, what: str) -> HttpResponseBase:
    """Ask for the list of an address: a short one comes at once, a long one is made meanwhile."""
    source = sources.find(what, request.GET, desk)
    if source is None:
        raise Http404
    form = KindForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        kind = form.cleaned_data["kind"]
        if making.is_short(source):
            return taking.at_once(source, kind, desk)
        if export := making.start(source, owner=desk.user, kind=kind):
            transaction.on_commit(tasks.wake, robust=True)
            return redirect("exports:one", export.key)
        form.add_error(None, TOO_MANY.format(making.MOST_WAITING))
    context = {"form": form, "source": source, "at_once": number(making.AT_ONCE)}
    status = INVALID if form.errors else 200
    return render(request, "exports/new.html", context, status=status)


@never_cache
@require_safe
@officers_only()
def mine(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List the files that the officer asked for, the newest first."""
    rows = [shown(row) for row in ListExport.objects.filter(owner=desk.user)[:MOST_SHOWN]]
    context = {
        "files": rows,
        "waits": any(one.row.runs for one in rows),
        "oversees": Officer.Role.OVERSEER in desk.roles,
    }
    part = "#berkas" if asks_for(request, "berkas") else ""
    return render(request, f"exports/mine.html{part}", context)


@never_cache
@require_safe
@officers_only()
def one(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """Show how far one file is, and what it holds."""
    row = get_object_or_404(ListExport, owner=desk.user, key=key)
    if _is_over(row):
        return _gone(request, row)
    part = "#berkas" if asks_for(request, "berkas") else ""
    return render(request, f"exports/one.html{part}", {"one": shown(row)})


@never_cache
@require_POST
@officers_only()
def take(request: HttpRequest, desk: Desk, key: str) -> HttpResponseBase:
    """Give the file to its owner, who must still have every right by which it was made."""
    row = get_object_or_404(ListExport, owner=desk.user, key=key)
    if row.runs:
        return redirect("exports:one", key)
    if _is_over(row) or not row.is_ready:
        return _gone(request, row)
    if not making.covers(making.sight_of(desk), row.sight):
        making.end(row)
        return _gone(request, row, making.NOT_ALLOWED)
    file = making.opened(row)
    return taking.kept(row, file, desk) if file is not None else _gone(request, row)


@never_cache
@require_POST
@officers_only()
def remove(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """Take a file away, or stop making it."""
    row = get_object_or_404(ListExport, owner=desk.user, key=key)
    making.remove(row)
    said = "Dibatalkan. Tidak ada berkas yang dibuat." if row.runs else "Berkas sudah dihapus."
    messages.success(request, said)
    return redirect("exports:mine")


@never_cache
@require_safe
@officers_only(Officer.Role.OVERSEER)
def record(request: HttpRequest, _desk: Desk) -> HttpResponse:
    """Tell overseers who took which list along."""
    return render(request, "exports/record.html", records(request.GET.get("setelah", "")))


def _is_over(row: ListExport) -> bool:
    """Whether the days of a file are over, swept or not."""
    ended = row.state == ListExport.State.ENDED
    return ended or (row.expires_at is not None and row.expires_at <= clock.now())


def _gone(request: HttpRequest, row: ListExport, why: str = "") -> HttpResponse:
    context = {"row": row, "why": why or row.why, "days": making.VALID_FOR.days}
    return render(request, "exports/gone.html", context, status=GONE)
