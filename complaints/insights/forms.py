"""What a dashboard may be asked."""

from __future__ import annotations

from typing import Any

from django import forms

from lapor import clock


class PeriodForm(forms.Form):
    """Which year."""

    tahun = forms.TypedChoiceField(label="Tahun laporan diterima", coerce=int)

    def __init__(self, *args: Any, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["tahun"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(str(year), str(year)) for year in years]
        field.initial = str(clock.today().year)

    def year(self) -> int:
        """Return the chosen year; this one when nothing sensible was asked."""
        chosen = self.cleaned_data.get("tahun") if self.is_bound and self.is_valid() else None
        return int(chosen) if chosen else clock.today().year
