"""The form of the counter: a report that somebody tells, writes or brings for another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from agencies import geography
from complaints import actions, uploads
from complaints.access import Desk
from complaints.desk.intake.asking import CHANNEL_HINTS, CHANNELS, CONSENT, KINDS, MISCONDUCT
from complaints.fields import Coordinate, Line, ObjectField, Phone, UploadsField, Words
from complaints.models import Kind
from complaints.models.complaint import Channel
from complaints.privacy import Contact
from complaints.reporters import receipts
from complaints.reporters.origins import Origin, Relation
from lapor import clock
from lapor.forms import Choices, DayInput

EARLIEST_YEAR = 1945
REMOVE = "remove"
DAY_FORMATS = ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"]


class IntakeForm(forms.Form):
    """*Catat laporan*: one page, the same answers as the citizens' form, and the door.

    Files are taken in at once and wait, sealed under the form's token, until the report is made.
    """

    token = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)
    channel = forms.ChoiceField(
        label="Laporan ini datang lewat apa?",
        choices=CHANNELS,
        initial=Channel.WALK_IN,
        widget=Choices(hints=CHANNEL_HINTS),
        error_messages={"invalid_choice": "Pilih salah satu cara datangnya laporan."},
    )
    letter_number = Line(
        label="Nomor surat", required=False, max_length=80, help_text="Kosongkan bila tidak ada."
    )
    letter_date = forms.DateField(
        label="Tanggal surat",
        required=False,
        widget=DayInput,
        input_formats=DAY_FORMATS,
        error_messages={"invalid": "Tanggal ini tidak ada. Tulis seperti 23-11-2026."},
    )
    post = forms.URLField(
        label="Alamat unggahan",
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text="Salin dari bilah alamat, misalnya https://media.contoh.id/unggahan/123.",
        error_messages={"invalid": "Alamat ini belum lengkap. Salin dari bilah alamat peramban."},
    )
    kind = forms.ChoiceField(
        label="Apa yang ingin disampaikan?",
        choices=KINDS,
        initial=Kind.COMPLAINT,
        widget=forms.RadioSelect,
    )
    danger = forms.BooleanField(
        label="Ada bahaya bagi orang sekarang",
        required=False,
        help_text="Misalnya kabel listrik putus, api, pohon hampir tumbang, orang hanyut.",
    )
    text = Words(label="Apa yang terjadi?", help_text="Tulis dengan kata-kata pelapor.", rows=7)
    incident_date = forms.DateField(
        label="Kapan terjadinya?",
        required=False,
        widget=DayInput,
        input_formats=DAY_FORMATS,
        error_messages={"invalid": "Tanggal ini tidak ada. Tulis seperti 23-11-2026."},
    )
    region = ObjectField(
        label="Di kelurahan mana?", required=False, empty="Tidak tahu, atau di luar kota"
    )
    place_text = Line(
        label="Tempat atau patokan",
        required=False,
        max_length=200,
        help_text="Misalnya: depan pasar, Jalan Ahmad Yani.",
    )
    latitude = Coordinate(
        min_value=geography.SOUTH,
        max_value=geography.NORTH,
        required=False,
        widget=forms.HiddenInput({"data-half": "latitude"}),
    )
    longitude = Coordinate(
        min_value=geography.WEST,
        max_value=geography.EAST,
        required=False,
        widget=forms.HiddenInput({"data-half": "longitude"}),
    )
    category = ObjectField(label="Kategori", required=False, empty="Biarkan verifikator memilih")
    title = Line(
        label="Judul",
        required=False,
        max_length=100,
        help_text="Bila kosong, diambil dari kalimat pertama.",
    )
    misconduct = forms.ChoiceField(
        label="Apakah ini tentang dugaan pelanggaran seorang petugas?",
        help_text=(
            "Misalnya pungutan liar, suap, atau sikap kasar. Bila ya, laporan disegel: kantor "
            "petugas itu tidak dapat melihatnya, dan Anda pun tidak lagi setelah dicatat."
        ),
        choices=MISCONDUCT,
        initial="no",
        widget=forms.RadioSelect,
    )
    sealed_against = ObjectField(
        label="Bila ya, di unit mana petugas itu bekerja?", required=False, empty="Tidak tahu"
    )
    on_behalf = forms.BooleanField(label="Orang lain yang datang untuk pelapor", required=False)
    bringer = Line(label="Nama yang datang", required=False, max_length=100)
    relation = forms.ChoiceField(
        label="Hubungannya dengan pelapor",
        required=False,
        choices=[("", "Pilih…"), *Relation.choices],
    )
    name = Line(label="Nama pelapor", required=False, max_length=100)
    phone = Phone(label="Nomor telepon atau WhatsApp", required=False)
    email = forms.EmailField(
        label="Alamat email",
        required=False,
        max_length=254,
        error_messages={"invalid": "Alamat email ini belum benar. Contoh: nama@contoh.id."},
    )
    numbers = Line(
        label="Data untuk petugas",
        required=False,
        max_length=200,
        help_text="NIK, KK, atau nomor pelanggan. Hanya instansi yang menangani membacanya.",
    )
    hides_reporter = forms.BooleanField(label="Sembunyikan nama pelapor (anonim)", required=False)
    is_secret = forms.BooleanField(label="Rahasiakan laporan ini dari umum", required=False)
    consent = forms.BooleanField(label="Pelapor setuju", required=False, help_text=CONSENT)

    def __init__(self, *args: Any, desk: Desk, **options: Any) -> None:
        super().__init__(*args, **options)
        sent = str(self.data.get("token", ""))
        given = str(self.initial.get("token", ""))
        self.draft_token = next((one for one in (sent, given) if receipts.is_token(one)), "")
        self.has_waited = bool(self.draft_token)
        self.draft_token = self.draft_token or receipts.new_token()
        self.initial["token"] = self.draft_token
        for name, groups in (
            ("region", desk.region_groups),
            ("category", [("", desk.categories)]),
            ("sealed_against", desk.agency_groups()),
        ):
            field = self.fields[name]
            assert isinstance(field, ObjectField)
            field.offer(groups)
        self.fields["files"] = UploadsField(
            label="Pindaian surat, foto, atau berkas", allow_empty_file=True
        )
        for name in ("incident_date", "letter_date"):
            self.fields[name].widget.attrs["max"] = clock.today().isoformat()

    def clean_incident_date(self) -> date | None:
        """Refuse a day that has not come, and one that nobody remembers."""
        return _past(self.cleaned_data["incident_date"], "Tanggal kejadian")

    def clean_letter_date(self) -> date | None:
        """Refuse a day that has not come, and one that nobody remembers."""
        return _past(self.cleaned_data["letter_date"], "Tanggal surat")

    def clean(self) -> dict[str, Any]:
        """Check what two answers say together, and take in the files whatever else is wrong."""
        data = super().clean() or self.cleaned_data
        data["files"] = self._received(data.get("files") or [])
        if data.get("latitude") is None or data.get("longitude") is None:
            data["latitude"] = data["longitude"] = None
        if data.get("channel") == Channel.SOCIAL and not (
            data.get("post") or "post" in self.errors
        ):
            self.add_error("post", "Isi alamat unggahannya, supaya dapat dibuka lagi.")
        if data.get("on_behalf") and not data.get("bringer"):
            self.add_error("bringer", "Isi nama orang yang datang.")
        if not data.get("consent") and any(
            data.get(name) for name in ("name", "phone", "email", "bringer")
        ):
            self.add_error(
                "consent",
                "Bacakan kalimat ini. Bila pelapor tidak setuju, kosongkan nama dan kontaknya.",
            )
        for name in [name for name in self.errors if not self.concerns(name)]:
            del self.errors[name]
            data[name] = None
        return data

    def concerns(self, name: str) -> bool:
        """Whether a field is asked at all for the chosen channel and answers."""
        channel = self.cleaned_data.get("channel", "")
        only: dict[str, bool] = {
            "letter_number": channel == Channel.LETTER,
            "letter_date": channel == Channel.LETTER,
            "post": channel == Channel.SOCIAL,
            "bringer": bool(self.cleaned_data.get("on_behalf")),
            "relation": bool(self.cleaned_data.get("on_behalf")),
        }
        return only.get(name, True)

    @property
    def waiting(self) -> list[uploads.Waiting]:
        """The files that wait for this form; none are looked for when it was just drawn."""
        return uploads.staged(self.draft_token) if self.has_waited else []

    @property
    def is_private(self) -> bool:
        """Whether nothing of this report may be kept before it is sent, or compared with others."""
        return bool(self.data.get("is_secret") or self.data.get("misconduct") == "yes")

    def _received(self, chosen: Iterable[Any]) -> list[uploads.Waiting]:
        ticked = self.data.getlist(REMOVE) if isinstance(self.data, QueryDict) else ()
        unwanted = list(_ids(ticked))
        if unwanted:
            uploads.drop(unwanted, self.draft_token)
        for upload in chosen:
            try:
                uploads.stage(upload, self.draft_token, brief=self.is_private)
                self.has_waited = True
            except ValidationError as error:
                self.add_error("files", error)
        if self.is_private and self.has_waited:
            uploads.shorten(self.draft_token)
        return self.waiting

    def filing(self) -> actions.Filing:
        """Return the answers as the verb ``submit`` takes them."""
        data = self.cleaned_data
        same = [name for name in actions.Filing.__dataclass_fields__ if name in data]
        asked = {name: data[name] if self.concerns(name) else None for name in data}
        return actions.Filing(
            **{name: data[name] for name in same},
            contact=Contact(name=data["name"], email=data["email"], phone=data["phone"]),
            origin=Origin(
                reference=asked["letter_number"] or "",
                dated=asked["letter_date"],
                address=asked["post"] or "",
                bringer=asked["bringer"] or "",
                relation=asked["relation"] or "",
            ),
            consented=data["consent"],
        )


def _past(day: date | None, what: str) -> date | None:
    if day is not None and day > clock.today():
        raise ValidationError(f"{what} tidak boleh sesudah hari ini.")
    if day is not None and day.year < EARLIEST_YEAR:
        raise ValidationError("Periksa tahunnya; tanggal ini terlalu lama.")
    return day


def _ids(texts: Iterable[str]) -> Iterator[UUID]:
    """Yield the identifiers among texts from outside."""
    for text in texts:
        try:
            yield UUID(text)
        except ValueError:
            continue
