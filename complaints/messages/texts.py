"""Where the words of a message come from: the town's own wording, or what LAPOR brings along.

A town's wording may use only the placeholders and conditions of the default text, so that it can
name nothing that the default did not: no contact, no name, no other column.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.template import Context, Engine, Template, TemplateSyntaxError
from django.template.base import Lexer, TokenType

from complaints.fields import plain
from complaints.models import MessageText
from lapor import kept

FOLDERS = {
    "reporter": "E-mail kepada pelapor",
    "officer": "E-mail kepada petugas",
    "short": "SMS dan WhatsApp",
}
FIXED = frozenset({"messages/short/discreet.txt"})
"""What is said of hidden, secret and sealed reports is no matter of taste."""
PLAIN = frozenset({"messages/new_link.txt"})
"""Texts that stand in no folder of their own and stay as they are."""
LONGEST = 2_000
_tried: ContextVar[dict[str, str] | None] = ContextVar("tried", default=None)
_engine = Engine(autoescape=False, libraries={}, builtins=[])


class Tokens(NamedTuple):
    """What stands in braces in a text."""

    words: frozenset[str]
    conditions: frozenset[str]


def names() -> list[str]:
    """Return the texts that a town may word itself, by their path."""
    folder = Path(settings.BASE_DIR) / "templates"
    paths = [
        one for group in FOLDERS for one in sorted((folder / "messages" / group).glob("*.txt"))
    ]
    return [name for one in paths if (name := str(one.relative_to(folder))) not in FIXED]


@cache
def default_of(name: str) -> str:
    """Return the text that LAPOR brings along."""
    return (Path(settings.BASE_DIR) / "templates" / name).read_text().strip()


def current(name: str) -> str:
    """Return the text that holds now."""
    tried = _tried.get()
    if tried is not None and name in tried:
        return tried[name]
    return kept.remember("messages.texts", _read).get(name) or default_of(name)


def _read() -> dict[str, str]:
    return dict(MessageText.objects.values_list("name", "text"))


def render(name: str, context: dict[str, Any]) -> str:
    """Return the words of a message.

    Args:
        name: path of the text below ``templates``.
        context: what stands for the placeholders.
    """
    return str(_compiled(current(name)).render(Context(context, autoescape=False)))


@cache
def _compiled(text: str) -> Template:
    return Template(text, engine=_engine)


@contextmanager
def trying(name: str, text: str) -> Iterator[None]:
    """Let a text hold for a preview, in this thread and nowhere else."""
    with _instead({name: text}):
        yield


@contextmanager
def untouched() -> Iterator[None]:
    """Let the texts hold that LAPOR brings along, whatever the town has changed."""
    with _instead({name: default_of(name) for name in [*names(), *FIXED, *PLAIN]}):
        yield


@contextmanager
def _instead(texts: dict[str, str]) -> Iterator[None]:
    token = _tried.set(texts)
    try:
        yield
    finally:
        _tried.reset(token)


def tokens_of(text: str) -> Tokens:
    """Return the placeholders and conditions of a text."""
    tokens = Lexer(text).tokenize()
    return Tokens(
        frozenset(one.contents for one in tokens if one.token_type == TokenType.VAR),
        frozenset(one.contents for one in tokens if one.token_type == TokenType.BLOCK),
    )


def problems(name: str, text: str) -> list[str]:
    """Return what is wrong with a town's own wording, as sentences; empty when it can be used."""
    if len(text) > LONGEST:
        return [f"Terlalu panjang: paling banyak {LONGEST} karakter."]
    own, allowed = tokens_of(text), tokens_of(default_of(name))
    found = [
        f"{{{{ {one} }}}} tidak dikenal di pesan ini." for one in sorted(own.words - allowed.words)
    ]
    found += [
        f"{{% {one} %}} tidak dikenal di pesan ini."
        for one in sorted(own.conditions - allowed.conditions)
    ]
    if name.startswith("messages/short/"):
        found += [f"{{{{ {one} }}}} harus tetap ada." for one in _missing(own, allowed)]
    if "{#" in text or not plain(text).strip():
        found.append("Tulis pesannya, tanpa tanda {#.")
    return found or _broken(text)


def _missing(own: Tokens, allowed: Tokens) -> list[str]:
    """A short message is nothing without its ticket and link."""
    return sorted(one for one in allowed.words - own.words if one in ("code", "link"))


def _broken(text: str) -> list[str]:
    try:
        Template(text, engine=_engine)
    except TemplateSyntaxError:
        return ["Setiap {% if … %} harus ditutup dengan {% endif %}."]
    if "{{" in _without_tokens(text) or "{%" in _without_tokens(text):
        return ["Ada kurung kurawal yang tidak ditutup."]
    return []


def _without_tokens(text: str) -> str:
    return "".join(
        one.contents for one in Lexer(text).tokenize() if one.token_type == TokenType.TEXT
    )
