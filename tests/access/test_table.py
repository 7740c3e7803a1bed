"""Who opens what: every address and every role in one table (``table.txt``), asked one by one.

A row names an address and, where it is about a report, which one: *ours* lies with the liaison's
agency, *hidden* is such a one whose reporter hides the name, *secret* likewise, *sealed* is about
an officer of that agency. A cell is what the person gets:

- a number is the status of the answer,
- ``in`` is the way to the sign-in page,
- ``to`` is a way to anywhere else.

Addresses that only take a POST are asked by an empty one.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.signals import request_finished
from django.db import close_old_connections, transaction
from django.http import HttpResponseBase
from django.test import Client

from complaints import actions
from complaints.models import Complaint
from tests import town as t
from tests.access.addresses import Address, addresses

pytestmark = pytest.mark.django_db

TABLE = Path(__file__).with_name("table.txt")
PEOPLE = TABLE.read_text().splitlines()[0].split()[1:]
ROWS = {line.split()[0]: line.split()[1:] for line in TABLE.read_text().splitlines()[1:] if line}
KINDS = ("ours", "hidden", "secret", "sealed")
FOUND, NOT_ALLOWED = 302, 405


@pytest.fixture
def town() -> t.Town:
    """A small town."""
    return t.build()


@pytest.fixture
def reports(town: t.Town) -> dict[str, Complaint]:
    """One report of each kind, each with a file."""
    files = [t.photo()]
    found = {
        "ours": t.submit(),
        "hidden": t.submit(hides_reporter=True),
        "secret": t.submit(is_secret=True),
    }
    for report in found.values():
        actions.write(report, by=t.reporter(report), text="Foto menyusul.", files=files)
    for name, report in found.items():
        found[name] = actions.verify_and_forward(
            report,
            by=town.verifier,
            verification=t.verification(town),
            routing={"lead": town.pupr},
        )
    found["sealed"] = t.submit(misconduct="yes", sealed_against=town.pupr)
    sealed = found["sealed"]
    actions.write(sealed, by=t.reporter(sealed), text="Foto menyusul.", files=files)
    return found


def wanted() -> Iterator[tuple[str, Address, str]]:
    """Yield every row that there has to be: its name, the address, and the kind of report."""
    for name, address in addresses().items():
        for kind in KINDS if address.of_report else [""]:
            yield f"{name}@{kind}" if kind else name, address, kind


def test_every_address_has_its_rows() -> None:
    assert [row for row, _, _ in wanted()] == list(ROWS)


def test_every_row_speaks_of_everybody() -> None:
    assert {row for row, cells in ROWS.items() if len(cells) != len(PEOPLE)} == set()


@pytest.mark.parametrize("who", PEOPLE)
def test_everybody_gets_what_the_table_says(
    who: str, town: t.Town, reports: dict[str, Complaint]
) -> None:
    place = PEOPLE.index(who)
    got = {row: ask(who, town, address, reports.get(kind)) for row, address, kind in wanted()}
    said = {row: cells[place] for row, cells in ROWS.items()}
    assert got == said


def ask(who: str, town: t.Town, address: Address, report: Complaint | None) -> str:
    """Return what somebody gets at an address; whatever it changes is taken back."""
    cache.clear()  # how often somebody may ask is another question
    path = address.path(town, report)
    with transaction.atomic():
        client = Client()
        if who != "guest":
            client.force_login(town.people[who])
        response = client.get(path)
        if response.status_code == NOT_ALLOWED:
            response = client.post(path)
        _close(response)
        transaction.set_rollback(True)
    if response.status_code != FOUND:
        return str(response.status_code)
    return "in" if response.headers["Location"].startswith("/akun/masuk/") else "to"


def _close(response: HttpResponseBase) -> None:
    """Let go of a file that was being sent, and keep the connection, as Django's client does."""
    if response.streaming:
        request_finished.disconnect(close_old_connections)
        response.close()
        request_finished.connect(close_old_connections)
