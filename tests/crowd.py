"""Many reports at once, by COPY: a town after some years, and what a query of it really reads."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Any

from django.core.management import call_command
from django.db import connection
from django.db.models import Model

from agencies.models import Agency
from complaints.deadlines import ESCALATE
from complaints.models import Assignment, Complaint, Deadline, Event, EventWords, Reporter
from complaints.sp4n import copying
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
CLOSED = ("resolved", "archived")
CHANNELS = (*("web",) * 14, *("whatsapp",) * 3, *("walk_in",) * 2, "letter")
IMPORTED = 0.8
"""What is older than so much of the years came in one day from the town's old list."""


@dataclass(frozen=True)
class Ground:
    """What the reports are made of.

    The first of each list comes most often, the last seldom: of a thousand reports one.
    """

    model: Complaint
    """A report that was forwarded; the others are like it in what is not spread."""
    agencies: Sequence[int]
    categories: Sequence[int]
    regions: Sequence[int]
    people: Sequence[int] = ()
    """To whom reports are given."""
    tags: Sequence[int] = ()
    """The first stands on every tenth report, the last on one in a thousand."""


def fill(town: t.Town, number: int, *, tags: Sequence[int] = ()) -> None:
    """Copy so many reports into the town of the tests.

    Not inside a transaction: the owner of the table counts what it holds afterwards.
    """
    model = t.forwarded(town, region=town.langkai)
    agencies = [town.pupr.pk, *_agencies()]
    categories = [town.jalan.pk, town.lainnya.pk]
    people = [town.liaison.pk, town.operator.pk]
    regions = [town.langkai.pk]
    copy(Ground(model, agencies, categories, regions, people, tags), number)


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


def copy(ground: Ground, number: int, *, whole: bool = False) -> None:
    """Copy so many reports, spread over years, agencies, places, doors and states.

    Args:
        ground: what they are made of.
        number: how many.
        whole: with events, words, assignments, clocks and reporters, and with the indexes made
            anew at the end, which is quicker for a million.
    """
    tables = [table for table in TABLES if whole or table.model is Complaint]
    first = ground.model.pk + 1
    with as_owner(), _indexes_later(tables) if whole else nullcontext():
        for table in tables:
            like = ground.model if table.model is Complaint else table.model()
            rows = (Row(ground, first + place, place, number) for place in range(number))
            lines = (line for row in rows for line in table.lines(row))
            copying.copy(table.model, lines, like=like)
            if table.model in NUMBERED:
                _number_on(table.name)
    call_command("rebuild_words", verbosity=0)
    with as_owner(), connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"VACUUM ANALYZE {table.name}")


