"""What leaves a report standing as before is known beforehand, and never wrongly."""

from __future__ import annotations

from copy import deepcopy
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from complaints import actions
from complaints.figures import quiet, standing
from complaints.models import Complaint, Event
from complaints.states import Audience, State
from lapor import clock
from tests import town as t

JUDGING = {"confirm", "forward", "fill_survey", "answer_again"}
"""Verbs with which something is judged that is counted."""


class Watched:
    """A report that notes which of its fields are read."""

    def __init__(self, report: Complaint) -> None:
        self.__dict__["report"], self.__dict__["seen"] = report, set()

    def __getattr__(self, name: str) -> Any:
        self.seen.add(name.removesuffix("_id"))
        return getattr(self.report, name)


@pytest.mark.django_db
def test_every_field_that_is_counted_by_is_named() -> None:
    now = clock.now()
    for status, lead, confirmed in product(State, (None, 1), (True, False)):
        report = Complaint(
            kind="complaint", status=status, created_at=now, lead_id=lead, was_confirmed=confirmed
        )
        watched: Any = Watched(report)
        standing.is_counted(watched)
        entered = Event(verb="submit", role="lead", agency_id=1, to_status="received", at=now)
        done = Event(verb="answer", from_status="x", to_status=status, at=now, audience="public")
        standing.stand(watched, [entered, done], [], standing.Judged())
        assert watched.seen <= quiet.READ
    assert {field.name for field in Complaint._meta.concrete_fields} > quiet.READ


def test_quiet_events_say_nothing_of_the_course() -> None:
    now = clock.now()
    assert quiet.VERBS.isdisjoint(JUDGING)
    assert quiet.VERBS.isdisjoint({verb for verbs in standing.KEPT_BY.values() for verb in verbs})
    for verb, state, audience in product(quiet.VERBS, State, Audience):
        course = standing.Course()
        course.follow(Event(verb="before", from_status="", to_status=state, at=now, role="lead"))
        before = deepcopy(course)
        later = now + timedelta(days=1)
        same = {"from_status": state, "to_status": state, "at": later, "role": "lead"}
        course.follow(Event(verb=verb, audience=audience, **same))
        assert course == before


@pytest.mark.django_db
def test_a_note_reads_and_writes_no_figures() -> None:
    town = t.build()
    report = t.followed_up(town)
    with CaptureQueriesContext(connection) as queries:
        actions.note(report, by=town.liaison, text="Dilihat.")
    assert not [one for one in queries if "_standing" in one["sql"] or "figure" in one["sql"]]
    with CaptureQueriesContext(connection) as queries:
        t.answered(town)
    assert [one for one in queries if '"complaints_standing"' in one["sql"]]
