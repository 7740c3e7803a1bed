"""Many reports at once, by COPY: a town after some years, and what a query of it really reads."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.core.management import call_command
from django.db import connection

from agencies.models import Agency
from complaints.figures import folding
from complaints.models import Figure, FigureSpread
from lapor.database import as_owner
from tests import town as t
from tests.crowd import copying
from tests.crowd.ground import Crowd, Ground

__all__ = ["AGENCIES", "Ground", "copy", "fill", "reads"]

AGENCIES = 19


def fill(town: t.Town, number: int, *, tags: Sequence[int] = (), whole: bool = False) -> None:
    """Copy so many reports into the town of the tests; ``whole`` as in :func:`copy`.

    Not inside a transaction: the owner of the table counts what it holds afterwards.
    """
    model = t.forwarded(town, region=town.langkai)
    agencies = [town.pupr.pk, *_agencies()]
    categories = [town.jalan.pk, town.lainnya.pk]
    people = [town.liaison.pk, town.operator.pk]
    regions = [town.langkai.pk]
    copy(Ground(model, agencies, categories, regions, people, tags), number, whole=whole)


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


def copy(ground: Ground, number: int, *, whole: bool = False, processes: int = 1) -> None:
    """Copy so many reports, spread over years, agencies, places, doors and states.

    Args:
        ground: what they are made of.
        number: how many.
        whole: with all that belongs to them and their figures, and with the indexes made anew at
            the end, which is quicker for a million.
        processes: how many write at once.
    """
    tables = copying.TABLES if whole else copying.TABLES[:1]
    names = [table.name for table in tables]
    with as_owner():
        copying.copy(Crowd(ground, number), tables, processes=processes, indexes_later=whole)
    call_command("rebuild_words", verbosity=0)
    if whole:
        folding.mend()
        names += [model._meta.db_table for model in (Figure, FigureSpread)]
    with as_owner(), connection.cursor() as cursor:
        for name in names:
            cursor.execute(f"VACUUM ANALYZE {name}")


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
