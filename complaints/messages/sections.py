"""The pieces of a letter: a headline, short paragraphs, what somebody said, a list with links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from complaints.messages import texts

LONGEST_QUOTE = 700


class Item(NamedTuple):
    """One line of a list, with the address it leads to."""

    text: str
    link: str


@dataclass(frozen=True)
class Section:
    """One thing that happened, or one list of things to do."""

    headline: str
    paragraphs: Sequence[str] = ()
    quote: str = ""
    items: Sequence[Item] = ()
    link: str = ""
    parts: Sequence[Section] = ()
    """What happened, one below the other, where the section is about one of several reports."""
    advice: str = ""

    @property
    def plain(self) -> str:
        """The section in a plain-text letter."""
        blocks = [self.headline, *self.paragraphs]
        if self.quote:
            blocks.append("\n".join(f"> {line}".rstrip() for line in self.quote.splitlines()))
        if self.items:
            blocks.append("\n".join(f"- {item.text}\n  {item.link}" for item in self.items))
        blocks += [part.plain for part in self.parts]
        blocks += [part for part in (self.advice, self.link) if part]
        return "\n\n".join(blocks)


def section(template: str, *, quote: str = "", link: str = "", **context: Any) -> Section:
    """Return the section that a text template makes.

    The template's first line is the headline; blank lines part the paragraphs. What people said
    never passes through the template, so that it cannot break this.
    """
    text = texts.render(template, context)
    blocks = [" ".join(block.split()) for block in text.strip().split("\n\n")]
    headline, *paragraphs = [block for block in blocks if block]
    return Section(headline, paragraphs, shortened(quote), link=link)


def shortened(words: str) -> str:
    """Return what was said, cut at a word after some hundred characters."""
    words = words.strip()
    if len(words) <= LONGEST_QUOTE:
        return words
    return words[:LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"
