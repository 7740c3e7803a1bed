"""What a reporter may do: one form and one button for every verb of the law that is his or hers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms

from agencies import law
from complaints import actions
from complaints.citizens.tracking.afterwards import StillGoodForm, SurveyForm
from complaints.citizens.tracking.asking import WORDS_LENGTH, VerbForm
from complaints.citizens.uploading.staging import TOKEN
from complaints.fields import Words
from complaints.law.actors import Actor
from complaints.models import Complaint
from lapor.forms import Stars

REASON_LENGTH = 500


def saying(label: str, hint: str = "", *, files: bool = True) -> type[VerbForm]:
    """Return a form that asks for words, and files too unless told otherwise."""

    class SayForm(VerbForm):
        takes_files = files

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self.fields["text"] = Words(
                label=label,
                help_text=hint,
                max_length=law.limit("text_length"),
                rows=5,
                error_messages={"required": "Tulis dahulu apa yang ingin Anda sampaikan."},
            )
            self.order_fields([TOKEN, "text", "files"])

    return SayForm


class ConfirmForm(VerbForm):
    """A rating and words, both optional."""

    stars = forms.TypedChoiceField(
        label="Seberapa puas Anda dengan penanganannya?",
        choices=Stars.words,
        coerce=int,
        empty_value=None,
        required=False,
        widget=Stars,
    )
    words = Words(label="Pesan untuk petugas", max_length=WORDS_LENGTH, rows=3, required=False)


class WithdrawForm(VerbForm):
    """Why a report is taken back, optional."""

    reason = Words(label="Mengapa dicabut?", max_length=REASON_LENGTH, rows=3, required=False)


class DiscloseForm(VerbForm):
    """A step that cannot be undone asks for a tick."""

    sure = forms.BooleanField(
        label="Saya mengerti, ini tidak dapat dibatalkan",
        error_messages={"required": "Centang dahulu bahwa Anda mengerti."},
    )


@dataclass(frozen=True)
class Verb:
    """One verb as a reporter meets it."""

    name: str
    label: str
    form: type[VerbForm]
    done: str
    hint: str = ""
    submit: str = ""
    tone: str = ""

    def about(self, complaint: Complaint, actor: Actor, *args: Any, **kwargs: Any) -> VerbForm:
        """Return its form for one report."""
        return self.form.about(complaint, actor, *args, **kwargs)


VERBS = {
    verb.name: verb
    for verb in (
        Verb(
            "complete",
            "Jawab pertanyaan petugas",
            saying("Jawaban Anda"),
            "Jawaban Anda sudah kami terima. Laporan dilanjutkan.",
            submit="Kirim jawaban",
        ),
        Verb(
            "confirm",
            "Ya, sudah selesai",
            ConfirmForm,
            "Terima kasih. Laporan ini selesai.",
            "Penilaian Anda boleh kosong.",
        ),
        Verb(
            "object_to_answer",
            "Belum selesai",
            saying("Apa yang masih belum beres?", "Foto keadaan sekarang sangat membantu."),
            "Keberatan Anda sudah kami teruskan. Instansi harus bekerja lagi.",
            "Instansi akan mengerjakan lagi. Anda dapat mengajukan keberatan paling banyak dua kali.",
            submit="Kirim keberatan",
            tone="secondary",
        ),
        Verb(
            "answer_again",
            "Masih baik?",
            StillGoodForm,
            "Terima kasih, jawaban Anda sudah kami catat.",
            "Satu pertanyaan, sesudah empat minggu.",
            submit="Kirim jawaban",
        ),
        Verb(
            "fill_survey",
            "Isi survei singkat",
            SurveyForm,
            "Terima kasih. Survei Anda sudah kami terima.",
            "Lima pertanyaan tentang pelayanannya, dan kolom untuk pesan bila Anda mau.",
            submit="Kirim survei",
        ),
        Verb(
            "reopen",
            "Buka kembali",
            saying("Mengapa perlu dibuka kembali?", "Misalnya: rusak lagi, atau baru sebagian."),
            "Laporan dibuka kembali di instansi yang sama.",
            submit="Buka kembali laporan",
            tone="secondary",
        ),
        Verb(
            "appeal",
            "Ajukan banding",
            saying("Mengapa Anda tidak setuju?", files=False),
            "Banding Anda sudah kami terima dan akan diperiksa.",
            "Banding diputus oleh pemeriksa yang belum pernah menangani laporan ini. Hanya sekali.",
            submit="Kirim banding",
            tone="secondary",
        ),
        Verb(
            "write",
            "Kirim tambahan atau pesan",
            saying("Pesan Anda"),
            "Pesan Anda terkirim.",
            "Dibaca petugas yang menangani, tidak dibuka untuk umum.",
            submit="Kirim pesan",
            tone="secondary",
        ),
        Verb(
            "disclose",
            "Izinkan instansi melihat nama saya",
            DiscloseForm,
            "Instansi yang menangani sekarang dapat melihat nama Anda.",
            "Nama Anda tetap tersembunyi bagi umum.",
            submit="Izinkan",
            tone="secondary",
        ),
        Verb(
            "withdraw",
            "Cabut laporan",
            WithdrawForm,
            "Laporan Anda sudah dicabut.",
            "Laporan tidak dilanjutkan lagi. Riwayatnya tetap dapat Anda baca.",
            submit="Ya, cabut laporan ini",
            tone="danger",
        ),
    )
}
"""The verbs of reporters, the most awaited first."""

SLUGS = {
    "lengkapi": "complete",
    "konfirmasi": "confirm",
    "sanggah": "object_to_answer",
    "masih-baik": "answer_again",
    "survei": "fill_survey",
    "buka-kembali": "reopen",
    "banding": "appeal",
    "tulis": "write",
    "izinkan": "disclose",
    "cabut": "withdraw",
}
"""URL word → verb; a test holds them equal to the law's own."""
SLUG_OF = {name: slug for slug, name in SLUGS.items()}


def offered(complaint: Complaint, actor: Actor) -> list[Verb]:
    """Return the verbs that ``actor`` may do now, the most awaited first."""
    now = set(actions.offered(complaint, actor))
    return [verb for name, verb in VERBS.items() if name in now]
