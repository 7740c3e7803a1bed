"""What the pages of figures cost: the same queries, however many reports there are."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from complaints.models import Standing
from tests import town as t

pytestmark = pytest.mark.django_db


@time_machine.travel("2026-11-23T10:00:00+07:00", tick=False)
@pytest.mark.parametrize("reports", [1, 3])
def test_a_list_costs_the_same_queries_for_any_number(
    client: Client, reports: int, django_assert_num_queries: Any
) -> None:
    town = t.build()
    for _ in range(reports):
        t.followed_up(town)
    assert date(2026, 11, 23) == Standing.objects.first().day  # type: ignore[union-attr]
    for user, queries in ((town.verifier, 6), (town.supervisor, 8)):
        client.force_login(user)
        client.get("/dasbor/daftar/in_process/")
        with django_assert_num_queries(queries):
            client.get("/dasbor/daftar/in_process/")


@time_machine.travel("2026-11-23T10:00:00+07:00", tick=False)
@pytest.mark.parametrize("reports", [1, 3])
def test_the_dashboard_costs_the_same_queries_for_any_number(client: Client, reports: int) -> None:
    town = t.build()
    for _ in range(reports):
        t.followed_up(town)
    spent = {}
    for path, who in product(
        ("/dasbor/", "/dasbor/layar/", "/dasbor/angka/"), ("verifier", "supervisor")
    ):
        client.force_login(town.people[who])
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        spent[path, who] = len(queries)
    assert spent == {
        ("/dasbor/", "verifier"): 17,
        ("/dasbor/", "supervisor"): 19,
        ("/dasbor/layar/", "verifier"): 10,
        ("/dasbor/layar/", "supervisor"): 11,
        ("/dasbor/angka/", "verifier"): 5,
        ("/dasbor/angka/", "supervisor"): 6,
    }
