"""The town into which files are imported."""

from __future__ import annotations

import pytest

from tests import town as t


@pytest.fixture
def town(db: None) -> t.Town:
    """A town with offices, people and places."""
    return t.build()
