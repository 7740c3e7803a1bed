"""The small town, and a citizen's browser that walks through the form like a person."""

from __future__ import annotations

import pytest
from django.conf import LazySettings
from django.core.cache import cache

from tests import town as t


@pytest.fixture(autouse=True)
def without_limits(settings: LazySettings) -> None:
    """Let tests knock as often as they like; those of the limits turn them on again."""
    settings.LAPOR_LIMITS = False
    cache.clear()


@pytest.fixture
def town() -> t.Town:
    """A small town."""
    return t.build()
