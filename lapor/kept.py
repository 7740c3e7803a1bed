"""What a town edits and every page reads: kept in the process for a minute.

So a page or a sweep does not read the same rows again and again. Whoever edits a row calls
``forget()``; other processes follow within the minute.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, TypeVar

KEEP_SECONDS = 60.0

T = TypeVar("T")

# By name of reader: until when it may be used, in seconds of the machine's uptime, and the value.
# The town's own clock is not asked here, because a demo moves it.
_kept: dict[str, tuple[float, Any]] = {}


def remember(name: str, read: Callable[[], T]) -> T:
    """Return what ``read`` gave within the last minute, or ask it again.

    The value is shared by every request of the process: whoever gets it leaves it as it is.

    Args:
        name: the reader's name, with its room: ``"routing.categories"``.
        read: gives the value; what it raises is not kept.
    """
    now = time.monotonic()
    until, value = _kept.get(name, (0.0, None))
    if now >= until or value is None:
        value = read()
        _kept[name] = (now + KEEP_SECONDS, value)
    return value  # type: ignore[no-any-return]


def forget() -> None:
    """Forget everything read, so that the next reader sees what was just edited."""
    _kept.clear()
