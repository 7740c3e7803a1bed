"""The lists that the forms of citizens choose from: wards, units, categories."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from django import forms

from agencies.models import Agency, Region
from routing.models import Category

Rows = list[tuple[str, list[tuple[str, str, Any]]]]

UNKNOWN = "tidak-tahu"
"""The code of a unit that the reporter cannot name."""

OFFICES = (
    Agency.Kind.SECRETARIAT,
    Agency.Kind.INSPECTORATE,
    Agency.Kind.COORDINATOR,
    Agency.Kind.DEPARTMENT,
)
GROUPS = {
    Agency.Kind.UNIT: "Unit pelaksana, puskesmas, sekolah",
    Agency.Kind.DISTRICT: "Kecamatan",
    Agency.Kind.WARD: "Kelurahan",
}


def wards() -> Rows:
    """Return every kelurahan under its kecamatan."""
    rows = Region.objects.filter(level=Region.Level.WARD).select_related("parent")
    ordered = sorted(rows, key=lambda row: (_parent(row), row.name))
    return [
        (f"Kecamatan {name}", [(row.code, row.name, row) for row in group])
        for name, group in groupby(ordered, key=_parent)
    ]


def categories() -> Rows:
    """Return the categories that may be chosen, in the order of the town."""
    return [("", [(row.code, row.name, row) for row in Category.objects.active()])]


def units() -> Rows:
    """Return every office and unit of the town by kind, and first the one that is not known."""
    rows = list(Agency.objects.active())
    offices = [row for row in rows if row.kind in OFFICES]
    return [
        ("", [(UNKNOWN, "Saya tidak tahu, atau tidak ada di daftar", None)]),
        ("Dinas, badan, dan kantor", _named(offices)),
        *(
            (words, _named(row for row in rows if row.kind == kind))
            for kind, words in GROUPS.items()
        ),
    ]


def _named(rows: Iterable[Agency]) -> list[tuple[str, str, Agency]]:
    return [(row.code, row.name, row) for row in rows]


def _parent(region: Region) -> str:
    return region.parent.name if region.parent else ""


class Pick(forms.ChoiceField):
    """One row of a short list, chosen by its code; ``cleaned_data`` holds the row or None.

    Args:
        rows: groups of (group name, [(code, label, row)]); a nameless group stands by itself.
        empty: the words of the empty choice.
    """

    def __init__(
        self,
        *,
        rows: Sequence[tuple[str, Sequence[tuple[str, str, Any]]]],
        empty: str,
        **more: Any,
    ) -> None:
        self.found = {code: row for _, group in rows for code, _, row in group}
        choices: list[Any] = [("", empty)]
        for name, group in rows:
            pairs = [(code, label) for code, label, _ in group]
            choices += [(name, pairs)] if name else pairs
        super().__init__(choices=choices, **more)
        self.error_messages["invalid_choice"] = "Pilih salah satu dari daftar."

    def clean(self, value: Any) -> Any:
        """Return the chosen row, or None."""
        return self.found.get(super().clean(value))
