"""Public reports: the list with search and filters, and the page of one report."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode
from django.utils.text import Truncator
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from complaints import wording
from complaints.citizen_words import look_of
from complaints.citizens.cards import place_of, public_card, public_title
from complaints.citizens.public import addresses
from complaints.citizens.public.follow import FollowForm
from complaints.citizens.public.paging import Page, page_of
from complaints.citizens.public.searching import EXACTLY, FilterForm, Found, look
from complaints.citizens.public.support import has_supported
from complaints.links import absolute
from complaints.models import Complaint
from complaints.reporters import receipts
from complaints.trail.timeline import Story, for_public, is_released
from lapor import words

SUMMARY_LENGTH = 155
"""How much of a description search engines show."""


@require_safe
@vary_on_headers("HX-Request")
def public_list(request: HttpRequest) -> HttpResponse:
    """List public reports, newest first; a filter that is not known is said and left out."""
    form = FilterForm(request.GET)
    form.is_valid()
    found, page = _read(form, request.GET)
    template = "citizens/public/list.html" + ("#results" if request.htmx else "")  # type: ignore[attr-defined]
    return render(request, template, _list_context(form, found, page))


def _read(form: FilterForm, query: QueryDict) -> tuple[Found, Page]:
    """Return a page; where no report has all the words, one of those that lack at most one."""
    found = look(form)
    page = page_of(found.rows, query, found.meaning, filters=found.filters)
    if page.rows or found.meaning is None or not found.meaning.looser:
        return found, page
    loose = look(form, loosely=True)
    wider = page_of(loose.rows, query, loose.meaning, filters=loose.filters)
    return (loose, wider) if wider.rows else (found, page)


def _list_context(form: FilterForm, found: Found, page: Page) -> dict[str, Any]:
    values = addresses.values_of(form)
    meaning = found.meaning
    loose = meaning is not None and meaning.query == meaning.looser
    return {
        "loose": loose,
        "form": form,
        "values": values,
        "cards": [public_card(row) for row in page.rows],
        "newer": page.newer,
        "older": page.older,
        "searched": bool(values),
        "heading": addresses.heading(form),
        "present": addresses.present(form),
        "shortcuts": addresses.shortcuts(form),
        "hints": addresses.hints(form),
        "meant": meaning.shown if meaning is not None else "",
        "exactly": addresses.address(values, **{EXACTLY: "1"}),
        "canonical": absolute(addresses.address(values)),
        "feed": addresses.address(values, "citizens:public_feed"),
        "no_filters": addresses.address({"q": values["q"]}) if "q" in values else "",
    }


@require_safe
def public_detail(request: HttpRequest, code: str) -> HttpResponse:
    """Show one public report; any other does not exist here."""
    rows = Complaint.objects.public().for_public_page()
    complaint = get_object_or_404(rows, code=receipts.normal_code(code))
    released = is_released(complaint)
    context = {
        "complaint": complaint,
        "title": public_title(complaint),
        "released": released,
        "state": wording.citizen_status(complaint, public=True),
        "state_look": look_of(complaint),
        "facts": _facts(complaint),
        "entries": for_public(Story.of(complaint)),
        "main": _public_main(complaint),
        "supported": has_supported(request, complaint),
        "follow_form": FollowForm() if released and complaint.is_open else None,
        **_sharing(complaint),
    }
    return render(request, "citizens/public/detail.html", context)


def _sharing(complaint: Complaint) -> dict[str, str]:
    """Return what a shared link shows elsewhere, and where it can be shared."""
    path = reverse("citizens:public_detail", args=[complaint.code])
    url, title = absolute(path), public_title(complaint)
    said = " ".join(complaint.public_text.split()) if is_released(complaint) else ""
    state = wording.citizen_status(complaint, public=True)
    return {
        "share_url": url,
        "picture": absolute(reverse("citizens:public_picture", args=[complaint.code])),
        "summary": Truncator(f"{state}. {said}".strip()).chars(SUMMARY_LENGTH),
        "whatsapp": f"https://wa.me/?{urlencode({'text': f'{title} {url}'})}",
        "join_url": _join_url(complaint),
    }


def _join_url(complaint: Complaint) -> str:
    """Return where somebody says *Saya juga mengalami*; empty when the report is not open to it."""
    try:
        return reverse("citizens:join", args=[complaint.code]) if complaint.is_open else ""
    except NoReverseMatch:
        return ""


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
