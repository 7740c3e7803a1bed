"""The state machine of a report: every verb of the law, who may, from where, and its clocks.

The source of each line is the table *Verbs* of the law (``docs/workflow.md`` is drawn from here).
Nothing in this module reads or writes the database beyond the row it is asked about; only
``complaints.actions._move`` calls the transitions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import models
from django.db.models import Q
from django_fsm import GET_STATE, FSMField, FSMModelMixin
from django_fsm import transition as fsm_transition

from agencies import law
from complaints.law.actors import LIAISONS, OFFICERS, Actor, Role
from complaints.law.rules import (
    DATA_MISSING,
    Condition,
    after_dismiss,
    after_hand_back,
    after_lapse,
    after_objection,
    after_outside_news,
    after_reopen,
    after_take_over,
    after_unmerge,
    after_uphold,
    allows,
    asks_again_at,
    before_pause,
    completable,
    draft_waits,
    extension_waits,
    has_no_merged,
    held_by_unit,
    hides_name,
    is_for_all,
    is_not_kept_close,
    is_not_sealed,
    is_ours,
    is_planned,
    is_to_be_asked_again,
    is_undisclosed,
    lapses_to_archive,
    may_appeal,
    may_ask,
    may_assign,
    may_be_surveyed,
    may_extend,
    may_go_back,
    may_object,
    may_reopen,
    may_resume,
    not_followed_up,
    objected_enough,
    reopen_in_time,
    separable,
    waits_for_take_over,
    was_answered_outside,
    was_asked_again,
)
from complaints.states import (
    ANY,
    AT_COORDINATOR,
    NEW,
    OPEN,
    WITH_AGENCY,
    AskedAgain,
    Clock,
    State,
    Told,
)
from lapor import clock

ALL_CLOCKS = tuple(Clock)

Method = TypeVar("Method", bound=Callable[..., None])


def transition(*columns: Any, **more: Any) -> Callable[[Method], Method]:
    """django-fsm's ``transition``; its types expect a user where the law knows an ``Actor``.

    Every verb waits until an imported report was taken over, unless its law says ``untaken``.
    """
    if not more["custom"]["untaken"]:
        more["conditions"] = [is_ours, *more.get("conditions", ())]
    decorate: Callable[[Method], Method] = fsm_transition(*columns, **more)
    return decorate


@dataclass(frozen=True)
class But:
    """The clocks that a verb stops and starts instead of its usual ones, and when so."""

    when: Condition
    stop: Sequence[Clock] = ()
    start: Sequence[Clock] = ()


def law_of(
    label: str,
    slug: str = "",
    *,
    stop: Sequence[Clock] = (),
    start: Sequence[Clock] = (),
    pause: bool = False,
    resume: bool = False,
    floor: bool = False,
    but: But | None = None,
    also: str = "",
    tells: Sequence[Told] = (),
    untaken: bool = False,
) -> dict[str, Any]:
    """Return the ``custom`` of a transition: button, URL word, clocks and whom it tells.

    ``floor`` leaves at least two days to the clocks that ``resume`` runs on. ``also`` says in
    words, for the drawn table, what the verb's function does to clocks beyond this. ``untaken``
    verbs can be done to an imported report that nobody has taken over (decision 0038).
    """
    return {
        "label": label,
        "slug": slug,
        "stop": tuple(stop),
        "start": tuple(start),
        "pause": pause,
        "resume": resume,
        "floor": floor,
        "but": but,
        "also": also,
        "tells": tuple(tells),
        "untaken": untaken,
    }


ASK = law_of("Tanya pelapor", "tanya", pause=True, start=[Clock.COMPLETION], tells=[Told.REPORTER])
COMPLETE = law_of(
    "Lengkapi laporan",
    "lengkapi",
    stop=[Clock.COMPLETION],
    resume=True,
    floor=True,
    tells=[Told.ASKER],
)
COMPLETE_ARCHIVED = law_of(
    "Lengkapi laporan",
    "lengkapi",
    start=[Clock.VERIFICATION],
    also="resolution goes on with the time left, at least 2 days",
    tells=[Told.VERIFIERS],
)
TAKE_OVER = ("Ambil alih", "ambil-alih")
STARTS_OWED = "starts what the state owes, from that day on"
ARCHIVE = law_of("Arsipkan", "arsipkan", stop=ALL_CLOCKS, tells=[Told.REPORTER])
BACK_FROM_OUTSIDE = But(was_answered_outside, stop=[Clock.CONFIRMATION], start=[Clock.REFORWARD])
RESOLUTION_GOES_ON = "resolution goes on with the time left, at least 2 days"
APPEAL = law_of(
    "Ajukan banding",
    "banding",
    stop=ALL_CLOCKS,
    start=[Clock.APPEAL],
    tells=[Told.REPORTER, Told.DECIDERS, Told.VERIFIERS],
)


class Lifecycle(FSMModelMixin, models.Model):
    """The life of a report: its state, what was counted on the way, and one method per verb."""

    status = FSMField("status", max_length=12, choices=State.choices, default=NEW, protected=True)
    resume_status = models.CharField(
        "status semula", max_length=12, choices=State.choices, blank=True, default=""
    )
    hides_reporter = models.BooleanField("anonim", default=False)
    is_secret = models.BooleanField("rahasia", default=False)
    is_sealed = models.BooleanField("disegel", default=False)
    danger = models.BooleanField("bahaya", default=False)
    is_disclosed = models.BooleanField("nama diizinkan dilihat instansi", default=False)
    is_binding = models.BooleanField("penerusan mengikat", default=False)
    was_forwarded = models.BooleanField("pernah diteruskan", default=False)
    archive_reason = models.CharField("alasan arsip", max_length=40, blank=True, default="")
    outcome = models.CharField("hasil", max_length=12, blank=True, default="")
    was_confirmed = models.BooleanField("dikonfirmasi pelapor", default=False)
    hand_backs = models.PositiveSmallIntegerField("kali dikembalikan", default=0)
    objections = models.PositiveSmallIntegerField("kali disanggah", default=0)
    reopenings = models.PositiveSmallIntegerField("kali dibuka kembali", default=0)
    appeals = models.PositiveSmallIntegerField("kali banding", default=0)
    questions = models.PositiveSmallIntegerField("pertanyaan penghubung", default=0)
    questions_granted = models.PositiveSmallIntegerField("pertanyaan tambahan", default=0)
    extensions = models.PositiveSmallIntegerField("kali diperpanjang", default=0)
    merged_count = models.PositiveSmallIntegerField("laporan yang digabung ke sini", default=0)
    draft_needs = models.CharField(
        "konsep menunggu", max_length=8, blank=True, default="", db_default=""
    )
    extension_asked = models.DateField("perpanjangan diminta sampai", null=True, blank=True)
    holder_since = models.DateTimeField("dipegang sejak", null=True, blank=True)
    followed_up_at = models.DateTimeField("tindak lanjut terlihat", null=True, blank=True)
    answered_at = models.DateTimeField("dijawab", null=True, blank=True)
    closed_at = models.DateTimeField("ditutup", null=True, blank=True)
    merged_at = models.DateTimeField("digabung", null=True, blank=True)
    planned_until = models.DateTimeField("dijadwalkan sampai", null=True, blank=True)
    resolution_due_at = models.DateTimeField("tenggat jawaban", null=True, blank=True)
    is_surveyed = models.BooleanField("survei diisi", default=False, db_default=False)
    ask_again_at = models.DateTimeField("ditanya lagi pada", null=True, blank=True)
    asked_again = models.CharField(
        "ditanya lagi",
        max_length=8,
        choices=AskedAgain.choices,
        blank=True,
        default="",
        db_default="",
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=State.values), name="%(class)s_status_known"
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=[State.NEEDS_INFO, State.MERGED, State.APPEALED],
                    resume_status__in=State.values,
                )
                | (
                    ~Q(status__in=[State.NEEDS_INFO, State.MERGED, State.APPEALED])
                    & Q(resume_status="")
                ),
                name="%(class)s_resume_status_set",
            ),
        ]

    @property
    def is_delegated(self) -> bool:
        """Whether a unit below the lead agency holds the report."""
        raise NotImplementedError

    @property
    def main_is_open(self) -> bool:
        """Whether the report that this one was merged into still waits for somebody."""
        raise NotImplementedError

    @property
    def is_public(self) -> bool:
        """Whether anybody may know of the report."""
        raise NotImplementedError

    @property
    def is_at_coordinator(self) -> bool:
        """Whether no agency holds the report."""
        raise NotImplementedError

    @property
    def awaits_take_over(self) -> bool:
        """Whether the report was imported, is open, and nobody has taken it over."""
        raise NotImplementedError

    def is_held_by(self, actor: Actor) -> bool:
        """Whether ``actor`` belongs to the unit that holds the report."""
        raise NotImplementedError

    def was_asked_by(self, actor: Actor) -> bool:
        """Whether ``actor`` put the question that the reporter has not answered yet."""
        raise NotImplementedError

    @property
    def is_open(self) -> bool:
        """Whether the report still waits for somebody."""
        return self.status in OPEN

    # -- the main road ---------------------------------------------------------------------

    @transition(
        status,
        source=NEW,
        target=State.RECEIVED,
        permission=allows(Role.REPORTER, Role.CLERK, Role.VERIFIER),
        custom=law_of(
            "Kirim laporan",
            start=[Clock.VERIFICATION, Clock.RESOLUTION],
            tells=[Told.REPORTER, Told.VERIFIERS],
        ),
    )
    def submit(self) -> None:
        """Take in a report."""

    @transition(
        status,
        source=State.RECEIVED,
        target=State.VERIFIED,
        permission=allows(Role.VERIFIER, Role.SYSTEM),
        custom=law_of("Verifikasi", "verifikasi"),
    )
    def verify(self) -> None:
        """Check kind, category and publication."""

    @transition(
        status,
        source=(State.VERIFIED, State.REFERRED),
        target=State.FORWARDED,
        conditions=[is_not_sealed],
        permission=allows(Role.VERIFIER, Role.SYSTEM),
        custom=law_of(
            "Teruskan",
            "teruskan",
            stop=[Clock.VERIFICATION, Clock.REFORWARD, Clock.OUTSIDE],
            start=[Clock.FIRST_FOLLOW_UP],
            also="resolution that a referral stopped goes on with the time left, at least 2 days",
            tells=[Told.REPORTER, Told.LIAISONS],
        ),
    )
    def forward(self) -> None:
        """Hand the report to the agency that must answer it."""
        self.was_forwarded = True
        self.is_binding = self.hand_backs >= law.limit("hand_backs")
        self.followed_up_at = None
        self.questions = self.questions_granted = 0

    @transition(
        status,
        source=WITH_AGENCY,
        target=State.FOLLOWED_UP,
        permission=allows(*LIAISONS, Role.APPROVER),
        custom=law_of(
            "Catat tindak lanjut",
            "tindak-lanjut",
            stop=[Clock.FIRST_FOLLOW_UP, Clock.PROGRESS],
            start=[Clock.PROGRESS],
            also="progress until the promised date",
            tells=[Told.REPORTER],
        ),
    )
    def follow_up(self) -> None:
        """Tell the reporter what was done and when the next news comes."""
        self.followed_up_at = clock.now()

    @transition(
        status,
        source=WITH_AGENCY,
        target=State.ANSWERED,
        permission=allows(Role.LEAD, Role.APPROVER),
        custom=law_of(
            "Kirim jawaban akhir",
            "jawab",
            stop=[Clock.FIRST_FOLLOW_UP, Clock.PROGRESS, Clock.RESOLUTION],
            start=[Clock.CONFIRMATION],
            also="a planned outcome starts planned",
            tells=[Told.REPORTER],
        ),
    )
    def answer(self) -> None:
        """Answer with an outcome and its proof."""
        self.answered_at = clock.now()
        self.followed_up_at = self.followed_up_at or self.answered_at
        self.extension_asked = None

    @transition(
        status,
        source=State.ANSWERED,
        target=State.RESOLVED,
        permission=allows(Role.REPORTER),
        custom=law_of(
            "Ya, sudah selesai", "konfirmasi", stop=[Clock.CONFIRMATION], tells=[Told.LEAD]
        ),
    )
    def confirm(self) -> None:
        """The reporter says that it is done."""
        self.was_confirmed = True
        self.closed_at = clock.now()
        self._open_survey()

    @transition(
        status,
        source=State.ANSWERED,
        target=State.RESOLVED,
        permission=allows(Role.SYSTEM),
        custom=law_of("Ditutup otomatis", stop=[Clock.CONFIRMATION], tells=[Told.REPORTER]),
    )
    def auto_resolve(self) -> None:
        """Close after the reporter's silence."""
        self.closed_at = clock.now()
        self._open_survey()

    def _open_survey(self) -> None:
        """Let the survey be filled after this end, and set when to ask whether it is still good."""
        self.is_surveyed = False
        self.ask_again_at = asks_again_at(self)

    @transition(
        status,
        source=State.RESOLVED,
        target=None,
        conditions=[may_be_surveyed],
        permission=allows(Role.REPORTER),
        custom=law_of("Isi survei", "survei"),
    )
    def fill_survey(self) -> None:
        """The reporter says what the service was like (decision 0044)."""
        self.is_surveyed = True

    @transition(
        status,
        source=State.RESOLVED,
        target=None,
        conditions=[is_to_be_asked_again],
        permission=allows(Role.SYSTEM),
        custom=law_of("Masih baik?", tells=[Told.REPORTER]),
    )
    def ask_again(self) -> None:
        """Ask once, four weeks after the end, whether it is still good (decision 0044)."""
        self.ask_again_at = None
        self.asked_again = AskedAgain.ASKED

    @transition(
        status,
        source=State.RESOLVED,
        target=None,
        conditions=[was_asked_again],
        permission=allows(Role.REPORTER),
        custom=law_of("Masih baik?", "masih-baik"),
    )
    def answer_again(self) -> None:
        """The reporter says whether it is still good; a no may reopen or tell it again."""
        self.asked_again = AskedAgain.SAID

    @transition(
        status,
        source=WITH_AGENCY,
        target=None,
        permission=allows(*LIAISONS, Role.OPERATOR),
        custom=law_of("Ajukan persetujuan", "ajukan", tells=[Told.SUPERVISORS, Told.NAMED]),
    )
    def submit_draft(self) -> None:
        """Hand in an answer that somebody else sends; no clock waits for it."""

    @transition(
        status,
        source=WITH_AGENCY,
        target=None,
        conditions=[draft_waits],
        permission=allows(*LIAISONS, Role.SUPERVISOR),
        custom=law_of("Setujui dan kirim", "setujui", also="those of the verb that it sends"),
    )
    def approve(self) -> None:
        """Send what was handed in; the follow-up or answer is an event of its own."""

    @transition(
        status,
        source=(*WITH_AGENCY, State.NEEDS_INFO),
        target=None,
        conditions=[draft_waits],
        permission=allows(*LIAISONS, Role.SUPERVISOR),
        custom=law_of("Kembalikan konsep", "kembalikan-konsep", tells=[Told.NAMED]),
    )
    def return_draft(self) -> None:
        """Give a draft back to its author with a note."""

    # -- between offices -------------------------------------------------------------------

    @transition(
        status,
        source=WITH_AGENCY,
        target=None,
        permission=allows(Role.LEAD, Role.HOLDER),
        custom=law_of("Limpahkan ke unit", "limpahkan", tells=[Told.HOLDER]),
    )
    def delegate(self) -> None:
        """Give the work to a unit below; every clock runs on."""
        self.questions = 0

    @transition(
        status,
        source=WITH_AGENCY,
        target=None,
        conditions=[held_by_unit],
        permission=allows(Role.LEAD, Role.DELEGATOR),
        custom=law_of("Ambil kembali dari unit", "ambil-kembali", tells=[Told.NAMED]),
    )
    def take_back(self) -> None:
        """Take the work back from a unit below; every clock runs on (decision 0023)."""

    @transition(
        status,
        source=State.FORWARDED,
        target=GET_STATE(after_hand_back, states=[State.VERIFIED, State.FORWARDED]),
        conditions=[not_followed_up, may_go_back],
        permission=allows(Role.HOLDER),
        custom=law_of(
            "Kembalikan",
            "kembalikan",
            stop=[Clock.FIRST_FOLLOW_UP],
            start=[Clock.REFORWARD],
            but=But(held_by_unit),
            tells=[Told.VERIFIERS],
        ),
    )
    @transition(
        status,
        source=State.FOLLOWED_UP,
        target=None,
        conditions=[not_followed_up],
        permission=allows(Role.HOLDER),
        custom=law_of("Kembalikan", "kembalikan", tells=[Told.HOLDER]),
    )
    def hand_back(self) -> None:
        """Return the report to the coordinator, or from a unit to its parent (not counted)."""
        if not self.is_delegated:
            self.hand_backs += 1
            self.extension_asked = None

    @transition(
        status,
        source=WITH_AGENCY,
        target=State.VERIFIED,
        permission=allows(Role.VERIFIER),
        custom=law_of(
            "Tarik kembali",
            "tarik",
            stop=[Clock.FIRST_FOLLOW_UP, Clock.PROGRESS],
            start=[Clock.REFORWARD],
            tells=[Told.LIAISONS],
        ),
    )
    def recall(self) -> None:
        """Take the report back from the agency."""
        self.extension_asked = None

    @transition(
        status,
        source=WITH_AGENCY,
        target=None,
        permission=allows(Role.VERIFIER, Role.LEAD),
        custom=law_of("Tambah instansi pendamping", "libatkan", tells=[Told.NAMED]),
    )
    def involve(self) -> None:
        """Add a co-agency or a reader."""

    @transition(
        status,
        source=WITH_AGENCY,
        target=None,
        permission=allows(Role.CO_LIAISON),
        custom=law_of("Lepas tugas pendamping", "lepas", tells=[Told.LEAD, Told.VERIFIERS]),
    )
    def release(self) -> None:
        """A co-agency leaves, with a reason."""

    @transition(
        status,
        source=OPEN,
        target=None,
        permission=may_assign,
        custom=law_of("Tugaskan ke petugas", "tugaskan", tells=[Told.NAMED]),
    )
    def assign(self) -> None:
        """Say which person of the holder works on the report, or nobody in particular."""

    @transition(
        status,
        source=ANY,
        target=None,
        permission=allows(Role.VERIFIER, *LIAISONS, Role.DELEGATOR, Role.OPERATOR, Role.SUPERVISOR),
        custom=law_of("Beri tanda", "beri-tanda", untaken=True),
    )
    def tag(self) -> None:
        """Put words on the report by which officers find it again, or take them off."""

    @transition(
        status,
        source=ANY,
        target=None,
        permission=allows(*OFFICERS, Role.SYSTEM),  # the system notes a lawful erasure
        custom=law_of("Catatan internal", "catatan", tells=[Told.NAMED], untaken=True),
    )
    def note(self) -> None:
        """Write something that only officers read."""

    @transition(
        status,
        source=AT_COORDINATOR,
        target=State.REFERRED,
        conditions=[is_not_sealed],
        permission=allows(Role.VERIFIER),
        custom=law_of(
            "Rujuk ke luar",
            "rujuk",
            stop=[Clock.VERIFICATION, Clock.REFORWARD, Clock.RESOLUTION],
            start=[Clock.OUTSIDE],
            tells=[Told.REPORTER],
        ),
    )
    def refer(self) -> None:
        """Send the report to a body outside the town and watch it."""

    @transition(
        status,
        source=State.REFERRED,
        target=GET_STATE(after_outside_news, states=[State.REFERRED, State.ANSWERED]),
        permission=allows(Role.VERIFIER),
        custom=law_of(
            "Catat kabar instansi luar",
            "kabar-luar",
            also="outside starts again, once; an answer stops it and starts confirmation",
            tells=[Told.REPORTER],
        ),
    )
    def outside_news(self, *, answered: bool) -> None:
        """Write down what the other body says."""
        if answered:
            self.answered_at = clock.now()

    # -- with the reporter -----------------------------------------------------------------

    @transition(
        status,
        source=AT_COORDINATOR,
        target=State.NEEDS_INFO,
        permission=allows(Role.VERIFIER),
        custom=ASK,
    )
    @transition(
        status,
        source=WITH_AGENCY,
        target=State.NEEDS_INFO,
        permission=may_ask,
        custom=ASK,
    )
    def ask_reporter(self) -> None:
        """Ask one concrete question; every clock waits."""
        self.resume_status = self.status

    @transition(
        status,
        source=State.NEEDS_INFO,
        target=GET_STATE(before_pause, states=[*AT_COORDINATOR, *WITH_AGENCY]),
        permission=allows(Role.REPORTER, on_request=True),
        custom=COMPLETE,
    )
    @transition(
        status,
        source=State.ARCHIVED,
        target=State.RECEIVED,
        conditions=[completable],
        permission=allows(Role.REPORTER, on_request=True),
        custom=COMPLETE_ARCHIVED,
    )
    def complete(self) -> None:
        """The reporter answers the question, also within 30 days after the archive."""
        self.archive_reason = ""
        self.closed_at = None

    @transition(
        status,
        source=State.NEEDS_INFO,
        target=GET_STATE(before_pause, states=[*AT_COORDINATOR, *WITH_AGENCY]),
        permission=may_resume,
        custom=law_of(
            "Lanjutkan tanpa jawaban",
            "lanjutkan",
            stop=[Clock.COMPLETION],
            resume=True,
            tells=[Told.REPORTER],
        ),
    )
    def resume(self) -> None:
        """Go on without the reporter's answer."""

    @transition(
        status,
        source=State.NEEDS_INFO,
        target=GET_STATE(after_lapse, states=[State.ARCHIVED, *AT_COORDINATOR, *WITH_AGENCY]),
        permission=allows(Role.SYSTEM),
        custom=law_of(
            "Waktu melengkapi habis",
            stop=[Clock.COMPLETION],
            resume=True,
            but=But(lapses_to_archive, stop=ALL_CLOCKS),
            tells=[Told.REPORTER, Told.ASKER],
        ),
    )
    def lapse(self) -> None:
        """The reporter stayed silent."""
        if lapses_to_archive(self):
            self.archive_reason = DATA_MISSING
            self.closed_at = clock.now()

    @transition(
        status,
        source=State.ANSWERED,
        target=GET_STATE(after_objection, states=[State.FOLLOWED_UP, State.VERIFIED]),
        permission=allows(Role.VERIFIER, Role.SUPERVISOR),
        custom=law_of(
            "Kembalikan jawaban",
            "kembalikan-jawaban",
            stop=[Clock.CONFIRMATION, Clock.PLANNED],
            start=[Clock.PROGRESS],
            but=BACK_FROM_OUTSIDE,
            also=RESOLUTION_GOES_ON,
            tells=[Told.LIAISONS],
        ),
    )
    def return_answer(self) -> None:
        """An answer that does not answer goes back."""

    @transition(
        status,
        source=State.ANSWERED,
        target=GET_STATE(after_objection, states=[State.FOLLOWED_UP, State.VERIFIED]),
        conditions=[may_object],
        permission=allows(Role.REPORTER, Role.MERGED_REPORTER, on_request=True),
        custom=law_of(
            "Belum selesai",
            "sanggah",
            stop=[Clock.CONFIRMATION, Clock.PLANNED],
            start=[Clock.PROGRESS],
            but=BACK_FROM_OUTSIDE,
            also=RESOLUTION_GOES_ON,
            tells=[Told.LIAISONS, Told.VERIFIERS, Told.SUPERVISORS],
        ),
    )
    def object_to_answer(self) -> None:
        """The reporter says what is still wrong (verb ``object``)."""
        self.objections += 1

    @transition(
        status,
        source=State.RESOLVED,
        target=GET_STATE(after_reopen, states=[State.FORWARDED, State.VERIFIED]),
        conditions=[may_reopen, reopen_in_time],
        permission=allows(Role.REPORTER, Role.MERGED_REPORTER, on_request=True),
        custom=law_of(
            "Buka kembali",
            "buka-kembali",
            stop=[Clock.PLANNED],
            start=[Clock.RESOLUTION, Clock.FIRST_FOLLOW_UP],
            but=But(was_answered_outside, start=[Clock.RESOLUTION, Clock.REFORWARD]),
            tells=[Told.LIAISONS, Told.VERIFIERS],
        ),
    )
    def reopen(self) -> None:
        """The trouble came back: the same agency again."""
        self.reopenings += 1
        self.ask_again_at = None
        self.was_confirmed = False
        self.closed_at = None
        self.planned_until = None

    @transition(
        status,
        source=(State.RESOLVED, State.ARCHIVED),
        target=State.APPEALED,
        conditions=[may_appeal],
        permission=allows(Role.REPORTER, Role.MERGED_REPORTER, on_request=True),
        custom=APPEAL,
    )
    @transition(
        status,
        source=State.ANSWERED,
        target=State.APPEALED,
        conditions=[may_appeal, objected_enough],
        permission=allows(Role.REPORTER, Role.MERGED_REPORTER, on_request=True),
        custom=APPEAL,
    )
    def appeal(self) -> None:
        """The reporter asks the overseer to decide."""
        self.resume_status = self.status
        self.ask_again_at = None
        self.appeals += 1

    @transition(
        status,
        source=State.APPEALED,
        target=GET_STATE(after_uphold, states=[State.FORWARDED, State.VERIFIED]),
        permission=allows(Role.DECIDER),
        custom=law_of(
            "Kabulkan banding",
            "kabulkan",
            stop=[Clock.APPEAL],
            also="starts resolution and first_follow_up at the agency, else verification",
            tells=[Told.REPORTER, Told.LIAISONS, Told.VERIFIERS],
        ),
    )
    def uphold(self, *, to_agency: bool) -> None:
        """Decide for the reporter; a forward that follows from it binds."""
        self.is_binding = to_agency
        self.was_forwarded = self.was_forwarded or to_agency
        self.archive_reason = ""
        self.closed_at = None

    @transition(
        status,
        source=State.APPEALED,
        target=GET_STATE(after_dismiss, states=[State.ARCHIVED, State.RESOLVED]),
        permission=allows(Role.DECIDER),
        custom=law_of(
            "Tolak banding",
            "tolak",
            stop=[Clock.APPEAL],
            also="a plan that still owes its proof runs on",
            tells=[Told.REPORTER],
        ),
    )
    def dismiss(self) -> None:
        """Decide against the reporter and name the next door."""
        self.closed_at = self.closed_at or clock.now()

    @transition(
        status,
        source=OPEN,
        target=State.ARCHIVED,
        permission=allows(Role.REPORTER, on_request=True),
        custom=law_of("Cabut laporan", "cabut", stop=ALL_CLOCKS, tells=[Told.HOLDER], untaken=True),
    )
    def withdraw(self) -> None:
        """The reporter takes the report back."""
        self.archive_reason = "withdrawn"
        self.closed_at = clock.now()

    @transition(
        status,
        source=OPEN,
        target=None,
        permission=allows(Role.REPORTER, Role.MERGED_REPORTER, Role.HOLDER, on_request=True),
        custom=law_of("Kirim pesan", "tulis", tells=[Told.REPORTER, Told.HOLDER]),
    )
    def write(self) -> None:
        """Say something to the other side without a change."""

    @transition(
        status,
        source=OPEN,
        target=None,
        conditions=[hides_name, is_undisclosed],
        permission=allows(Role.REPORTER),
        custom=law_of("Izinkan instansi melihat nama saya", "izinkan", tells=[Told.HOLDER]),
    )
    def disclose(self) -> None:
        """The reporter lets the agency see the name; not revocable."""
        self.is_disclosed = True

    @transition(
        status,
        source=OPEN,
        target=None,
        conditions=[is_for_all],
        permission=allows(Role.JOINER),
        custom=law_of("Saya juga mengalami", "ikut"),
    )
    def join(self) -> None:
        """Somebody has the same trouble: support, news and a remark, no vote."""

    # -- imported reports ------------------------------------------------------------------

    @transition(
        status,
        source=State.FOLLOWED_UP,
        target=GET_STATE(after_take_over, states=[State.FOLLOWED_UP, State.VERIFIED]),
        conditions=[waits_for_take_over],
        permission=allows(Role.VERIFIER, Role.HOLDER),
        custom=law_of(*TAKE_OVER, also=STARTS_OWED, tells=[Told.HOLDER], untaken=True),
    )
    @transition(
        status,
        source=State.FORWARDED,
        target=GET_STATE(after_take_over, states=[State.FORWARDED, State.VERIFIED]),
        conditions=[waits_for_take_over],
        permission=allows(Role.VERIFIER, Role.HOLDER),
        custom=law_of(*TAKE_OVER, also=STARTS_OWED, tells=[Told.HOLDER], untaken=True),
    )
    @transition(
        status,
        source=tuple(state for state in OPEN if state not in WITH_AGENCY),
        target=None,
        conditions=[waits_for_take_over],
        permission=allows(Role.VERIFIER, Role.HOLDER),
        custom=law_of(*TAKE_OVER, also=STARTS_OWED, tells=[Told.HOLDER], untaken=True),
    )
    def take_over(self, *, to: str = "") -> None:
        """Go on here with what was imported: its clocks start that day (decision 0038)."""

    # -- at the coordinator ----------------------------------------------------------------

    @transition(
        status,
        source=AT_COORDINATOR,
        target=State.ARCHIVED,
        permission=allows(Role.VERIFIER),
        custom=ARCHIVE,
    )
    @transition(
        status,
        source=State.REFERRED,
        target=State.ARCHIVED,
        permission=allows(Role.SYSTEM),
        custom=ARCHIVE,
    )
    def archive(self, *, reason: str) -> None:
        """End a report with a reason from the list (a code of ``Reason``)."""
        self.archive_reason = reason
        self.closed_at = clock.now()

    @transition(
        status,
        source=AT_COORDINATOR,
        target=None,
        conditions=[has_no_merged],
        permission=allows(Role.VERIFIER),
        custom=law_of(
            "Pecah laporan",
            "pecah",
            also="the clocks of the parts count from the first sending",
            tells=[Told.REPORTER],
        ),
    )
    def split(self) -> None:
        """Several troubles in one text become several reports."""

    @transition(
        status,
        source=(*AT_COORDINATOR, *WITH_AGENCY),
        target=State.MERGED,
        conditions=[has_no_merged, is_not_sealed],
        permission=allows(Role.VERIFIER),
        custom=law_of("Gabungkan", "gabungkan", stop=ALL_CLOCKS, tells=[Told.REPORTER]),
    )
    def merge(self) -> None:
        """The same trouble told twice goes on under one main report."""
        self.resume_status = self.status
        self.merged_at = clock.now()

    @transition(
        status,
        source=State.MERGED,
        target=GET_STATE(after_unmerge, states=[*AT_COORDINATOR, *WITH_AGENCY]),
        conditions=[separable],
        permission=allows(Role.VERIFIER),
        custom=law_of(
            "Pisahkan",
            "pisahkan",
            also="the clocks that the merge stopped go on with the time left",
            tells=[Told.REPORTER],
        ),
    )
    def unmerge(self, *, to: str = "") -> None:
        """Undo a merge."""
        self.merged_at = None

    @transition(
        status,
        source=State.MERGED,
        target=GET_STATE(
            after_unmerge,
            states=[*AT_COORDINATOR, *WITH_AGENCY, State.REFERRED, State.APPEALED],
        ),
        permission=allows(Role.SYSTEM),
        custom=law_of(
            "Menjadi laporan utama",
            also="takes over the clocks of the main report with the time left",
            tells=[Told.REPORTER],
        ),
    )
    def succeed(self, *, to: str = "") -> None:
        """The oldest merged report takes the place of a main report that was withdrawn."""
        self.merged_at = None

    @transition(
        status,
        source=WITH_AGENCY,
        target=None,
        conditions=[may_extend],
        permission=allows(Role.LEAD),
        custom=law_of("Minta perpanjangan", "minta-perpanjangan", tells=[Told.VERIFIERS]),
    )
    def request_extension(self) -> None:
        """Ask for a later answer, with a reason that the reporter reads; once, granted or not."""
        self.extensions += 1

    @transition(
        status,
        source=WITH_AGENCY,
        target=None,
        conditions=[extension_waits],
        permission=allows(Role.VERIFIER),
        custom=law_of(
            "Beri perpanjangan",
            "beri-perpanjangan",
            also="resolution moves to the date",
            tells=[Told.LEAD, Told.REPORTER],
        ),
    )
    def grant_extension(self) -> None:
        """Move the answer's date; both dates stay visible."""

    @transition(
        status,
        source=WITH_AGENCY,
        target=None,
        conditions=[extension_waits],
        permission=allows(Role.VERIFIER),
        custom=law_of("Tolak perpanjangan", "tolak-perpanjangan", tells=[Told.LEAD]),
    )
    def refuse_extension(self) -> None:
        """Keep the date."""
        self.extension_asked = None

    @transition(
        status,
        source=ANY,
        target=None,
        permission=allows(Role.VERIFIER),
        custom=law_of("Sunting untuk umum", "sunting", tells=[Told.LEAD], untaken=True),
    )
    def redact(self) -> None:
        """Change what the public reads."""

    @transition(
        status,
        source=ANY,
        target=None,
        conditions=[hides_name],
        permission=allows(Role.CUSTODIAN),
        custom=law_of("Buka identitas", "buka-identitas", tells=[Told.OVERSEERS], untaken=True),
    )
    def reveal(self) -> None:
        """Read a hidden name, for a reason, for ten minutes."""

    @transition(
        status,
        source=ANY,
        target=None,
        permission=allows(Role.OVERSEER),
        custom=law_of("Serahkan berkas", "serahkan-berkas", tells=[Told.REPORTER], untaken=True),
    )
    def hand_over_file(self) -> None:
        """Have a file of the report made for the Ombudsman or another body that asked in writing."""

    @transition(
        status,
        source=OPEN,
        target=None,
        permission=allows(Role.VERIFIER),
        custom=law_of(
            "Ubah data",
            "ubah",
            also="a change of class or danger recomputes its clocks from the first day",
            tells=[Told.REPORTER, Told.HOLDER],
        ),
    )
    def correct(self) -> None:
        """Put category, class, region or danger right."""

    @transition(
        status,
        source=State.RESOLVED,
        target=None,
        conditions=[is_planned],
        permission=allows(Role.LEAD),
        custom=law_of(
            "Catat pelaksanaan",
            "laksanakan",
            also="a proof stops planned, one new date moves it",
            tells=[Told.REPORTER],
        ),
    )
    def carry_out(self) -> None:
        """Prove that what was planned is done, or give the one new date."""

    # -- incidents -------------------------------------------------------------------------

    @transition(
        status,
        source=OPEN,
        target=None,
        conditions=[is_not_kept_close],
        permission=allows(Role.VERIFIER),
        custom=law_of("Masukkan ke kejadian", "kejadian"),
    )
    def join_incident(self) -> None:
        """Put the report under an event of the town; state, place and clocks stay (decision 0031)."""

    @transition(
        status,
        source=ANY,
        target=None,
        permission=allows(Role.VERIFIER),
        custom=law_of("Keluarkan dari kejadian", "keluar-kejadian"),
    )
    def leave_incident(self) -> None:
        """Take the report out of an event of the town; it goes on alone."""

    # -- the clocks ------------------------------------------------------------------------

    @transition(
        status,
        source=(*OPEN, State.RESOLVED),
        target=None,
        permission=allows(Role.SYSTEM),
        custom=law_of("Pengingat", also="tells whoever owes the clock"),
    )
    def remind(self) -> None:
        """A date comes near; in *resolved* only that of a plan."""

    @transition(
        status,
        source=OPEN,
        target=None,
        permission=allows(Role.SYSTEM),
        custom=law_of("Eskalasi", also="tells whom the level names, at first also the reporter"),
    )
    def escalate(self) -> None:
        """A date passed: one level up."""

    @transition(
        status,
        source=ANY,
        target=None,
        permission=allows(Role.SYSTEM),
        custom=law_of("Tenggat berubah", also="moves running clocks"),
    )
    def move_deadline(self) -> None:
        """A calendar edit or an unheard answer moved a date."""

    @transition(
        status,
        source=ANY,
        target=None,
        permission=allows(Role.SYSTEM),
        custom=law_of(
            "Penerus",
            also="every clock runs on",
            tells=[Told.REPORTER, Told.LIAISONS],
            untaken=True,
        ),
    )
    def hand_on(self) -> None:
        """An agency closed: its successor takes its place (docs/decisions/0026)."""
