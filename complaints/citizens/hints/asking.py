"""What a half-typed form says so far: every answer that can be read, and no complaint about others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from agencies.geography import Point
from agencies.models import Region
from complaints.fields import Coordinate, Line, Words
from routing import reading
from routing.models import Category

SHORTEST = 15
"""Letters below which a text says too little (also in ``static/js/hints.js``)."""
LONGEST = 20_000
TRUE = frozenset({"on", "true", "True", "1", "yes"})


@dataclass(frozen=True)
class Asked:
    """The answers that hints need."""

    text: str = ""
    place_text: str = ""
    region: Region | None = None
    category: Category | None = None
    point: Point | None = None
    is_private: bool = False
    """Secret or sealed: no office is suggested, and nothing is compared with public reports."""
    is_marked: bool = False
    """Danger was ticked already."""

    @classmethod
    def of(cls, answers: Mapping[str, Any]) -> Asked:
        """Return what the cleaned answers of the report's form say."""
        return cls(
            text=answers.get("text") or "",
            place_text=answers.get("place_text") or "",
            region=answers.get("region"),
            category=answers.get("category"),
            point=_point(answers.get("latitude"), answers.get("longitude")),
            is_private=bool(answers.get("is_secret")) or answers.get("misconduct") == "yes",
            is_marked=answers.get("danger") in (True, "yes"),
        )


class HalfTyped(forms.Form):
    """The fields that hints read of a form on its way; one that cannot be read counts as empty."""

    text = Words(max_length=LONGEST, required=False)
    place_text = Line(max_length=200, required=False)
    region = forms.CharField(max_length=20, required=False)
    category = forms.CharField(max_length=50, required=False)
    latitude = Coordinate(min_value=-90, max_value=90, required=False)
    longitude = Coordinate(min_value=-180, max_value=180, required=False)
    misconduct = forms.CharField(max_length=10, required=False)
    is_secret = forms.CharField(max_length=5, required=False)
    danger = forms.CharField(max_length=5, required=False)
    saran = forms.CharField(max_length=64, required=False)

    def read(self) -> Asked:
        """Return what can be read."""
        self.is_valid()
        data = dict(self.cleaned_data)
        data["region"] = reading.regions().get(data.get("region", ""))
        codes = {row.code: row for row in reading.categories()}
        data["category"] = codes.get(data.get("category", ""))
        data["is_secret"] = data.get("is_secret") in TRUE
        return Asked.of(data)

    @property
    def shown(self) -> str:
        """The mark of the hints that the page shows already."""
        return str(self.cleaned_data.get("saran", ""))


def _point(latitude: float | None, longitude: float | None) -> Point | None:
    return None if latitude is None or longitude is None else (latitude, longitude)
