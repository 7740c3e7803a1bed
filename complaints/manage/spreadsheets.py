"""A spreadsheet that somebody brings: the field for it, and the form around it."""

from __future__ import annotations

from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest

MEGABYTE = 1024 * 1024


class SpreadsheetField(forms.FileField):
    """One XLSX or CSV file; what is in it is looked at elsewhere."""

    default_error_messages = {
        "required": "Pilih berkasnya.",
        "empty": "Berkas ini kosong.",
        "invalid": "Pilih berkas XLSX atau CSV.",
    }

    def __init__(self, *, megabytes: int, instead: str, **options: Any) -> None:
        """Set how large it may be.

        Args:
            megabytes: at most so many.
            instead: what somebody with a larger one does, as a sentence.
            options: what every field takes.
        """
        options.setdefault("label", "Berkas XLSX atau CSV")
        options.setdefault("widget", forms.ClearableFileInput({"accept": ".xlsx,.csv"}))
        super().__init__(**options)
        self.megabytes, self.instead = megabytes, instead

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Return the file.

        Raises:
            ValidationError: none, an empty one, or one that is too large.
        """
        file = super().clean(data, initial)
        if file and file.size > self.megabytes * MEGABYTE:
            raise ValidationError(f"Berkas ini lebih dari {self.megabytes} MB. {self.instead}")
        return file


class SpreadsheetForm(forms.Form):
    """A form that brings a spreadsheet."""

    @classmethod
    def of(cls, request: HttpRequest) -> Self:
        """Return the form with what was sent, or an empty one, which is never valid."""
        return cls(request.POST, request.FILES) if request.method == "POST" else cls()

    @property
    def status(self) -> int:
        """With which status a page shows it: 422 when it was sent and not taken."""
        return 422 if self.is_bound else 200
