"""The form that asks which parts of a photo are blackened: a row of four numbers for each box."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms

from complaints.actions import MOST_BOXES
from complaints.uploads import Box

FIELDS = ("left", "top", "width", "height")
WHOLE = 100


def _percent(label: str) -> forms.FloatField:
    return forms.FloatField(
        label=label,
        required=False,
        min_value=0,
        max_value=WHOLE,
        error_messages={
            "invalid": f"{label}: isi angka dari 0 sampai 100.",
            "min_value": f"{label}: paling kecil 0.",
            "max_value": f"{label}: paling besar 100.",
        },
        widget=forms.NumberInput({"step": "0.1", "inputmode": "decimal", "autocomplete": "off"}),
    )


class BoxForm(forms.Form):
    """One box in percent of the photo; a row that is left empty is none."""

    left = _percent("Dari kiri")
    top = _percent("Dari atas")
    width = _percent("Lebar")
    height = _percent("Tinggi")

    def clean(self) -> dict[str, Any]:
        """Ask for all four numbers, and for a box that has a size and lies in the photo."""
        cleaned = super().clean() or {}
        if self.errors or not any(cleaned.get(name) is not None for name in FIELDS):
            return cleaned
        if any(cleaned.get(name) is None for name in FIELDS):
            raise forms.ValidationError("Isi keempat angka, atau kosongkan semuanya.")
        if not (cleaned["width"] and cleaned["height"]):
            raise forms.ValidationError("Lebar dan tinggi kotak harus lebih dari 0.")
        if cleaned["left"] >= WHOLE or cleaned["top"] >= WHOLE:
            raise forms.ValidationError("Kotak ini di luar foto.")
        return cleaned

    @property
    def box(self) -> Box | None:
        """The box that was typed, cut off at the edge of the photo; None where there is none."""
        data = getattr(self, "cleaned_data", {})
        if not self.is_valid() or data.get("width") is None:
            return None
        left, top = data["left"], data["top"]
        wide, high = min(data["width"], WHOLE - left), min(data["height"], WHOLE - top)
        return Box(*(round(float(value), 2) for value in (left, top, wide, high)))


if TYPE_CHECKING:
    _Rows = forms.BaseFormSet[BoxForm]
else:
    _Rows = forms.BaseFormSet


class _BoxSet(_Rows):
    """All boxes of one photo."""

    @property
    def boxes(self) -> list[Box]:
        """The boxes that can be read, in their order."""
        return [form.box for form in self.forms if form.box is not None]

    def clean(self) -> None:
        """Ask for a box at all."""
        if not any(self.errors) and not self.boxes:
            raise forms.ValidationError("Gambar dahulu bagian yang ditutup: isi satu baris.")


BoxSet = cast(
    "type[_BoxSet]",
    forms.formset_factory(
        BoxForm,
        formset=_BoxSet,
        extra=1,
        max_num=MOST_BOXES,
        absolute_max=MOST_BOXES,
        validate_max=True,
    ),
)
