"""What the other verbs of the coordinator ask for: referring, archiving, splitting, merging …"""

from __future__ import annotations

from typing import Any

from django import forms

from agencies import law
from complaints import reasons
from complaints.desk.verbs.base import ReasonForm, VerbForm
from complaints.fields import Line, ObjectField, UploadsField, Words
from complaints.models import Complaint, Kind, Reason
from complaints.states import Clock, State
from lapor.forms import Choices


class ReferForm(VerbForm):
    """*Rujuk ke luar*."""

    layout = "desk/verbs/_fields_refer.html"

    body = ObjectField(label="Instansi luar", empty="Pilih instansi…")
    reference = Line(
        label="Nomor laporan di sana, atau nomor dan tanggal surat",
        required=False,
        max_length=120,
        help_text="Boleh kosong hanya bila pelapor harus datang sendiri.",
    )
    words = Words(
        label="Yang dibaca pelapor",
        help_text="Apa yang terjadi sekarang, atau langkah yang harus ia lakukan sendiri.",
        rows=4,
    )
    shares_contact = forms.BooleanField(
        label="Pelapor mengizinkan nama dan kontaknya ikut diberikan",
        required=False,
        help_text="Tanpa izin, kirim hanya isi laporan.",
    )

    def prepare(self) -> None:
        """Offer the bodies."""
        self.object_field("body").offer([("", self.desk.bodies)])

    def clean(self) -> dict[str, Any]:
        """Ask for a number or a letter, unless the reporter must go in person."""
        body = self.cleaned_data.get("body")
        if body is not None and not body.in_person and not self.cleaned_data.get("reference"):
            self.add_error(
                "reference", "Isi nomor laporan di instansi itu, atau nomor dan tanggal surat."
            )
        return super().clean()


class OutsideNewsForm(VerbForm):
    """*Catat kabar instansi luar*."""

    words = Words(label="Apa kata instansi itu?", help_text="Pelapor membacanya.", rows=5)
    answered = forms.BooleanField(
        label="Ini jawaban akhir mereka",
        required=False,
        help_text="Pelapor lalu diminta menyatakan apakah masalahnya selesai.",
    )

    def prepare(self) -> None:
        """Take their letter too."""
        self.fields["files"] = UploadsField(label="Surat atau foto")


class ArchiveForm(VerbForm):
    """*Arsipkan*."""

    reason = forms.ChoiceField(label="Alasan", widget=forms.RadioSelect)
    words = Words(
        label="Penjelasan untuk pelapor",
        help_text="Sebutkan ke mana ia dapat pergi. Ia dapat mengajukan banding.",
        rows=3,
    )

    def prepare(self) -> None:
        """Offer the reasons that fit."""
        asked = self.complaint.events.filter(verb="ask_reporter").exists()
        self.fields["reason"].choices = reasons.choices(  # type: ignore[attr-defined]
            Reason.Verb.ARCHIVE, asked=asked
        )


class CorrectForm(VerbForm):
    """*Ubah data*, with a look at what it does to the dates first."""

    layout = "desk/verbs/_fields_correct.html"

    kind = forms.ChoiceField(label="Jenis", choices=Kind.choices, widget=forms.RadioSelect)
    category = ObjectField(label="Kategori", required=False, empty="Tanpa kategori")
    region = ObjectField(label="Kelurahan", required=False, empty="Tidak diketahui")
    danger = forms.BooleanField(label="Ada bahaya sekarang", required=False)
    grants_question = forms.BooleanField(
        label="Izinkan instansi bertanya sekali lagi kepada pelapor", required=False
    )
    reason = Words(label="Alasan", required=False, help_text="Pelapor membacanya.", rows=3)

    def prepare(self) -> None:
        """Fill in what the report says now."""
        row = self.complaint
        self.object_field("category").offer([("", self.desk.categories)])
        self.object_field("region").offer(self.desk.region_groups)
        now = ("kind", "category", "region", "danger")
        self.initial.update({name: getattr(row, name) for name in now})
        if row.status not in (State.FORWARDED, State.FOLLOWED_UP, State.NEEDS_INFO):
            del self.fields["grants_question"]

    @property
    def promises(self) -> list[tuple[str, str]]:
        """The promised time of an answer for each kind."""
        return [(kind.label, str(law.promise(Clock.RESOLUTION, kind.value))) for kind in Kind]


class SplitForm(VerbForm):
    """*Pecah laporan*: the sentences of each part."""

    def prepare(self) -> None:
        """Ask for two to four parts; the whole text stands in the first."""
        most = law.limit("split_parts")
        for number in range(1, most + 1):
            self.fields[f"part_{number}"] = Words(
                label=f"Bagian {number}",
                required=number <= self.fewest,
                max_length=10_000,
                rows=4,
                initial=self.complaint.agency_text if number == 1 else "",
                help_text="Tetap dalam laporan ini." if number == 1 else "",
            )

    fewest = 2

    def arguments(self) -> dict[str, Any]:
        """Return the parts that were filled in."""
        return {"parts": [text for text in self.cleaned_data.values() if text]}


class MergeForm(VerbForm):
    """*Gabungkan* into a main report."""

    main = Line(
        label="Nomor tiket laporan utama",
        max_length=20,
        help_text="Laporan utama masih terbuka. Pelapor keduanya tetap mendapat kabar.",
    )

    def clean_main(self) -> Complaint:
        """Find the main report. Raises ``ValidationError`` when there is none."""
        return self.desk.find(self.cleaned_data["main"])


class UpholdForm(VerbForm):
    """*Kabulkan banding*."""

    layout = "desk/verbs/_fields_uphold.html"
    AGENCY, ANEW = "agency", "anew"

    to = forms.ChoiceField(
        label="Apa yang harus terjadi sekarang?",
        choices=[(AGENCY, "Instansi wajib menangani"), (ANEW, "Diperiksa ulang dari awal")],
        widget=Choices(
            hints={
                AGENCY: "Keputusan mengikat: instansi tidak dapat mengembalikannya.",
                ANEW: "Bila arsip atau jenis laporannya keliru.",
            }
        ),
    )
    lead = ObjectField(label="Instansi", required=False, empty="Pilih instansi…")
    instruction = Words(label="Arahan untuk instansi", required=False, rows=3)
    reason = Words(label="Alasan putusan", help_text="Pelapor dan instansi membacanya.", rows=5)

    def prepare(self) -> None:
        """Start with the agency that had the report."""
        self.object_field("lead").offer(self.desk.agency_groups())
        self.initial["lead"] = self.complaint.lead
        archived = self.complaint.resume_status == State.ARCHIVED
        self.fields["to"].initial = self.ANEW if archived else self.AGENCY

    def clean(self) -> dict[str, Any]:
        """Ask for the agency that is bound."""
        data = self.cleaned_data
        if data.get("to") == self.AGENCY and data.get("lead") is None:
            self.add_error("lead", "Pilih instansi yang wajib menangani.")
        return super().clean()

    def arguments(self) -> dict[str, Any]:
        """Return no agency where the report is to be verified anew."""
        data = dict(self.cleaned_data)
        if data.pop("to") == self.ANEW:
            data.update(lead=None, instruction="")
        return data


class DismissForm(ReasonForm):
    """*Tolak banding*."""

    def prepare(self) -> None:
        """Remind of the next door."""
        self.fields["reason"].label = "Alasan putusan"
        self.fields[
            "reason"
        ].help_text = "Pelapor membacanya. Pesannya menyebut Ombudsman RI sebagai jalan berikutnya."
