"""The crowd of the benchmarks is one that the program could have made."""

from __future__ import annotations

from collections import Counter

import pytest

from complaints.figures import checking, reading
from complaints.figures.slices import Slice
from complaints.models import Complaint, Standing
from complaints.models.figures import MARKS, Grain
from lapor import clock
from tests import crowd
from tests import town as t

REPORTS = 1500


@pytest.mark.django_db(transaction=True)
def test_a_crowd_counts_as_its_events_say() -> None:
    town = t.build()
    crowd.fill(town, REPORTS, whole=True)
    assert list(checking.flaws()) == []
    sums = reading.total(Slice(clock.today().replace(year=2000), clock.today()))
    junk = Complaint.objects.filter(archive_reason__in=["spam", "test"]).count()
    assert sums["received"] == Standing.objects.count() == REPORTS + 1 - junk
    missing = {"surveyed", "still_fixed", "broken_again"}
    assert {name for name in MARKS if not sums[name]} == missing
    by_weekday: Counter[bool] = Counter()
    days = reading.series(
        Slice(clock.today().replace(year=2000), clock.today()), Grain.DAY, "received"
    )
    for day, parts in days.items():
        by_weekday[day.weekday() > 4] += parts[()]["received"]
    assert 0.15 < by_weekday[True] / sums["received"] < 0.25
