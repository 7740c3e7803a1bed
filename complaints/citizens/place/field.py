"""The form fields of a place, and what its point says in words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings

from agencies import geography
from complaints.citizens import choices
from complaints.citizens.choices import Pick, Rows
from complaints.fields import Coordinate


class WardSelect(forms.Select):
    """A list of kelurahan that also tells a script where their centres are."""

    def __init__(self, rows: Rows) -> None:
        found = {code: geography.centre_of(row) for _, group in rows for code, _, row in group}
        self.centres = {code: point for code, point in found.items() if point}
        reach = geography.reach(list(self.centres.values()))
        super().__init__({"data-reach": round(reach), "autocomplete": "off"})

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the centre of this kelurahan."""
        option = super().create_option(name, value, *args, **kwargs)
        if point := self.centres.get(str(value)):
            option["attrs"]["data-at"] = geography.written(point)
        return option


def ward_field() -> Pick:
    """Return the question for the kelurahan; a place outside the city is no wrong answer."""
    rows = choices.wards()
    return Pick(
        label="Di kelurahan mana?",
        rows=rows,
        empty=f"Tidak tahu, atau di luar {settings.LAPOR_CITY}",
        required=False,
        widget=WardSelect(rows),
        help_text=(
            f"Di luar {settings.LAPOR_CITY} juga boleh: laporan kami terima, lalu admin merujuknya "
            "ke pemerintah yang berwenang dan memberi tahu Anda."
        ),
    )


def latitude_field() -> Coordinate:
    """Return the first half of a point; one that lies far from Indonesia is left out."""
    return Coordinate(
        min_value=geography.SOUTH,
        max_value=geography.NORTH,
        required=False,
        widget=forms.HiddenInput({"data-half": "latitude"}),
    )


def longitude_field() -> Coordinate:
    """Return the second half of a point."""
    return Coordinate(
        min_value=geography.WEST,
        max_value=geography.EAST,
        required=False,
        widget=forms.HiddenInput({"data-half": "longitude"}),
    )


def in_words(latitude: float, longitude: float) -> str:
    """Say where a point lies, as far as the centres of the kelurahan can tell."""
    ward = geography.nearest(latitude, longitude)
    if ward is not None:
        return f"titik di peta, kira-kira di Kelurahan {ward}"
    return (
        f"titik di peta, tampaknya di luar {settings.LAPOR_CITY}: admin merujuk laporan ini ke "
        "pemerintah yang berwenang dan memberi tahu Anda"
    )
