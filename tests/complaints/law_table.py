"""The table *Verbs* of the law, written down a second time: who may do what from where.

Each row is one line of docs/workflow.md's table. The tests hold the state machine against it; what
stands in no row must be refused.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from complaints import actions
from complaints.actions._move import moving
from complaints.law.actors import OFFICERS, Role
from complaints.models import Complaint, Incident, IncidentReport
from complaints.states import State
from lapor import clock
from tests import town as t
from tests.complaints import given

RECEIVED, VERIFIED, FORWARDED, FOLLOWED_UP, ANSWERED, RESOLVED = (
    State.RECEIVED,
    State.VERIFIED,
    State.FORWARDED,
    State.FOLLOWED_UP,
    State.ANSWERED,
    State.RESOLVED,
)
NEEDS_INFO, REFERRED, APPEALED, ARCHIVED, MERGED = (
    State.NEEDS_INFO,
    State.REFERRED,
    State.APPEALED,
    State.ARCHIVED,
    State.MERGED,
)
UNSENT = ""
SAME = "same"
ANY = tuple(State)
OPEN = (
    *(RECEIVED, VERIFIED, FORWARDED, FOLLOWED_UP),
    *(ANSWERED, NEEDS_INFO, REFERRED, APPEALED),
)
DESK = (RECEIVED, VERIFIED)
AGENCY = (FORWARDED, FOLLOWED_UP)

REPORTER, MERGED_REPORTER, SYSTEM = Role.REPORTER, Role.MERGED_REPORTER, Role.SYSTEM
JOINER, APPROVER = Role.JOINER, Role.APPROVER
DRAFTED = {"draft_needs": "sending"}
DRAFT = {"text": "Petugas sudah meninjau.", "audience": "public"}
VERIFIER, LEAD, HOLDER, CO = Role.VERIFIER, Role.LEAD, Role.HOLDER, Role.CO_LIAISON
SUPERVISOR, CLERK, CUSTODIAN, DECIDER = (
    Role.SUPERVISOR,
    Role.CLERK,
    Role.CUSTODIAN,
    Role.DECIDER,
)

Walk = Callable[[t.Town, Complaint], object]
Start = Callable[[t.Town], Complaint]


@dataclass(frozen=True)
class Row:
    """One line of the law: ``verb`` from ``sources`` to ``to`` by ``roles``.

    ``given`` are the columns of the report under which the line holds; ``call`` what the
    transition itself is told. ``walk`` does the verb for real on what ``starts`` gives for a
    state (default: the usual way into it).
    """

    verb: str
    sources: tuple[str, ...]
    to: str
    roles: tuple[Role, ...]
    walk: Walk
    given: dict[str, Any] = field(default_factory=dict)
    call: dict[str, Any] = field(default_factory=dict)
    starts: dict[str, Start] = field(default_factory=dict)

    def start(self, state: str) -> Start:
        """Return how a report comes to ``state`` for this line."""
        return self.starts.get(state) or given.STATES[state]

    def target(self, state: str) -> str:
        """Return where the verb leads from ``state``."""
        return state if self.to == SAME else self.to


def _recent() -> Any:
    return clock.now() - timedelta(days=1)


def _answer(town: t.Town, report: Complaint) -> object:
    return actions.answer(report, by=town.liaison, reply=t.reply(), files=[t.photo()])


def _submit_draft(town: t.Town, report: Complaint) -> object:
    return actions.submit_draft(report, by=town.operator, verb="follow_up", content=DRAFT)


def _drafted(town: t.Town, report: Complaint | None = None) -> Complaint:
    """A report with an operator's draft that waits for the liaison."""
    report = report or t.forwarded(town)
    return actions.submit_draft(report, by=town.operator, verb="follow_up", content=DRAFT)


def _approve(town: t.Town, report: Complaint) -> object:
    with moving(report, "approve", town.liaison) as step:
        step.complaint.draft_needs = ""
    return step.complaint


def _uphold(town: t.Town, report: Complaint, lead: Any = None) -> object:
    return actions.uphold(report, by=town.overseer, reason="Pelapor benar.", lead=lead)


def _correct(town: t.Town, report: Complaint) -> object:
    return actions.correct(
        report,
        by=town.verifier,
        kind=report.kind,
        category=town.lainnya,
        region=town.langkai,
        danger=False,
    )


def _refer(town: t.Town, report: Complaint) -> object:
    return actions.refer(
        report, by=town.verifier, body=given.outside(town), reference="B-1", words="Milik provinsi."
    )


