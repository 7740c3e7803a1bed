"""Forms of the import: the file, which office a name is, and the period of an export."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from agencies.models import Agency
from complaints.fields import number
from complaints.manage.spreadsheets import SpreadsheetField, SpreadsheetForm
from complaints.models import ImportRun
from complaints.sp4n import looking, runs
from complaints.sp4n.reading import Unreadable
from complaints.sp4n.tables import looks_right
from lapor.forms import DayInput

MOST_ASKED = 50
"""So many names of offices are asked about on one page."""


class FileForm(SpreadsheetForm):
    """The official export as a file."""

    file = SpreadsheetField(
        megabytes=200,
        instead="Bagi menurut periode.",
        help_text="Laporan ringkas dari SP4N-LAPOR!, paling banyak 200 MB.",
    )
    with_names = forms.BooleanField(
        label="Impor juga nama pelapor",
        required=False,
        help_text="Nama pada laporan anonim dan rahasia tidak pernah ikut.",
    )

    def clean_file(self) -> Any:
        """Refuse at once what is no export at all.

        Raises:
            ValidationError: another kind of file.
        """
        file = self.cleaned_data["file"]
        try:
            looks_right(file.file, file.size)
        except Unreadable as error:
            raise ValidationError(str(error)) from error
        return file


class OfficesForm(forms.Form):
    """Which of the town's agencies each unknown name is, a page of them; nothing is *not known yet*."""

    def __init__(self, *data: Any, run: ImportRun, page: str = "") -> None:
        super().__init__(*data)
        self.keys: dict[str, str] = {}
        unknown = run.summary.get("unknown", [])
        agencies = {one.pk: one for one in Agency.objects.active()} if unknown else {}
        groups = _groups(agencies)
        self.pages = max(1, -(-len(unknown) // MOST_ASKED))
        asked = int(page[:6]) if page.isascii() and page.isdecimal() else 1
        self.page = min(self.pages, max(1, asked))
        first = (self.page - 1) * MOST_ASKED
        for place, one in enumerate(unknown[first : first + MOST_ASKED], start=first + 1):
            name = f"instansi-{place}"
            self.keys[name] = one["key"]
            self.fields[name] = forms.ChoiceField(
                label=one["name"] or f"ID {one['national_id']}",
                required=False,
                choices=[*_first(one, agencies), *groups],
                initial=one.get("chosen", _guess(one)),
                help_text=_about(one),
            )
        seen = set(self.keys.values())
        self.unseen = sum("chosen" not in one and one["key"] not in seen for one in unknown)
        self.unlisted = run.summary.get("unlisted", 0)

    @property
    def page_before(self) -> int:
        """The page before this one; 0 on the first."""
        return self.page - 1

    @property
    def next_page(self) -> int:
        """The page after this one; 0 on the last."""
        return self.page + 1 if self.page < self.pages else 0

    def choices(self) -> Mapping[str, str]:
        """Return what was chosen, by the key of the office."""
        return {key: self.cleaned_data.get(name, "") for name, key in self.keys.items()}


def _groups(agencies: Mapping[int, Agency]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return all agencies under the headings of their kinds."""
    found = []
    for kind in Agency.Kind:
        members = [(str(pk), str(one)) for pk, one in agencies.items() if one.kind == kind]
        if members:
            heading = str(kind.label)
            found.append((heading[:1].upper() + heading[1:], members))
    return found


def _first(one: dict[str, Any], agencies: dict[int, Agency]) -> list[Any]:
    near = [(str(row.pk), str(row)) for row in looking.proposed(one, agencies)]
    some = [("Paling mirip", near)] if near else []
    return [("", "Belum tahu: impor tanpa instansi"), *some, (runs.OUTSIDE, "Bukan instansi kami")]


def _guess(one: dict[str, Any]) -> str:
    """Return what is chosen beforehand."""
    likely = looking.likely(one)
    if likely is not None:
        return str(likely)
    return runs.OUTSIDE if one["elsewhere"] else ""


def _about(one: dict[str, Any]) -> str:
    said = f"{number(one['number'])} laporan"
    return f"{said}, di bawah {one['parent']}" if one["parent"] else said


class PeriodForm(forms.Form):
    """The period of an export."""

    dari = forms.DateField(label="Diterima sejak", required=False, widget=DayInput)
    sampai = forms.DateField(label="Sampai", required=False, widget=DayInput)

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins.

        Raises:
            ValidationError: the days stand in the wrong order.
        """
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("dari"), cleaned.get("sampai")
        if first and last and last < first:
            raise ValidationError("Tanggal akhir mendahului tanggal awal.")
        return cleaned
