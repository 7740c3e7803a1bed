"""No pattern that looks for personal data can be made slow by what somebody writes.

The steps are counted in the patterns themselves and not by a clock: from one place in a text a
pattern may go on in only so many ways, however long and hostile the text is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import inf
from re import _constants, _parser  # type: ignore[attr-defined]
from types import ModuleType
from typing import Any

import pytest

from lapor import personal
from lapor.personal import addresses, contacts, names, numbers

MOST_WAYS = 25_000
"""From one place, by a worst case that no text reaches: optional pieces are counted as if every
combination of them were tried."""

AT_ONCE = (_constants.POSSESSIVE_REPEAT, _constants.ATOMIC_GROUP)
LOOKS = (_constants.ASSERT, _constants.ASSERT_NOT)
REPEATS = (_constants.MAX_REPEAT, _constants.MIN_REPEAT)


def patterns() -> Iterator[Any]:
    """Yield every pattern of the detector with its name."""

    def of(module: ModuleType) -> Iterator[tuple[str, re.Pattern[str]]]:
        for name, value in vars(module).items():
            for place, one in enumerate(value if isinstance(value, tuple) else (value,)):
                if isinstance(one, re.Pattern):
                    yield f"{module.__name__}.{name}[{place}]", one

    for module in (personal, addresses, contacts, names, numbers):
        for name, pattern in of(module):
            yield pytest.param(pattern, id=name)


def ways(parsed: Any) -> float:
    """Return in how many ways a parsed pattern may go on from one place, at most."""
    product = 1.0
    for code, value in parsed:
        product *= _ways_of(code, value)
    return product


def _ways_of(code: Any, value: Any) -> float:
    if code in AT_ONCE or code in LOOKS:
        return 1
    if code is _constants.SUBPATTERN:
        return ways(value[3])
    if code is _constants.BRANCH:
        return sum(ways(branch) for branch in value[1])
    if code in REPEATS:
        least, most, inner = value
        if most is _constants.MAXREPEAT:
            return inf
        return float(sum(ways(inner) ** number for number in range(least, most + 1)))
    return 1


@pytest.mark.parametrize("pattern", list(patterns()))
def test_a_pattern_goes_on_in_few_ways_from_one_place(pattern: re.Pattern[str]) -> None:
    assert ways(_parser.parse(pattern.pattern, pattern.flags)) <= MOST_WAYS


def test_the_count_sees_a_pattern_that_does_not_come_back() -> None:
    assert ways(_parser.parse(r"(?:a+)+b")) == inf
    assert ways(_parser.parse(r"(?:a|aa){1,30}b")) > MOST_WAYS
    assert ways(_parser.parse(r"(?:a{1,30}+ ){1,8}b")) == len(range(1, 9))
