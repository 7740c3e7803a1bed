"""Random lives: whoever is offered a button presses it, time passes, and the law holds throughout."""

from __future__ import annotations

from datetime import datetime, timedelta

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

from complaints import sweep
from complaints.figures import checking
from complaints.models import Assignment, Complaint, Deadline
from complaints.states import AT_COORDINATOR, OPEN, WITH_AGENCY, Clock, State
from complaints.trail import chain
from lapor import clock
from tests import town as t
from tests.complaints import given
from tests.complaints.buttons import PRESS, offered
from tests.complaints.given import wib

pytestmark = pytest.mark.django_db

PAUSED = (State.NEEDS_INFO, State.MERGED, State.APPEALED)


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
        assert list(checking.flaws()) == []
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
        options = offered(self.town, report)
        self.move(self.now + timedelta(seconds=1))  # no two things happen at one moment
        if options:
            verb, by = data.draw(st.sampled_from(options))
            PRESS[verb](self.town, report, by)

    @rule(hours=st.sampled_from([1, 5, 20, 70, 200]))
    def wait(self, hours: int) -> None:
        """Time passes and the sweep does everything that is due."""
        self.move(self.now + timedelta(hours=hours))
        sweep.sweep_deadlines()
        sweep.ask_again()
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
            assert checking.flaws_of([report.pk]) == []
            events = list(report.events.order_by("sequence").select_related("words"))
            assert list(chain.flaws_of(report, events)) == []
            assert (report.resume_status != "") == (report.status in PAUSED)
            self.holds(report)
            self.runs(report)
            merged = report.merged.filter(status=State.MERGED).count()
            assert report.merged_count == merged

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