class Row:
    """One report of the crowd and what belongs to it; its place decides everything about it."""

    __slots__ = ("age", "agency", "fate", "ground", "pk", "place", "sent", "state")
    EVENTS = 4

    def __init__(self, ground: Ground, pk: int, place: int, number: int) -> None:
        self.ground = ground
        self.pk = pk
        self.place = place
        self.age = place / number
        self.fate = int.from_bytes(blake2b(place.to_bytes(8), digest_size=32).digest())
        self.state = STATES[self._die(1, 100)]
        self.sent = clock.now() - timedelta(days=365 * YEARS * self.age)
        held = self.state not in WITH_COORDINATOR
        self.agency = ground.agencies[self._die(2, len(ground.agencies))] if held else None

    def report(self) -> Iterator[dict[str, Any]]:
        """Yield the columns of the report that are its own."""
        place, ground = self.place, self.ground
        is_open = self.state not in CLOSED
        often, seldom = self._die(3, 5) == 0, self._die(4, 400) == 0
        words = f"{'Berlubang' if often else 'Padam'} {'mampet' if seldom else ''} nomor {place}."
        given = self.agency is not None and self._die(5, 3) == 0 and ground.people
        yield {
            "id": self.pk,
            "code": f"{place:08d}",
            "submission": f"banyak-{place}",
            "title": f"Laporan {place}",
            "text": words,
            "working_title": "",
            "public_title": f"Laporan {place}",
            "public_text": words,
            "status": self.state,
            "resume_status": "forwarded" if self.state in ("needs_info", "appealed") else "",
            "holder_id": self.agency,
            "lead_id": self.agency,
            "holder_officer_id": _spread(ground.people, self._die(6, 1000)) if given else None,
            "category_id": _spread(ground.categories, self._die(7, 1000)),
            "region_id": _spread(ground.regions, self._die(8, 1000)),
            "channel": "import" if self.age > IMPORTED else _door(self._die(9, 1000)),
            "danger": self._die(10, 500) == 0,
            "needs_inspection": self._die(11, 90) == 0,
            "support_count": self._die(13, 31) if self._die(12, 9) == 0 else 0,
            "next_due_at": self.due if is_open else None,
            "tag_ids": self.tags,
            "event_count": self.EVENTS,
            "created_at": self.sent,
            "updated_at": self.sent + timedelta(days=1),
        }

    def _die(self, number: int, sides: int) -> int:
        """Throw a die that always falls the same for this report."""
        return (self.fate >> 16 * number & 0xFFFF) % sides

    @property
    def tags(self) -> list[int]:
        """What stands on it."""
        thrown = self._die(15, 1000)
        if not self.ground.tags or thrown >= 100:
            return []
        return [self.ground.tags[0 if thrown else -1]]

    @property
    def due(self) -> datetime:
        """When its clock runs out, if one runs: a fifth is late."""
        return clock.now() + timedelta(hours=self._die(14, 400) - 80)

    def reporter(self) -> Iterator[dict[str, Any]]:
        """Yield a reporter who left nothing."""
        yield {"complaint_id": self.pk}

    def assignments(self) -> Iterator[dict[str, Any]]:
        """Yield who works on it."""
        if self.agency is not None:
            part = {"part": "lead", "agency_id": self.agency, "started_at": self.sent}
            yield {**part, "complaint_id": self.pk}

    def deadlines(self) -> Iterator[dict[str, Any]]:
        """Yield the clock of verification, stopped, and the present one."""
        stopped = self.sent + timedelta(hours=5)
        clocks = [("verification", stopped, stopped), ("resolution", self.due, None)]
        if self.state in CLOSED:
            clocks[1] = ("resolution", stopped, stopped)
        for name, due, end in clocks:
            clock_ = {"clock": name, "due_at": due, "first_due_at": due, "stopped_at": end}
            runs = end is None and due > clock.now()  # of who is late all were told long ago
            clock_ |= {"started_at": self.sent, "next_act_at": due if runs else None, "days": 14}
            yield {**clock_, "next_act": f"{ESCALATE}:1", "complaint_id": self.pk}

    def events(self) -> Iterator[dict[str, Any]]:
        """Yield what was done, with hashes that are none."""
        verbs = (
            ("submit", "", "received"),
            ("verify", "received", "verified"),
            ("forward", "verified", "forwarded"),
            ("follow_up", "forwarded", self.state),
        )
        for sequence, (verb, before, after) in enumerate(verbs, start=1):
            event: dict[str, Any] = {
                "verb": verb,
                "from_status": before,
                "to_status": after,
                "hash": "0" * 64,
            }
            event |= {"id": self._event(sequence), "sequence": sequence, "role": "verifier"}
            event |= {"at": self.sent + timedelta(hours=sequence), "audience": "internal"}
            yield {**event, "complaint_id": self.pk}

    def words(self) -> Iterator[dict[str, Any]]:
        """Yield what was said last."""
        said = f"Petugas sudah ke lokasi nomor {self.place}."
        yield {"event_id": self._event(self.EVENTS), "text": said}

    def _event(self, sequence: int) -> int:
        return self.pk * self.EVENTS + 1000 + sequence


def _spread(choices: Sequence[int], thrown: int) -> int:
    """Return one of ``choices`` by a throw below 1000: half the first, one in a thousand the last."""
    if thrown == 0:
        return choices[-1]
    usual = choices[:-1] or choices
    return usual[0] if thrown % 2 else usual[thrown // 2 % len(usual)]


def _door(thrown: int) -> str:
    return "sms" if thrown == 0 else CHANNELS[thrown % len(CHANNELS)]


@dataclass(frozen=True)
class Table:
    """A table that the crowd fills, and which of its rows belong to one report."""

    model: type[Model]
    lines: Callable[[Row], Iterator[dict[str, Any]]]

    @property
    def name(self) -> str:
        """As the database has it."""
        return self.model._meta.db_table


TABLES = (
    Table(Complaint, Row.report),
    Table(Reporter, Row.reporter),
    Table(Assignment, Row.assignments),
    Table(Deadline, Row.deadlines),
    Table(Event, Row.events),
    Table(EventWords, Row.words),
)
NUMBERED = (Complaint, Event)
"""Their rows bring a number of their own."""


def _number_on(table: str) -> None:
    """Let the next row of the program not get the number of one of ours."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}"
        )


@contextmanager
def _indexes_later(tables: Sequence[Table]) -> Iterator[None]:
    """Take away what is no constraint, and make it anew when the rows are there."""
    names = [table.name for table in tables]
    with connection.cursor() as cursor:
        cursor.execute(_INDEXES, [names])
        found = cursor.fetchall()
        for name, _ in found:
            cursor.execute(f"DROP INDEX {connection.ops.quote_name(name)}")
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET maintenance_work_mem = '512MB'")
        for _, definition in found:
            cursor.execute(definition)


_INDEXES = """
SELECT indexname, indexdef FROM pg_indexes
WHERE schemaname = 'public' AND tablename = ANY (%s)
AND indexname NOT IN (SELECT conname FROM pg_constraint)
"""


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
