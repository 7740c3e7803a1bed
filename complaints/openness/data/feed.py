"""Reports whose words were just released, as an Atom feed: in the order of release, not of filing."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from complaints.citizens.public.feeds import add_report
from complaints.links import absolute
from complaints.models import Complaint, Event, Publication
from complaints.models.complaint import RELEASED

ENTRIES = 30
LOOKED_AT = 2 * ENTRIES
"""Releases that are looked at: some are of reports that are public no more, or came twice."""
REACH = 100_000
"""Among so many of the newest events they are sought; one in six or so is a release."""
SECONDS = 300
RELEASING = ("verify", "redact")


@require_safe
def atom(request: HttpRequest) -> HttpResponseBase:
    """Send what was released last; unchanged since the last time, nothing."""
    body = _feed(released()).writeString("utf-8").encode()
    response = HttpResponse(body, content_type="application/atom+xml; charset=utf-8")
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    response["ETag"] = etag
    patch_cache_control(response, public=True, max_age=SECONDS)
    return get_conditional_response(request, etag, None, response) or response


def released() -> list[tuple[Event, Complaint]]:
    """Return the reports released last that still are, each once, with the event that did it."""
    events = _releases()
    ids = {one.complaint_id for one in events}
    reports = Complaint.objects.filter(RELEASED).for_public_list().order_by().in_bulk(ids)
    found: dict[int, tuple[Event, Complaint]] = {}
    for one in events:
        if one.complaint_id in reports and len(found) < ENTRIES:
            found.setdefault(one.complaint_id, (one, reports[one.complaint_id]))
    return list(found.values())


def _releases() -> list[Event]:
    """Return the newest releases of words, newest first, from a bounded part of all events."""
    newest: int = Event.objects.aggregate(last=Max("pk"))["last"] or 0
    return list(
        Event.objects.filter(
            pk__gt=newest - REACH, verb__in=RELEASING, data__publication=Publication.PUBLIC
        )
        .order_by("-pk")
        .only("pk", "complaint_id", "at")[:LOOKED_AT]
    )


def _feed(rows: list[tuple[Event, Complaint]]) -> Atom1Feed:
    feed = Atom1Feed(
        title="Laporan yang baru dirilis",
        link=absolute(reverse("openness:data")),
        feed_url=absolute(reverse("openness:feed")),
        description="Laporan warga yang isinya baru dibuka untuk umum.",
        language="id",
        author_name=f"LAPOR {settings.LAPOR_CITY}",  # RFC 4287, 4.1.1: a feed names its author
    )
    for event, report in rows:
        add_report(feed, report, event.at)
    return feed
