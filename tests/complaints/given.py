"""Reports in every state, reached by walking real verbs, and what a verb left behind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from agencies.models import OutsideBody
from complaints import actions
from complaints.figures import reading
from complaints.figures.slices import Slice
from complaints.law.actors import Actor
from complaints.law.roles import actor_on
from complaints.models import Complaint, Deadline, Event, EventWords, ImportRun, Notification
from complaints.models.survey import QUESTIONS
from complaints.states import Clock, State
from lapor.clock import now as clock_now
from tests import town as t

At = Callable[[str], None]
"""Moves the clock to a moment in the town's time: ``at("2026-07-06 09:00")``."""


def wib(moment: str) -> datetime:
    """Return a moment of the town's clock face: ``wib("2026-07-06 16:00")``."""
    return datetime.fromisoformat(f"{moment}+07:00")


# -- reports in every state ------------------------------------------------------------------


def outside(town: t.Town) -> OutsideBody:
    """The body outside the town."""
    assert town.outside is not None
    return town.outside


def verified(town: t.Town, **changes: Any) -> Complaint:
    """A report that waits to be forwarded."""
    return actions.verify(t.submit(**changes), by=town.verifier, **t.verification(town))


def delegated(town: t.Town, **changes: Any) -> Complaint:
    """A forwarded report that a unit of the lead agency holds."""
    return actions.delegate(t.forwarded(town, **changes), by=town.liaison, unit=town.upt)


def asked(town: t.Town, complaint: Complaint | None = None) -> Complaint:
    """A report that waits for its reporter, asked by the verifier before the first forward."""
    return actions.ask_reporter(
        complaint or verified(town), by=town.verifier, question="Di depan pasar yang mana?"
    )


def asked_by_agency(town: t.Town) -> Complaint:
    """A report that waits for its reporter, asked by the agency that holds it."""
    return actions.ask_reporter(t.forwarded(town), by=town.liaison, question="Sebelah mana?")


def lapsed(town: t.Town) -> Complaint:
    """A report that was archived because the reporter stayed silent."""
    return actions.lapse(asked(town))


def referred(town: t.Town, **changes: Any) -> Complaint:
    """A report that lies with a body outside the town."""
    return actions.refer(
        t.submit(**changes),
        by=town.verifier,
        body=outside(town),
        reference="B-12/2026",
        words="Jalan ini milik provinsi.",
    )


def answered_outside(town: t.Town) -> Complaint:
    """A report that the body outside answered."""
    return actions.outside_news(
        referred(town), by=town.verifier, words="Provinsi sudah menambal.", answered=True
    )


def resolved_outside(town: t.Town) -> Complaint:
    """A report that ended with the answer of the body outside."""
    return actions.auto_resolve(answered_outside(town))


def planned(town: t.Town, **changes: Any) -> Complaint:
    """An answered report whose outcome is a plan."""
    values = {
        "outcome": "planned",
        "planned_on": datetime.fromisoformat("2026-10-01").date(),
        "planned_unit": "UPT Jalan",
        "budget_source": "APBD Perubahan 2026",
        **changes,
    }
    return t.send(t.followed_up(town), town, **values)


def resolved_planned(town: t.Town) -> Complaint:
    """A resolved report whose plan still owes its proof."""
    return actions.auto_resolve(planned(town))


def four_weeks_old(town: t.Town, **changes: Any) -> Complaint:
    """A report that its reporter called done four weeks ago."""
    with time_machine.travel(clock_now() - timedelta(days=28), tick=False):
        return t.resolved(town, **changes)


def asked_again(town: t.Town, **changes: Any) -> Complaint:
    """A report whose reporter was asked whether it is still good."""
    return actions.ask_again(four_weeks_old(town, **changes))


def marks(**changes: int) -> dict[str, int]:
    """The marks of a survey: a 3 for every question, with ``changes``."""
    return dict.fromkeys(QUESTIONS, 3) | changes


def archived(town: t.Town, **changes: Any) -> Complaint:
    """A report that a verifier archived."""
    return actions.archive(
        t.submit(**changes), by=town.verifier, reason="in_court", words="Sedang disidangkan."
    )


def objected(town: t.Town, times: int, **changes: Any) -> Complaint:
    """An answered report to whose answers the reporter objected so many times."""
    complaint = t.answered(town, **changes)
    for _ in range(times):
        complaint = actions.object_to_answer(
            complaint, by=t.reporter(complaint), text="Masih berlubang."
        )
        complaint = t.send(stored(complaint), town)
    return complaint


def appealed(town: t.Town) -> Complaint:
    """A report whose archive the reporter appeals against."""
    complaint = archived(town)
    return actions.appeal(complaint, by=t.reporter(complaint), text="Ini bukan perkara.")


def merged(town: t.Town, main: Complaint | None = None, **changes: Any) -> Complaint:
    """A report that goes on under ``main`` (default: a forwarded one)."""
    return actions.merge(t.submit(**changes), by=town.verifier, main=main or t.forwarded(town))


def extension_asked(town: t.Town, until: str = "2026-07-28") -> Complaint:
    """A forwarded report whose agency asked for a later answer."""
    return actions.request_extension(
        t.forwarded(town),
        by=town.liaison,
        until=datetime.fromisoformat(until).date(),
        reason="Menunggu aspal.",
    )


