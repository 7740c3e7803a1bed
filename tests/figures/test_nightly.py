"""By night all figures are held against the events, a little at a time, and the admins are told."""

from __future__ import annotations

import pytest
import time_machine

from complaints.figures import checking, cuts, folding, nightly
from complaints.manage import home
from complaints.models import Figure, FigureCheck, Standing
from tests import town as t

pytestmark = pytest.mark.django_db

NIGHT, LATER, DAY = (f"2026-07-0{moment}:00+07:00" for moment in ("7T01:30", "8T02:00", "8T09:00"))
PATIENCE = 600.0
"""Seconds: longer than any of this takes on a busy machine."""
WARNING = "Angka tidak cocok dengan riwayat laporan"


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch) -> t.Town:
    """A town with five reports, of which a piece of the check reads two."""
    monkeypatch.setattr(checking, "AT_ONCE", 2)
    with time_machine.travel("2026-07-06T09:00:00+07:00", tick=False):
        town = t.build()
        for make in (t.forwarded, t.forwarded, t.followed_up, t.followed_up, t.answered):
            make(town)
    folding.fold_all()
    return town


def warned() -> list[str]:
    return [one.text for one in home.warnings() if one.title == WARNING]


def test_nothing_is_checked_by_day(town: t.Town) -> None:
    with time_machine.travel(DAY, tick=False):
        assert nightly.go_on(seconds=PATIENCE) == 0
    assert not FigureCheck.objects.exists()


def test_a_check_reads_all_reports_and_sums_once_a_night(town: t.Town) -> None:
    with time_machine.travel(NIGHT, tick=False):
        pieces = 3 + len(folding.spans()) + 1  # five reports by two, the sums, and the end
        assert nightly.go_on(seconds=PATIENCE) == pieces
        assert nightly.go_on(seconds=PATIENCE) == 0
    check = FigureCheck.objects.get()
    assert (check.reports, check.flaws, check.examples) == (5, 0, [])
    assert check.finished_at is not None
    assert warned() == []


def test_a_check_goes_on_where_it_stopped(town: t.Town) -> None:
    with time_machine.travel(NIGHT, tick=False):
        check = nightly._present()
        assert check is not None
        nightly._piece(check.pk)
    assert FigureCheck.objects.get().reports == 2
    with time_machine.travel(LATER, tick=False):
        nightly.go_on(seconds=PATIENCE)
    again = FigureCheck.objects.get()
    assert (again.pk, again.reports) == (check.pk, 5)
    assert again.finished_at is not None


def test_what_differs_is_told_until_a_later_night_finds_nothing(town: t.Town) -> None:
    standing = Standing.objects.order_by("pk")[0]
    Standing.objects.filter(pk=standing.pk).update(followed=1 - standing.followed)
    Figure.objects.filter(grain=2, cut=cuts.number_of(())).update(late=7)
    with time_machine.travel(NIGHT, tick=False):
        nightly.go_on(seconds=PATIENCE)
    check = FigureCheck.objects.get()
    assert any(one.startswith(f"laporan {standing.pk}:") for one in check.examples)
    assert any(one.startswith("figure:") and '"late": -7' in one for one in check.examples)
    assert f"menemukan {check.flaws} perbedaan" in warned()[0]
    folding.mend()
    Standing.objects.filter(pk=standing.pk).update(followed=standing.followed)
    folding.mend()
    with time_machine.travel(LATER, tick=False):
        started = nightly._present()
        assert started is not None
        assert warned()  # as long as the next check is not over
        nightly.go_on(seconds=PATIENCE)
    assert warned() == []
    assert FigureCheck.objects.count() == 1


def test_figures_made_anew_are_no_longer_warned_of(town: t.Town) -> None:
    Standing.objects.all().delete()
    with time_machine.travel(NIGHT, tick=False):
        nightly.go_on(seconds=PATIENCE)
    assert warned()
    assert checking.rebuild() == 5
    assert warned() == []
