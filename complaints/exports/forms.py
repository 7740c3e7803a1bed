"""What a file of a list is asked for."""

from __future__ import annotations

from django import forms

from complaints.models import ListExport
from lapor.forms import Choices

Kind = ListExport.Kind


class KindForm(forms.Form):
    """Which kind of file."""

    kind = forms.ChoiceField(
        label="Jenis berkas",
        choices=Kind.choices,
        initial=Kind.XLSX,
        widget=Choices(
            hints={
                Kind.XLSX: "Tanggal dan angka siap diurutkan.",
                Kind.CSV: "Dipisah titik koma, seperti yang dibuka Excel berbahasa Indonesia.",
                Kind.PLAIN: "UTF-8 dipisah koma, untuk R, Python, atau aplikasi lain.",
            },
        ),
        error_messages={
            "required": "Pilih jenis berkas.",
            "invalid_choice": "Pilih jenis berkas dari daftar.",
        },
    )