def _imported(state: str) -> Start:
    return lambda town: given.imported(town, state)


def _incident(town: t.Town) -> Incident:
    """Return an incident that goes on."""
    return Incident.objects.create(
        name="Banjir 12 November",
        category=town.jalan,
        since=clock.today(),
        opened_by=town.verifier,
        opened_at=clock.now(),
    )


def _join_incident(town: t.Town, report: Complaint) -> object:
    return actions.join_incident(report, by=town.verifier, incident=_incident(town))


def _leave_incident(town: t.Town, report: Complaint) -> object:
    incident = _incident(town)
    IncidentReport.objects.create(
        incident=incident, complaint=report, added_by=town.verifier, added_at=clock.now()
    )
    return actions.leave_incident(report, by=town.verifier, incident=incident)


def _redact(town: t.Town, report: Complaint) -> object:
    return actions.redact(
        report, by=town.verifier, title="Jalan rusak", text="Jalan rusak.", publication="public"
    )


def _split(town: t.Town, report: Complaint) -> object:
    return actions.split(report, by=town.verifier, parts=["Jalan rusak.", "Lampu mati."])


def _archive(town: t.Town, report: Complaint) -> object:
    return actions.archive(report, by=town.verifier, reason="in_court", words="Sedang sidang.")


def _extension(town: t.Town, report: Complaint) -> object:
    return actions.request_extension(
        report, by=town.liaison, until=date(2026, 7, 28), reason="Menunggu aspal."
    )


def _hand_back(town: t.Town, report: Complaint) -> object:
    by = town.unit_liaison if report.is_delegated else town.liaison
    return actions.hand_back(report, by=by, reason="wrong_area", words="Di luar wilayah.")


def _move_deadline(town: t.Town, report: Complaint) -> object:
    with moving(report, "move_deadline", actions.System(), data={"why": "test"}) as step:
        step.clocks.recompute()
    return step.complaint


def _hand_on(town: t.Town, report: Complaint) -> object:
    with moving(report, "hand_on", actions.System(), data={"lead": town.dlh.pk}) as step:
        pass
    return step.complaint


def _withdraw_main(town: t.Town, report: Complaint) -> object:
    main = report.merged_into
    assert main is not None
    return actions.withdraw(main, by=t.reporter(main))


def _completed(town: t.Town) -> Complaint:
    """A verified report that was archived for missing data and came back."""
    report = given.lapsed(town)
    return actions.complete(report, by=t.reporter(report), text="Di depan pasar besar.")


def _appealed_answer(town: t.Town) -> Complaint:
    """A report whose answer the reporter appeals against."""
    report = t.resolved(town)
    return actions.appeal(report, by=t.reporter(report), text="Belum selesai.")


VERIFIED_FIRST: dict[str, Start] = {
    RECEIVED: _completed,
    REFERRED: lambda town: actions.refer(
        given.verified(town),
        by=town.verifier,
        body=given.outside(town),
        reference="B-1",
        words="Milik provinsi.",
    ),
    APPEALED: _appealed_answer,
}
"""How a report that everybody may know of comes to states that others reach unverified."""


def _hidden(state: str) -> Start:
    """Return how a report with a hidden name comes to a state."""

    def start(town: t.Town) -> Complaint:
        report = given.STATES[state](town)
        # Whether a name is hidden is chosen on the form; the road to a state is the same.
        Complaint.objects.filter(pk=report.pk).update(hides_reporter=True)
        return given.stored(report)

    return start


def _co(start: Callable[..., Complaint]) -> Start:
    return lambda town: start(town, co=("dlh",))


def _objected_extension(town: t.Town) -> Complaint:
    """A followed-up report whose agency asked for a later answer."""
    report = t.followed_up(town)
    _extension(town, report)
    return given.stored(report)


def _delegated_late(town: t.Town) -> Complaint:
    """A report that its agency followed up before a unit got it."""
    return actions.delegate(t.followed_up(town), by=town.liaison, unit=town.upt)


HIDDEN_ANY: dict[str, Start] = {state: _hidden(state) for state in ANY}

