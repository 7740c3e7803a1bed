"""How a report of the crowd went: what was done to it, and which clocks ran meanwhile."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import NamedTuple

from tests.crowd.ground import IMPORTED, TOGETHER, Crowd

STATES = (
    *("received", "verified", "forwarded", "forwarded", "followed_up", "followed_up"),
    *("answered", "needs_info", "appealed", "referred"),
    *("resolved",) * 82,
    *("archived",) * 8,
)
"""Of a hundred reports ten still wait for somebody."""
WITH_COORDINATOR = ("received", "verified", "referred", "archived", "merged")
ENDED = ("resolved", "archived", "merged")

VERBS: Mapping[str, tuple[str, str, str, int]] = {
    "verify": ("verified", "verifier", "internal", 40),
    "forward": ("forwarded", "verifier", "internal", 30),
    "hand_back": ("verified", "lead", "internal", 70),
    "ask_reporter": ("needs_info", "lead", "reporter", 70),
    "follow_up": ("followed_up", "lead", "reporter", 180),
    "answer": ("answered", "lead", "reporter", 420),
    "object_to_answer": ("followed_up", "reporter", "internal", 120),
    "confirm": ("resolved", "reporter", "internal", 120),
    "auto_resolve": ("resolved", "system", "internal", 1),
    "reopen": ("forwarded", "reporter", "internal", 500),
    "appeal": ("appealed", "reporter", "internal", 500),
    "dismiss": ("resolved", "overseer", "reporter", 200),
    "refer": ("referred", "verifier", "reporter", 80),
    "archive": ("archived", "verifier", "reporter", 80),
    "merge": ("merged", "verifier", "reporter", 60),
}
"""Verb → the state after it, who does it, who reads what was said, and within how many hours."""
AT_ONCE: Mapping[str, list[str]] = {
    "received": [],
    "verified": ["verify"],
    "archived": ["archive"],
    "referred": ["refer"],
    "merged": ["verify", "merge"],
}
"""What is done to a report that no agency gets."""
SILENCE = timedelta(days=14)

PROMISED = {
    "verification": timedelta(days=3),
    "first_follow_up": timedelta(days=7),
    "progress": timedelta(days=14),
    "resolution": timedelta(days=20),
}
TURNS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "forward": (("verification",), ("first_follow_up",)),
    "hand_back": (("first_follow_up",), ()),
    "follow_up": (("first_follow_up", "progress"), ("progress",)),
    "answer": (("first_follow_up", "progress", "resolution"), ()),
    "object_to_answer": ((), ("progress", "resolution")),
    "reopen": ((), ("first_follow_up", "resolution")),
    "refer": (("verification", "resolution"), ()),
    "archive": (("verification", "resolution"), ()),
    "merge": (("verification", "resolution"), ()),
}
"""Verb → the clocks that it stops, and those that it starts."""
RUNNING: Mapping[str, tuple[str, ...]] = {
    "received": ("verification", "resolution"),
    "verified": ("verification", "resolution"),
    "forwarded": ("first_follow_up", "resolution"),
    "followed_up": ("progress", "resolution"),
    "answered": ("confirmation",),
    "needs_info": ("completion", "first_follow_up", "resolution"),
    "referred": ("outside",),
    "appealed": ("appeal",),
}
"""Open state → the clocks that run in it; where the reporter is asked, all but the first wait."""


class Step(NamedTuple):
    """One thing that was done to a report."""

    verb: str
    from_status: str
    to_status: str
    at: datetime
    role: str = "verifier"
    audience: str = "internal"
    agency_id: int | None = None


class Run(NamedTuple):
    """One clock of a report."""

    clock: str
    started_at: datetime
    due_at: datetime
    stopped_at: datetime | None = None
    stopped_by: str = ""
    paused_at: datetime | None = None
    breached_at: datetime | None = None


class Course:
    """The way of one report; its place in the crowd decides everything about it."""

    def __init__(self, crowd: Crowd, place: int) -> None:
        self.crowd, self.ground, self.place = crowd, crowd.ground, place
        self.pk = crowd.first + place
        self.age = place / crowd.number
        self._fate = fate_of(place)
        self.sent = crowd.days.moment(self.age)
        self.is_imported = self.age > IMPORTED
        self.main = self.pk + 1 if is_merged(place, crowd.number) else None
        self.state = "merged" if self.main else STATES[self.die(1, 100)]
        self.is_open = self.state not in ENDED
        held = self.state not in WITH_COORDINATOR
        self.agency = self.ground.agencies[self.die(2, len(self.ground.agencies))] if held else None
        self.is_entered = (
            self.state == "resolved" and not self.is_imported and self.die(11, 70) == 1
        )
        """Whether the agency typed it in itself and answered within the day."""
        self.steps = self._until_now(self._steps())

    def die(self, number: int, sides: int) -> int:
        """Throw a die, one of thirty, that always falls the same for this report."""
        return (self._fate >> 16 * number & 0xFFFF) % sides

    @property
    def due(self) -> datetime:
        """When its clocks run out, if any runs: a fifth is late."""
        return self.crowd.now + timedelta(hours=self.die(14, 400) - 80)

    def _steps(self) -> list[Step]:
        if self.is_imported:
            return [Step("import", "", self.state, self.crowd.import_day, "system")]
        done = [Step("submit", "", "received", self.sent, "reporter")]
        if self.is_entered:
            done = [Step("submit", "", "received", self.sent, "clerk", "internal", self.agency)]
        at, before = self.sent, "received"
        for number, verb in enumerate(self._verbs()):
            to, role, audience, hours = VERBS[verb]
            wait = timedelta(minutes=1 + self.die(17 + number, 60 * hours))
            at += SILENCE if verb == "auto_resolve" else wait / 40 if self.is_entered else wait
            done.append(
                Step(verb, before, to, at, role, audience, self.agency if role == "lead" else None)
            )
            before = to
        return done

    def _until_now(self, done: list[Step]) -> list[Step]:
        """Let what would end in the future go quicker."""
        whole, past = done[-1].at - self.sent, self.crowd.now - self.sent
        if whole <= past:
            return done
        share = past / whole * 0.99
        return [step._replace(at=self.sent + (step.at - self.sent) * share) for step in done]

    def _verbs(self) -> list[str]:
        """Return what was done after sending."""
        state, luck = self.state, self.die(16, 400)
        if state in AT_ONCE:
            return AT_ONCE[state]
        verbs = ["verify", "forward"]
        if luck < 25 and not self.is_entered:
            verbs += ["hand_back", "forward"]
        if state in ("needs_info", "forwarded"):
            return [*verbs, "ask_reporter"] if state == "needs_info" else verbs
        verbs.append("follow_up")
        if state == "followed_up":
            return verbs
        verbs.append("answer")
        if 20 <= luck < 35:
            verbs += ["object_to_answer", "answer"]
        if state == "answered":
            return verbs
        verbs.append("confirm" if self.die(13, 5) == 0 else "auto_resolve")
        if state == "appealed":
            return [*verbs, "appeal"]
        if 40 <= luck < 48:
            verbs += ["reopen", "follow_up", "answer", "auto_resolve"]
        return [*verbs, "appeal", "dismiss"] if 50 <= luck < 53 else verbs

    def clocks(self) -> Iterator[Run]:
        """Yield its clocks: those that stopped on the way and those that run."""
        if self.is_imported:
            return
        began: dict[str, datetime] = {"verification": self.sent, "resolution": self.sent}
        for step in self.steps[1:]:
            stops, starts = TURNS.get(step.verb, ((), ()))
            for name in stops:
                if (since := began.pop(name, None)) is not None:
                    due = since + PROMISED[name]
                    late = due if step.at > due else None
                    yield Run(name, since, due, step.at, step.verb, None, late)
            began |= dict.fromkeys(starts, step.at)
        if self.is_open:
            yield from self._running(began)

    def _running(self, began: Mapping[str, datetime]) -> Iterator[Run]:
        last, asked = self.steps[-1].at, self.state == "needs_info"
        late = self.due if self.due < self.crowd.now else None
        for number, name in enumerate(RUNNING[self.state]):
            paused = last if asked and number else None
            since = began.get(name, last)
            yield Run(name, since, self.due, None, "", paused, None if paused else late)


def fate_of(place: int) -> int:
    """Return the throws of thirty-two dice."""
    return int.from_bytes(blake2b(place.to_bytes(8), digest_size=64).digest())


def is_merged(place: int, number: int) -> bool:
    """Whether the report of a place goes on under the next older one."""
    older = place + 1
    if place < 0 or older // TOGETHER != place // TOGETHER or older / number > IMPORTED:
        return False
    return _wants_main(place) and not _wants_main(older)


def _wants_main(place: int) -> bool:
    fate = fate_of(place)
    return (fate >> 496) % 60 == 0 and STATES[(fate >> 16 & 0xFFFF) % 100] == "resolved"
