"""A clock that stands, as in the tests of the verbs."""

from tests.complaints.conftest import at

__all__ = ["at"]