TABLE: tuple[Row, ...] = (
    Row(
        "submit",
        (UNSENT,),
        RECEIVED,
        (REPORTER, CLERK, VERIFIER),
        lambda town, report: None,
        starts={UNSENT: lambda town: t.submit()},
    ),
    Row(
        "verify",
        (RECEIVED,),
        VERIFIED,
        (VERIFIER, SYSTEM),
        lambda town, report: actions.verify(report, by=town.verifier, **t.verification(town)),
    ),
    Row(
        "forward",
        (VERIFIED, REFERRED),
        FORWARDED,
        (VERIFIER, SYSTEM),
        lambda town, report: actions.forward(report, by=town.verifier, lead=town.pupr),
    ),
    Row(
        "delegate",
        AGENCY,
        SAME,
        (LEAD, HOLDER),
        lambda town, report: actions.delegate(report, by=town.liaison, unit=town.upt),
    ),
    Row(
        "assign",
        (FORWARDED, FOLLOWED_UP, ANSWERED),
        SAME,
        # An operator of the holder's too, see tests/complaints/test_assign.py; the system for whoever
        # leaves, see tests/complaints/test_hand_on.py.
        (HOLDER, SUPERVISOR, SYSTEM),
        lambda town, report: actions.assign(report, by=town.liaison, to=town.operator),
    ),
    Row(
        "assign",
        (*DESK, NEEDS_INFO, REFERRED, APPEALED),
        SAME,
        (VERIFIER, SUPERVISOR, SYSTEM),
        lambda town, report: actions.assign(report, by=town.verifier, to=town.verifier2),
        given={"lead_id": None, "holder_id": None},
    ),
    Row(
        "tag",
        ANY,
        SAME,
        (VERIFIER, LEAD, HOLDER, CO, Role.DELEGATOR, SUPERVISOR, Role.OPERATOR),
        lambda town, report: actions.tag(report, by=town.verifier, add=["Musim hujan"]),
    ),
    Row(
        "take_back",
        AGENCY,
        SAME,
        (LEAD, Role.DELEGATOR),
        lambda town, report: actions.take_back(report, by=town.liaison, reason="Kami kerjakan."),
        given={"lead_id": 1, "holder_id": 2},
        starts={FORWARDED: given.delegated, FOLLOWED_UP: _delegated_late},
    ),
    Row("hand_back", (FORWARDED,), VERIFIED, (HOLDER,), _hand_back),
    Row(
        "hand_back",
        AGENCY,
        SAME,
        (HOLDER,),
        _hand_back,
        given={"lead_id": 1, "holder_id": 2},
        starts={FORWARDED: given.delegated, FOLLOWED_UP: _delegated_late},
    ),
    Row(
        "recall",
        AGENCY,
        VERIFIED,
        (VERIFIER,),
        lambda town, report: actions.recall(report, by=town.verifier, reason="Salah alamat."),
    ),
    Row(
        "involve",
        AGENCY,
        SAME,
        (VERIFIER, LEAD),
        lambda town, report: actions.involve(report, by=town.liaison, agency=town.dlh, part="co"),
    ),
    Row(
        "release",
        AGENCY,
        SAME,
        (CO,),
        lambda town, report: actions.release(report, by=town.co_liaison, reason="Bukan sampah."),
        starts={FORWARDED: _co(t.forwarded), FOLLOWED_UP: _co(t.followed_up)},
    ),
    Row(
        "follow_up",
        AGENCY,
        FOLLOWED_UP,
        (HOLDER, LEAD, CO, APPROVER),
        lambda town, report: actions.follow_up(report, by=town.liaison, text="Sudah ditinjau."),
    ),
    Row(
        "note",
        ANY,
        SAME,
        (*OFFICERS, SYSTEM),  # the system notes that a report was lawfully erased
        lambda town, report: actions.note(report, by=town.verifier, text="Cek bersama PU."),
    ),
    Row(
        "ask_reporter",
        DESK,
        NEEDS_INFO,
        (VERIFIER,),
        lambda town, report: actions.ask_reporter(report, by=town.verifier, question="Mana?"),
    ),
    Row(
        "ask_reporter",
        AGENCY,
        NEEDS_INFO,
        (VERIFIER, HOLDER),
        lambda town, report: actions.ask_reporter(report, by=town.liaison, question="Mana?"),
    ),
    Row(
        "complete",
        (NEEDS_INFO,),
        FORWARDED,
        (REPORTER,),
        lambda town, report: actions.complete(report, by=t.reporter(report), text="Di depan."),
        given={"resume_status": FORWARDED},
        starts={NEEDS_INFO: given.asked_by_agency},
    ),
    Row(
        "complete",
        (ARCHIVED,),
        RECEIVED,
        (REPORTER,),
        lambda town, report: actions.complete(report, by=t.reporter(report), text="Di depan."),
        given={"archive_reason": "data_missing", "closed_at": _recent},
        starts={ARCHIVED: given.lapsed},
    ),
    Row(
        "resume",
        (NEEDS_INFO,),
        FORWARDED,
        (VERIFIER,),
        lambda town, report: actions.resume(report, by=town.verifier, reason="Sudah jelas."),
        given={"resume_status": FORWARDED},
        starts={NEEDS_INFO: given.asked_by_agency},
    ),
    Row(
        "lapse",
        (NEEDS_INFO,),
        ARCHIVED,
        (SYSTEM,),
        lambda town, report: actions.lapse(report),
        given={"resume_status": VERIFIED},
    ),
    Row(
        "lapse",
        (NEEDS_INFO,),
        FORWARDED,
        (SYSTEM,),
        lambda town, report: actions.lapse(report),
        given={"resume_status": FORWARDED, "was_forwarded": True},
        starts={NEEDS_INFO: given.asked_by_agency},
    ),
    Row("answer", AGENCY, ANSWERED, (LEAD, APPROVER), _answer),
    Row("submit_draft", AGENCY, SAME, (LEAD, HOLDER, CO, Role.OPERATOR), _submit_draft),
    Row(
        "approve",
        AGENCY,
        SAME,
        (LEAD, HOLDER, CO, SUPERVISOR),
        _approve,  # what it sends is an event of its own: tests/complaints/test_drafts.py
        given=DRAFTED,
        starts={FORWARDED: _drafted, FOLLOWED_UP: lambda town: _drafted(town, t.followed_up(town))},
    ),
    Row(
        "return_draft",
        (*AGENCY, NEEDS_INFO),
        SAME,
        (LEAD, HOLDER, CO, SUPERVISOR),
        lambda town, report: actions.return_draft(
            report, by=town.liaison, draft=t.draft_of(report), note="Sebut tanggalnya."
        ),
        given={**DRAFTED, "resume_status": FORWARDED},
        starts={
            FORWARDED: _drafted,
            FOLLOWED_UP: lambda town: _drafted(town, t.followed_up(town)),
            NEEDS_INFO: lambda town: actions.ask_reporter(
                _drafted(town), by=town.liaison, question="Di mana?"
            ),
        },
    ),
    Row(
        "return_answer",
        (ANSWERED,),
        FOLLOWED_UP,
        (VERIFIER, SUPERVISOR),
        lambda town, report: actions.return_answer(
            report, by=town.supervisor, reason="no_answer", words="Belum menjawab."
        ),
    ),
    Row(
        "return_answer",
        (ANSWERED,),
        VERIFIED,
        (VERIFIER, SUPERVISOR),
        lambda town, report: actions.return_answer(
            report, by=town.verifier, reason="no_answer", words="Belum menjawab."
        ),
        given={"outcome": "outside"},
        starts={ANSWERED: given.answered_outside},
    ),
    Row(
        "confirm",
        (ANSWERED,),
        RESOLVED,
        (REPORTER,),
        lambda town, report: actions.confirm(report, by=t.reporter(report)),
    ),
    Row(
        "object_to_answer",
        (ANSWERED,),
        FOLLOWED_UP,
        (REPORTER, MERGED_REPORTER),
        lambda town, report: actions.object_to_answer(report, by=t.reporter(report), text="Belum."),
    ),
    Row(
        "object_to_answer",
        (ANSWERED,),
        VERIFIED,
        (REPORTER, MERGED_REPORTER),
        lambda town, report: actions.object_to_answer(report, by=t.reporter(report), text="Belum."),
        given={"outcome": "outside"},
        starts={ANSWERED: given.answered_outside},
    ),
    Row(
        "auto_resolve",
        (ANSWERED,),
        RESOLVED,
        (SYSTEM,),
        lambda town, report: actions.auto_resolve(report),
    ),
    Row(
        "fill_survey",
        (RESOLVED,),
        SAME,
        (REPORTER,),
        lambda town, report: actions.fill_survey(
            report, by=t.reporter(report), marks=given.marks()
        ),
        given={"closed_at": _recent},
    ),
    Row(
        "ask_again",
        (RESOLVED,),
        SAME,
        (SYSTEM,),
        lambda town, report: actions.ask_again(report),
        given={"ask_again_at": clock.now},
        starts={RESOLVED: given.four_weeks_old},
    ),
    Row(
        "answer_again",
        (RESOLVED,),
        SAME,
        (REPORTER,),
        lambda town, report: actions.answer_again(report, by=t.reporter(report), still_fixed=True),
        given={"asked_again": "asked"},
        starts={RESOLVED: given.asked_again},
    ),
    Row(
        "reopen",
        (RESOLVED,),
        FORWARDED,
        (REPORTER, MERGED_REPORTER),
        lambda town, report: actions.reopen(report, by=t.reporter(report), text="Rusak lagi."),
        given={"closed_at": _recent},
    ),
    Row(
        "reopen",
        (RESOLVED,),
        VERIFIED,
        (REPORTER, MERGED_REPORTER),
        lambda town, report: actions.reopen(report, by=t.reporter(report), text="Rusak lagi."),
        given={"closed_at": _recent, "outcome": "outside"},
        starts={RESOLVED: given.resolved_outside},
    ),
    Row(
        "appeal",
        (RESOLVED, ARCHIVED),
        APPEALED,
        (REPORTER, MERGED_REPORTER),
        lambda town, report: actions.appeal(report, by=t.reporter(report), text="Tidak adil."),
        given={"closed_at": _recent},
    ),
    Row(
        "appeal",
        (ANSWERED,),
        APPEALED,
        (REPORTER, MERGED_REPORTER),
        lambda town, report: actions.appeal(report, by=t.reporter(report), text="Tidak adil."),
        given={"answered_at": _recent, "objections": 2},
        starts={ANSWERED: lambda town: given.objected(town, 2)},
    ),
    Row(
        "uphold",
        (APPEALED,),
        FORWARDED,
        (DECIDER,),
        lambda town, report: _uphold(town, report, town.pupr),
        given={"resume_status": RESOLVED},
        call={"to_agency": True},
    ),
    Row(
        "uphold",
        (APPEALED,),
        VERIFIED,
        (DECIDER,),
        _uphold,
        given={"resume_status": ARCHIVED},
        call={"to_agency": False},
    ),
    Row(
        "dismiss",
        (APPEALED,),
        ARCHIVED,
        (DECIDER,),
        lambda town, report: actions.dismiss(report, by=town.overseer, reason="Sudah tepat."),
        given={"resume_status": ARCHIVED},
    ),
    Row(
        "dismiss",
        (APPEALED,),
        RESOLVED,
        (DECIDER,),
        lambda town, report: actions.dismiss(report, by=town.overseer, reason="Sudah tepat."),
        given={"resume_status": ANSWERED},
        starts={
            APPEALED: lambda town: actions.appeal(
                report := t.resolved(town), by=t.reporter(report), text="Belum."
            )
        },
    ),
    Row("refer", DESK, REFERRED, (VERIFIER,), _refer),
    Row(
        "outside_news",
        (REFERRED,),
        SAME,
        (VERIFIER,),
        lambda town, report: actions.outside_news(
            report, by=town.verifier, words="Dijadwalkan.", answered=False
        ),
        call={"answered": False},
    ),
    Row(
        "outside_news",
        (REFERRED,),
        ANSWERED,
        (VERIFIER,),
        lambda town, report: actions.outside_news(
            report, by=town.verifier, words="Sudah ditambal.", answered=True
        ),
        call={"answered": True},
    ),
    Row("archive", DESK, ARCHIVED, (VERIFIER,), _archive, call={"reason": "in_court"}),
    Row(
        "archive",
        (REFERRED,),
        ARCHIVED,
        (SYSTEM,),
        lambda town, report: actions.archive_unheard(report),
        call={"reason": "no_outside_answer"},
    ),
    Row(
        "withdraw",
        OPEN,
        ARCHIVED,
        (REPORTER,),
        lambda town, report: actions.withdraw(report, by=t.reporter(report)),
    ),
    Row("split", DESK, SAME, (VERIFIER,), _split),
    Row(
        "merge",
        (*DESK, *AGENCY),
        MERGED,
        (VERIFIER,),
        lambda town, report: actions.merge(report, by=town.verifier, main=t.submit()),
    ),
    Row(
        "unmerge",
        (MERGED,),
        RECEIVED,
        (VERIFIER,),
        lambda town, report: actions.unmerge(report, by=town.verifier, reason="Lain tempat."),
        given={
            "merged_at": _recent,
            "merged_into": lambda: Complaint(status=FORWARDED),
            "resume_status": RECEIVED,
        },
    ),
    Row(
        "succeed",
        (MERGED,),
        FORWARDED,
        (SYSTEM,),
        _withdraw_main,
        call={"to": FORWARDED},
    ),
    Row(
        "request_extension",
        AGENCY,
        SAME,
        (LEAD,),
        _extension,
        given={"resolution_due_at": lambda: clock.now() + timedelta(hours=1)},
    ),
    Row(
        "grant_extension",
        AGENCY,
        SAME,
        (VERIFIER,),
        lambda town, report: actions.grant_extension(report, by=town.verifier, reason="Wajar."),
        given={
            "resolution_due_at": lambda: clock.now() + timedelta(hours=1),
            "extension_asked": clock.today,
        },
        starts={FORWARDED: given.extension_asked, FOLLOWED_UP: _objected_extension},
    ),
    Row(
        "refuse_extension",
        AGENCY,
        SAME,
        (VERIFIER,),
        lambda town, report: actions.refuse_extension(report, by=town.verifier, reason="Tidak."),
        given={
            "resolution_due_at": lambda: clock.now() + timedelta(hours=1),
            "extension_asked": clock.today,
        },
        starts={FORWARDED: given.extension_asked, FOLLOWED_UP: _objected_extension},
    ),
    Row("redact", ANY, SAME, (VERIFIER,), _redact),
    Row(
        "hand_over_file",
        ANY,
        SAME,
        (Role.OVERSEER,),
        lambda town, report: actions.hand_over_file(
            report,
            by=town.overseer,
            recipient="Ombudsman RI",
            letter_number="B/12/2026",
            parts=["talk"],
        ),
    ),
    Row(
        "reveal",
        ANY,
        SAME,
        (CUSTODIAN,),
        lambda town, report: actions.reveal(report, by=town.custodian, reason="Ancaman."),
        given={"hides_reporter": True},
        starts=HIDDEN_ANY,
    ),
    Row("correct", OPEN, SAME, (VERIFIER,), _correct),
    Row(
        "disclose",
        OPEN,
        SAME,
        (REPORTER,),
        lambda town, report: actions.disclose(report, by=t.reporter(report)),
        given={"hides_reporter": True},
        starts=HIDDEN_ANY,
    ),
    Row(
        "write",
        OPEN,
        SAME,
        (REPORTER, MERGED_REPORTER, HOLDER),
        lambda town, report: actions.write(report, by=t.reporter(report), text="Masih ada."),
    ),
    Row(
        "join",
        OPEN,
        SAME,
        (JOINER,),
        lambda town, report: actions.join(report, by=actions.Joiner("warga"), remark="Masih."),
        given={"published": True},
        starts=VERIFIED_FIRST,
    ),
    Row(
        "carry_out",
        (RESOLVED,),
        SAME,
        (LEAD,),
        lambda town, report: actions.carry_out(
            report, by=town.liaison, text="Sudah dikerjakan.", files=[t.photo()]
        ),
        given={"outcome": "planned", "planned_until": clock.now},
        starts={RESOLVED: given.resolved_planned},
    ),
    Row(
        "take_over",
        OPEN,
        SAME,
        (VERIFIER, HOLDER),
        lambda town, report: actions.take_over(report, by=town.verifier),
        given={"imported_in_id": 1},
        starts={state: _imported(state) for state in OPEN},
    ),
    Row("join_incident", OPEN, SAME, (VERIFIER,), _join_incident),
    Row("leave_incident", ANY, SAME, (VERIFIER,), _leave_incident),
    Row(
        "remind",
        (*OPEN, RESOLVED),
        SAME,
        (SYSTEM,),
        lambda town, report: actions.remind(report, clock="resolution", act="remind"),
    ),
    Row(
        "escalate",
        OPEN,
        SAME,
        (SYSTEM,),
        lambda town, report: actions.escalate(report, clock="resolution", level=1),
    ),
    Row(
        "move_deadline",
        ANY,
        SAME,
        (SYSTEM,),
        _move_deadline,
    ),
    Row("hand_on", ANY, SAME, (SYSTEM,), _hand_on),
)
"""The law. Verbs and states that stand in no row are refused to everybody."""

UNTAKEN = frozenset(
    {"take_over", "note", "tag", "redact", "reveal", "hand_over_file", "withdraw", "hand_on"}
)
"""What can be done to an imported report before somebody took it over; all else waits."""

ON_REQUEST = frozenset({"complete", "object_to_answer", "reopen", "appeal", "write", "withdraw"})
"""What an officer at a counter does for a reporter who asks for it: never confirm, rate, disclose."""
