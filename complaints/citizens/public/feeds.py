"""The list as an Atom feed, for every cut that the list has an address for."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from complaints.citizens.cards import public_card
from complaints.citizens.public import addresses
from complaints.citizens.public.paging import newest
from complaints.citizens.public.searching import FilterForm, look
from complaints.links import absolute
from complaints.models import Complaint

ENTRIES = 30
SECONDS = 300
"""How long a reader's program may keep a feed."""


@require_safe
def atom(request: HttpRequest) -> HttpResponseBase:
    """Send the newest reports of a cut of the list; unchanged since the last time, nothing."""
    form = FilterForm(request.GET)
    form.is_valid()
    found = look(form)
    rows = newest(found.rows, ENTRIES, meaning=found.meaning, filters=found.filters)
    body = _feed(form, rows).writeString("utf-8").encode()
    response = HttpResponse(body, content_type="application/atom+xml; charset=utf-8")
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    response["ETag"] = etag
    changed = max((int(row.updated_at.timestamp()) for row in rows), default=None)
    if changed is not None:
        response["Last-Modified"] = http_date(changed)
    patch_cache_control(response, public=True, max_age=SECONDS)
    return get_conditional_response(request, etag, changed, response) or response


def _feed(form: FilterForm, rows: list[Complaint]) -> Atom1Feed:
    values = addresses.values_of(form)
    feed = Atom1Feed(
        title=addresses.heading(form),
        link=absolute(addresses.address(values)),
        feed_url=absolute(addresses.address(values, "citizens:public_feed")),
        description="Laporan warga yang sudah diperiksa, tanpa nama dan data pribadi.",
        language="id",
        author_name=f"LAPOR {settings.LAPOR_CITY}",  # RFC 4287, 4.1.1: a feed names its author
    )
    for row in rows:
        add_report(feed, row, row.updated_at)
    return feed


def add_report(feed: Atom1Feed, report: Complaint, changed: datetime) -> None:
    """Add a public report to a feed, with the moment at which it changed."""
    card = public_card(report)
    url = absolute(card["url"])
    feed.add_item(
        title=card["title"],
        link=url,
        unique_id=url,
        description=f"{card['state_words']}. {card['excerpt']}".strip(),
        pubdate=report.created_at,
        updateddate=changed,
        categories=[name for name in (card["category"], card["place"]) if name],
    )
