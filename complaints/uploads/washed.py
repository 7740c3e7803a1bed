"""What is left of a file that came from outside."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Washed:
    """What is left of a file: decoded and encoded again, without what it said of its maker."""

    kind: str
    content: bytes
    name: str
    suffix: str
    thumbnail: bytes = b""
    preview: bytes = b""
    """An even smaller picture, for the page on which the file waits."""
    width: int | None = None
    height: int | None = None
