"""The patterns that are looked for in what was done in a month; each is pure of the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.utils import timezone

from agencies import law
from complaints.insights.period import Period
from complaints.insights.signs.chance import LEAST, Outlier, Tallies, outliers
from complaints.insights.signs.evidence import Deed, Reply
from complaints.models import SignKind
from lapor import clock

LAST_DAYS = 2
"""Working days before the end of the month."""
ON_THE_DUE_DAY = 0.1
"""A share of answers on the due day that is usual anywhere: one in ten days or so."""


class Where(NamedTuple):
    """At whom or where something stands out; what does not matter is None."""

    agency: int | None = None
    officer: int | None = None
    category: int | None = None
    region: int | None = None


@dataclass(frozen=True)
class Found:
    """One thing that stands out."""

    kind: SignKind
    where: Where
    cases: frozenset[int]
    whole: int
    usual_part: int = 0
    usual_whole: int = 0


def find(month: Period, replies: Iterable[Reply], deeds: Iterable[Deed]) -> Iterator[Found]:
    """Yield what stands out in a month.

    Args:
        month: the month, which may still run.
        replies: its final answers.
        deeds: what was decided of the reports that were received in it.
    """
    answers, done = list(replies), list(deeds)
    yield from last_day(answers)
    yield from month_end(month, answers)
    yield from same_text(answers)
    yield from objected(answers)
    yield from archived(done)
    yield from handed_back(done)


def last_day(replies: Iterable[Reply]) -> Iterator[Found]:
    """Answers that wait for the day on which they are due, or get closed in bulk on it."""
    by_office, by_officer = Tallies[Where](), Tallies[Where]()
    for one in replies:
        if one.due is not None:
            by_office[Where(one.agency)].add(one.complaint, did=one.on_due_day)
            by_officer[Where(one.agency, one.officer)].add(one.complaint, did=one.on_due_day)
    for tallies in (by_office, by_officer):
        yield from _found(SignKind.LAST_DAY, outliers(tallies, at_least=ON_THE_DUE_DAY))


def month_end(month: Period, replies: Iterable[Reply]) -> Iterator[Found]:
    """Answers in the last two working days of the month, after which it is reported."""
    days = _working_days(month)
    last = days[-LAST_DAYS:]
    if not last or clock.today() < last[0]:
        return
    by_office, by_officer = Tallies[Where](), Tallies[Where]()
    for one in replies:
        late = timezone.localdate(one.at) >= last[0]
        by_office[Where(one.agency)].add(one.complaint, did=late)
        by_officer[Where(one.agency, one.officer)].add(one.complaint, did=late)
    for tallies in (by_office, by_officer):
        yield from _found(
            SignKind.MONTH_END, outliers(tallies, at_least=LAST_DAYS / max(len(days), 1))
        )


def same_text(replies: Iterable[Reply]) -> Iterator[Found]:
    """Answers of one office whose words were sent for at least five reports."""
    by_office: dict[int | None, dict[bytes, set[int]]] = defaultdict(lambda: defaultdict(set))
    whole: dict[int | None, set[int]] = defaultdict(set)
    for one in replies:
        whole[one.agency].add(one.complaint)
        if one.words:
            by_office[one.agency][one.words].add(one.complaint)
    for office, texts in by_office.items():
        cases = frozenset[int]().union(*(some for some in texts.values() if len(some) >= LEAST))
        if cases:
            yield Found(SignKind.SAME_TEXT, Where(office), cases, len(whole[office]))


def objected(replies: Iterable[Reply]) -> Iterator[Found]:
    """Answers that reporters did not accept: of an office, an officer, about a topic, at a place."""
    groups = [Tallies[Where]() for _ in range(4)]
    for one in replies:
        places = (
            Where(one.agency),
            Where(one.agency, one.officer),
            Where(category=one.category),
            Where(region=one.region),
        )
        for tallies, where in zip(groups, places, strict=True):
            if any(where):
                tallies[where].add(one.complaint, did=one.objected)
    for tallies in groups:
        yield from _found(SignKind.OBJECTED, outliers(tallies))


def archived(deeds: Iterable[Deed]) -> Iterator[Found]:
    """Reports that verifiers archived instead of passing them on: by officer, topic and place."""
    groups = [Tallies[Where]() for _ in range(3)]
    for one in deeds:
        if one.verb not in ("forward", "archive", "refer"):
            continue
        places = (
            Where(one.agency, one.officer),
            Where(category=one.category),
            Where(region=one.region),
        )
        for tallies, where in zip(groups, places, strict=True):
            if any(where):
                tallies[where].add(one.complaint, did=one.verb == "archive")
    for tallies in groups:
        yield from _found(SignKind.ARCHIVED, outliers(tallies))


def handed_back(deeds: Iterable[Deed]) -> Iterator[Found]:
    """Reports that an office gives back rather than handles; or one officer of it."""
    by_office, by_officer = Tallies[Where](), Tallies[Where]()
    for one in deeds:
        back = one.verb == "hand_back"
        if one.verb == "forward" and one.lead is not None:
            by_office[Where(one.lead)].add(one.complaint, did=False)
        elif back:
            by_office[Where(one.agency)].add(one.complaint, did=True)
        if back or one.verb in ("follow_up", "answer"):
            by_officer[Where(one.agency, one.officer)].add(one.complaint, did=back)
    for tallies in (by_office, by_officer):
        yield from _found(SignKind.HANDED_BACK, outliers(tallies))


def _found(kind: SignKind, some: Iterable[Outlier[Any]]) -> Iterator[Found]:
    for one in some:
        yield Found(kind, one.key, one.part, one.whole, one.usual_part, one.usual_whole)


def _working_days(month: Period) -> list[date]:
    calendar = law.calendar()
    every = (month.first + timedelta(days=n) for n in range((month.last - month.first).days + 1))
    return [day for day in every if calendar.is_working_day(day)]
