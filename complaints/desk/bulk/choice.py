"""Which reports an officer has ticked, over all pages of a list; kept in the session as tickets."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.http import HttpRequest, QueryDict
from django.urls import reverse

from complaints.desk.inbox.listing import AFTER, Listing
from complaints.models import Complaint
from complaints.models.complaint import CODE_LENGTH
from complaints.together import bulk

if TYPE_CHECKING:
    from complaints.access import Desk

KEPT = "borongan"
"""Session key: the tickets, in the order in which they were ticked."""
TICKED, ON_PAGE, ADDRESS, TO = "pilih", "di-halaman", "alamat", "ke"
TICKET = re.compile(f"[0-9A-Z]{{{CODE_LENGTH}}}")


def kept(request: HttpRequest) -> list[str]:
    """Return the tickets that are ticked so far."""
    found: list[str] = request.session.get(KEPT, [])
    return found


def keep(request: HttpRequest, codes: Iterable[str]) -> None:
    """Keep these tickets, each once, at most as many as one job takes."""
    request.session[KEPT] = list(dict.fromkeys(codes))[: bulk.MOST]


def take_over(request: HttpRequest) -> None:
    """Add what is ticked on the page that was sent, and leave out what is not any more."""
    ticked = _tickets(request.POST.getlist(TICKED))
    shown = {*_tickets(request.POST.get(ON_PAGE, "").split()), *ticked}
    stays = [code for code in kept(request) if code not in shown]
    keep(request, [*stays, *ticked])


def take_page(request: HttpRequest) -> None:
    """Add every report of the page that was sent."""
    keep(request, [*kept(request), *_tickets(request.POST.get(ON_PAGE, "").split())])


def take_all(request: HttpRequest, desk: Desk) -> bool:
    """Choose every report of the list that was sent; return whether there are more than fit."""
    listing = Listing(QueryDict(request.POST.get(ADDRESS, "")), desk)
    rows = listing.queryset().order_by("-pk").values_list("code", flat=True)
    codes = list(rows[: bulk.MOST + 1])
    keep(request, codes)
    return len(codes) > bulk.MOST


def reports(request: HttpRequest, desk: Desk) -> list[Complaint]:
    """Return the chosen reports that the officer sees, in their order: two queries at most."""
    codes = kept(request)
    if not codes:
        return []
    rows = desk.visible().for_inbox().filter(code__in=codes)
    found = {row.code: row for row in rows}
    return [found[code] for code in codes if code in found]


def mark_of(chosen: Iterable[Complaint]) -> str:
    """Return a mark of a choice: whether it is still the one that the officer looked at."""
    codes = "".join(sorted(complaint.code for complaint in chosen))
    return hashlib.sha256(codes.encode()).hexdigest()[:16]


def back_to(request: HttpRequest) -> str:
    """Return where to go on: the page of the list that was asked for, else the one that was sent."""
    target = request.POST.get(TO, "")
    if target.startswith("?"):
        return f"{reverse('desk:inbox')}{target}"
    query = QueryDict(request.POST.get(ADDRESS, ""), mutable=True)
    if after := request.POST.get(AFTER, ""):
        query[AFTER] = after
    return f"{reverse('desk:inbox')}?{query.urlencode()}"


def _tickets(texts: Iterable[str]) -> list[str]:
    return [text for text in texts if TICKET.fullmatch(text)]
