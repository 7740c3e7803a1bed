"""The rows that one report of the crowd has in each table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import cached_property
from types import SimpleNamespace
from typing import Any

from complaints.deadlines import ESCALATE
from complaints.figures import recording, standing
from tests.crowd.courses import Course, is_merged
from tests.crowd.ground import TOGETHER

CHANNELS = (*("web",) * 14, *("whatsapp",) * 3, *("walk_in",) * 2, "letter")
KINDS = (*("complaint",) * 8, "information", "aspiration")
REASONS = (*("private_matter", "withdrawn") * 3, "data_missing", "in_court", "spam", "test")
OUTCOMES = (*("fixed",) * 12, *("explained",) * 5, "planned", "refused", "not_found")
RELEASED = {"publication": "public"}
RESUMES = {"needs_info": "forwarded", "appealed": "resolved", "merged": "verified"}

Line = dict[str, Any]


class Row(Course):
    """One report of the crowd and what belongs to it."""

    MOST_EVENTS = 16

    def report(self) -> Iterator[Line]:
        """Yield the columns of the report that are its own."""
        place, ground = self.place, self.ground
        often, seldom = self.die(3, 5) == 0, self.die(4, 400) == 0
        words = f"{'Berlubang' if often else 'Padam'} {'mampet' if seldom else ''} nomor {place}."
        given = self.agency is not None and self.die(5, 3) == 0 and ground.people
        secret = self.counted["is_secret"]
        yield {
            "id": self.pk,
            "code": f"{place:08d}",
            "submission": f"banyak-{place}",
            "title": f"Laporan {place}",
            "text": words,
            "working_title": "",
            "public_title": f"Laporan {place}",
            "public_text": words,
            "publication": "secret" if secret else ground.model.publication,
            "published": ground.model.published and not secret,
            "status": self.state,
            "resume_status": RESUMES.get(self.state, ""),
            "holder_id": self.agency,
            "holder_officer_id": _spread(ground.people, self.die(6, 1000)) if given else None,
            "danger": self.die(10, 500) == 0,
            "next_due_at": self.due if self.is_open else None,
            "tag_ids": self.tags,
            "event_count": len(self.steps),
            "merged_into_id": self.main,
            "merged_at": self.steps[-1].at if self.main else None,
            "merged_count": int(is_merged(place - 1, self.crowd.number)),
            "updated_at": self.steps[-1].at,
            **self.counted,
        }

    @cached_property
    def counted(self) -> Line:
        """The columns by which it is counted."""
        answered = self.state in ("answered", "resolved", "appealed")
        return {
            "created_at": self.sent,
            "lead_id": self.agency,
            "category_id": self._category(),
            "region_id": _spread(self.ground.regions, self.die(8, 1000)),
            "channel": "import" if self.is_imported else _door(self.die(9, 1000)),
            "kind": KINDS[self.die(0, len(KINDS))],
            "needs_inspection": self.die(11, 90) == 0,
            "hides_reporter": self.die(9, 4) == 0,
            "is_secret": self.die(4, 50) == 1,
            "support_count": self.die(13, 31) if self.die(12, 9) == 0 else 0,
            "repeats_id": self._repeated(),
            "archive_reason": REASONS[self.die(2, 10)] if self.state == "archived" else "",
            "outcome": OUTCOMES[self.die(6, len(OUTCOMES))] if answered else "",
            "was_confirmed": self.state == "resolved" and self.die(13, 5) == 0,
        }

    def _category(self) -> int:
        brought = self.ground.seasonal.get(self.sent.month)
        if brought is not None and self.die(0, 3) == 0:
            return brought
        return _spread(self.ground.categories, self.die(7, 1000))

    def _repeated(self) -> int | None:
        """Return the older report that it tells again."""
        older = self.place + 1 + self.die(14, 900)
        near = older < self.crowd.number and older // TOGETHER == self.place // TOGETHER
        return self.crowd.first + older if near and self.die(15, 30) == 7 else None

    @property
    def tags(self) -> list[int]:
        """What stands on it."""
        thrown = self.die(15, 1000)
        if not self.ground.tags or thrown >= 100:
            return []
        return [self.ground.tags[0 if thrown else -1]]

    def reporter(self) -> Iterator[Line]:
        """Yield a reporter who left nothing."""
        yield {"complaint_id": self.pk}

    def assignments(self) -> Iterator[Line]:
        """Yield who works on it."""
        if self.agency is not None:
            part = {"part": "lead", "agency_id": self.agency, "started_at": self.sent}
            yield {**part, "complaint_id": self.pk}

    def deadlines(self) -> Iterator[Line]:
        """Yield the rows of its clocks."""
        for run in self.clocks():
            acts = run.stopped_at is None and run.paused_at is None and run.breached_at is None
            yield {
                **run._asdict(),
                "first_due_at": run.due_at,
                "next_act_at": run.due_at if acts else None,  # of who is late all were told
                "next_act": f"{ESCALATE}:1",
                "days": 14,
                "complaint_id": self.pk,
            }

    def events(self) -> Iterator[Line]:
        """Yield what was done, with hashes that are none."""
        for sequence, step in enumerate(self.steps, start=1):
            ids = {"id": self._event(sequence), "sequence": sequence, "complaint_id": self.pk}
            data = RELEASED if step.verb == "verify" and not self.counted["is_secret"] else {}
            yield {**step._asdict(), **ids, "data": data, "hash": "0" * 64}

    def words(self) -> Iterator[Line]:
        """Yield what was said last."""
        said = f"Petugas sudah ke lokasi nomor {self.place}."
        yield {"event_id": self._event(len(self.steps)), "text": said}

    def _event(self, sequence: int) -> int:
        return self.pk * self.MOST_EVENTS + 1000 + sequence

    def _last(self, verb: str) -> int | None:
        """Return the id of the last event of a verb."""
        found = [number for number, step in enumerate(self.steps, 1) if step.verb == verb]
        return self._event(found[-1]) if found else None

    def ratings(self) -> Iterator[Line]:
        """Yield the stars of who confirmed."""
        if (stars := self.judged.stars) is not None:
            given = {"stars": stars, "created_at": self.steps[-1].at}
            yield {**given, "complaint_id": self.pk, "event_id": self._last("confirm")}

    def suggestions(self) -> Iterator[Line]:
        """Yield what the router suggested when it was forwarded."""
        if (event := self._last("forward")) is None:
            return
        ids = {"complaint_id": self.pk, "event_id": event, "chosen_id": self.agency}
        week = self.sent.date() - timedelta(days=self.sent.weekday())
        rank = int(self.judged.was_accepted)
        yield {**ids, "week": week, "rank": rank, "is_sure": self.judged.was_suggested}

    @cached_property
    def judged(self) -> standing.Judged:
        """What was said of it: half of those who confirm give stars."""
        verbs = {step.verb for step in self.steps}
        stars = (0, 0, 5, 4, 1, 0)[self.die(12, 6)] if "confirm" in verbs else 0
        sure = "forward" in verbs and self.die(10, 5) < 3
        taken = sure and self.die(5, 10) < 9
        return standing.Judged(stars=stars or None, was_suggested=sure, was_accepted=taken)

    def standings(self) -> Iterator[Line]:
        """Yield how it stands in the figures."""
        row = self.counts_as()
        if row is not None:
            yield {"complaint_id": self.pk, **row}

    def counts_as(self) -> recording.Row:
        """Return how it stands in the figures; None when it is in none."""
        report: Any = SimpleNamespace(**self.counted, status=self.state, is_sealed=False)
        if not standing.is_counted(report):
            return None
        if self.main is not None:
            return recording.like(report, Row(self.crowd, self.place + 1).counts_as())
        steps: Any = self.steps
        clocks: Any = self.clocks()
        return recording.BLANK | standing.stand(report, steps, clocks, self.judged)


def _spread(choices: Sequence[int], thrown: int) -> int:
    """Return one of ``choices`` by a throw below 1000: half the first, one in a thousand the last."""
    if thrown == 0:
        return choices[-1]
    usual = choices[:-1] or choices
    return usual[0] if thrown % 2 else usual[thrown // 2 % len(usual)]


def _door(thrown: int) -> str:
    return "sms" if thrown == 0 else CHANNELS[thrown % len(CHANNELS)]
