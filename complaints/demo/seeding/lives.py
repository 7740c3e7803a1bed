"""One report's life in the demo: each step is a real verb at its own moment in the past."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property, partial
from typing import Any

from accounts.models import User
from agencies import law
from agencies.models import Agency, Officer, OutsideBody, Region
from complaints import actions, privacy, uploads
from complaints.actions import drafting
from complaints.demo.seeding import pictures
from complaints.demo.seeding.texts import Text, people, phrases
from complaints.law import approval
from complaints.law.roles import actor_on
from complaints.models import Complaint, Kind, Publication
from complaints.models.survey import HIGHEST, LOWEST, QUESTIONS
from complaints.states import Audience
from lapor import clock
from routing.models import Category

OFFICE_MINUTES = 8 * 60
FILL_CONFIRMED, FILL_SILENT, ANSWER_AGAIN, STILL_GOOD = 0.5, 0.06, 0.2, 0.8
"""How often a reporter who confirmed, or stayed silent, fills in the survey; and what comes later."""
ANSWERS_WITHIN = timedelta(days=2)


@dataclass
class Cast:
    """Everybody and everything the lives need, read once."""

    agencies: dict[str, Agency]
    categories: dict[str, Category]
    wards: list[Region]
    bodies: list[OutsideBody]
    officers: dict[tuple[str, int], User] = field(default_factory=dict)

    @classmethod
    def gather(cls) -> Cast:
        """Read the demo town's people and places."""
        officers: dict[tuple[str, int], User] = {}
        rows = Officer.objects.active().select_related("user").order_by("-sees_sealed", "pk")
        for officer in rows:
            officers.setdefault((officer.role, officer.agency_id), officer.user)
        return cls(
            agencies={agency.code: agency for agency in Agency.objects.all()},
            categories={
                category.code: category
                for category in Category.objects.select_related("default_agency")
            },
            wards=list(Region.objects.filter(level=Region.Level.WARD).order_by("code")),
            bodies=list(OutsideBody.objects.order_by("pk")),
            officers=officers,
        )

    def officer(self, role: str, agency: Agency) -> User:
        """Return who has ``role`` at ``agency``."""
        return self.officers[role, agency.pk]

    @cached_property
    def verifiers(self) -> list[User]:
        """The coordinator's first two verifiers; the first may see sealed reports."""
        officers = Officer.objects.active().filter(role=Officer.Role.VERIFIER)
        return [o.user for o in officers.select_related("user").order_by("-sees_sealed", "pk")[:2]]

    @property
    def verifier(self) -> User:
        """The coordinator's first verifier."""
        return self.verifiers[0]


