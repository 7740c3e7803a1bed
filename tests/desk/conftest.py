"""A small town and a browser for each of its people."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tests import town as t

SignIn = Callable[[str], Client]


@pytest.fixture
def town(db: None, tmp_path_factory: pytest.TempPathFactory) -> t.Town:
    """A small town."""
    return t.build()


@pytest.fixture
def sign_in(town: t.Town) -> SignIn:
    """Return a browser in which one of the town's people is signed in."""

    def opened(name: str) -> Client:
        client = Client()
        client.force_login(town.people[name])
        return client

    return opened