STATES: dict[str, Callable[[t.Town], Complaint]] = {
    State.RECEIVED: lambda town: t.submit(),
    State.VERIFIED: verified,
    State.FORWARDED: t.forwarded,
    State.FOLLOWED_UP: t.followed_up,
    State.ANSWERED: t.answered,
    State.RESOLVED: t.resolved,
    State.NEEDS_INFO: asked,
    State.REFERRED: referred,
    State.APPEALED: appealed,
    State.ARCHIVED: archived,
    State.MERGED: merged,
}
"""How a report gets into each state."""


EVER = Slice(date(2000, 1, 1), date(2099, 12, 31))


def counted() -> dict[str, int]:
    """Return how many reports are in which state, as the figures have it."""
    sums = reading.total(EVER)
    return {name[3:]: number for name, number in sums.items() if name.startswith("at_")}


def imported(town: t.Town, state: str = State.RECEIVED, **changes: Any) -> Complaint:
    """A report as an import leaves it: in a state, with a number, without clocks or messages."""
    complaint = STATES[state](town) if not changes else _walked(town, state, **changes)
    now = clock_now()
    run, _ = ImportRun.objects.get_or_create(
        checksum="0" * 64,
        defaults={
            "name": "laporan-ringkas.xlsx",
            "state": ImportRun.State.DONE,
            "asked_at": now,
            "touched_at": now,
        },
    )
    Deadline.objects.filter(complaint=complaint).delete()
    complaint.assignments.filter(ended_at__isnull=True).update(ended_at=now)
    rows = Complaint.objects.filter(pk=complaint.pk)
    number = f"8{complaint.pk:06}"
    rows.update(
        imported_in=run,
        external_ref=number,
        next_due_at=None,
        resolution_due_at=None,
        was_forwarded=False,
        sp4n_owed_at=None,
    )
    return stored(complaint)


def _walked(town: t.Town, state: str, **changes: Any) -> Complaint:
    """Return an ordinary report with other columns, in one of the two usual states."""
    return t.forwarded(town, **changes) if state == State.FORWARDED else t.submit(**changes)


# -- what a verb left behind -----------------------------------------------------------------


def stored(complaint: Complaint) -> Complaint:
    """Return the report as the database has it."""
    found: Complaint = Complaint.objects.get(pk=complaint.pk)
    return found


def last_event(complaint: Complaint) -> Event:
    """Return the latest event of a report."""
    return Event.objects.filter(complaint=complaint).latest("sequence")


def clocks(complaint: Complaint) -> dict[str, str]:
    """Return the running clocks of a report and when each is due, as the town's clock face."""
    return {
        row.clock: f"{timezone.localtime(row.due_at):%Y-%m-%d %H:%M}"
        for row in Deadline.objects.filter(complaint=complaint, stopped_at__isnull=True)
    }


def clock(complaint: Complaint, kind: Clock) -> Deadline:
    """Return the running clock of a kind."""
    return Deadline.objects.get(complaint=complaint, clock=kind, stopped_at__isnull=True)


def told(event: Event) -> list[tuple[str, str]]:
    """Return who is told of an event and how: (name, channel), sorted.

    Officers go by their name in the town, a reporter by the ticket.
    """
    rows = Notification.objects.filter(event=event).select_related("user", "reporter__complaint")
    return sorted((_name(row), row.channel) for row in rows)


def _name(row: Notification) -> str:
    if row.user is not None:
        return row.user.email.partition("@")[0]
    assert row.reporter is not None
    return row.reporter.complaint.code


def record(event: Event) -> dict[str, Any]:
    """Return the columns of an event that a reader of the history goes by."""
    names = ("verb", "from_status", "to_status", "role", "audience")
    return {name: str(getattr(event, name)) for name in names} | {
        "actor": event.actor.email.partition("@")[0] if event.actor else None,
        "agency": event.agency.code if event.agency else None,
    }


def everyone(town: t.Town) -> dict[str, Any]:
    """Return every officer of the town by name, to see who is refused."""
    names = [name for name in town.people if name not in ("citizen", "superuser")]
    return {name: town.people[name] for name in names}


def actor(complaint: Complaint, by: Any) -> Actor:
    """Return who somebody is on a report as the database has it."""
    return actor_on(stored(complaint), by)


def offered_to(town: t.Town, complaint: Complaint, verb: str) -> list[str]:
    """Return who is offered a verb: officers by name, and ``reporter``."""
    people = {**everyone(town), "reporter": t.reporter(complaint)}
    return sorted(
        name
        for name, person in people.items()
        if verb in actions.offered(stored(complaint), actor(complaint, person))
    )


def refusal_of(do: Callable[[], object]) -> str:
    """Do what the law refuses, and return the sentence."""
    with pytest.raises(actions.Refused) as refused:
        do()
    return str(refused.value)


NOT_YOURS = "Anda tidak dapat melakukan ini pada laporan ini."
"""What somebody without the role reads."""


def words_of(event: Event) -> str:
    """Return what was said with an event; nothing when nothing was."""
    said = EventWords.objects.filter(event=event).first()
    return said.text if said else ""


def holding(complaint: Complaint) -> tuple[str | None, str | None]:
    """Return the codes of the lead agency and of the unit that holds a report."""
    row = stored(complaint)
    return (row.lead.code if row.lead else None, row.holder.code if row.holder else None)


def parts(complaint: Complaint) -> list[tuple[str, str]]:
    """Return the running assignments of a report: (agency, part), sorted."""
    running = complaint.assignments.filter(ended_at__isnull=True)
    return sorted(running.values_list("agency__code", "part"))
