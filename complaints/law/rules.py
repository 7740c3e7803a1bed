"""The conditions of the law: who may, how often, until when, and where a verb leads.

Each condition carries the sentence that is read when it fails. They look at one row and the
clock; the numbers come from the town's limits.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from agencies import law
from complaints.law.actors import OFFICERS, Actor, Role
from complaints.states import AskedAgain, State
from lapor import clock

if TYPE_CHECKING:
    from complaints.workflow import Lifecycle

Permission = Callable[[Any, Actor], bool]
Condition = Callable[[Any], bool]

DATA_MISSING = "data_missing"
"""Code of the archive reason *data tidak dilengkapi*, which the reporter can undo."""
PLANNED = "planned"
"""Code of the outcome *dijadwalkan*."""
FIXED = "fixed"
"""Code of the outcome *sudah ditangani*."""
OUTSIDE = "outside"
"""Code of the outcome *dijawab instansi luar*: no agency of the town has the report."""


def allows(*roles: Role, on_request: bool = False) -> Permission:
    """Return a permission that holds for an actor with one of ``roles``.

    Args:
        roles: who may.
        on_request: whether an officer may do it at a counter for a reporter who asks for it.
    """

    def permission(report: Lifecycle, actor: Actor) -> bool:
        return actor.has(*roles) and (on_request or not actor.on_request)

    permission.roles = frozenset(roles)  # type: ignore[attr-defined]
    permission.on_request = on_request  # type: ignore[attr-defined]
    return permission


def rule(refusal: str) -> Callable[[Condition], Condition]:
    """Give a condition the sentence that an officer or a reporter reads when it fails."""

    def mark(condition: Condition) -> Condition:
        condition.refusal = refusal  # type: ignore[attr-defined]
        return condition

    return mark


def within(moment: datetime | None, days: int) -> bool:
    """Tell whether now is at most ``days`` calendar days after ``moment`` (aware, or None)."""
    return moment is not None and clock.now() <= moment + timedelta(days=days)


@rule("Laporan ini sudah dua kali dikembalikan. Penerusan terakhir mengikat.")
def may_go_back(report: Lifecycle) -> bool:
    """Refuse the third hand-back and one against a binding decision; a unit returns freely."""
    return report.is_delegated or (
        not report.is_binding and report.hand_backs < law.limit("hand_backs")
    )


@rule("Laporan yang sudah ditindaklanjuti tidak dapat dikembalikan.")
def not_followed_up(report: Lifecycle) -> bool:
    """A hand-back comes before any visible follow-up of the unit that holds the report."""
    if report.is_delegated:
        since = report.holder_since
        return report.followed_up_at is None or (
            since is not None and report.followed_up_at <= since
        )
    return report.status == State.FORWARDED and report.followed_up_at is None


@rule("Keberatan hanya dapat diajukan dua kali. Anda masih dapat mengajukan banding.")
def may_object(report: Lifecycle) -> bool:
    """At most two objections."""
    return report.objections < law.limit("objections")


@rule("Banding atas jawaban baru terbuka setelah dua kali keberatan.")
def objected_enough(report: Lifecycle) -> bool:
    """From *answered*, an appeal needs the objections used up."""
    return report.objections >= law.limit("objections")


@rule("Batas waktu untuk membuka kembali laporan ini sudah lewat.")
def reopen_in_time(report: Lifecycle) -> bool:
    """Within 30 calendar days; a planned one until 30 days after the planned date."""
    return within(reopens_since(report), law.limit("reopen_days"))


def reopens_since(report: Lifecycle) -> datetime | None:
    """Return the moment from which the time to reopen counts."""
    if report.closed_at is None or report.planned_until is None:
        return report.closed_at
    return max(report.closed_at, report.planned_until)


@rule("Laporan ini sudah dua kali dibuka kembali. Anda masih dapat mengajukan banding.")
def may_reopen(report: Lifecycle) -> bool:
    """At most two reopenings."""
    return report.reopenings < law.limit("reopenings")


@rule("Survei ini dapat diisi satu kali, paling lambat 30 hari sesudah laporan selesai.")
def may_be_surveyed(report: Lifecycle) -> bool:
    """Once after each end, within 30 calendar days; never sealed, nor while a plan owes its proof."""
    open_to_all = not (report.is_surveyed or report.is_sealed or report.planned_until is not None)
    return open_to_all and within(report.closed_at, law.limit("survey_days"))


@rule("Belum waktunya pelapor ditanya lagi.")
def is_to_be_asked_again(report: Lifecycle) -> bool:
    """Once, four weeks after the end."""
    return report.ask_again_at is not None and report.ask_again_at <= clock.now()


@rule("Pertanyaan ini sudah dijawab, atau tidak diajukan untuk laporan ini.")
def was_asked_again(report: Lifecycle) -> bool:
    """After the question, until it is answered."""
    return report.asked_again == AskedAgain.ASKED


def asks_again_at(report: Lifecycle) -> datetime | None:
    """Return when to ask whether it is still good: once, of what was fixed; never of sealed ones."""
    lasts = report.outcome in (FIXED, OUTSIDE) and report.planned_until is None
    if report.closed_at is None or report.is_sealed or report.asked_again or not lasts:
        return None
    return report.closed_at + timedelta(days=law.limit("ask_again_days"))


@rule("Banding hanya dapat diajukan satu kali, paling lambat 30 hari setelah laporan ditutup.")
def may_appeal(report: Lifecycle) -> bool:
    """Once, within 30 calendar days of the end."""
    return report.appeals == 0 and within(
        report.closed_at or report.answered_at, law.limit("appeal_days")
    )


@rule("Batas 30 hari untuk melengkapi laporan ini sudah lewat. Silakan buat laporan baru.")
def completable(report: Lifecycle) -> bool:
    """An archived report comes back only when it was archived for missing data, in time."""
    return report.archive_reason == DATA_MISSING and within(
        report.closed_at, law.limit("complete_days")
    )


def may_ask(report: Lifecycle, actor: Actor) -> bool:
    """The holder asks once, each further time with the verifier's consent; a verifier may ask."""
    if actor.has(Role.VERIFIER):
        return True
    allowed = law.limit("questions") + report.questions_granted
    return actor.has(Role.HOLDER) and report.questions < allowed


