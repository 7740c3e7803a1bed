"""The arithmetic of the pages' figures, and how they are told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.bench import pages

GOOD = pages.PageFigures(
    step="home",
    first_bytes=18_400,
    first_requests=10,
    again_bytes=3_500,
    again_requests=1,
    queries=3,
    paint=1.4,
    is_private=False,
    scores=dict.fromkeys(pages.GROUPS, 98),
)


def test_page_within_its_budgets_is_not_marked() -> None:
    assert GOOD.over() == []
    assert pages.table([GOOD])[2:] == [
        "| home | 18.0 | 10 | 3.4 | 1 | 3 | 1.40 | 98 | 98 | 98 | 98 |"
    ]


@pytest.mark.parametrize(
    ("broken", "names"),
    [
        (replace(GOOD, first_bytes=60 * 1024 + 1), ["first_bytes"]),
        (replace(GOOD, again_bytes=15 * 1024 + 1), ["again_bytes"]),
        (replace(GOOD, paint=2.5), ["paint"]),
        (replace(GOOD, paint=-0.001), ["paint"]),
        (replace(GOOD, scores={**GOOD.scores, "seo": 97}), ["seo"]),
    ],
)
def test_what_breaks_a_budget_is_named_and_marked(
    broken: pages.PageFigures, names: list[str]
) -> None:
    assert broken.over() == names
    assert pages.table([broken])[2].count("✗") == 1


def test_page_without_scores_breaks_no_budget_for_them() -> None:
    row = replace(GOOD, scores={}, is_private=True)
    assert row.over() == []
    assert pages.table([row])[2].startswith("| home † |")
    assert pages.table([row])[2].endswith("| – | – | – | – |")
