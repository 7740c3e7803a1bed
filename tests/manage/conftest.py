"""The same small town, and the same people of it, as at the desk."""

from __future__ import annotations

from tests.complaints.conftest import at
from tests.desk.conftest import sign_in, town

__all__ = ["at", "sign_in", "town"]
