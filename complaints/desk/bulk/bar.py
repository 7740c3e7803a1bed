"""The bar below the inbox: what is ticked on this page and elsewhere, and the actions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

from complaints.desk.bulk import choice, table
from complaints.desk.inbox.listing import AFTER

if TYPE_CHECKING:
    from complaints.access import Desk
    from complaints.desk.inbox.rows import Row


def ticks(request: HttpRequest, desk: Desk, rows: Iterable[Row]) -> dict[str, Any]:
    """Return what the bar shows; no query beside the session."""
    picked = choice.kept(request)
    here = {row.code for row in rows}
    return {
        "picked": picked,
        "picked_elsewhere": sum(code not in here for code in picked),
        "bulk_actions": table.offered(desk.roles),
        "after": request.GET.get(AFTER, ""),
    }
