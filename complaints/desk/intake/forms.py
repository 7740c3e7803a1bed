"""Taking a report in at the counter, for somebody else."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from complaints import actions, receipts
from complaints.access import Desk
from complaints.fields import Line, ObjectField, Phone, StoresUploads, UploadsField, Words
from complaints.models import Kind
from complaints.models.complaint import Channel
from complaints.privacy import Contact
from lapor import clock
from lapor.forms import DayInput

EARLIEST_YEAR = 1945
CHANNELS = [pair for pair in Channel.choices if pair[0] not in (Channel.WEB, Channel.IMPORT)]


class IntakeForm(StoresUploads, forms.Form):
    """*Catat laporan*: one page, the same answers as the citizens' form, and the door."""

    token = forms.CharField(widget=forms.HiddenInput, max_length=64, min_length=16)
    channel = forms.ChoiceField(
        label="Laporan datang lewat", choices=CHANNELS, initial=Channel.WALK_IN
    )
    kind = forms.ChoiceField(
        label="Jenis", choices=Kind.choices, initial=Kind.COMPLAINT, widget=forms.RadioSelect
    )
    text = Words(label="Apa yang dilaporkan?", help_text="Tulis dengan kata-kata pelapor.", rows=8)
    title = Line(
        label="Judul",
        required=False,
        max_length=100,
        help_text="Bila kosong, diambil dari kalimat pertama.",
    )
    danger = forms.BooleanField(label="Ada bahaya sekarang", required=False)
    incident_date = forms.DateField(label="Tanggal kejadian", required=False, widget=DayInput)
    region = ObjectField(label="Kelurahan", required=False, empty="Tidak diketahui")
    place_text = Line(
        label="Tempat atau patokan",
        required=False,
        max_length=200,
        help_text="Misalnya: depan pasar, Jalan Ahmad Yani.",
    )
    category = ObjectField(label="Kategori", required=False, empty="Belum tahu")
    numbers = Line(
        label="Data untuk petugas",
        required=False,
        max_length=200,
        help_text="NIK, KK, atau nomor pelanggan. Hanya instansi yang menangani membacanya.",
    )
    name = Line(label="Nama pelapor", required=False, max_length=150)
    phone = Phone(label="Nomor telepon", required=False)
    email = forms.EmailField(label="Email", required=False, max_length=254)
    hides_reporter = forms.BooleanField(
        label="Pelapor minta namanya disembunyikan (anonim)", required=False
    )
    is_secret = forms.BooleanField(
        label="Pelapor minta laporannya dirahasiakan dari umum", required=False
    )
    misconduct = forms.ChoiceField(
        label="Apakah ini tentang dugaan pelanggaran petugas?",
        help_text="Pungli, suap, penyalahgunaan wewenang, disiplin.",
        choices=[("no", "Tidak"), ("yes", "Ya"), ("unsure", "Tidak yakin")],
        initial="no",
        widget=forms.RadioSelect,
    )
    sealed_against = ObjectField(
        label="Di unit mana petugas itu bekerja?", required=False, empty="Tidak tahu"
    )

    def __init__(self, *args: Any, desk: Desk, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.setdefault("token", receipts.new_token())
        for name, groups in (
            ("region", desk.region_groups),
            ("category", [("", desk.categories)]),
            ("sealed_against", desk.agency_groups()),
        ):
            field = self.fields[name]
            assert isinstance(field, ObjectField)
            field.offer(groups)
        self.fields["files"] = UploadsField(label="Pindaian surat, foto, atau berkas")
        self.fields["incident_date"].widget.attrs["max"] = clock.today().isoformat()

    def clean_incident_date(self) -> date | None:
        """Refuse a day that has not come, and one that nobody remembers.

        Raises ``ValidationError``.
        """
        day: date | None = self.cleaned_data["incident_date"]
        if day is not None and day > clock.today():
            raise forms.ValidationError("Tanggal kejadian tidak boleh sesudah hari ini.")
        if day is not None and day.year < EARLIEST_YEAR:
            raise forms.ValidationError("Periksa tahunnya; tanggal ini terlalu lama.")
        return day

    def filing(self) -> actions.Filing:
        """Return the answers as the verb ``submit`` takes them."""
        data = self.cleaned_data
        same = [
            "kind",
            "text",
            "title",
            "incident_date",
            "region",
            "place_text",
            "category",
            "danger",
            "hides_reporter",
            "is_secret",
            "misconduct",
            "sealed_against",
            "numbers",
            "channel",
        ]
        contact = Contact(name=data["name"], email=data["email"], phone=data["phone"])
        return actions.Filing(**{name: data[name] for name in same}, contact=contact)
