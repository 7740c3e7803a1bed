"""A town of written reports, each walked into the open by real verbs."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from agencies.models import Region
from complaints import actions
from complaints.finding import lexicon
from complaints.models import Complaint
from routing.models import Category
from tests import town as t

REPORTS = Path(__file__).parents[3] / "complaints" / "demo" / "data" / "reports.json"
LEFT_OUT = ("junk", "sealed", "secret", "parts")


@cache
def written() -> list[dict[str, Any]]:
    """Return the demo town's written reports that may be read by everybody."""
    rows = json.loads(REPORTS.read_text(encoding="utf-8"))
    return [row for row in rows if not any(row.get(key) for key in LEFT_OUT)]


def title_of(row: dict[str, Any]) -> str:
    return str(row.get("public_title") or row["title"])


def publish(town: t.Town, row: dict[str, Any]) -> Complaint:
    """File, verify and forward one written report."""
    category, _ = Category.objects.get_or_create(
        code=row["category"], defaults={"name": row["category"], "national_id": 110}
    )
    region, _ = Region.objects.get_or_create(
        name=row.get("ward") or "Langkai",
        level=Region.Level.WARD,
        defaults={"code": f"w{Region.objects.count()}", "parent": town.pahandut},
    )
    return actions.verify_and_forward(
        t.submit(text=row["text"], region=region),
        by=town.verifier,
        verification=t.verification(
            town,
            category=category,
            title=title_of(row),
            public_text=row.get("public_text") or row["text"],
        ),
        routing={"lead": town.pupr},
    )


def demo_town(*titles: str, others: int = 60) -> t.Town:
    """Build the town with the reports of these titles among some others, and its lexicon."""
    town = t.build()
    rows = written()
    wanted = [row for row in rows if title_of(row) in titles]
    rest = [row for row in rows if title_of(row) not in titles]
    for row in [*wanted, *rest[:: max(1, len(rest) // others)]]:
        publish(town, row)
    while lexicon.fold():
        pass
    return town
