"""The clocks of one report: starting, stopping, pausing, moving, and what they will do when.

All calendar arithmetic happens here, when a verb is done; the sweep only compares moments.
Law: workflow.md, *Clocks*.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from agencies import law
from agencies.models import Promise
from complaints.models import Complaint, Deadline, Kind
from complaints.states import ESCALATING, Clock

if TYPE_CHECKING:
    from agencies.calendar import WorkingCalendar

REMIND = "remind"
REMIND_REPORTER = "remind_reporter"
ESCALATE = "escalate"
EXPIRE = "expire"
"""The acts of the sweep; an escalation carries its level, as in ``escalate:2``."""

REMIND_PLANNED_DAYS = 5
CORRECTED = (Clock.RESOLUTION, Clock.VERIFICATION, Clock.FIRST_FOLLOW_UP)
"""The clocks whose promise depends on class and danger; the resolution bounds the last one."""
KIND_CASES = {
    Kind.COMPLAINT: Promise.Case.COMPLAINT,
    Kind.ASPIRATION: Promise.Case.ASPIRATION,
    Kind.INFORMATION: Promise.Case.INFORMATION,
}


def case_of(clock: Clock, complaint: Complaint) -> str:
    """Return the case of the promise that holds for ``clock`` on this report."""
    match clock:
        case Clock.VERIFICATION if complaint.danger:
            return Promise.Case.DANGER
        case Clock.VERIFICATION if complaint.kind == Kind.INFORMATION:
            return Promise.Case.INFORMATION
        case Clock.FIRST_FOLLOW_UP if complaint.danger:
            return Promise.Case.DANGER
        case Clock.RESOLUTION if complaint.needs_inspection:
            return Promise.Case.INSPECTION
        case Clock.RESOLUTION:
            return KIND_CASES[Kind(complaint.kind)]
        case Clock.COMPLETION if not _has_contact(complaint):
            return Promise.Case.NO_CONTACT
        case _:
            return ""


def cases_of(complaint: Complaint) -> dict[Clock, str]:
    """Return the cases that hold now, to be given to :meth:`Clocks.correct` after a change."""
    return {clock: case_of(clock, complaint) for clock in CORRECTED}


def _has_contact(complaint: Complaint) -> bool:
    reporter = getattr(complaint, "reporter", None)
    return reporter is not None and (reporter.has_email or reporter.has_phone)


class Clocks:
    """The clocks of one locked report during one verb; ``save`` writes what changed.

    Args:
        complaint: the locked report.
        verb: the verb that is done, kept with each clock it stops.
        now: the moment of the verb (aware).
    """

    def __init__(self, complaint: Complaint, *, verb: str, now: datetime) -> None:
        self.complaint = complaint
        self.verb = verb
        self.now = now
        self.calendar: WorkingCalendar = law.calendar()
        rows = list(complaint.deadlines.all()) if complaint.pk else []
        self.running = {Clock(row.clock): row for row in rows if row.stopped_at is None}
        self.stopped = [row for row in rows if row.stopped_at is not None]
        self.changes: list[dict[str, str]] = []
        self._dirty: set[Clock] = set()
        self._ended: list[Deadline] = []

    @property
    def rows(self) -> list[Deadline]:
        """All clocks of the report, running and stopped."""
        return [*self.running.values(), *self.stopped]

    # -- the moves of the law --------------------------------------------------------------

    def start(self, clock: Clock, *, fixed_on: date | None = None) -> Deadline:
        """Start ``clock`` in full: the promise of this report, or until a promised date."""
        amount = law.promise(clock, case_of(clock, self.complaint)) if fixed_on is None else None
        return self._start(
            Deadline(
                clock=clock,
                days=0 if amount is None or amount.in_hours else amount.amount,
                seconds=amount.seconds if amount is not None and amount.in_hours else 0,
                in_hours=amount is not None and amount.in_hours,
                fixed_on=fixed_on,
            )
        )

    def restart(self, clock: Clock) -> Deadline | None:
        """Start ``clock`` again with the working time that was left, at least two days.

        Starts it in full when it never ran; does nothing when it runs.
        """
        if clock in self.running:
            return None
        before = [row for row in self.stopped if row.clock == clock]
        return self.go_on(before[-1], floor=True) if before else self.start(clock)

    def restart_stopped_by(self, verb: str) -> None:
        """Start again, with exactly the time left, every clock that the last ``verb`` stopped."""
        rows = [row for row in self.stopped if row.stopped_by == verb]
        moment = max((row.stopped_at for row in rows if row.stopped_at), default=None)
        for row in sorted((row for row in rows if row.stopped_at == moment), key=_resolution_first):
            self.go_on(row, floor=False)

    def go_on(self, stopped: Deadline, *, floor: bool) -> Deadline:
        """Start a new clock with the working time that was left on a ``stopped`` one.

        Args:
            stopped: the clock as it was stopped, also one of another report.
            floor: leave at least two days; else one that was late stays so.
        """
        left = max(0, stopped.seconds_left or 0)
        row = Deadline(clock=stopped.clock, seconds=left, in_hours=stopped.in_hours)
        row.rounds = stopped.rounds
        if floor:
            row.floor_at = self.floor()
        else:
            row.breached_at, row.level = stopped.breached_at, stopped.level
        return self._start(row)

    def start_like(self, other: Deadline) -> Deadline:
        """Start a clock that counts as ``other`` does: its first moment, promise and pauses."""
        same = (
            *("clock", "days", "seconds", "in_hours", "fixed_on", "floor_at", "started_at"),
            *("paused_seconds", "breached_at", "level", "rounds"),
        )
        return self._start(Deadline(**{name: getattr(other, name) for name in same}))

    def stop(self, clocks: Iterable[Clock]) -> None:
        """Stop those of ``clocks`` that run; a stopped clock never runs again."""
        for clock in clocks:
            row = self.running.pop(clock, None)
            if row is None:
                continue
            until = row.paused_at or self.now
            row.seconds_left = self.calendar.seconds_between(until, self.end_of(row))
            row.stopped_at, row.stopped_by = self.now, self.verb
            row.acts, row.next_act_at, row.next_act = [], None, ""
            self._ended.append(row)
            self.stopped.append(row)
            self._note(row, "stop")

    def pause(self) -> None:
        """Pause every running clock; what is paused already stays so (two pauses are one)."""
        for clock, row in self.running.items():
            if row.paused_at is None:
                row.paused_at = self.now
                row.next_act_at, row.next_act = None, ""
                self._dirty.add(clock)
                self._note(row, "pause")

    def resume(self, *, floor: bool = False) -> None:
        """Run every paused clock on; one that was late stays exactly as late.

        Those in days that were not late last until the next close, with ``floor`` two days.
        """
        days = law.limit("pause_floor_days") if floor else 1
        least = self.calendar.close_after(self.now, days)
        for row in self._in_order():
            if row.paused_at is None:
                continue
            row.paused_seconds += self.calendar.seconds_between(row.paused_at, self.now)
            row.paused_at = None
            if row.breached_at is None and not row.in_hours:
                row.floor_at = self._later(row.floor_at, least)
            self._recompute(row, "resume")

    def move(self, clock: Clock, *, fixed_on: date) -> None:
        """Move the due moment of a running clock to the close of a date."""
        row = self.running[clock]
        # The date was chosen with every pause until now in sight; only later ones count.
        row.fixed_on, row.paused_seconds, row.floor_at = fixed_on, 0, None
        self._recompute(row, "move")

    def wait_longer(self, clock: Clock) -> None:
        """Give a clock the longer time of an answer that is not known to have been heard."""
        row = self.running[clock]
        row.days = law.promise(clock, Promise.Case.UNDELIVERED).amount
        row.rounds += 1
        self._recompute(row, "move")

    def correct(self, was: Mapping[Clock, str]) -> None:
        """Apply a change of class or danger: from the first day, keeping the paused time.

        Leaves at least two days, lengthens only before the first forward, and sets nothing before
        the close of the next working day (workflow.md, ``correct`` and *Clocks*).

        Args:
            was: what :func:`cases_of` returned before the change.
        """
        for clock in CORRECTED:
            row, case = self.running.get(clock), case_of(clock, self.complaint)
            if row is not None and row.fixed_on is None and case != was[clock]:
                self._promise_anew(row, law.promise(clock, case))
        first = self.running.get(Clock.FIRST_FOLLOW_UP)
        if first is not None and self.changes:
            self._recompute(first, "correct")

    def _promise_anew(self, row: Deadline, amount: law.Amount) -> None:
        """Give a running clock another promise, or keep the old one where that would be unfair."""
        is_rest = not row.days and not row.in_hours
        old = (row.days, row.seconds, row.in_hours, row.floor_at)
        row.days = 0 if amount.in_hours else amount.amount
        row.seconds = amount.seconds if amount.in_hours else 0
        row.in_hours = amount.in_hours
        is_shorter = self.due_of(row) <= row.due_at
        of_answer = row.clock == Clock.RESOLUTION
        days = law.limit("pause_floor_days") if of_answer else 1
        row.floor_at = self._later(row.floor_at, self.calendar.close_after(self.now, days))
        # What is left of a stopped clock has no first day: it can only become shorter.
        is_early = not self.complaint.was_forwarded and not is_rest
        if self.due_of(row) > row.due_at and not (is_early and (of_answer or not is_shorter)):
            row.days, row.seconds, row.in_hours, row.floor_at = old
            return
        self._recompute(row, "correct")

    def recompute(self) -> None:
        """Apply an edited calendar to every running clock."""
        for row in self._in_order():
            self._recompute(row, "move")

    # -- arithmetic ------------------------------------------------------------------------

    def floor(self) -> datetime:
        """Return the close of the second working day from now: the least that is left."""
        return self.calendar.close_after(self.now, law.limit("pause_floor_days"))

    def due_of(self, row: Deadline) -> datetime:
        """Return when ``row`` is due under the present calendar.

        Due is the close of the day on which start + promised + paused working time ends, rounded
        once; a clock in hours is due at the exact moment.
        """
        calendar = self.calendar
        if row.fixed_on is not None:
            day = row.fixed_on
            if not calendar.is_working_day(day):
                day = calendar.move_day(day, 1)
            due = calendar.due_after_days(calendar.close(day), 0, row.paused_seconds)
        elif row.in_hours:
            due = calendar.due_after_seconds(row.started_at, row.seconds + row.paused_seconds)
        else:
            extra = row.seconds + row.paused_seconds
            due = calendar.due_after_days(row.started_at, row.days, extra)
        if row.floor_at is not None:
            day = row.floor_at.astimezone(calendar.zone).date()
            if not calendar.is_working_day(day):  # an edited calendar made it a holiday
                day = calendar.move_day(day, 1)
            due = max(due, calendar.close(day))
        return self._within_resolution(row, due)

    def end_of(self, row: Deadline) -> datetime:
        """Return when the working time of ``row`` ends; its due moment is that day's close.

        What is left of a stopped clock is counted to here: it is rounded once, as a pause is.
        """
        if row.in_hours or row.fixed_on is not None:
            return row.due_at
        calendar = self.calendar
        end = calendar.shift_days(row.started_at, row.days)
        end = calendar.due_after_seconds(end, row.seconds + row.paused_seconds)
        same_day = calendar.position(end).day == calendar.position(row.due_at).day
        return end if same_day else row.due_at

    def _within_resolution(self, row: Deadline, due: datetime) -> datetime:
        """Bound a first follow-up by the resolution, but let no clock start late.

        When the resolution is over already, the close of the next working day is what remains
        (docs/decisions/0007).
        """
        resolution = self.running.get(Clock.RESOLUTION)
        if row.clock != Clock.FIRST_FOLLOW_UP or resolution is None:
            return due
        least = min(due, self.calendar.close_after(row.started_at, 1))
        return max(least, min(due, resolution.due_at))

    def acts_of(self, row: Deadline) -> list[tuple[datetime, str]]:
        """Return what the sweep will do for ``row`` and when, in order, from its due moment."""
        clock = Clock(row.clock)
        if clock in ESCALATING:
            return self._escalations(row)
        calendar, due = self.calendar, row.due_at
        if clock in (Clock.COMPLETION, Clock.CONFIRMATION):
            days = law.limit("reminder_days")
            return [(calendar.before_days(due, days), REMIND_REPORTER), (due, EXPIRE)]
        if clock == Clock.OUTSIDE:
            return [(calendar.before_days(due, 1), REMIND), (due, EXPIRE)]
        days = REMIND_PLANNED_DAYS if clock == Clock.PLANNED else 1
        return [(calendar.before_days(due, days), REMIND), (due, REMIND)]

    def _escalations(self, row: Deadline) -> list[tuple[datetime, str]]:
        acts = []
        for level in law.escalation_levels():
            if level.level and level.level <= row.level:
                continue
            if row.in_hours:
                at = self._shift_hours(row.due_at, level.after_days)
            else:
                at = self.calendar.shift_days(row.due_at, level.after_days)
            acts.append((at, f"{ESCALATE}:{level.level}" if level.level else REMIND))
        return sorted(acts)

    def _shift_hours(self, due: datetime, hours: int) -> datetime:
        if hours < 0:
            return self.calendar.before_seconds(due, -hours * 3600)
        return self.calendar.due_after_seconds(due, hours * 3600) if hours else due

    # -- keeping ---------------------------------------------------------------------------

    def save(self) -> None:
        """Write the changed rows and what the report itself keeps of its clocks."""
        for row in self._ended:  # first, because only one of a kind may run
            row.complaint = self.complaint
            row.save()
        for clock, row in self.running.items():
            if clock in self._dirty:
                row.complaint = self.complaint
                row.save()
        self._ended, self._dirty = [], set()
        resolution = self.running.get(Clock.RESOLUTION)
        self.complaint.resolution_due_at = resolution.due_at if resolution else None
        due = [row.due_at for row in self.running.values() if row.paused_at is None]
        self.complaint.next_due_at = min(due, default=None)

    def _start(self, row: Deadline) -> Deadline:
        clock = Clock(row.clock)
        if clock in self.running:
            self.stop([clock])
        row.started_at = getattr(row, "started_at", None) or self.now
        row.due_at = row.first_due_at = self.due_of(row)
        self._schedule(row)
        self.running[clock] = row
        self._dirty.add(clock)
        self._note(row, "start")
        return row

    def _in_order(self) -> list[Deadline]:
        """The running clocks, the resolution first, because it bounds another one."""
        return sorted(self.running.values(), key=_resolution_first)

    @staticmethod
    def _later(one: datetime | None, other: datetime) -> datetime:
        return other if one is None else max(one, other)

    def _recompute(self, row: Deadline, change: str) -> None:
        clock, was = Clock(row.clock), row.due_at
        row.due_at = self.due_of(row)
        if row.paused_at is None:
            self._schedule(row)
        if row.due_at != was or change == "resume":
            self._dirty.add(clock)
            self._note(row, change, was=was)

    def _schedule(self, row: Deadline) -> None:
        """Set the coming acts; reminders that come too late or were sent already are left out."""
        waiting = {row.next_act, *(act for _, act in row.acts)}
        acts = []
        for at, act in self.acts_of(row):
            if act == REMIND and at <= self.now and (at < row.due_at or row.breached_at):
                continue
            if act == REMIND_REPORTER and (at <= self.now or (row.pk and act not in waiting)):
                continue
            acts.append((at, act))
        row.acts = [[at.isoformat(), act] for at, act in acts[1:]]
        row.next_act_at, row.next_act = acts[0] if acts else (None, "")

    def _note(self, row: Deadline, change: str, *, was: datetime | None = None) -> None:
        entry = {"clock": str(row.clock), "change": change, "due": row.due_at.isoformat()}
        if was is not None and was != row.due_at:
            entry["was"] = was.isoformat()
        self.changes.append(entry)


def _resolution_first(row: Deadline) -> bool:
    """Sort key."""
    return row.clock != Clock.RESOLUTION
