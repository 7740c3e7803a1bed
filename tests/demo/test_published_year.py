"""The demonstration's year 2023 says what the town published: 606 reports, 589, 12, 5.

Letting all 606 live takes most of a minute; here a few live through the same seeding, the plan of all
606 is counted, and the pages are shown the figures of the whole year. What a report that goes upward,
/kinerja/ and /data/ say of that year is tested beside them (tests/insights/test_upward.py,
tests/openness).
"""

from __future__ import annotations

import io
import random
import re
from datetime import date

import openpyxl
import pytest
import time_machine
from django.conf import LazySettings
from django.test import Client

from accounts.models import User
from agencies import demo_town, seats
from complaints.demo.cast import PASSWORD, user_of
from complaints.demo.seeding import present, years
from complaints.figures import folding
from complaints.insights import totals
from complaints.management.commands.seed_demo import _look_for_signs
from routing import demo_town as demo_routing
from tests import town as t
from tests.openness.given import year_2023

pytestmark = pytest.mark.django_db

SENTENCE = "Dari 606 aduan: 589 tertangani, 12 dalam proses, 5 belum ditindaklanjuti."
NOW = "2026-11-23T10:00:00+07:00"
OPEN_ENDS = {"followed_up": 12, "forwarded": 5}


def test_the_plan_of_2023_is_what_the_town_published() -> None:
    ends = [end.__name__ for end in years._past_ends(random.Random(years.SEED))]
    assert len(ends) == 606
    assert {name: ends.count(name) for name in OPEN_ENDS} == OPEN_ENDS
    over = {one.__name__ for one in (present.archived, present.confirmed, present.silent)}
    assert set(ends) - OPEN_ENDS.keys() == over | {present.answered_at_once.__name__}


def test_a_few_reports_of_2023_end_as_planned_on_the_dashboard(
    settings: LazySettings, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.LAPOR_DEMO = True
    few = {"PAST_TOTAL": 16, "PAST_IN_PROCESS": 3, "PAST_NOT_STARTED": 2}
    for name, value in few.items():
        monkeypatch.setattr(years, name, value)
    demo_town.install(PASSWORD)
    demo_routing.install()
    with seats.at_rest():
        assert years.past() == 16
    year = totals.totals(date(2023, 1, 1), date(2023, 12, 31))
    assert year.sentence == (
        "Dari 16 aduan: 11 tertangani, 3 dalam proses, 2 belum ditindaklanjuti."
    )
    admin = user_of("verifier:diskominfo")
    assert admin is not None
    assert year.sentence in page(client, admin, "/dasbor/?masa=2023")


@time_machine.travel(NOW, tick=True)
def test_one_office_answered_alike_and_the_overseer_sees_it(
    settings: LazySettings, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.LAPOR_DEMO = True
    alike = list(present._alike(random.Random(1)))
    monkeypatch.setattr(present, "plan", lambda dice: alike)
    demo_town.install(PASSWORD)
    demo_routing.install()
    with seats.at_rest():
        assert years.now() == present.ALIKE
    _look_for_signs()
    overseer = user_of("overseer:inspektorat")
    assert overseer is not None
    body = page(client, overseer, "/dasbor/tanda/?bulan=2026-10")
    assert "Satpol PP" in body
    assert "6 dari 6" in body


@time_machine.travel(NOW, tick=False)
def test_the_dashboard_of_2023_says_so_everywhere(client: Client) -> None:
    with time_machine.travel("2023-05-02T10:00:00+07:00", tick=False):
        town = t.build()
        t.submit()
    year_2023(town.agencies)
    folding.fold_all()
    for path in ("/dasbor/?masa=2023", "/dasbor/?tahun=2023", "/dasbor/layar/?masa=2023"):
        assert SENTENCE in page(client, town.verifier, path), path
    words = " ".join(re.sub(r"<[^>]+>", " ", page(client, town.verifier, "/dasbor/")).split())
    assert SENTENCE not in words
    for code, count in (
        ("received", 606),
        ("handled", 589),
        ("in_process", 12),
        ("not_started", 5),
    ):
        body = page(client, town.verifier, f"/dasbor/daftar/{code}/?masa=2023")
        assert f"<strong>{count}</strong> laporan" in body, code
    answer = client.get("/dasbor/dasbor.xlsx?masa=2023")
    book = openpyxl.load_workbook(io.BytesIO(answer.getvalue()))
    assert book["Ringkasan"]["A3"].value == SENTENCE


def page(client: Client, user: User, path: str) -> str:
    """Return a page as ``user`` reads it."""
    client.force_login(user)
    answer = client.get(path)
    assert answer.status_code == 200, path
    return str(answer.content.decode())
