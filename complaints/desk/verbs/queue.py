"""What the other verbs of the coordinator ask for: referring, archiving, splitting, merging …"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

from django import forms

from agencies import law
from agencies.models import Region
from complaints.desk.verbs.base import ReasonForm, VerbForm
from complaints.fields import Line, ObjectField, UploadsField, Words
from complaints.law import reasons
from complaints.models import Complaint, Kind, Reason
from complaints.states import Clock, State
from lapor import words
from lapor.forms import Choices
from routing import engine

if TYPE_CHECKING:
    from django.http import QueryDict

    from complaints.access import Desk


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
    """*Pecah laporan*: sentences are ticked for each part, then the parts can be put right."""

    layout = "desk/verbs/_fields_split.html"
    fewest = 2
    compose = "susun"
    """Value of the button (``pratinjau``) that makes the parts of the ticked sentences."""

    def __init__(self, data: Any = None, *args: Any, **options: Any) -> None:
        super().__init__(_composed(data, **options), *args, **options)

    def prepare(self) -> None:
        """Ask for two to four parts, each with what it is about."""
        for number in self.numbers:
            self.fields[f"part_{number}"] = Words(
                label=f"Bagian {number}",
                required=number <= self.fewest,
                max_length=10_000,
                rows=4,
                help_text="Tetap dalam laporan ini." if number == 1 else "",
            )
            self.fields[f"category_{number}"] = ObjectField(
                label=f"Kategori bagian {number}",
                required=False,
                empty="Seperti laporan ini",
                groups=[("", self.desk.categories)],
            )

    @property
    def numbers(self) -> range:
        """The numbers of the parts that are possible."""
        return range(1, law.limit("split_parts") + 1)

    @property
    def lines(self) -> list[tuple[int, str, list[tuple[int, bool]]]]:
        """The sentences: number, words, and for each part whether it is ticked there."""
        return [
            (number, words, [(part, self._is_ticked(part, number)) for part in self.numbers])
            for number, words in enumerate(sentences_of(self.complaint.agency_text))
        ]

    @property
    def parts(self) -> list[tuple[Any, Any, list[engine.Suggestion]]]:
        """The fields of each part, and which agency its words suggest."""
        town = engine.Town.of(self.desk.agencies, self.desk.categories)
        region = self.complaint.region
        return [
            (
                self[f"part_{number}"],
                self[f"category_{number}"],
                _suggested(words, region, town),
            )
            for number in self.numbers
            for words in [str(self[f"part_{number}"].value() or "")]
        ]

    def arguments(self) -> dict[str, Any]:
        """Return the parts that were filled in, and what each is about."""
        data = self.cleaned_data
        filled = [number for number in self.numbers if data.get(f"part_{number}")]
        return {
            "parts": [data[f"part_{number}"] for number in filled],
            "categories": [data[f"category_{number}"] for number in filled],
        }

    def _is_ticked(self, part: int, sentence: int) -> bool:
        if not self.is_bound:
            return part == 1
        sent = cast("QueryDict", self.data)
        return str(sentence) in sent.getlist(f"bagian_{part}")


def sentences_of(text: str) -> list[str]:
    """Return a text cut into sentences, as they can be ticked."""
    pieces = re.split(r"(?<=[.!?])\s+|\n+", text)
    return [piece.strip() for piece in pieces if piece.strip()]


def _suggested(words: str, region: Region | None, town: engine.Town) -> list[engine.Suggestion]:
    """Return the agency that the words of one part suggest."""
    if not words:
        return []
    return engine.suggest(title="", text=words, region=region, limit=1, town=town)


def _composed(data: Any, *, complaint: Complaint, desk: Desk, **_: object) -> Any:
    """Return ``data`` with the parts made of the ticked sentences, when that was asked for."""
    if not data or data.get("pratinjau") != SplitForm.compose:
        return data
    copy, sentences = data.copy(), sentences_of(complaint.agency_text)
    town = engine.Town.of(desk.agencies, desk.categories)
    for number in range(1, law.limit("split_parts") + 1):
        ticked = {one for one in data.getlist(f"bagian_{number}") if one.isdecimal()}
        words = " ".join(one for n, one in enumerate(sentences) if str(n) in ticked)
        copy[f"part_{number}"] = words
        found = _suggested(words, complaint.region, town)
        about = found[0].category if found else None
        copy[f"category_{number}"] = str(about.pk) if about else ""
    return copy


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


class UnmergeForm(ReasonForm):
    """*Pisahkan*, with a look at what runs on."""

    layout = "desk/verbs/_fields_unmerge.html"

    def prepare(self) -> None:
        """Say until when it is possible."""
        merged_at = self.complaint.merged_at
        if merged_at is not None:
            until = words.day(merged_at + timedelta(days=law.limit("unmerge_days")))
            self.fields[
                "reason"
            ].help_text = f"Pelapor membacanya. Dapat dipisahkan sampai {until}."


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
