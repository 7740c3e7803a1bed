"""Random lives: whoever is offered a button presses it, time passes, and the law holds throughout."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from agencies import law
from complaints import actions, sweep
from complaints.figures import checking, folding
from complaints.law.roles import actor_on
from complaints.models import Assignment, Complaint, Deadline
from complaints.states import AT_COORDINATOR, OPEN, WITH_AGENCY, Clock, State
from complaints.trail import chain
from lapor import clock
from tests import town as t
from tests.complaints import given
from tests.complaints.given import wib

pytestmark = pytest.mark.django_db

MOST_REPORTS = 4
PEOPLE = ("verifier", "liaison", "unit_liaison", "co_liaison", "supervisor", "overseer")
RARE = {"correct", "resume", "withdraw", "archive", "split", "recall", "involve", "ask_reporter"}
"""Buttons that are there so often that they would end every life early."""
PAUSED = (State.NEEDS_INFO, State.MERGED, State.APPEALED)

Press = Callable[[t.Town, Complaint, Any], object]


def in_days(days: int) -> Any:
    """Return a working day so many working days from now."""
    return law.calendar().move_day(clock.today(), days)


def extension(town: t.Town, report: Complaint, by: Any) -> object:
    """Ask for two more days."""
    assert report.resolution_due_at is not None
    due = report.resolution_due_at.astimezone(law.calendar().zone).date()
    until = law.calendar().move_day(due, 2)
    return actions.request_extension(report, by=by, until=until, reason="Menunggu aspal.")


def correct(town: t.Town, report: Complaint, by: Any) -> object:
    """Turn a question into a complaint, or the other way, and a danger on and off."""
    return actions.correct(
        report,
        by=by,
        kind="information" if report.kind == "complaint" else "complaint",
        category=town.lainnya,
        region=town.langkai,
        danger=not report.danger,
    )


def uphold(town: t.Town, report: Complaint, by: Any) -> object:
    """Bind the agency when there is one, else send back to verification."""
    return actions.uphold(report, by=by, reason="Benar.", lead=report.lead)


def merge(town: t.Town, report: Complaint, by: Any) -> object:
    """Merge into any open report of the same secrecy, if there is one."""
    others = Complaint.objects.filter(status__in=OPEN, is_secret=report.is_secret)
    main = others.exclude(pk=report.pk).first()
    return actions.merge(report, by=by, main=main) if main else None


def split(town: t.Town, report: Complaint, by: Any) -> object:
    """Split in two while there are few reports."""
    if Complaint.objects.count() >= MOST_REPORTS:
        return None
    return actions.split(report, by=by, parts=["Jalan rusak.", "Lampu mati."])


def answer(town: t.Town, report: Complaint, by: Any) -> object:
    """Answer with a plan at the first time, later with a proof; the head approves what needs it."""
    if report.objections or report.reopenings:
        return t.send(report, town, by=by)
    return t.send(
        report,
        town,
        by=by,
        outcome="planned",
        planned_on=in_days(30),
        planned_unit="UPT",
        budget_source="APBD",
    )


def delegate(town: t.Town, report: Complaint, by: Any) -> object:
    """Give it to the unit that is below the lead, unless it has it."""
    if report.lead != town.pupr or report.holder == town.upt:
        return None
    return actions.delegate(report, by=by, unit=town.upt)


def involve(town: t.Town, report: Complaint, by: Any) -> object:
    """Add an agency that is not there yet."""
    running = report.assignments.filter(ended_at__isnull=True, agency=town.dlh)
    return None if running.exists() else actions.involve(report, by=by, agency=town.dlh, part="co")


def refer(town: t.Town, report: Complaint, by: Any) -> object:
    """Refer to the province."""
    return actions.refer(
        report, by=by, body=given.outside(town), reference="B-1", words="Milik provinsi."
    )


PRESS: dict[str, Press] = {
    "verify": lambda town, report, by: actions.verify(report, by=by, **t.verification(town)),
    "forward": lambda town, report, by: actions.forward(
        report, by=by, lead=town.dlh if report.hand_backs else town.pupr
    ),
    "follow_up": lambda town, report, by: actions.follow_up(report, by=by, text="Ditinjau."),
    "answer": answer,
    "confirm": lambda town, report, by: actions.confirm(report, by=by, stars=3),
    "object_to_answer": lambda town, report, by: actions.object_to_answer(
        report, by=by, text="Belum."
    ),
    "ask_reporter": lambda town, report, by: actions.ask_reporter(report, by=by, question="Mana?"),
    "complete": lambda town, report, by: actions.complete(report, by=by, text="Di sana."),
    "resume": lambda town, report, by: actions.resume(report, by=by, reason="Jelas."),
    "delegate": delegate,
    "hand_back": lambda town, report, by: actions.hand_back(
        report, by=by, reason="wrong_area", words="Bukan kami."
    ),
    "take_back": lambda town, report, by: actions.take_back(report, by=by, reason="Kami saja."),
    "recall": lambda town, report, by: actions.recall(report, by=by, reason="Salah."),
    "involve": involve,
    "release": lambda town, report, by: actions.release(report, by=by, reason="Bukan kami."),
    "request_extension": extension,
    "grant_extension": lambda town, report, by: actions.grant_extension(report, by=by, reason="Ya"),
    "refuse_extension": lambda town, report, by: actions.refuse_extension(
        report, by=by, reason="Tidak."
    ),
    "return_answer": lambda town, report, by: actions.return_answer(
        report, by=by, reason="no_answer", words="Kurang."
    ),
    "carry_out": lambda town, report, by: actions.carry_out(
        report, by=by, text="Sudah.", files=[t.photo()]
    ),
    "reopen": lambda town, report, by: actions.reopen(report, by=by, text="Lagi."),
    "appeal": lambda town, report, by: actions.appeal(report, by=by, text="Tidak adil."),
    "uphold": uphold,
    "dismiss": lambda town, report, by: actions.dismiss(report, by=by, reason="Tepat."),
    "refer": refer,
    "outside_news": lambda town, report, by: actions.outside_news(
        report, by=by, words="Ada kabar.", answered=bool(report.event_count % 2)
    ),
    "archive": lambda town, report, by: actions.archive(
        report, by=by, reason="in_court", words="Sidang."
    ),
    "split": split,
    "merge": merge,
    "unmerge": lambda town, report, by: actions.unmerge(report, by=by, reason="Lain."),
    "correct": correct,
    "withdraw": lambda town, report, by: actions.withdraw(report, by=by),
}
"""How each button that moves something is pressed; None when there is nothing to choose from."""


class Lives(RuleBasedStateMachine):
    """A few reports, the people of the town, and time."""

    town: t.Town

    def __init__(self) -> None:
        super().__init__()
        self.now = wib("2026-07-06 09:00")
        self.travel = time_machine.travel(self.now, tick=False)
        self.travel.start()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.checked: dict[int, int] = {}

    def teardown(self) -> None:
        assert folding.flaws() == []
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)
        self.travel.stop()

    @initialize(states=st.lists(st.sampled_from(sorted(given.STATES)), min_size=1, max_size=2))
    def begin(self, states: list[str]) -> None:
        """One or two reports, each somewhere on its way."""
        for state in states:
            given.STATES[state](self.town)

    @rule(data=st.data())
    def press(self, data: st.DataObject) -> None:
        """Somebody presses a button that is offered; it is not refused."""
        reports = list(Complaint.objects.order_by("pk"))
        report = data.draw(st.sampled_from(reports))
        options = self.buttons(report)
        self.move(self.now + timedelta(seconds=1))  # no two things happen at one moment
        if options:
            verb, by = data.draw(st.sampled_from(options))
            PRESS[verb](self.town, report, by)

    def buttons(self, report: Complaint) -> list[tuple[str, Any]]:
        """Return every button that anybody is offered now, those of the main road three times."""
        child = report.merged.filter(status=State.MERGED).first()
        people: list[Any] = [self.town.people[name] for name in PEOPLE]
        people += [t.reporter(one) for one in (report, child) if one is not None]
        return [
            (verb, by)
            for by in people
            for verb in actions.offered(report, actor_on(report, by))
            if verb in PRESS
            for _ in range(1 if verb in RARE else 3)
        ]

    @rule(hours=st.sampled_from([1, 5, 20, 70, 200]))
    def wait(self, hours: int) -> None:
        """Time passes and the sweep does everything that is due."""
        self.move(self.now + timedelta(hours=hours))
        sweep.sweep_deadlines()
        assert not Deadline.objects.filter(next_act_at__lte=clock.now()).exists()

    def move(self, moment: datetime) -> None:
        """Put the clock on a later moment."""
        self.travel.stop()
        self.now = moment
        self.travel = time_machine.travel(moment, tick=False)
        self.travel.start()

    @invariant()
    def every_report_is_lawful(self) -> None:
        reports = list(Complaint.objects.select_related("merged_into", "lead").order_by("pk"))
        for report in reports:
            if self.checked.get(report.pk) == report.event_count:
                continue
            self.checked[report.pk] = report.event_count
            events = list(report.events.order_by("sequence").select_related("words"))
            assert list(chain.flaws_of(report, events)) == []
            assert (report.resume_status != "") == (report.status in PAUSED)
            self.holds(report)
            self.runs(report)
            merged = report.merged.filter(status=State.MERGED).count()
            assert report.merged_count == merged
        assert list(checking.flaws_of_standings()) == []

    def holds(self, report: Complaint) -> None:
        """With an agency exactly one unit holds it; at the coordinator none."""
        running = report.assignments.filter(ended_at__isnull=True)
        leads = [row.agency_id for row in running if row.part == Assignment.Part.LEAD]
        if report.status in WITH_AGENCY:
            assert leads == [report.lead_id]
            assert report.holder_id in {row.agency_id for row in running}
        if report.status in (*AT_COORDINATOR, State.REFERRED):
            assert (report.lead_id, report.holder_id, list(running)) == (None, None, [])

    def runs(self, report: Complaint) -> None:
        """One clock of a kind; none on what ended, but that of a plan; a question pauses all."""
        rows = list(Deadline.objects.filter(complaint=report, stopped_at__isnull=True))
        kinds = [row.clock for row in rows]
        assert len(kinds) == len(set(kinds))
        if report.status in (State.ARCHIVED, State.MERGED):
            assert kinds == []
        if report.status == State.RESOLVED:
            assert kinds == ([Clock.PLANNED] if report.outcome == "planned" else [])
        if report.status == State.APPEALED:
            assert kinds == [Clock.APPEAL]
        asked = report.status == State.NEEDS_INFO
        assert {row.clock for row in rows if row.paused_at is None} == (
            {Clock.COMPLETION} if asked else set(kinds)
        )
        if report.status in OPEN:
            assert kinds != []
        due = [row.due_at for row in rows if row.paused_at is None]
        assert report.next_due_at == min(due, default=None)


def test_random_lives_stay_lawful(town: t.Town) -> None:
    Lives.town = town
    run_state_machine_as_test(Lives)
