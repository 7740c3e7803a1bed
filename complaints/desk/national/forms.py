"""The tick that a report was copied to SP4N-LAPOR!."""

from __future__ import annotations

import re

from django import forms
from django.core.exceptions import ValidationError

from complaints.fields import Line
from complaints.telling.national import NUMBER_LENGTH

LARGEST_SEQUENCE = 2**31 - 1
NUMBER = re.compile(r"[0-9A-Za-z][0-9A-Za-z./-]*")


class TickForm(forms.Form):
    """*Sudah disalin*: the report, its national number, and how much of it was on the screen."""

    code = Line(max_length=8)
    seen = forms.IntegerField(min_value=1, max_value=LARGEST_SEQUENCE)
    number = Line(label="Nomor SP4N", max_length=NUMBER_LENGTH, required=False)

    def clean_number(self) -> str:
        """Keep the number without blanks around and inside.

        Raises:
            ValidationError: it is no number.
        """
        number = "".join(str(self.cleaned_data["number"]).split()).lstrip("#")
        if number and not NUMBER.fullmatch(number):
            raise ValidationError("Nomor SP4N hanya berisi angka dan huruf. Periksa lagi.")
        return number

    def sentence(self) -> str:
        """Return what is wrong, as one sentence."""
        return " ".join(str(one) for errors in self.errors.values() for one in errors)
