"""Agencies that tests stand on."""

from __future__ import annotations

from typing import Any

from agencies.models import Agency


def agency(code: str = "dinas", parent: Agency | None = None, **fields: Any) -> Agency:
    """Create an agency that is called like its code."""
    return Agency.objects.create_under(
        parent=parent, code=code, name=code, short_name=code, **fields
    )
