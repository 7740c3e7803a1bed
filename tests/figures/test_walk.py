"""After a long random history every figure is what the events say, folded or not, and rebuilt."""

from __future__ import annotations

import pytest

from complaints.figures import checking, folding, reading
from complaints.models import Standing
from complaints.states import OPEN
from tests import town as t
from tests.complaints.given import EVER
from tests.figures.walk import Walk

VERBS = 300
NEEDED = {
    *("merge", "unmerge", "split", "refer", "correct", "reopen", "appeal", "hand_back"),
    *("forward", "follow_up", "answer", "object_to_answer", "confirm", "archive", "withdraw"),
}
"""What ``bin/bench insights`` must have done in 5,000 verbs; 300 need not hold all of them."""


@pytest.mark.django_db
def test_figures_agree_after_a_long_history() -> None:
    walk = Walk(t.build(), seed=6)
    for done in walk.go(VERBS):
        if done % 100 == 0:
            assert list(checking.flaws_of_standings()) == []
    before = reading.total(EVER)
    assert list(checking.flaws()) == []
    folding.fold_all()
    assert list(checking.flaws()) == []
    assert checking.rebuild() == 0
    assert reading.total(EVER) == before
    assert not Standing.objects.filter(late=1).exclude(bucket__in=OPEN).exists()
    assert before["received"] == Standing.objects.count() > 0
    assert len(NEEDED & set(walk.pressed)) > len(NEEDED) / 2
