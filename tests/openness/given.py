"""Many reports at once, as the figures count them: no page here reads a single one."""

from __future__ import annotations

from datetime import date
from typing import Any

from agencies.models import Agency
from complaints.models import FigureDelta
from routing.models import Category


def counted(
    many: int,
    *,
    lead: Agency | None,
    day: date,
    bucket: str = "resolved",
    category: Category | None = None,
    **marks: Any,
) -> None:
    """Let the figures count so many reports more."""
    values: dict[str, Any] = {"followed": 1, "reply_minutes": 300, "resolve_minutes": 900}
    row = {**values, **marks, "day": day, "bucket": bucket, "channel": "web", "klass": "complaint"}
    FigureDelta.objects.bulk_create(
        FigureDelta(amount=1, lead=lead, category=category, **row) for _ in range(many)
    )


def year_2023(agencies: dict[str, Agency]) -> None:
    """Let the figures count all of the published year (606, 589, 12, 5) but one that waits."""
    day = date(2023, 5, 3)
    counted(400, lead=agencies["pupr"], day=day, confirmed=1, kept_resolution=1)
    counted(100, lead=agencies["upt"], day=day, by_timer=1, broken_resolution=1)
    counted(60, lead=agencies["dlh"], day=day, resolve_minutes=4800, objected=1)
    counted(12, lead=agencies["diskominfo"], day=day, bucket="archived", resolve_minutes=None)
    counted(10, lead=agencies["inspektorat"], day=day, bucket="archived", resolve_minutes=None)
    counted(7, lead=agencies["dinsos"], day=day)
    counted(12, lead=agencies["pupr"], day=day, bucket="followed_up", resolve_minutes=None)
    nothing: dict[str, Any] = {"followed": 0, "reply_minutes": None, "resolve_minutes": None}
    counted(4, lead=agencies["dlh"], day=day, bucket="forwarded", **nothing)
