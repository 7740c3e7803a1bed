"""The verbs of officers: which form asks, which page shows it, and what is said when it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from agencies import law
from complaints import actions
from complaints.desk.answering import drafts, templates
from complaints.desk.custody.forms import HandOverForm
from complaints.desk.keys import VERB_KEYS
from complaints.desk.tags.forms import TagForm
from complaints.desk.team import drafting
from complaints.desk.team import forms as team
from complaints.desk.verbs import agency, coordinator, queue, talk
from complaints.desk.verbs.base import ReasonForm, TakeOverForm, VerbForm
from complaints.law.actors import Actor
from complaints.models import Complaint
from complaints.states import State
from lapor import words

if TYPE_CHECKING:
    from complaints.access import Desk


SPEAKING = frozenset(
    {"follow_up", "answer", "ask_reporter", "write", "carry_out", "outside_news", "archive"}
)


@dataclass(frozen=True)
class Verb:
    """One verb at the desk.

    ``wide`` verbs need a page of their own; every other one is also a fold on the report's page.
    One that stands ``elsewhere`` is drawn by a part of the page of its own.
    ``law`` is the transition that is asked whether the verb is possible.
    """

    name: str
    form: type[VerbForm]
    done: str
    hint: str = ""
    tone: str = ""
    template: str = "desk/verbs/act.html"
    wide: bool = False
    elsewhere: bool = False
    slug: str = ""
    label: str = ""
    law: str = ""
    submit: str = ""

    def do(self, complaint: Complaint, **arguments: Any) -> Any:
        """Call the verb. Raises ``actions.Refused``."""
        act: Callable[..., Any] = getattr(actions, self.name)
        return act(complaint, **arguments)

    @property
    def asks(self) -> str:
        """The transition whose permission draws the button."""
        return self.law or self.name

    @property
    def speaks(self) -> bool:
        """Whether the reporter reads what is written, so that it can be looked at as he or she will."""
        return self.name in SPEAKING

    @property
    def words(self) -> str:
        """The words on the button."""
        return self.label or actions.button_of(self.name).label

    @property
    def address(self) -> str:
        """The last part of the address."""
        return self.slug or actions.button_of(self.name).slug

    @property
    def key(self) -> str:
        """The key that presses the button; empty for none."""
        return VERB_KEYS.get(self.name, "")


VERBS: tuple[Verb, ...] = (
    Verb(
        "take_over",
        TakeOverForm,
        "Laporan diambil alih. Jangka waktunya mulai hari ini.",
        hint="Laporan ini diimpor. Sesudah diambil alih ia berjalan seperti laporan lain.",
        submit="Ambil alih",
    ),
    Verb(
        "verify_and_forward",
        coordinator.VerifyAndForwardForm,
        "Laporan diverifikasi dan diteruskan.",
        template="desk/verbs/verify.html",
        wide=True,
        slug="verifikasi-dan-teruskan",
        label="Verifikasi dan teruskan",
        law="verify",
    ),
    Verb(
        "verify",
        coordinator.VerifyForm,
        "Laporan diverifikasi. Sekarang siap diteruskan.",
        template="desk/verbs/verify.html",
        wide=True,
    ),
    Verb("forward", coordinator.ForwardForm, "Laporan diteruskan."),
    Verb(
        "follow_up",
        agency.FollowUpForm,
        "Tindak lanjut dicatat. Pelapor dapat membacanya.",
        submit="Simpan tindak lanjut",
    ),
    Verb("answer", agency.AnswerForm, "Jawaban akhir dikirim kepada pelapor."),
    Verb(
        "ask_reporter",
        talk.AskForm,
        "Pertanyaan dikirim. Semua jangka waktu dijeda sampai pelapor menjawab.",
        submit="Kirim pertanyaan",
    ),
    Verb("resume", ReasonForm, "Laporan dilanjutkan tanpa jawaban pelapor."),
    Verb(
        "submit_draft",
        drafting.AnswerDraftForm,
        "Konsep jawaban diajukan. Tenggat tetap berjalan.",
        hint="Jawaban akhir ini dikirim oleh orang lain sesudah dibaca.",
        slug="ajukan-jawaban",
        label="Ajukan jawaban akhir",
        submit="Ajukan persetujuan",
    ),
    Verb(
        "submit_draft",
        drafting.FollowUpDraftForm,
        "Konsep tindak lanjut diajukan. Tenggat tetap berjalan.",
        hint="Tindak lanjut ini dikirim oleh orang lain sesudah dibaca.",
        slug="ajukan-tindak-lanjut",
        label="Ajukan tindak lanjut",
        submit="Ajukan persetujuan",
    ),
    Verb("approve", drafting.ApproveForm, "Konsep dikirim.", elsewhere=True),
    Verb(
        "return_draft",
        drafting.ReturnDraftForm,
        "Konsep dikembalikan kepada penyusunnya.",
        elsewhere=True,
    ),
    Verb("assign", team.AssignForm, "Petugas ditetapkan.", wide=True, submit="Tetapkan petugas"),
    Verb("tag", TagForm, "Tanda disimpan.", elsewhere=True, submit="Simpan tanda"),
    Verb("delegate", agency.DelegateForm, "Laporan dilimpahkan ke unit."),
    Verb(
        "take_back",
        ReasonForm,
        "Laporan diambil kembali dari unit.",
        hint="Unit diberi tahu. Semua jangka waktu tetap berjalan.",
    ),
    Verb("involve", agency.InvolveForm, "Instansi ditambahkan.", submit="Tambahkan"),
    Verb(
        "hand_back",
        agency.HandBackForm,
        "Laporan dikembalikan.",
        hint="Hanya sebelum ada tindak lanjut, paling banyak dua kali untuk satu laporan.",
    ),
    Verb("release", ReasonForm, "Tugas pendamping dilepas."),
    Verb("request_extension", agency.RequestExtensionForm, "Perpanjangan diminta."),
    Verb("grant_extension", ReasonForm, "Perpanjangan diberikan; kedua tanggal tetap terlihat."),
    Verb("refuse_extension", ReasonForm, "Perpanjangan ditolak; tenggat tetap."),
    Verb("return_answer", agency.ReturnAnswerForm, "Jawaban dikembalikan ke instansi."),
    Verb("carry_out", agency.CarryOutForm, "Pelaksanaan dicatat."),
    Verb("uphold", queue.UpholdForm, "Banding dikabulkan.", submit="Kabulkan banding"),
    Verb("dismiss", queue.DismissForm, "Banding ditolak.", tone="danger"),
    Verb("outside_news", queue.OutsideNewsForm, "Kabar instansi luar dicatat."),
    Verb(
        "recall",
        ReasonForm,
        "Laporan ditarik kembali.",
        hint="Laporan kembali ke meja Anda. Jangka waktu jawaban tetap berjalan.",
    ),
    Verb("refer", queue.ReferForm, "Laporan dirujuk ke luar dan dipantau."),
    Verb(
        "split",
        queue.SplitForm,
        "Laporan dipecah.",
        hint="Bila dua instansi masing-masing harus melakukan hal yang dapat diperiksa pelapor.",
        wide=True,
    ),
    Verb("merge", queue.MergeForm, "Laporan digabungkan.", template="desk/verbs/merge.html"),
    Verb("unmerge", queue.UnmergeForm, "Laporan dipisahkan kembali."),
    Verb("correct", queue.CorrectForm, "Data laporan diubah.", submit="Simpan perubahan"),
    Verb(
        "redact",
        coordinator.RedactForm,
        "Teks untuk umum disimpan.",
        template="desk/verbs/redact.html",
        wide=True,
        submit="Simpan teks untuk umum",
    ),
    Verb("write", talk.WriteForm, "Pesan dikirim kepada pelapor."),
    Verb("note", talk.NoteForm, "Catatan internal disimpan.", submit="Simpan catatan"),
    Verb("reveal", talk.RevealForm, "Identitas dibuka untuk sementara.", tone="danger"),
    Verb("hand_over_file", HandOverForm, "Permintaan berkas dicatat.", wide=True),
    Verb("archive", queue.ArchiveForm, "Laporan diarsipkan.", tone="danger"),
)
BY_ADDRESS = {verb.address: verb for verb in VERBS}

FIRST_OF_ALL = ("take_over",)
"""What comes before the next step of every state, where it is offered."""
PRIMARY: dict[str, tuple[str, ...]] = {
    State.RECEIVED: ("verify_and_forward", "verify"),
    State.VERIFIED: ("forward",),
    State.FORWARDED: ("grant_extension", "follow_up"),
    State.FOLLOWED_UP: ("grant_extension", "answer", "submit_draft", "follow_up"),
    State.REFERRED: ("outside_news",),
    State.APPEALED: ("uphold",),
    State.RESOLVED: ("carry_out",),
    State.MERGED: ("unmerge",),
}
"""The next step in each state: the first of these that is offered is drawn large."""


@dataclass(frozen=True)
class Offer:
    """A verb as the panel of a report shows it; wide ones have no form there."""

    verb: Verb
    form: VerbForm | None
    primary: bool
    hint: str


def offers(complaint: Complaint, desk: Desk, actor: Actor) -> list[Offer]:
    """Return what the officer may do with a report now, the next step first."""
    possible = set(actions.offered(complaint, actor))
    kept, texts = drafts.of_report(complaint, desk), templates.for_report(complaint, desk)
    found: list[tuple[Verb, VerbForm | None]] = []
    for verb in VERBS:
        if verb.elsewhere or verb.asks not in possible or verb.form.closed_to(complaint):
            continue
        form = None if verb.wide else make(verb, complaint, desk, actor)
        if form is not None:
            drafts.restore(form, kept.get(verb.address))
            form.reply_templates = texts.get(verb.name, [])
        if form is None or not (form.why_not() or getattr(form, "is_aside", False)):
            found.append((verb, form))
    names = [verb.name for verb, _ in found]
    usual = (*FIRST_OF_ALL, *PRIMARY.get(complaint.status, ()))
    first = next((name for name in usual if name in names), "")
    if first == "verify_and_forward":  # the same page offers both
        found = [pair for pair in found if pair[0].name != "verify"]
    shown = [
        Offer(verb, form, verb.name == first, hint_of(verb, complaint)) for verb, form in found
    ]
    return sorted(shown, key=lambda offer: not offer.primary)


def make(verb: Verb, complaint: Complaint, desk: Desk, actor: Actor, *sent: Any) -> VerbForm:
    """Return the form of a verb: empty, or with the data and files that were ``sent``."""
    return verb.form(
        *sent, complaint=complaint, desk=desk, actor=actor, auto_id=f"{verb.address}-%s"
    )


def hint_of(verb: Verb, complaint: Complaint) -> str:
    """Return what an officer should know before doing a verb on this report."""
    match verb.name:
        case "hand_back" if complaint.is_delegated:
            return "Laporan kembali ke instansi induk. Ini tidak dihitung."
        case "forward" | "verify_and_forward" if complaint.hand_backs >= law.limit("hand_backs"):
            return "Sudah dua kali dikembalikan: penerusan berikut mengikat instansi."
        case "archive" if complaint.danger and complaint.archive_proposed_by is not None:
            return f"Diusulkan oleh {complaint.archive_proposed_by}. Perlu petugas kedua."
        case "archive" if complaint.danger:
            return "Ada bahaya: arsip ini baru menjadi usulan sampai petugas kedua setuju."
        case "grant_extension" | "refuse_extension" if complaint.extension_asked:
            return f"Diminta sampai {words.day(complaint.extension_asked)}."
    return verb.hint
