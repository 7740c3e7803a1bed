"""Reports that may tell of the same trouble as one at the desk, open and closed, for its officer.

Only what this officer sees, in the words that he or she reads; never a sealed report.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q, Value

from agencies.geography import Point
from complaints.finding.similar import (
    MOST_LETTERS,
    MOST_SCORED,
    MOST_TOPICS,
    SAME_SPOT,
    Found,
    found_of,
    metres_between,
    released_near,
)
from complaints.models import Complaint, PublicWord
from complaints.models.public import Week
from complaints.models.visibility import ComplaintQuerySet
from complaints.models.words import desk_words
from complaints.states import AT_COORDINATOR
from lapor import clock
from routing import similar, traits
from routing.models import Category
from routing.similar import Candidate

SINCE = timedelta(days=365)
"""How old a report may be that an officer is shown; closed ones are told again too."""
MOST_OF_A_LANE = 30
MOST_RARE = 6
RARE_REPORTS, RARE_SHARE = 500, 0.01
"""A word is rare that stands in no more public reports than these, or in no greater share of them."""
SHORTEST_RARE = 4


def find(
    complaint: Complaint,
    visible: ComplaintQuerySet,
    *,
    read: Callable[[Complaint], tuple[str, str]],
    topics: Sequence[Category],
    limit: int,
) -> list[Found]:
    """Return reports that may be about the same trouble, the likeliest first.

    Of the last twelve months, among what the officer sees: on the same topic in the same
    kelurahan, waiting for the coordinator there, with the same rare words, or open in public near
    the point. None for a sealed report, and never a sealed one. At most four queries.

    Args:
        complaint: the report in hand.
        visible: the reports that the officer sees.
        read: returns title and text of a report as the officer may read them.
        topics: what it is about, the likeliest first.
        limit: the most reports to return.
    """
    if complaint.is_sealed:
        return []
    title, text = read(complaint)
    rows = visible.filter(is_sealed=False).exclude(pk=complaint.pk)
    said = traits.read(title, text, complaint.place_text)
    about = topics[:MOST_TOPICS]
    ids = [
        *_at_the_desk(complaint, rows, about, _rare(said)),
        *_open_nearby(complaint, about, text),
    ]
    known = rows.filter(pk__in=ids).with_closing()
    known = known.select_related("category", "region", "lead", "holder")
    seen = {row.pk: row for row in known.defer("search")}
    told = {pk: _as_officer(row, read) for pk, row in seen.items()}
    words = set(said.words)
    best = sorted(told.values(), key=lambda one: _desk_promise(one, words, complaint))
    found = similar.find(
        title=title,
        text=text,
        place=complaint.place_text,
        region=complaint.region_id,
        point=_point(complaint),
        at=complaint.created_at,
        category=complaint.category_id,
        code=complaint.code,
        limit=limit,
        among=best[:MOST_SCORED],
    )
    return found_of(found, seen)


def repeat_words(found: Found) -> str:
    """Return what a report probably is beside the one in hand; empty where that is not likely.

    Law: workflow.md, *Merge*: what repeats a closed report is not merged but linked.
    """
    if not found.is_repeat:
        return ""
    return "Mungkin laporan ulang" if found.report.is_closed else "Mungkin hal yang sama"


def _as_officer(row: Complaint, read: Callable[[Complaint], tuple[str, str]]) -> Candidate:
    title, text = read(row)
    return Candidate(
        row.pk,
        title,
        text,
        row.created_at,
        row.place_text,
        row.region_id,
        _point(row),
        row.category_id,
        row.code,
    )


def _point(row: Complaint) -> Point | None:
    if row.latitude is None or row.longitude is None:
        return None
    return row.latitude, row.longitude


def _desk_promise(one: Candidate, words: set[str], complaint: Complaint) -> tuple[float, float]:
    """Sort by words, nearness and topic before anything is compared in earnest."""
    text = f"{one.title} {one.text} {one.place}"[:MOST_LETTERS]
    shared = len(words & {traits.form_of(word) for word in text.split()})
    metres = metres_between(one.point, _point(complaint))
    is_named = bool(one.code) and one.code in f"{complaint.title} {complaint.text}".upper()
    return -shared - 3 / (1 + metres / SAME_SPOT) - 99 * is_named, -one.at.timestamp()


def _at_the_desk(
    complaint: Complaint, rows: ComplaintQuerySet, about: Sequence[Category], rare: str
) -> list[int]:
    """Return the newest of each lane, each by its index: one query."""
    since = clock.now() - SINCE
    recent = rows.filter(created_at__gte=since).order_by("-created_at", "-id")
    lanes: list[ComplaintQuerySet] = []
    if complaint.region_id is not None:
        here = recent.filter(region=complaint.region_id)
        lanes += [here.filter(category=topic) for topic in about]
        lanes.append(here.filter(status__in=AT_COORDINATOR))
    if rare:
        asked = SearchQuery(rare, config="indonesian", search_type="raw")
        named = recent.alias(desk_words=desk_words(), week=Week("created_at"))
        told = named.filter(desk_words=asked, week__gte=Week(Value(since)))
        if complaint.region_id is not None:
            told = told.filter(Q(region=complaint.region_id) | Q(region__isnull=True))
        lanes.append(told)
    if not lanes:
        return []
    first, *rest = (lane.values_list("pk", flat=True)[:MOST_OF_A_LANE] for lane in lanes)
    every: Any = first.union(*rest, all=True) if rest else first
    return list(every)


def _rare(said: traits.Traits) -> str:
    """Return the rarest words of a text as an expression for ``to_tsquery``: one query."""
    telling = {
        word.written.casefold()
        for word in said.words.values()
        if word.weight > traits.PLAIN
        and len(word.written) >= SHORTEST_RARE
        and not word.is_of_place  # words of places are counted nowhere, and may stand in many
    }
    words = sorted(word for word in telling if word.isalpha())
    known = PublicWord.objects.filter(word__in=["", *words])
    counts = dict(known.values_list("word", "reports"))
    most = max(RARE_REPORTS, RARE_SHARE * counts.get("", 0))
    rare = sorted((counts.get(word, 0), word) for word in words if counts.get(word, 0) <= most)
    return " | ".join(f"'{word}'" for _, word in rare[:MOST_RARE])


def _open_nearby(complaint: Complaint, about: Sequence[Category], text: str) -> list[int]:
    """Return what is open in public near the point, over the border of the kelurahan too."""
    point = _point(complaint)
    if point is None or not about:
        return []
    said = f"{text} {complaint.place_text}".replace("\0", " ")[:MOST_LETTERS]
    return [one.pk for one in released_near(said, about, None, point)]
