"""The form of *Saya juga mengalami*: everything in it may stay empty."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from complaints.citizens.uploading.field import files_field
from complaints.fields import Words

REMARK_LENGTH = 1000


class JoinForm(forms.Form):
    """A remark and photos for the officers, and where news should go."""

    remark = Words(
        label="Masih terjadi? Ceritakan singkat",
        max_length=REMARK_LENGTH,
        rows=3,
        required=False,
        help_text="Hanya petugas yang membaca tambahan dan foto Anda. Nama tidak kami tanyakan.",
    )
    email = forms.EmailField(
        label="Alamat email untuk kabar",
        max_length=254,
        required=False,
        help_text="Kami minta persetujuan Anda lewat email dahulu. Tidak terlihat oleh siapa pun.",
        widget=forms.EmailInput({"autocomplete": "email", "inputmode": "email"}),
        error_messages={"invalid": "Alamat email ini belum benar. Contoh: nama@contoh.id"},
    )
    gives_up_draft = forms.BooleanField(
        label="Hapus laporan saya yang belum terkirim", required=False, initial=True
    )
    website = forms.CharField(
        label="Kosongkan kolom ini",
        required=False,
        widget=forms.TextInput({"tabindex": "-1", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, has_draft: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["files"] = files_field()
        if not has_draft:
            del self.fields["gives_up_draft"]
        self.order_fields(["remark", "files", "email", "website"])

    def clean_website(self) -> str:
        """Refuse what only a program fills in; a person reads how to go on."""
        if self.cleaned_data["website"]:
            raise ValidationError("Kolom ini harus kosong. Hapus isinya, lalu kirim lagi.")
        return ""
