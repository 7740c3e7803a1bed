"""A form with one field of every kind, for the page of components."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms

from lapor.forms import Choices, DayInput, FilesField, FilesInput, Stars

KINDS = (("complaint", "Pengaduan"), ("aspiration", "Usul"))
PLACES = (("", "Semua"), ("langkai", "Langkai"), ("menteng", "Menteng"))
FEW = 300


class ExampleForm(forms.Form):
    """Every widget that pages use; ``only`` takes some, ``short`` makes the text a line."""

    kind = forms.ChoiceField(
        label="Apa yang ingin Anda sampaikan?",
        choices=KINDS,
        widget=Choices(hints={"complaint": "Ada yang rusak, salah, atau tidak dilayani."}),
        error_messages={"required": "Pilih salah satu."},
    )
    text = forms.CharField(
        label="Apa yang terjadi?",
        widget=forms.Textarea({"rows": 4}),
        max_length=FEW,
        help_text="Ceritakan apa adanya.",
        error_messages={"required": "Ceritakan apa yang terjadi."},
    )
    choice = forms.ChoiceField(label="Kelurahan", choices=PLACES, required=False)
    several = forms.MultipleChoiceField(
        label="Instansi pendamping",
        choices=PLACES[1:],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    danger = forms.ChoiceField(
        label="Ada bahaya sekarang?",
        choices=[("no", "Tidak"), ("yes", "Ya")],
        widget=forms.RadioSelect,
        required=False,
    )
    hidden_name = forms.BooleanField(
        label="Sembunyikan nama saya", help_text="Hanya “Anonim” yang tampak.", required=False
    )
    email = forms.EmailField(
        label="Alamat e-mail",
        required=False,
        error_messages={"invalid": "Alamat e-mail ini belum benar."},
    )
    day = forms.DateField(label="Kapan terjadinya?", widget=DayInput, required=False)
    rating = forms.ChoiceField(
        label="Seberapa puas Anda?", choices=Stars.words, widget=Stars, required=False
    )

    def __init__(
        self, *args: Any, only: Collection[str] = (), short: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["files"] = FilesField(
            label="Foto dan berkas",
            widget=FilesInput({"data-max-files": 10, "data-max-megabytes": 10}),
            required=False,
        )
        for name in set(self.fields).difference(only or self.fields):
            del self.fields[name]
        if short:
            self.fields["text"] = forms.CharField(label="Cari", required=False)
            self.order_fields(["text"])
