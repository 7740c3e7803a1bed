"""What a reporter may ask for at a counter: one form for each verb that the law lends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from agencies import law
from complaints import actions
from complaints.desk.verbs.base import VerbForm
from complaints.fields import UploadsField, Words
from complaints.law.actors import Actor
from complaints.law.roles import Proof
from complaints.models import Complaint

REASON_LENGTH = 500
LETTER = "letter"


class ActForm(VerbForm):
    """What the reporter says, and where a letter is the proof, its scan."""

    takes_files = True
    unmarked = (LETTER,)

    def prepare(self) -> None:
        """Add the files that belong to the verb and to the proof."""
        if self.takes_files:
            self.fields["files"] = UploadsField(allow_empty_file=True)
        if self.actor.on_request == Proof.LETTER:
            self.fields[LETTER] = UploadsField(
                label="Pindaian surat bertanda tangan",
                allow_empty_file=True,
                help_text="Hanya petugas yang boleh membaca nama pelapor dapat membukanya.",
            )

    def clean(self) -> dict[str, Any]:
        """Refuse a letter that is not there."""
        cleaned = super().clean()
        if LETTER in self.fields and not cleaned.get(LETTER) and LETTER not in self.errors:
            self.add_error(LETTER, "Unggah pindaian surat yang ditandatangani pelapor.")
        return cleaned


def saying(label: str, hint: str = "", *, files: bool = True) -> type[ActForm]:
    """Return a form that asks for the reporter's words, and files unless told otherwise."""

    class SayForm(ActForm):
        takes_files = files

        def prepare(self) -> None:
            self.fields["text"] = Words(
                label=label,
                help_text=hint or "Tulis dengan kata-kata pelapor.",
                max_length=law.limit("text_length"),
                rows=5,
                error_messages={"required": "Tulis dahulu apa yang disampaikan pelapor."},
            )
            super().prepare()

    return SayForm


class WithdrawForm(ActForm):
    """Why a report is taken back, optional."""

    takes_files = False
    reason = Words(
        label="Mengapa dicabut?", max_length=REASON_LENGTH, rows=3, required=False, help_text=""
    )


@dataclass(frozen=True)
class Act:
    """One verb as the counter offers it."""

    name: str
    label: str
    form: type[ActForm]
    done: str
    hint: str = ""
    tone: str = ""

    @property
    def slug(self) -> str:
        """The last part of its address, the law's own."""
        return actions.button_of(self.name).slug


ACTS = (
    Act(
        "complete",
        "Jawab pertanyaan petugas",
        saying("Jawaban pelapor"),
        "Jawaban pelapor dicatat. Laporan dilanjutkan.",
    ),
    Act(
        "object_to_answer",
        "Belum selesai (sanggah)",
        saying("Apa yang masih belum beres?"),
        "Keberatan pelapor dicatat. Instansi harus bekerja lagi.",
        "Paling banyak dua kali. Yang setuju bahwa laporannya selesai cukup menunggu: laporan "
        "ditutup otomatis.",
    ),
    Act(
        "reopen",
        "Buka kembali",
        saying("Mengapa perlu dibuka kembali?"),
        "Laporan dibuka kembali di instansi yang sama.",
    ),
    Act(
        "appeal",
        "Ajukan banding",
        saying("Mengapa pelapor tidak setuju?", files=False),
        "Banding pelapor dicatat dan akan diperiksa.",
        "Hanya sekali, dan diputus oleh pemeriksa yang belum pernah menangani laporan ini.",
    ),
    Act(
        "write",
        "Kirim tambahan atau pesan",
        saying("Pesan pelapor"),
        "Pesan pelapor dicatat.",
        "Dibaca petugas yang menangani, tidak dibuka untuk umum.",
    ),
    Act(
        "withdraw",
        "Cabut laporan",
        WithdrawForm,
        "Laporan dicabut.",
        "Laporan tidak dilanjutkan lagi. Bacakan ini kepada pelapor sebelum mencatatnya.",
        tone="danger",
    ),
)
"""The verbs that a reporter may ask for, the most awaited first."""

BY_SLUG = {act.slug: act for act in ACTS}


def offered(complaint: Complaint, actor: Actor) -> list[Act]:
    """Return what may be asked for now."""
    now = set(actions.offered(complaint, actor))
    return [act for act in ACTS if act.name in now]