may_ask.roles = frozenset({Role.VERIFIER, Role.HOLDER})  # type: ignore[attr-defined]


def may_resume(report: Lifecycle, actor: Actor) -> bool:
    """Whoever asked the open question goes on without the answer, or a verifier does."""
    if actor.has(Role.VERIFIER):
        return True
    return actor.has(*OFFICERS) and report.was_asked_by(actor)


may_resume.roles = OFFICERS  # type: ignore[attr-defined]


def may_assign(report: Lifecycle, actor: Actor) -> bool:
    """Liaison and head of the unit that holds the report, and an operator there for himself.

    What lies at the coordinator is given out by verifiers and their head. When an officer leaves,
    the system gives the work to whoever was chosen (docs/decisions/0026).
    """
    if actor.has(Role.SYSTEM):
        return True
    if report.is_at_coordinator:
        return actor.has(Role.VERIFIER, Role.SUPERVISOR)
    if actor.has(Role.HOLDER, Role.SUPERVISOR):
        return True
    return actor.has(Role.OPERATOR) and report.is_held_by(actor)


may_assign.roles = frozenset(  # type: ignore[attr-defined]
    {Role.VERIFIER, Role.HOLDER, Role.SUPERVISOR, Role.OPERATOR, Role.SYSTEM}
)


@rule("Tidak ada jangka waktu jawaban yang dapat diperpanjang hari ini.")
def may_extend(report: Lifecycle) -> bool:
    """Once, and before the due day ends."""
    return report.extensions == 0 and _due_day_lasts(report)


@rule("Tidak ada permintaan perpanjangan yang menunggu.")
def extension_waits(report: Lifecycle) -> bool:
    """There is a request to decide; after the due day silence was a no."""
    return report.extension_asked is not None and _due_day_lasts(report)


def _due_day_lasts(report: Lifecycle) -> bool:
    """Whether the day on which the answer is due has not ended (it does so at midnight)."""
    due = report.resolution_due_at
    return due is not None and clock.today() <= timezone.localdate(due)


@rule("Laporan hanya dapat dipisahkan dalam 7 hari, selama laporan utamanya masih terbuka.")
def separable(report: Lifecycle) -> bool:
    """Within seven days of the merge, while the main report is open."""
    return within(report.merged_at, law.limit("unmerge_days")) and report.main_is_open


@rule("Tidak ada konsep yang menunggu.")
def draft_waits(report: Lifecycle) -> bool:
    """There is a draft to decide."""
    return bool(report.draft_needs)


@rule("Nama pelapor pada laporan ini tidak disembunyikan.")
def hides_name(report: Lifecycle) -> bool:
    """Only a hidden name can be opened by a custodian or shown to the agency."""
    return report.hides_reporter


