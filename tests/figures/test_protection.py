"""Whoever reads a protected row learns of a small number nothing but that it is small."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from complaints.figures.protection import FEW, HIDDEN, SMALL, Cell, Mark, cell, part, row

ROWS = st.lists(st.one_of(st.integers(0, 12), st.integers(0, 60)), min_size=2, max_size=14)


def reach(one: Cell, *, is_closed: bool, alone: bool, most: int) -> range:
    """What a hidden cell may hold for somebody who reads the row and knows how it was made."""
    if one is SMALL:
        return range(1, FEW)
    return range(0 if is_closed or alone else FEW, most + 1)


def possible(cells: list[Cell], place: int, total: int, closed: set[int]) -> set[int]:
    """Return the small numbers that the cell may hold, given the total and all other cells."""
    rest = total - sum(one.value for one in cells if one.value is not None)
    alone = SMALL not in cells
    others = [
        reach(one, is_closed=at in closed, alone=alone, most=rest)
        for at, one in enumerate(cells)
        if not one.is_shown and at != place
    ]
    least, most = sum(each.start for each in others), sum(each.stop - 1 for each in others)
    own = range(FEW) if cells[place] is HIDDEN else range(1, FEW)
    return {value for value in own if least <= rest - value <= most}


@settings(max_examples=400)
@example([5, 5], set())
@example([3, 8], set())
@example([1, 10], set())
@example([9, 9, 10], set())
@example([1, 0, 11, 12], {1})
@given(ROWS, st.sets(st.integers(0, 13), max_size=2))
def test_every_small_number_stays_possible(values: list[int], closed: set[int]) -> None:
    if 0 < sum(values) < FEW:
        return  # such a total is never shown
    closed = {place for place in closed if place < len(values)}
    cells = row(values, closed=closed)
    for place, one in enumerate(cells):
        if one is SMALL:
            assert possible(cells, place, sum(values), closed) == set(range(1, FEW))
        elif one.is_shown:
            assert one.value == values[place]
            assert not 0 < one.value < FEW
        elif 0 < values[place] < FEW and not closed:
            assert possible(cells, place, sum(values), closed) == set(range(FEW))


@settings(max_examples=200)
@given(ROWS, st.data())
def test_what_is_hidden_together_is_not_few_either(values: list[int], data: st.DataObject) -> None:
    whole = row(values)
    parts = [data.draw(st.integers(0, value)) for value in values]
    if 0 < sum(parts) < FEW or 0 < sum(values) < FEW:
        return
    cells = part(parts, whole)
    left = sum(parts[place] for place, one in enumerate(cells) if not one.is_shown)
    assert left == 0 or left >= FEW
    for place, one in enumerate(whole):
        assert one.is_shown or not cells[place].is_shown


@given(ROWS)
def test_nothing_is_hidden_where_nothing_is_small(values: list[int]) -> None:
    large = [value if value == 0 else value + FEW for value in values]
    assert [one.value for one in row(large)] == large


def test_a_row_says_what_was_hidden_and_why() -> None:
    assert row([3, 0, 40, 50]) == [SMALL, Cell(0), HIDDEN, Cell(50)]
    assert row([40, 50, 3]) == [HIDDEN, Cell(50), SMALL]
    assert row([4, 5, 6, 30]) == [SMALL, SMALL, SMALL, Cell(30)]
    assert row([3, 8]) == [HIDDEN, HIDDEN]
    assert row([25]) == [Cell(25)]
    assert row([]) == []


def test_small_rows_hold_against_trying_everything() -> None:
    """The rule of the module against all tables that agree with what is shown."""
    for values in product(range(0, 22, 3), repeat=3):
        if 0 < sum(values) < FEW:
            continue
        cells = row(values)
        for place in [at for at, one in enumerate(cells) if one is SMALL]:
            found = set()
            for guess in product(range(sum(values) + 1), repeat=2):
                table = [*guess, sum(values) - sum(guess)]
                if table[-1] >= 0 and row(table) == cells:
                    found.add(table[place])
            assert values[place] in found
            assert len(found) > 1, (values, cells)


@pytest.mark.parametrize(
    ("value", "words"),
    [(0, "0"), (1, "kurang dari 10"), (9, "kurang dari 10"), (10, "10"), (1234, "1.234")],
)
def test_a_number_alone(value: int, words: str) -> None:
    assert cell(value).words == words
    assert (cell(value).mark is Mark.FEW) == (not cell(value).is_shown)
