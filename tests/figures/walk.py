"""A long random history of a small town: many reports, whoever is offered a button, and time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import Any

import time_machine

from complaints import actions, sweep
from complaints.actions import Refused
from complaints.figures import folding, recording
from complaints.models import Complaint
from complaints.states import OPEN, State
from tests import town as t
from tests.complaints import buttons
from tests.complaints.given import wib

BEGIN = wib("2026-07-06 09:00")
MOST_OPEN = 12
ALIVE = (*OPEN, State.MERGED, State.RESOLVED, State.ARCHIVED)
CHANNELS = ("web", "whatsapp", "walk_in")
KINDS = ("complaint", "complaint", "aspiration", "information")


def split(town: t.Town, report: Complaint, by: Any) -> object:
    """Split in two or three."""
    parts = ["Jalan rusak.", "Lampu mati.", "Air keruh."][: 2 + report.pk % 2]
    return actions.split(report, by=by, parts=parts)


PRESS: dict[str, buttons.Press] = {
    **buttons.PRESS,
    "split": split,
    "note": lambda town, report, by: actions.note(report, by=by, text="Dilihat."),
    "write": lambda town, report, by: actions.write(report, by=by, text="Masih menunggu."),
}
SELDOM = 4
"""How many times seldomer a rare button is pressed."""
IDLE, IDLE_ONE_IN = {"note", "write"}, 12
"""Buttons that everybody always has and that change no figure: they would be most of a history."""


class Walk:
    """Presses random buttons; the same seed gives the same history."""

    def __init__(self, town: t.Town, seed: int) -> None:
        self.town = town
        self.luck = Random(seed)
        self.now = BEGIN
        self.pressed: Counter[str] = Counter()
        self.sent = 0

    @property
    def verbs(self) -> int:
        """How many were done, without those of the clocks."""
        return self.pressed.total()

    def go(self, verbs: int) -> Iterator[int]:
        """Do so many verbs; yield how many were done after each."""
        with time_machine.travel(self.now, tick=False) as traveller:
            while self.verbs < verbs:
                self._turn(traveller)
                yield self.verbs

    def _turn(self, traveller: time_machine.Traveller) -> None:
        """Do one thing: send a report, let time pass, support one, or press a button."""
        thrown = self.luck.random()
        waits = 0.1 < thrown < 0.14
        hours = self.luck.choice([1, 5, 20, 70, 200, 400]) if waits else 0
        self.now += timedelta(seconds=1, hours=hours)  # no two things happen at one moment
        traveller.move_to(self.now)
        if waits:
            self._wait()
        else:
            self._act(thrown)

    def _act(self, thrown: float) -> None:
        waiting = Complaint.objects.filter(status__in=OPEN).count()
        if waiting < 2 or (thrown < 0.1 and waiting < MOST_OPEN):
            self._send()
        elif thrown < 0.17:
            self._support()
        else:
            self._press()

    def _send(self) -> None:
        luck, self.sent = self.luck, self.sent + 1
        t.submit(
            kind=luck.choice(KINDS),
            region=luck.choice([None, self.town.langkai]),
            category=luck.choice([None, self.town.jalan, self.town.lainnya]),
            hides_reporter=luck.random() < 0.3,
            is_secret=luck.random() < 0.15,
            danger=luck.random() < 0.05,
        )
        self.pressed["submit"] += 1

    def _wait(self) -> None:
        """Let the clocks do what is due; sometimes fold what was appended."""
        sweep.sweep_deadlines()
        if self.luck.random() < 0.3:
            folding.fold()

    def _support(self) -> None:
        """Support a report, as the page of the public does it: beside the verbs, under its lock."""
        report = self._any()
        if report is not None:
            Complaint.objects.filter(pk=report.pk).update(support_count=report.support_count + 1)
            recording.support(report.pk)

    def _any(self, *states: str) -> Complaint | None:
        ids = Complaint.objects.filter(status__in=states or ALIVE).order_by("-pk")
        found = list(ids.values_list("pk", flat=True)[: 4 * MOST_OPEN])
        return Complaint.objects.defer("search").get(pk=self.luck.choice(found)) if found else None

    def _press(self) -> None:
        """Let somebody press a button that is offered; what needs something else may be refused."""
        report = self._any(*(OPEN if self.luck.random() < 0.7 else ALIVE))
        person = self.luck.choice([*buttons.PEOPLE, "", ""])
        is_idle = self.luck.randrange(IDLE_ONE_IN) == 0
        if report is None:
            return
        options = [
            pair
            for pair in buttons.offered(self.town, report, (person,) if person else (), PRESS)
            if bool(person) == (pair[1] in self.town.people.values())
            and (is_idle or pair[0] not in IDLE)
        ]
        if not options:
            return
        verb, by = self.luck.choice(options)
        if verb in buttons.RARE and self.luck.randrange(SELDOM):
            return
        try:
            done = PRESS[verb](self.town, report, by)
        except Refused:
            return
        self.pressed[verb] += done is not None
