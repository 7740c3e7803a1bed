"""Keeping in mind who sits where, for a long work in which nobody comes, goes or is away."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

T = TypeVar("T")

_mind: ContextVar[dict[Hashable, list[Any]] | None] = ContextVar("mind", default=None)


@contextmanager
def at_rest() -> Iterator[None]:
    """Read each question about officers once within the block.

    Only for filling a town of nobody real: a web page or a task must see who was deactivated a
    moment ago. Nobody may be made an officer or a substitute meanwhile.
    """
    token = _mind.set({})
    try:
        yield
    finally:
        _mind.reset(token)


def kept(question: Hashable, ask: Callable[[], list[T]]) -> list[T]:
    """Return the answer to a question: asked anew, or within :func:`at_rest` only once."""
    mind = _mind.get()
    if mind is None:
        return ask()
    if question not in mind:
        mind[question] = ask()
    return list(mind[question])
