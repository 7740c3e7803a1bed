"""The page behind the link of a file that was handed over, and the reporter's own file."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST

from accounts.sessions import device_words
from complaints import casefile, limits
from complaints.casefile.bundle import zipped
from complaints.citizens import tickets
from complaints.citizens.handed.own import book_of

GONE = 410
TOO_MANY = 429

private = cache_control(private=True, no_store=True)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def handed_over(request: HttpRequest, key: str) -> HttpResponseBase:
    """Show what a link opens; the file itself comes by a button, so that no scanner counts."""
    row = casefile.complaint_of_link(key)
    if row is None:
        return render(request, "citizens/handed/gone.html", status=GONE)
    if request.method != "POST":
        return render(request, "citizens/handed/file.html", {"row": row})
    try:
        source = row.file.open("rb")
    except FileNotFoundError:
        return render(request, "citizens/handed/gone.html", status=GONE)
    casefile.note_download(row, device=device_words(request.headers.get("User-Agent", "")))
    response = FileResponse(source, as_attachment=True, filename="berkas-laporan.zip")
    response["Content-Encoding"] = "identity"  # compressed already; keeps GZipMiddleware away
    return response


@private
@require_POST
def own_file(request: HttpRequest, code: str) -> HttpResponseBase:
    """Send the reporter the own report as a file; nothing of it is stored."""
    ticket = tickets.ticket_for(request, code)
    if ticket is None:
        return redirect("citizens:track")
    if limits.held_up(("own_file", ticket.own.code)):
        return HttpResponse(render(request, "429.html").content, status=TOO_MANY)
    response = StreamingHttpResponse(zipped(book_of(ticket)), content_type="application/zip")
    discreet = ticket.own.is_secret or ticket.own.is_sealed
    name = "laporan.zip" if discreet else f"laporan-{ticket.own.code}.zip"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Content-Encoding"] = "identity"
    return response
