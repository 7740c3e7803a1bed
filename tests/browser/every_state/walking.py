"""How pages are asked for: somebody walks with a browser of the test client, and remembers each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, resolve

from tests import town as t

Answer = Any
"""A response of the test client, whose own type has no public name."""


@dataclass(frozen=True)
class State:
    """One page in one state: what it is called, where it stands, and what the town answered."""

    name: str
    path: str
    answer: Answer
    client: Client
    asked: tuple[str, ...] = ()
    """The addresses by which it was come to."""

    @property
    def html(self) -> str:
        """The text of the page."""
        content: bytes = self.answer.content
        return content.decode()

    @property
    def addresses(self) -> set[str]:
        """The names of the addresses by which it was come to."""
        return {name for path in self.asked if (name := name_of(path))}


@dataclass(frozen=True)
class Round:
    """A walk past some pages, and the addresses that it is there to pass by."""

    walk: Callable[[t.Town], Iterator[State]]
    passes: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """What the round is called."""
        return self.walk.__name__


def passing(*addresses: str) -> Callable[[Callable[[t.Town], Iterator[State]]], Round]:
    """Say of a walk which addresses of the town it passes by."""
    return lambda walk: Round(walk, frozenset(addresses))


class Walk:
    """Somebody who walks through pages with one browser, and remembers each."""

    def __init__(self, client: Client | None = None) -> None:
        self.client = client or Client()

    def get(self, name: str, path: str, expect: int = 200) -> State:
        """Open a page, following redirects."""
        return self._state(name, path, self.client.get(path, follow=True), expect)

    def post(self, name: str, path: str, expect: int = 200, /, **data: Any) -> State:
        """Send a form and stay on the page that answers it, after a redirect if there is one."""
        return self._state(name, path, self.client.post(path, data, follow=True), expect)

    def part(self, name: str, path: str, on: State, target: str) -> State:
        """Open the part of a page that htmx asks for, laid into the page that asks for it."""
        asked = {"HX-Request": "true", "HX-Target": target}
        part = self.client.get(path, headers=asked).content.decode()
        assert "<html" not in part, f"{name}: {path} is a whole page"
        html = on.html.replace(f'<div id="{target}"></div>', part)
        assert html != on.html, f"{name}: no place for {target}"
        answer = HttpResponse(html, headers=dict(on.answer.items()))
        return State(name, on.path, answer, self.client, (path,))

    def _state(self, name: str, path: str, answer: Answer, expect: int) -> State:
        assert answer.status_code == expect, f"{name}: {path} answered {answer.status_code}"
        asked = (path, *(where for where, _ in answer.redirect_chain))
        return State(name, asked[-1], answer, self.client, asked)


def officer(town: t.Town, who: str) -> Walk:
    """Return one of the town's people, signed in."""
    client = Client()
    client.force_login(town.people[who])
    return Walk(client)


def name_of(path: str) -> str:
    """Return the name of the address that a path has; nothing where there is none."""
    try:
        return resolve(urlsplit(path).path).view_name
    except Resolver404:
        return ""
