"""The forms that ask for ticket and receipt code, or for the contact when the code is lost."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from complaints.fields import Line, Phone


def ticket_field() -> Line:
    """Return the field of a ticket number, however it is typed or pasted."""
    return Line(
        label="Nomor tiket",
        max_length=60,
        help_text="8 huruf dan angka.",
        widget=forms.TextInput(
            {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        error_messages={"required": "Tulis nomor tiket."},
    )


class TrackForm(forms.Form):
    """Ticket number and receipt code."""

    code = ticket_field()
    receipt = Line(
        label="Kode tanda terima",
        max_length=100,
        help_text="16 angka; spasi tidak masalah.",
        widget=forms.TextInput({"autocomplete": "off", "inputmode": "numeric"}),
        error_messages={"required": "Tulis kode tanda terima."},
    )


class LostForm(forms.Form):
    """Ticket number and the contact that was given with the report."""

    code = ticket_field()
    contact = Line(
        label="E-mail atau nomor HP yang Anda tulis di laporan",
        max_length=254,
        widget=forms.TextInput(
            {"autocomplete": "email", "autocapitalize": "none", "spellcheck": "false"}
        ),
        error_messages={"required": "Tulis e-mail atau nomor HP."},
    )

    def clean_contact(self) -> dict[str, str]:
        """Return ``{"email": …}`` or ``{"phone": …}``.

        Raises:
            ValidationError: it is neither.
        """
        typed = self.cleaned_data["contact"]
        if "@" in typed:
            try:
                validate_email(typed)
            except ValidationError as error:
                raise ValidationError(
                    "Alamat e-mail ini tidak lengkap. Tulis seperti nama@contoh.id."
                ) from error
            return {"email": typed}
        number: Any = Phone().clean(typed)
        return {"phone": number}
