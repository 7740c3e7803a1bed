"""The form that asks for ticket and receipt code."""

from __future__ import annotations

from django import forms

from complaints.fields import Line


class TrackForm(forms.Form):
    """Ticket number and receipt code, however they were typed or pasted."""

    code = Line(
        label="Nomor tiket",
        max_length=60,
        help_text="8 huruf dan angka.",
        widget=forms.TextInput(
            {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        error_messages={"required": "Tulis nomor tiket."},
    )
    receipt = Line(
        label="Kode tanda terima",
        max_length=100,
        help_text="16 angka; spasi tidak masalah.",
        widget=forms.TextInput({"autocomplete": "off", "inputmode": "numeric"}),
        error_messages={"required": "Tulis kode tanda terima."},
    )
