"""What a page is built of: its parts with what they lie in, and what does not fit together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise

VOID = frozenset({"input", "img", "br", "hr", "link", "meta", "wbr", "source", "col"})
DRAWN = frozenset({"use", "path", "rect", "circle", "line", "polyline", "polygon", "ellipse"})
"""Lines of pictures, which are the same wherever they stand."""
SHAPING = ("type", "role", "open", "hidden", "disabled", "aria-current", "aria-invalid")
"""Attributes by which a part looks or acts differently."""
POINTING = ("for", "aria-describedby", "aria-labelledby", "aria-controls", "form", "list")
"""Attributes that name the ids of other parts."""
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


class Anatomy(HTMLParser):
    """One page, read once.

    ``parts`` are its elements, each written with its class and with all that it lies in.
    """

    def __init__(self, html: str) -> None:
        super().__init__()
        self.parts: set[str] = set()
        self.ids: Counter[str] = Counter()
        self.named: set[str] = set()
        self.headings: list[int] = []
        self._open: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a part, where it lies, and what it names."""
        if tag in DRAWN:
            return
        held = {name: value or "" for name, value in attrs}
        classes = sorted(held.get("class", "").split())
        shape = [f"{name}={held[name]}" for name in SHAPING if name in held]
        around = self._open[-1][1] if self._open else ""
        part = f"{around} {'.'.join([tag, *classes, *shape])}"
        self.parts.add(part)
        self.ids.update([held["id"]] if "id" in held else [])
        for name in POINTING:
            self.named.update(held.get(name, "").split())
        if tag in HEADINGS:
            self.headings.append(HEADINGS.index(tag) + 1)
        if tag not in VOID:
            self._open.append((tag, part))

    def handle_endtag(self, tag: str) -> None:
        """Leave a part."""
        for place in range(len(self._open) - 1, -1, -1):
            if self._open[place][0] == tag:
                del self._open[place:]
                break

    def faults(self) -> Iterator[str]:
        """Yield what is wrong between parts that may each be right by themselves."""
        twice = sorted(name for name, number in self.ids.items() if number > 1)
        if twice:
            yield f"the same id twice: {twice}"
        nowhere = sorted(self.named - self.ids.keys())
        if nowhere:
            yield f"named, but not there: {nowhere}"
        if self.headings[:1] != [1] or self.headings.count(1) != 1:
            yield f"does not begin with its one h1: {self.headings}"
        if any(after > before + 1 for before, after in pairwise(self.headings)):
            yield f"leaves out a level of headings: {self.headings}"