@rule("Anda sudah mengizinkan instansi melihat nama Anda.")
def is_undisclosed(report: Lifecycle) -> bool:
    """The permission is given once and for all."""
    return not report.is_disclosed


@rule("Laporan tersegel tidak diteruskan ke instansi.")
def is_not_sealed(report: Lifecycle) -> bool:
    """A sealed report never leaves those named for it."""
    return not report.is_sealed


@rule("Ambil alih dulu laporan impor ini; sesudah itu semua tindakan terbuka.")
def is_ours(report: Lifecycle) -> bool:
    """An imported report waits until it was taken over."""
    return not report.awaits_take_over


@rule("Hanya laporan impor yang masih terbuka dan belum diambil alih yang dapat diambil alih.")
def waits_for_take_over(report: Lifecycle) -> bool:
    """Only what was imported and nobody took over."""
    return report.awaits_take_over


@rule("Laporan rahasia atau tersegel tidak dimasukkan ke kejadian.")
def is_not_kept_close(report: Lifecycle) -> bool:
    """What is secret or sealed is handled by itself, never beside reports that others see."""
    return not (report.is_secret or report.is_sealed)


@rule("Laporan ini tidak dibuka untuk umum.")
def is_for_all(report: Lifecycle) -> bool:
    """Only what everybody may know of can be joined."""
    return report.is_public


@rule("Laporan ini bukan laporan yang dijadwalkan.")
def is_planned(report: Lifecycle) -> bool:
    """The answer promised a date and the proof is still owed."""
    return report.outcome == PLANNED and report.planned_until is not None


@rule("Laporan yang sudah digabung ke sini harus dipisahkan dahulu.")
def has_no_merged(report: Lifecycle) -> bool:
    """Chains of merges are refused."""
    return report.merged_count == 0


def before_pause(report: Lifecycle, *args: object, **kwargs: object) -> str:
    """Return the state in which the report waited, for verbs that take it back there."""
    return report.resume_status


def after_hand_back(report: Lifecycle, *args: object, **kwargs: object) -> str:
    """A delegated unit gives back to its parent: the state stays."""
    return report.status if report.is_delegated else State.VERIFIED


def lapses_to_archive(report: Lifecycle) -> bool:
    """Whether silence ends the report: asked before the first forward, and nobody in danger.

    A report of danger is archived only by two officers (docs/decisions/0008).
    """
    return not report.was_forwarded and not report.danger


def after_lapse(report: Lifecycle, *args: object, **kwargs: object) -> str:
    """A question from before the first forward ends in the archive, a later one does not."""
    return State.ARCHIVED if lapses_to_archive(report) else report.resume_status


def was_answered_outside(report: Lifecycle) -> bool:
    """Whether a body outside the town gave the answer, so that no agency can go on with it."""
    return report.outcome == OUTSIDE


def after_objection(report: Lifecycle, *args: object, **kwargs: object) -> str:
    """The agency goes on; an answer from outside goes back to the coordinator (decision 0006)."""
    return State.VERIFIED if was_answered_outside(report) else State.FOLLOWED_UP


def after_reopen(report: Lifecycle, *args: object, **kwargs: object) -> str:
    """The same agency again; after an answer from outside, the coordinator (decision 0006)."""
    return State.VERIFIED if was_answered_outside(report) else State.FORWARDED


@rule("Laporan ini tidak sedang dilimpahkan ke unit.")
def held_by_unit(report: Lifecycle) -> bool:
    """Whether a unit below the lead agency holds the report."""
    return report.is_delegated


def after_take_over(report: Lifecycle, *, to: str = "", **kwargs: object) -> str:
    """The state stays, unless no agency that can answer holds the report: then the coordinator."""
    return to or report.status


def after_uphold(report: Lifecycle, *, to_agency: bool, **kwargs: object) -> str:
    """An upheld appeal binds an agency, or goes back to verification when the class was wrong."""
    return State.FORWARDED if to_agency else State.VERIFIED


def after_dismiss(report: Lifecycle, *args: object, **kwargs: object) -> str:
    """A dismissed appeal ends where it came from, an answer in *resolved*."""
    return State.ARCHIVED if report.resume_status == State.ARCHIVED else State.RESOLVED


def after_outside_news(report: Lifecycle, *, answered: bool, **kwargs: object) -> str:
    """News of another body may be its answer."""
    return State.ANSWERED if answered else State.REFERRED


def after_unmerge(report: Lifecycle, *, to: str = "", **kwargs: object) -> str:
    """Back to the state before, or in the place of a main report that was withdrawn."""
    return to or report.resume_status
