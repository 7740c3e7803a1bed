"""Many reports at once, by COPY: a town after some years, and what a query of it really reads."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.core.management import call_command
from django.db import connection

from agencies.models import Agency
from complaints.models import Complaint
from lapor import clock
from lapor.database import as_owner
from tests import town as t

YEARS = 5
AGENCIES = 19
STATES = (
    *("received", "verified", "forwarded", "forwarded", "followed_up", "followed_up"),
    *("answered", "needs_info", "appealed", "referred"),
    *("resolved",) * 82,
    *("archived",) * 8,
)
"""Of a hundred reports ten still wait for somebody."""
WITH_COORDINATOR = ("received", "verified", "referred", "archived")


def fill(town: t.Town, number: int) -> None:
    """Copy so many reports into the town, spread over years, agencies, places and states.

    Not inside a transaction: the owner of the table counts what it holds afterwards.
    """
    model = t.forwarded(town, region=town.langkai)
    fields = [field for field in Complaint._meta.concrete_fields if not field.generated]
    fields = [field for field in fields if not field.primary_key]
    columns = ", ".join(connection.ops.quote_name(field.column or "") for field in fields)
    agencies = [town.pupr.pk, *_agencies()]
    plain = {field.attname: getattr(model, field.attname) for field in fields}
    with connection.cursor() as cursor:
        into = f"COPY complaints_complaint ({columns}) FROM STDIN"
        with cursor.copy(into) as copy:  # psycopg
            for row in _rows(number, plain, agencies, [town.jalan.pk, town.lainnya.pk]):
                copy.write_row([row[field.attname] for field in fields])
    call_command("rebuild_words")
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE complaints_complaint")


def _agencies() -> list[int]:
    return [
        Agency.objects.create_under(
            code=f"dinas-{number}",
            name=f"Dinas {number}",
            short_name=f"Dinas {number}",
            kind=Agency.Kind.DEPARTMENT,
        ).pk
        for number in range(AGENCIES - 1)
    ]


def _rows(
    number: int, plain: dict[str, Any], agencies: list[int], categories: list[int]
) -> Iterator[dict[str, Any]]:
    now = clock.now()
    for place in range(number):
        state = STATES[place * 7 % 100]
        is_open = state not in ("resolved", "archived")
        agency = None if state in WITH_COORDINATOR else agencies[place * 13 % len(agencies)]
        sent = now - timedelta(days=365 * YEARS * place / number)
        often, seldom = place % 5 == 0, place % 400 == 0
        words = f"{'Berlubang' if often else 'Padam'} {'mampet' if seldom else ''} nomor {place}."
        yield plain | {
            "code": f"{place:08d}",
            "submission": f"banyak-{place}",
            "title": f"Laporan {place}",
            "text": words,
            "working_title": "",
            "public_title": f"Laporan {place}",
            "public_text": words,
            "status": state,
            "resume_status": "forwarded" if state in ("needs_info", "appealed") else "",
            "holder_id": agency,
            "lead_id": agency,
            "category_id": categories[place % 10 == 0],
            "danger": place % 500 == 0,
            "support_count": 0 if place % 9 else place % 31,
            "next_due_at": now + timedelta(hours=place % 400 - 80) if is_open else None,
            "created_at": sent,
            "updated_at": sent + timedelta(days=1),
        }


def reads(sql: str) -> int:
    """Return how many rows of tables a query reads, those that it then leaves out among them."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}")
        told = cursor.fetchone()[0]
    plan = json.loads(told) if isinstance(told, str) else told
    return round(_rows_of(plan[0]["Plan"]))


def _rows_of(node: dict[str, Any]) -> float:
    own = 0.0
    if "Relation Name" in node:
        left_out = ("Rows Removed by Filter", "Rows Removed by Index Recheck")
        rows = node["Actual Rows"] + sum(node.get(name, 0) for name in left_out)
        own = rows * node["Actual Loops"]
    return own + sum(_rows_of(child) for child in node.get("Plans", ()))
