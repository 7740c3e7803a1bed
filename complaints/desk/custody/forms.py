"""What is asked before a name is opened or a report is handed over."""

from __future__ import annotations

from typing import Any

from django import forms

from complaints.casefile import Part
from complaints.desk.verbs.base import VerbForm
from complaints.fields import Line, Words
from lapor.forms import Choices


class HandOverForm(VerbForm):
    """*Serahkan berkas*: to whom, on which letter, and what goes along."""

    recipient = Line(
        label="Kepada siapa",
        max_length=150,
        help_text="Misalnya: Ombudsman RI Perwakilan Kalimantan Tengah.",
    )
    letter_number = Line(
        label="Nomor surat permintaan",
        max_length=100,
        help_text="Surat resmi yang meminta berkas ini. Pelapor membacanya.",
    )
    parts = forms.MultipleChoiceField(
        label="Yang disertakan",
        required=False,
        choices=Part.choices,
        initial=[Part.TALK.value, Part.FILES.value, Part.CHAIN.value],
        widget=forms.CheckboxSelectMultiple,
        help_text="Isi laporan, keterangan, dan tenggat selalu disertakan.",
        error_messages={"invalid_choice": "Pilihan ini tidak ada. Centang lagi dari daftar."},
    )

    def prepare(self) -> None:
        """Say who decides about a hidden name."""
        if self.complaint.hides_reporter:
            self.fields["parts"].help_text = (
                "Isi laporan, keterangan, dan tenggat selalu disertakan. Pelapor menyembunyikan "
                "namanya: bila nama dicentang, berkas menunggu keputusan kustodian."
            )


class ConsentForm(forms.Form):
    """The custodian's own decision about a hidden name in one file, with a reason."""

    ALLOW, KEEP = "izinkan", "jangan"
    decision = forms.ChoiceField(
        label="Keputusan Anda",
        choices=[(ALLOW, "Sertakan nama dan kontak"), (KEEP, "Buat berkas tanpa nama")],
        widget=Choices(
            hints={
                ALLOW: "Inspektorat diberi tahu, dan pelapor melihat alasannya di halaman lacak.",
                KEEP: "Alasannya dibaca petugas laporan ini. Pelapor tetap anonim.",
            }
        ),
        error_messages={"required": "Pilih salah satu keputusan."},
    )
    reason = Words(label="Alasan", rows=3, help_text="Tulis dasar permintaannya.")

    def decided(self) -> tuple[bool, dict[str, Any]]:
        """Return whether the name goes along, and what the verb is called with."""
        data = dict(self.cleaned_data)
        return data.pop("decision") == self.ALLOW, data
