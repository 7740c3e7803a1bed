"""The small town's people for the pages about many reports."""

from tests.desk.conftest import sign_in, town

__all__ = ["sign_in", "town"]
