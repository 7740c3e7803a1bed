"""The form of a report: its questions in their order, and what they answer together."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from agencies import law
from complaints import privacy
from complaints.actions import Filing
from complaints.actions.intake import TITLE_LENGTH
from complaints.citizens import choices
from complaints.citizens.choices import Pick
from complaints.citizens.place import field as place
from complaints.citizens.uploading.field import files_field
from complaints.fields import Line, Phone, Words
from complaints.models import Kind
from lapor import clock
from lapor.forms import Choices, DayInput

FIRST_DAY = date(2000, 1, 1)
_ORDER = (
    "kind danger misconduct sealed_against text incident_date region place_text latitude longitude "
    "category files numbers hides_reporter is_secret name email phone title website"
)
ORDER = _ORDER.split()
"""The order of the questions (product.md), also that of the error summary."""
MISCONDUCT = (("no", "Tidak"), ("yes", "Ya"), ("unsure", "Tidak yakin"))
KINDS = (
    (Kind.COMPLAINT, "Ada yang rusak, salah, atau tidak dilayani"),
    (Kind.ASPIRATION, "Usul"),
    (Kind.INFORMATION, "Bertanya"),
)
KIND_HINTS: dict[str, str] = {
    Kind.COMPLAINT: "Pengaduan: jalan berlubang, sampah tidak diangkut, pelayanan ditolak.",
    Kind.ASPIRATION: "Aspirasi: gagasan agar kota atau pelayanannya menjadi lebih baik.",
    Kind.INFORMATION: "Permintaan informasi: syarat, jadwal, biaya, aturan.",
}


def text_field() -> Words:
    """Return the field of the story, as long as the town allows."""
    return Words(
        label="Apa yang terjadi?",
        max_length=law.limit("text_length"),
        rows=8,
        help_text="Ceritakan apa adanya, dan apa yang Anda harapkan. Bahasa daerah juga boleh.",
        error_messages={"required": "Ceritakan apa yang terjadi."},
    )


def day_field() -> forms.DateField:
    """Return the field of the day it happened, which has come."""
    return forms.DateField(
        label="Kapan terjadinya?",
        required=False,
        help_text="Tanggal perkiraan juga boleh.",
        widget=DayInput({"min": FIRST_DAY.isoformat(), "max": clock.today().isoformat()}),
        input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"],
        error_messages={"invalid": "Tanggal ini tidak ada. Tulis seperti 23-11-2026."},
    )


def category_field() -> Pick:
    """Return the list of categories."""
    return Pick(
        label="Kategori",
        rows=choices.categories(),
        empty="Biarkan petugas yang memilih",
        required=False,
    )


def unit_field() -> Pick:
    """Return the list of units in which an officer may work."""
    return Pick(
        label="Bila ya, di unit mana petugas itu bekerja?",
        rows=choices.units(),
        empty="Pilih unit kerja",
        required=False,
        help_text="Unit itu, bawahannya, dan atasannya tidak akan melihat laporan ini.",
    )


FROM_THE_TOWN: dict[str, Callable[[], forms.Field]] = {
    "text": text_field,
    "incident_date": day_field,
    "region": place.ward_field,
    "latitude": place.latitude_field,
    "longitude": place.longitude_field,
    "category": category_field,
    "sealed_against": unit_field,
    "files": files_field,
}
"""Fields whose lists and limits a town may edit: made anew for every form that asks for them."""


class Asked(forms.ChoiceField):
    """A question with an answer already marked: a form that leaves it out says no."""

    widget = forms.RadioSelect

    def clean(self, value: Any) -> str:
        """Return the chosen code."""
        return str(super().clean(value or "no"))


class ReportForm(forms.Form):
    """One report, as a citizen tells it; :meth:`filing` returns it for ``actions.submit``."""

    unmarked = ("danger", "misconduct", "region", "place_text")

    kind = forms.ChoiceField(
        label="Apa yang ingin Anda sampaikan?",
        choices=KINDS,
        widget=Choices(hints=KIND_HINTS),
        error_messages={
            "required": "Pilih salah satu: ada yang rusak atau salah, usul, atau bertanya.",
            "invalid_choice": "Pilih salah satu dari tiga pilihan ini.",
        },
    )
    danger = Asked(
        label="Ada bahaya sekarang?",
        choices=[("no", "Tidak"), ("yes", "Ya, ada bahaya bagi orang")],
        initial="no",
        help_text="Misalnya kabel listrik putus, api, pohon hampir tumbang, orang hanyut.",
    )
    misconduct = Asked(
        label="Apakah ini tentang dugaan pelanggaran seorang petugas?",
        choices=MISCONDUCT,
        initial="no",
        help_text=(
            "Misalnya pungutan liar, suap, atau sikap kasar. Bila ya, laporan ini disegel: tidak "
            "pernah dibuka untuk umum, dan kantor petugas itu tidak dapat melihatnya."
        ),
        error_messages={"invalid_choice": "Pilih ya, tidak, atau tidak yakin."},
    )
    place_text = Line(
        label="Patokan tempatnya",
        max_length=200,
        required=False,
        help_text=(
            "Misalnya: depan Pasar Besar, Jalan Ahmad Yani, dekat jembatan. Di luar kota, tulis juga "
            "kota atau kabupatennya."
        ),
    )
    numbers = Line(
        label="Data untuk petugas",
        max_length=200,
        required=False,
        help_text=(
            "NIK, nomor KK, atau nomor pelanggan, bila diperlukan. Hanya dibaca petugas yang "
            "menangani, tidak pernah dibuka untuk umum. Jangan tulis di dalam cerita di atas."
        ),
    )
    hides_reporter = forms.BooleanField(
        label="Sembunyikan nama saya (anonim)",
        required=False,
        help_text=(
            "Instansi dan umum hanya membaca “Anonim”. Nama Anda hanya dapat dibuka kustodian "
            "dengan alasan tertulis, dan Anda akan melihatnya."
        ),
    )
    is_secret = forms.BooleanField(
        label="Rahasiakan laporan ini",
        required=False,
        help_text="Laporan ini tidak ditampilkan kepada umum. Petugas yang menangani membacanya.",
    )
    name = Line(
        label="Nama",
        max_length=100,
        required=False,
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label="Alamat e-mail",
        required=False,
        help_text="Untuk kabar laporan ini saja.",
        error_messages={"invalid": "Alamat e-mail ini belum benar. Contoh: nama@contoh.id."},
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    phone = Phone(
        label="Nomor telepon",
        required=False,
        help_text="Tanpa e-mail, petugas menelepon atau menulis kepada Anda.",
    )
    title = Line(
        label="Judul laporan",
        max_length=TITLE_LENGTH,
        required=False,
        help_text="Boleh kosong: kami ambil dari kalimat pertama cerita Anda.",
    )
    website = forms.CharField(
        label="Kosongkan kolom ini",
        required=False,
        widget=forms.TextInput({"tabindex": "-1", "autocomplete": "off"}),
    )

    def __init__(
        self,
        *args: Any,
        only: Collection[str] = (),
        known: Mapping[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        """Ask for all of a report, or for the fields ``only``, where ``known`` says the rest."""
        super().__init__(*args, **kwargs)
        self.known = known or {}
        self.is_held_up = False
        wanted = set(only or ORDER)
        for name in set(self.fields).difference(wanted):
            del self.fields[name]
        for name, make in FROM_THE_TOWN.items():
            if name in wanted:
                self.fields[name] = make()
        self.order_fields(ORDER)

    def clean_danger(self) -> bool:
        """Return whether there is danger now; no answer is a no."""
        return bool(self.cleaned_data["danger"] == "yes")

    def clean_incident_date(self) -> date | None:
        """Return the day; refuse one that has not come yet or lies too far back."""
        day: date | None = self.cleaned_data["incident_date"]
        if day is not None and day > clock.today():
            raise ValidationError("Tanggal kejadian tidak boleh setelah hari ini.")
        if day is not None and day < FIRST_DAY:
            raise ValidationError("Tanggal kejadian paling awal 1 Januari 2000.")
        return day

    def clean_website(self) -> str:
        """Refuse what only a program fills in; a person reads how to go on."""
        if self.cleaned_data["website"]:
            raise ValidationError("Kolom ini harus kosong. Hapus isinya, lalu kirim lagi.")
        return ""

    def clean(self) -> dict[str, Any]:
        """Check what two answers say together: place of a complaint, unit of an officer."""
        data = super().clean() or self.cleaned_data
        sealed = (data.get("misconduct") or self.known.get("misconduct")) == "yes"
        asked = "sealed_against" in self.fields
        if sealed and asked and not self.data.get(self.add_prefix("sealed_against")):
            self.add_error(
                "sealed_against", "Pilih unit kerja petugas itu, atau pilih “Saya tidak tahu”."
            )
        if data.get("latitude") is None or data.get("longitude") is None:
            data["latitude"] = data["longitude"] = None
        where = data.get("region") or data.get("place_text") or "place_text" in self.errors
        where = where or data["latitude"] is not None
        kind = data.get("kind") or self.known.get("kind")
        if (
            kind == Kind.COMPLAINT
            and "region" in self.fields
            and not (where or sealed or "region" in self.errors)
        ):
            self.add_error(
                "place_text",
                "Pilih kelurahan atau tulis patokan tempatnya, agar petugas tahu ke mana pergi.",
            )
        return data

    def filing(self) -> Filing:
        """Return the answers as the verb asks for them; the form must be valid."""
        values = {
            name: value
            for name, value in self.cleaned_data.items()
            if name in Filing.__dataclass_fields__
        }
        contact = privacy.Contact(
            **{name: self.cleaned_data[name] for name in ("name", "email", "phone")}
        )
        return Filing(**values, contact=contact)

    def carried(self) -> Iterator[tuple[str, str]]:
        """Yield what the check page carries in hidden fields, to be checked again when sent."""
        for name in self.fields:
            if name in {"files", "website"}:
                continue
            value = self.cleaned_data.get(name)
            yield name, value if isinstance(value, str) else self.data.get(name, "")
