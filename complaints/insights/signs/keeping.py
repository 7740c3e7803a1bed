"""Looking at a month once a night, and keeping what stood out with the reports behind it."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django.db import transaction
from django.utils import timezone

from complaints.insights import period as periods
from complaints.insights.period import Length, Period
from complaints.insights.signs import evidence, patterns
from complaints.insights.signs.patterns import Found, Where
from complaints.models import Sign, SignCase, SignRun
from lapor import clock

MOST_CASES = 1000
AT_NIGHT = time(1)
"""From then on a new day has signs of its own."""
STILL_LOOKED_AT = 7
"""Until this day of a month, the one before is looked at too: objections come late."""


def look_at_night() -> int:
    """Look at this month, and early in it at the one before; return how many were looked at.

    Once a day each: another call the same day does nothing.
    """
    today = clock.today()
    this = Period.around(Length.MONTH, today)
    months = [this, this.previous()] if today.day <= STILL_LOOKED_AT else [this]
    return sum(_is_due(month) and look_at(month) >= 0 for month in months)


def _is_due(month: Period) -> bool:
    now = timezone.localtime(clock.now())
    since = datetime.combine(now.date(), AT_NIGHT, tzinfo=now.tzinfo)
    return now >= since and not SignRun.objects.filter(month=month.first, at__gte=since).exists()


def look_at(month: Period) -> int:
    """Find the signs of a month anew; return how many there are.

    A sign that was there before keeps its address.
    """
    found = {_key(one): one for one in _find(month)}
    with transaction.atomic():
        SignRun.objects.update_or_create(month=month.first, defaults={"at": clock.now()})
        known = {_key_of(row): row for row in Sign.objects.filter(month=month.first)}
        Sign.objects.filter(
            pk__in=[row.pk for key, row in known.items() if key not in found]
        ).delete()
        for key, one in found.items():
            _keep(month, one, known.get(key))
    return len(found)


def _find(month: Period) -> list[Found]:
    return list(patterns.find(month, evidence.replies(month), evidence.deeds(month)))


def _keep(month: Period, found: Found, known: Sign | None) -> None:
    row = known or Sign(month=month.first, kind=found.kind)
    for name, value in found.where._asdict().items():
        setattr(row, f"{name}_id", value)
    row.part, row.whole = len(found.cases), found.whole
    row.usual_part, row.usual_whole = found.usual_part, found.usual_whole
    row.save()
    cases = sorted(found.cases, reverse=True)[:MOST_CASES]
    SignCase.objects.filter(sign=row).exclude(complaint__in=cases).delete()
    SignCase.objects.bulk_create(
        [SignCase(sign=row, complaint_id=pk) for pk in cases], ignore_conflicts=True
    )


def _key(found: Found) -> tuple[Any, ...]:
    return (found.kind, *found.where)


def _key_of(row: Sign) -> tuple[Any, ...]:
    return (row.kind, *Where(row.agency_id, row.officer_id, row.category_id, row.region_id))


def newest_months(most: int) -> list[SignRun]:
    """Return the months that were looked at, the newest first."""
    return list(SignRun.objects.order_by("-month")[:most])


def month_of(code: str, known: list[SignRun]) -> Period:
    """Return the month that an address asks for, else the newest that was looked at."""
    asked = periods.read(code[:10]) if code else None
    if asked is not None and asked.length is Length.MONTH:
        return asked
    day = known[0].month if known else clock.today()
    return Period.around(Length.MONTH, day)
