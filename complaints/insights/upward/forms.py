"""Forms of the reports that go upward: which one to make, and which ones to be told of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms

from agencies.models import Agency
from complaints.fields import Words
from complaints.insights import period as periods
from complaints.insights import telling
from complaints.insights.period import Length, Period
from complaints.insights.upward import making
from complaints.models import UpwardWish
from lapor import clock

MONTHS = range(1, 13)
LONGEST_NOTE = 200
TOWN = "kota"

if TYPE_CHECKING:
    WishModelForm = forms.ModelForm[UpwardWish]
else:
    WishModelForm = forms.ModelForm


class MakeForm(forms.Form):
    """*Buat laporan*."""

    masa = forms.ChoiceField(
        label="Masa",
        error_messages={
            "required": "Pilih masa laporan.",
            "invalid_choice": "Masa ini tidak ada di daftar. Pilih salah satu.",
        },
    )
    instansi = forms.ChoiceField(
        label="Tentang",
        error_messages={
            "required": "Pilih seluruh kota atau satu instansi.",
            "invalid_choice": "Instansi ini tidak ada di daftar. Pilih salah satu.",
        },
    )
    catatan = Words(
        label="Mengapa dibuat lagi?",
        required=False,
        max_length=LONGEST_NOTE,
        help_text="Hanya untuk edisi kedua dan seterusnya. Terbaca di sampul.",
    )

    def __init__(
        self, data: Any = None, *, scopes: Sequence[Agency | None], first_year: int
    ) -> None:
        super().__init__(data, auto_id="buat-%s")
        self.scopes = {TOWN if one is None else one.code: one for one in scopes}
        names = [
            (code, "Seluruh kota" if one is None else str(one)) for code, one in self.scopes.items()
        ]
        self._offer("masa", choices_of(first_year))
        self._offer("instansi", names)
        self.initial.setdefault("masa", last_month().code)

    def _offer(self, name: str, choices: list[Any]) -> None:
        known = self.fields[name]
        assert isinstance(known, forms.ChoiceField)
        known.choices = choices

    def clean(self) -> dict[str, Any]:
        """Ask for a reason where the report of this period was made before."""
        values = super().clean() or self.cleaned_data
        if {"masa", "instansi"} <= values.keys() and not values.get("catatan"):
            edition = making.latest_edition(self.period, agency=self.agency)
            if edition:
                self.add_error(
                    "catatan",
                    f"Laporan ini sudah ada (edisi {edition}) dan tidak diubah lagi. "
                    "Tulis mengapa dibuat lagi.",
                )
        return values

    @property
    def period(self) -> Period:
        """The period that was chosen."""
        found = periods.read(self.cleaned_data["masa"])
        assert found is not None
        return found

    @property
    def agency(self) -> Agency | None:
        """The agency that was chosen; None for the whole town."""
        return self.scopes[self.cleaned_data["instansi"]]

    def arguments(self) -> dict[str, Any]:
        """Return what ``making.ask`` wants."""
        note = " ".join(self.cleaned_data["catatan"].split())
        return {"period": self.period, "agency": self.agency, "note": note}


class WishForm(forms.Form):
    """*Kirimi saya*."""

    month = forms.BooleanField(label="Setiap bulan", required=False)
    quarter = forms.BooleanField(label="Setiap triwulan", required=False)
    year = forms.BooleanField(label="Setiap tahun", required=False)

    def __init__(self, data: Any = None, *, wish: UpwardWish | None = None) -> None:
        chosen = {name: getattr(wish, name) for name in self.base_fields} if wish else {}
        super().__init__(data, initial=chosen, auto_id="kirimi-%s")


def last_month() -> Period:
    """Return the month before this one."""
    return Period.around(Length.MONTH, clock.today()).previous()


def choices_of(first_year: int) -> list[Any]:
    """Return every month, quarter and year that has begun, by year, the newest first."""
    today = clock.today()
    groups = []
    for year in range(today.year, min(first_year, today.year) - 1, -1):
        whole = Period.of_year(year)
        months = [Period.around(Length.MONTH, whole.first.replace(month=one)) for one in MONTHS]
        quarters = [Period.around(Length.QUARTER, one.first) for one in months[::3]]
        begun = [one for one in (whole, *quarters, *months) if one.first <= today]
        groups.append((f"{year}", [(one.code, _words(one)) for one in begun]))
    return groups


def _words(period: Period) -> str:
    running = " (masih berjalan)" if period.is_running else ""
    return f"{telling.capital(period.words)}{running}"
