"""Public reports: the list with search and filters, and the page of one report."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from complaints import receipts, wording
from complaints.citizens.cards import place_of, public_card, public_title
from complaints.citizens.public.searching import FilterForm, found, page_of
from complaints.citizens.public.support import has_supported
from complaints.citizens.timeline import Story, for_public, is_released
from complaints.citizens.wording import look_of
from complaints.models import Complaint
from lapor import words


@require_safe
def public_list(request: HttpRequest) -> HttpResponse:
    """List public reports, newest first; a filter that is not known is said and left out."""
    form = FilterForm(request.GET)
    form.is_valid()
    page = page_of(found(form), request.GET)
    context = {
        "form": form,
        "cards": [public_card(row) for row in page.rows],
        "newer": page.newer,
        "older": page.older,
        "searched": bool(form.cleaned_data.get("q") or form.active),
    }
    return render(request, "citizens/public/list.html", context)


@require_safe
def public_detail(request: HttpRequest, code: str) -> HttpResponse:
    """Show one public report; any other does not exist here."""
    rows = Complaint.objects.public().for_public_page()
    complaint = get_object_or_404(rows, code=receipts.normal_code(code))
    context = {
        "complaint": complaint,
        "title": public_title(complaint),
        "released": is_released(complaint),
        "state": wording.citizen_status(complaint, public=True),
        "state_look": look_of(complaint),
        "facts": _facts(complaint),
        "entries": for_public(Story.of(complaint)),
        "main": _public_main(complaint),
        "supported": has_supported(request, complaint),
        "share_url": request.build_absolute_uri(request.path),
    }
    return render(request, "citizens/public/detail.html", context)


def _facts(complaint: Complaint) -> list[dict[str, str]]:
    place = place_of(complaint)
    if is_released(complaint) and complaint.place_text:
        place = f"{complaint.place_text}, {place}" if place else complaint.place_text
    due = complaint.next_due_at
    rows = [
        ("Nomor tiket", complaint.code),
        ("Jenis", complaint.get_kind_display()),
        ("Kategori", str(complaint.category) if complaint.category else ""),
        ("Tempat", place),
        ("Instansi", str(complaint.lead) if complaint.lead else ""),
        ("Dikirim", words.moment(complaint.created_at)),
        ("Tenggat terdekat", words.moment(due) if due and complaint.is_open else ""),
    ]
    return [{"name": name, "value": value} for name, value in rows if value]


def _public_main(complaint: Complaint) -> Complaint | None:
    """Return the report that this one was merged into, when the public may open it."""
    main = complaint.merged_into
    return main if main is not None and main.published and not main.is_secret else None
