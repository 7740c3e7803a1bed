"""Sums of any slice equal what adding up the reports of that slice gives, folded or not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise, product

import pytest
import time_machine
from django.db import connection
from django.db.models import Q
from pytest_django.plugin import DjangoDbBlocker

from complaints import actions
from complaints.figures import checking, cuts, folding, reading
from complaints.figures.reading import Times
from complaints.figures.slices import Slice, Tile, tiles
from complaints.insights import figures
from complaints.management.commands.migrate import _fill_figures
from complaints.models import Figure, FigureSpread, Standing
from complaints.models.figures import BUCKETS, MEASURES, Grain
from complaints.states import OPEN
from lapor import kept
from tests import town as t
from tests.complaints import given

pytestmark = pytest.mark.django_db

PERIODS = (
    (date(2025, 1, 1), date(2025, 12, 31)),
    (date(2026, 1, 1), date(2026, 12, 31)),
    (date(2025, 11, 1), date(2026, 2, 28)),
    (date(2025, 12, 30), date(2026, 1, 2)),
    (date(2000, 1, 1), date(2099, 12, 31)),
    (date(2026, 2, 1), date(2026, 1, 1)),
)
DAYS = ("2025-11-12", "2025-12-30", "2026-01-02", "2026-01-02", "2026-02-11")


@pytest.fixture(scope="module")
def crowded(django_db_setup: object, django_db_blocker: DjangoDbBlocker) -> Iterator[t.Town]:
    """A town with a report in every state, sent on five days around a new year."""
    from django.db import transaction  # noqa: PLC0415

    kept.forget()  # rows of another test's town, which are gone
    with django_db_blocker.unblock(), transaction.atomic():
        with time_machine.travel("2025-11-01T08:00:00+07:00", tick=False):
            town = t.build()
        for number, make in enumerate(given.STATES.values()):
            moment = f"{DAYS[number % len(DAYS)]}T09:{number:02}:00+07:00"
            with time_machine.travel(moment, tick=False):
                make(town)
                if number == 0:
                    actions.archive(
                        t.submit(),
                        by=town.verifier,
                        reason="private_matter",
                        words="Urusan perdata.",
                    )
        yield town
        transaction.set_rollback(True)


def slices(town: t.Town, *, most: int) -> Iterator[Slice]:
    """Every period with every combination of up to so many of the things a page can ask for."""
    parts = {
        "lead": (None, (town.pupr.pk,), (town.pupr.pk, town.upt.pk, town.dlh.pk)),
        "category": (None, (town.jalan.pk,)),
        "region": (None, (town.langkai.pk,)),
        "channel": (None, ("web",)),
        "klass": (None, ("complaint", "inspection")),
    }
    for (first, last), values in product(PERIODS, product(*parts.values())):
        asked = Slice(first, last, **dict(zip(parts, values, strict=True)))
        if len(asked.fixed) <= most or len(asked.fixed) == len(parts):
            yield asked


def within(asked: Slice, day: str = "day") -> Q:
    """Return the reports of a slice as a question to the standings."""
    narrowed = {f"{name}__in": getattr(asked, name) for name in asked.fixed}
    return Q(**{f"{day}__range": (asked.first, asked.last)}, **narrowed)


def added_up(asked: Slice) -> Counter[str]:
    """Add up the reports of a slice one by one."""
    sums: Counter[str] = Counter()
    for row in Standing.objects.filter(within(asked)):
        sums["received"] += 1
        sums[f"at_{row.bucket}"] += 1
        sums.update({name: getattr(row, name) for name in MEASURES})
    sums["closed"] = Standing.objects.filter(within(asked, "closed_on")).count()
    return +sums


def test_every_slice_is_exact_before_while_and_after_folding(crowded: t.Town) -> None:
    asked = list(slices(crowded, most=3))
    meant = [added_up(one) for one in asked]
    assert max(one["received"] for one in meant) > 10
    assert [reading.total(one) for one in asked] == meant
    with connection.cursor() as cursor:
        cursor.execute(folding._FOLD, [7])
    assert [reading.total(one) for one in asked] == meant
    folding.fold_all()
    assert [reading.total(one) for one in asked] == meant
    assert list(checking.flaws()) == []


@pytest.mark.parametrize("folded", [False, True], ids=["waiting", "folded"])
def test_tables_split_the_whole_and_lists_have_as_many_rows(crowded: t.Town, folded: bool) -> None:
    if folded:
        folding.fold_all()
    for asked in slices(crowded, most=1):
        whole, times = reading.total(asked), reading.times(asked).get((), {})
        for name in ("lead", "category", "region", "channel", "klass"):
            assert sum(reading.table(asked, by=[name]).values(), Counter()) == whole
        for figure in figures.ALL:
            day = "closed_on" if figure.by_closing else "day"
            rows = Standing.objects.filter(within(asked, day) & figure.where).count()
            assert figure.count(whole, times) == rows, figure.code


def test_days_months_and_years_tell_the_same(crowded: t.Town) -> None:
    whole = Slice(date(2025, 1, 1), date(2026, 12, 31))
    folding.fold_all()
    for one in (whole, whole.of(lead=(crowded.pupr.pk,)), whole.of(category=(crowded.jalan.pk,))):
        days, months, years = (reading.series(one, grain) for grain in Grain)
        assert {day.replace(day=1) for day in days} == set(months)
        for found in (days, months, years):
            assert sum((parts[()] for parts in found.values()), Counter()) == reading.total(one)


def test_what_is_open_is_told_without_reading_what_is_not(crowded: t.Town) -> None:
    names = [*(f"at_{state}" for state in OPEN), "late"]
    for one in (given.EVER, given.EVER.of(lead=(crowded.pupr.pk,), region=(crowded.langkai.pk,))):
        for folded in (False, True):
            if folded:
                folding.fold_all()
            for spans in ([PERIODS[0]], PERIODS):
                whole = reading.over(one, spans)
                part = [Counter({name: sums[name] for name in names}) for sums in whole]
                assert reading.over(one, spans, *names) == [+sums for sums in part]


def test_several_stretches_are_told_at_once(crowded: t.Town) -> None:
    for one in (given.EVER, given.EVER.of(lead=(crowded.pupr.pk,), category=(None,))):
        meant = [reading.total(one.of(first=first, last=last)) for first, last in PERIODS]
        assert reading.over(one, PERIODS) == meant
    assert reading.over(given.EVER, []) == []


def test_working_times_are_within_a_bin_of_the_true_ones(crowded: t.Town) -> None:
    known = Standing.objects.values_list("reply_minutes", flat=True)
    true = sorted(minutes for minutes in known if minutes is not None)
    for folded in (False, True):
        if folded:
            folding.fold_all()
        told = reading.times(given.EVER)[()]["reply"]
        assert told.count == len(true) > 2
        for share in (0.5, 0.9):
            exact = true[max(1, -int(-len(true) * share // 1)) - 1]
            edge = told.quantile(share)
            assert edge is not None
            assert edge == next(end for end in cuts.EDGES if exact < end)


def test_quantiles_of_nothing_and_of_the_very_slow() -> None:
    assert Times().quantile(0.5) is None
    slow = Times(Counter({len(cuts.EDGES): 3}))
    assert slow.quantile(0.5) == cuts.EDGES[-1]


def test_archive_reasons_are_told_apart(crowded: t.Town) -> None:
    archived = Standing.objects.filter(bucket="archived")
    meant = Counter(archived.values_list("reason", flat=True))
    assert reading.archived(given.EVER) == meant
    folding.fold_all()
    assert reading.archived(given.EVER) == meant
    assert len(meant) > 1


def test_a_sum_that_was_lost_is_found_and_mended(crowded: t.Town) -> None:
    folding.fold_all()
    meant = reading.total(given.EVER)
    Figure.objects.filter(cut=cuts.number_of(()), received__gt=0).update(received=99, late=5)
    FigureSpread.objects.all().delete()
    Standing.objects.filter(followed=1).first().delete()  # type: ignore[union-attr]
    found = list(checking.flaws())
    assert any("laporan" in flaw for flaw in found)
    assert any("figurespread" in flaw for flaw in found)
    assert checking.rebuild() == 1
    assert list(checking.flaws()) == []
    assert reading.total(given.EVER) == meant


@pytest.mark.parametrize(
    ("first", "last", "grains"),
    [
        (date(2024, 1, 1), date(2025, 12, 31), [Grain.YEAR]),
        (date(2024, 1, 1), date(2025, 3, 31), [Grain.YEAR, Grain.MONTH]),
        (date(2024, 2, 28), date(2024, 4, 1), [Grain.DAY, Grain.MONTH, Grain.DAY]),
        (date(2024, 2, 2), date(2024, 2, 2), [Grain.DAY]),
    ],
)
def test_a_period_is_told_in_the_longest_pieces(
    first: date, last: date, grains: list[Grain]
) -> None:
    found = tiles(first, last)
    assert [tile.grain for tile in found] == grains
    assert (found[0].first, found[-1].last) == (first, last)
    for one, other in pairwise(found):
        assert other.first - one.last == timedelta(days=1)


def test_a_period_that_ends_today_runs_to_the_end_of_its_stretch() -> None:
    with time_machine.travel("2026-11-22T08:00:00+07:00", tick=False):
        assert [tile.grain for tile in tiles(date(2025, 1, 1), date(2026, 11, 22))] == [Grain.YEAR]
        assert [tile.grain for tile in tiles(date(2026, 11, 1), date(2026, 11, 22))] == [
            Grain.MONTH
        ]
        assert [tile.grain for tile in tiles(date(2026, 11, 22), date(2026, 11, 22))] == [Grain.DAY]
        past = tiles(date(2026, 11, 1), date(2026, 11, 21))
        assert past == [Tile(Grain.DAY, date(2026, 11, 1), date(2026, 11, 21))]


def test_a_town_from_before_some_sums_gets_them_when_it_is_migrated(crowded: t.Town) -> None:
    folding.fold_all()
    meant = reading.table(given.EVER, by=["lead", "channel", "klass"])
    assert not folding.lacks_sums()
    Figure.objects.filter(cut=cuts.number_of(["lead", "channel"])).delete()
    assert folding.lacks_sums()
    assert reading.table(given.EVER, by=["lead", "channel", "klass"]) != meant
    _fill_figures()
    assert not folding.lacks_sums()
    assert reading.table(given.EVER, by=["lead", "channel", "klass"]) == meant
    assert list(checking.flaws()) == []


def test_every_bucket_and_measure_has_a_figure_or_is_part_of_one() -> None:
    used = {name for figure in figures.ALL for name in figure.sums}
    assert {f"at_{bucket}" for bucket in BUCKETS} | set(MEASURES) <= used
    assert len(figures.BY_CODE) == len(figures.ALL)
