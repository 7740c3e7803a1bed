"""How every button that moves a report is pressed, by whoever is offered it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from agencies import law
from complaints import actions
from complaints.law.roles import actor_on
from complaints.models import Complaint
from complaints.states import OPEN, State
from lapor import clock
from tests import town as t
from tests.complaints import given

MOST_REPORTS = 4
PEOPLE = ("verifier", "liaison", "unit_liaison", "co_liaison", "supervisor", "overseer")
RARE = {"correct", "resume", "withdraw", "archive", "split", "recall", "involve", "ask_reporter"}
"""Buttons that are there so often that they would end every life early."""

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


def fill_survey(town: t.Town, report: Complaint, by: Any) -> object:
    """Give every question of the survey a mark."""
    return actions.fill_survey(report, by=by, marks=given.marks())


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
    "fill_survey": fill_survey,
    "answer_again": lambda town, report, by: actions.answer_again(report, by=by, still_fixed=False),
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


def offered(
    town: t.Town,
    report: Complaint,
    people: Collection[str] = PEOPLE,
    known: Collection[str] = PRESS.keys(),
) -> list[tuple[str, Any]]:
    """Return every button that anybody is offered now, those of the main road three times."""
    child = report.merged.filter(status=State.MERGED).first()
    asked: list[Any] = [town.people[name] for name in people]
    asked += [t.reporter(one) for one in (report, child) if one is not None]
    return [
        (verb, by)
        for by in asked
        for verb in actions.offered(report, actor_on(report, by))
        if verb in known
        for _ in range(1 if verb in RARE else 3)
    ]