class Life:
    """A report on its way through time; every method does one verb and moves the time on.

    Args:
        text: what was written.
        sent: when it is sent (aware).
        until: the present; no step happens after it.
        cast: the town.
        dice: the source of chance.
        number: of the report, for its submission token.
    """

    def __init__(
        self,
        text: Text,
        *,
        sent: datetime,
        until: datetime,
        cast: Cast,
        dice: random.Random,
        number: str,
    ) -> None:
        self.text = text
        self.now = sent
        self.until = until
        self.cast = cast
        self.dice = dice
        self.number = number
        self.complaint: Complaint | None = None
        self.calendar = law.calendar()
        self.last_work = min(until, self.calendar.shift_days(until, 0))

    # -- time ------------------------------------------------------------------------------

    def later(self, *, days: float) -> None:
        """Move on by so many working days, to a minute of office time, not past the last one."""
        whole = int(days)
        day = self.calendar.shift_days(self.now, whole)
        minutes = self.dice.randint(10, OFFICE_MINUTES - 10)
        opening = self.calendar.opening(self.calendar.next_opening(day).date())
        if days != whole or whole == 0:
            moved = max(self.now, opening) + timedelta(minutes=self.dice.randint(5, 150))
        else:
            moved = opening + timedelta(minutes=minutes)
        self.now = max(self.now + timedelta(minutes=2), min(moved, self.last_work))

    def do(self, verb: Callable[[Complaint], Complaint | object]) -> Complaint:
        """Do one verb now."""
        assert self.complaint is not None
        with clock.standing_at(self.now):
            done = verb(self.complaint)
        if isinstance(done, Complaint):
            self.complaint = done
        return self.complaint

    # -- the verbs -------------------------------------------------------------------------

    def submit(self, *, danger: bool | None = None) -> Complaint:
        """Send the report, mostly with a contact and sometimes with a photo."""
        dice, row = self.dice, self.text
        ward = self._ward()
        person = dice.choice(people())
        contact = privacy.Contact(
            name=person["name"] if dice.random() < 0.7 else "",
            email=person["email"] if dice.random() < 0.6 else "",
            phone=person["phone"] if dice.random() < 0.3 else "",
        )
        filing = actions.Filing(
            kind=row.kind,
            text=row.text,
            title=row.title,
            incident_date=(self.now - timedelta(days=dice.randint(0, 6))).date()
            if row.kind == Kind.COMPLAINT
            else None,
            region=ward,
            place_text=row.place_text,
            latitude=_near(ward.latitude, dice),
            longitude=_near(ward.longitude, dice),
            category=self.category if dice.random() < 0.6 else None,
            danger=bool(row.danger) if danger is None else danger,
            hides_reporter=bool(row.hides),
            is_secret=bool(row.secret),
            misconduct="yes" if row.sealed else "no",
            sealed_against=self.cast.agencies.get(row.unit) if row.sealed else None,
            contact=contact,
        )
        with clock.standing_at(self.now):
            files = [pictures.photo(dice, repaired=False)] if row.needs_picture else []
            self.complaint, _ = actions.submit(filing, token=f"demo-{self.number}", files=files)
        return self.complaint

    @property
    def category(self) -> Category:
        """The category that fits the text."""
        return self.cast.categories[self.text.category]

    @property
    def agency(self) -> Agency:
        """The agency that answers the category."""
        return self.category.default_agency or self.cast.agencies["setda"]

    def verify(self, *, forward_to: Agency | None = None, co: tuple[Agency, ...] = ()) -> None:
        """Verify, and forward in the same step when an agency is given."""
        verification = self._verification()
        by = self.cast.verifier
        if forward_to is None:
            self.do(lambda c: actions.verify(c, by=by, **verification))
            return
        instruction = self.dice.choice(phrases()["forward_instructions"])
        routing = {"lead": forward_to, "co_agencies": co, "instruction": instruction}
        self.do(
            lambda c: actions.verify_and_forward(
                c, by=by, verification=verification, routing=routing
            )
        )

    def follow_up(self) -> None:
        """Write the first visible follow-up of whoever holds the report."""
        self.do(lambda c: actions.follow_up(c, by=self._liaison(), text=self.text.follow_up))

    def answer(self, outcome: str = "", words: str = "") -> None:
        """Send the final answer, in its own words or in these, with the proof that it needs."""
        outcome = outcome or self.text.outcome or "explained"
        pictured = outcome in ("fixed", "not_found")
        with clock.standing_at(self.now):
            files = [pictures.photo(self.dice, repaired=True)] if pictured else []
        planned = outcome == "planned"
        reply = actions.Answer(
            outcome=outcome,
            text=words or self.text.answer,
            audience=Audience.PUBLIC,
            proof_text=self.text.proof or "Foto keadaan di lokasi saat diperiksa.",
            legal_basis=self.dice.choice(phrases()["refusal_legal_bases"])
            if outcome == "refused"
            else "",
            planned_on=self._plan_date() if planned else None,
            planned_unit=str(self.agency) if planned else "",
            budget_source=self.dice.choice(phrases()["planned_budget_sources"]) if planned else "",
        )
        self.do(lambda c: self._send(c, reply, files))

    def _send(
        self, complaint: Complaint, reply: actions.Answer, files: list[uploads.CleanFile]
    ) -> Complaint:
        """Answer directly, or let the head approve what the law wants approved."""
        by = self._lead()
        outcome = str(reply.outcome)
        if not approval.refusal(complaint, "answer", actor_on(complaint, by), outcome=outcome):
            return actions.answer(complaint, by=by, reply=reply, files=files)
        content = drafting.content_of(reply)
        row = actions.submit_draft(complaint, by=by, verb="answer", content=content, files=files)
        draft = approval.waiting(row)
        assert draft is not None
        assert row.lead is not None
        return actions.approve(row, by=approval.heads(row.lead)[0], draft=draft.pk)

    def confirm(self) -> None:
        """Let the reporter confirm, mostly with a rating."""
        row, dice = self.text, self.dice
        stars = int(row.rating) if row.rating and dice.random() < 0.8 else None
        self.do(lambda c: actions.confirm(c, by=self.reporter, stars=stars, words=row.rating_words))
        self.look_back()

    def close_by_silence(self) -> None:
        """Let the confirmation run out; the moment is the clock's own."""
        complaint = self.complaint
        assert complaint is not None
        due = complaint.next_due_at
        assert due is not None
        self.now = due + timedelta(minutes=1)
        self.do(actions.auto_resolve)
        self.look_back()

    def look_back(self) -> None:
        """Let some reporters fill in the survey, and say four weeks later whether it is still good.

        Chance of its own: the other lives stay as they are.
        """
        dice, complaint = random.Random(self.number), self.complaint
        assert complaint is not None
        fills = dice.random() < (FILL_CONFIRMED if complaint.was_confirmed else FILL_SILENT)
        self.now += timedelta(hours=dice.randint(1, 40))
        if fills and self.now < self.until and complaint.planned_until is None:
            liked = int(self.text.rating or 3) * HIGHEST / 5
            marks = {
                name: min(HIGHEST, max(LOWEST, round(liked + dice.uniform(-0.8, 1.1))))
                for name in QUESTIONS
            }
            self.do(partial(actions.fill_survey, by=self.reporter, marks=marks))
        due = complaint.ask_again_at
        if due is not None and dice.random() < ANSWER_AGAIN and due + ANSWERS_WITHIN < self.until:
            self.now = due
            self.do(actions.ask_again)
            self.now += timedelta(hours=dice.randint(2, 40))
            still = dice.random() < STILL_GOOD
            self.do(partial(actions.answer_again, by=self.reporter, still_fixed=still))

    def archive(self, reason: str) -> None:
        """Archive for a reason from the list; danger needs the second officer's hand."""
        words = self.dice.choice(phrases()[f"archive_{reason}"])
        assert self.complaint is not None
        officers = self.cast.verifiers if self.complaint.danger else self.cast.verifiers[:1]
        for by in officers:
            self.do(partial(actions.archive, by=by, reason=reason, words=words))
            self.later(days=0.2)

    @property
    def reporter(self) -> actions.ReporterOf:
        """The reporter of this report."""
        assert self.complaint is not None
        return actions.ReporterOf(self.complaint.pk)

    def act_clocks(self) -> None:
        """Let the clocks that ran out do their acts, each at its own moment in the past."""
        from complaints import sweep  # noqa: PLC0415  (only here)

        assert self.complaint is not None
        sweep.catch_up(self.complaint, until=self.until)

    # -- helpers ---------------------------------------------------------------------------

    def _verification(self) -> dict[str, Any]:
        row = self.text
        closed = self.category.starts_unpublished and self.dice.random() < 0.6
        return {
            "kind": row.kind,
            "category": self.category,
            "title": row.public_title or row.title,
            "publication": Publication.PERSONAL if closed else Publication.PUBLIC,
            "public_text": row.public_text or row.text,
            "working_text": row.public_text or row.text if row.hides else "",
        }

    def _ward(self) -> Region:
        named = [ward for ward in self.cast.wards if ward.name == self.text.ward]
        return named[0] if named else self.dice.choice(self.cast.wards)

    def _liaison(self) -> User:
        assert self.complaint is not None
        assert self.complaint.holder is not None
        return self.cast.officer(Officer.Role.LIAISON, self.complaint.holder)

    def _lead(self) -> User:
        assert self.complaint is not None
        assert self.complaint.lead is not None
        return self.cast.officer(Officer.Role.LIAISON, self.complaint.lead)

    def _plan_date(self) -> date:
        day = (self.now + timedelta(days=self.dice.randint(60, 200))).date()
        return day if self.calendar.is_working_day(day) else self.calendar.move_day(day, 1)


def _near(degree: float | None, dice: random.Random) -> float | None:
    """Return a coordinate near a kelurahan's centre (within about a kilometre)."""
    return round(degree + dice.uniform(-0.009, 0.009), 5) if degree is not None else None
