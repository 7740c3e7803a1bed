"""Finding public reports: filters from the address, full text, pages by their place in the list."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from django import forms
from django.contrib.postgres.search import SearchQuery
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import BigIntegerField, Value
from django.db.models.functions import Cast
from django.utils import timezone

from agencies.models import Agency
from agencies.models.law import FIRST_DAY, LAST_DAY
from complaints.citizens import choices
from complaints.citizens.choices import Pick
from complaints.fields import Line
from complaints.finding.search import Meaning, understand
from complaints.models import Complaint
from complaints.models.public import STATE_GROUPS, StateGroup
from complaints.models.visibility import ComplaintQuerySet
from complaints.reporters import receipts
from complaints.states import State
from lapor.forms import DayInput

EXACTLY = "persis"
"""In the address: take the words as they were typed. A new search forgives again."""
NO_SUCH_DAY = "Tanggal ini tidak ada, jadi tidak dipakai."
IN_USE = (MinValueValidator(FIRST_DAY, NO_SUCH_DAY), MaxValueValidator(LAST_DAY, NO_SUCH_DAY))
"""What lies outside can only be a slip of the keyboard."""
GROUPS: dict[str, tuple[str, tuple[State, ...]]] = {
    word: (label, STATE_GROUPS[word])
    for word, label in (
        ("diperiksa", "Sedang diperiksa"),
        ("diteruskan", "Diteruskan, belum ditanggapi"),
        ("dikerjakan", "Sedang ditindaklanjuti"),
        ("dijawab", "Sudah dijawab"),
        ("selesai", "Selesai"),
        ("tidak-dilanjutkan", "Tidak dilanjutkan atau digabung"),
    )
}
"""State filter: word in the address → its label and the states."""
_CODE = re.compile(f"[{receipts.ALPHABET}]{{8}}")


class FilterForm(forms.Form):
    """The search line and the filters of the public list, all of them from the address."""

    q = Line(
        label="Cari laporan",
        max_length=200,
        required=False,
        widget=forms.TextInput({"type": "search", "placeholder": "Kata atau nomor tiket"}),
    )
    keadaan = forms.ChoiceField(
        label="Keadaan",
        required=False,
        choices=[("", "Semua"), *((code, words) for code, (words, _) in GROUPS.items())],
        error_messages={"invalid_choice": "Keadaan ini tidak ada di daftar, jadi tidak dipakai."},
    )
    dari = forms.DateField(
        label="Dikirim sejak", required=False, widget=DayInput, validators=IN_USE
    )
    sampai = forms.DateField(
        label="Dikirim sampai", required=False, widget=DayInput, validators=IN_USE
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label, rows in (
            ("kategori", "Kategori", choices.categories()),
            ("instansi", "Instansi", _agencies()),
            ("kelurahan", "Kelurahan", choices.wards()),
        ):
            self.fields[name] = Pick(label=label, rows=rows, empty="Semua", required=False)
            wrong = f"{label} ini tidak ada di daftar, jadi tidak dipakai."
            self.fields[name].error_messages["invalid_choice"] = wrong
        for name in ("dari", "sampai"):
            self.fields[name].error_messages["invalid"] = (
                "Tanggal ini tidak ada, jadi tidak dipakai."
            )
        self.order_fields(["q", "keadaan", "kategori", "instansi", "kelurahan", "dari", "sampai"])

    @property
    def active(self) -> int:
        """How many filters besides the words are set."""
        return sum(1 for name, value in self.cleaned_data.items() if value and name != "q")

    @property
    def is_exact(self) -> bool:
        """Whether the words are to be taken as they were typed."""
        return bool(self.data.get(EXACTLY) == "1")


class Found(NamedTuple):
    """What a form asks for, and how it was understood."""

    rows: ComplaintQuerySet
    meaning: Meaning | None
    """What the words meant; None when no words were searched for."""
    filters: int
    """How many filters besides the words are carried out."""


def found(form: FilterForm) -> ComplaintQuerySet:
    """Return the public reports that a cleaned form asks for; what is wrong in it is left out."""
    return look(form).rows


def look(form: FilterForm, *, loosely: bool = False) -> Found:
    """Return the public reports that a cleaned form asks for, and how its words were understood.

    Args:
        form: what was asked for, cleaned.
        loosely: let one of several words be missing.
    """
    data = form.cleaned_data
    rows = Complaint.objects.public().for_public_list()
    filters = 0
    if state := data.get("keadaan"):
        rows, filters = rows.alias(group=StateGroup("status")), filters + 1
        rows = rows.filter(group=StateGroup.of(state))
    for column, name in (("category", "kategori"), ("lead", "instansi"), ("region", "kelurahan")):
        if row := data.get(name):
            same = Cast(Value(row.pk), BigIntegerField())  # the type that the GIN index compares
            rows, filters = rows.filter(**{column: same}), filters + 1
    if day := data.get("dari"):
        rows = rows.filter(created_at__gte=_start_of(day))
    if day := data.get("sampai"):
        rows = rows.filter(created_at__lt=_start_of(day + timedelta(days=1)))
    plain = Found(rows, None, filters)
    return _with_words(plain, data.get("q") or "", exactly=form.is_exact, loosely=loosely)


def _with_words(plain: Found, typed: str, *, exactly: bool, loosely: bool) -> Found:
    if not typed:
        return plain
    code = receipts.normal_code(typed)
    if _CODE.fullmatch(code):
        exact = plain.rows.filter(code=code)
        if exact.exists():
            return plain._replace(rows=exact)
    meaning = understand(typed, exactly=exactly)
    if not meaning.query:  # words too frequent to search for find everything, signs nothing
        is_said = any(character.isalnum() for character in typed)
        return plain if is_said else plain._replace(rows=plain.rows.none())
    if loosely:
        meaning = meaning._replace(query=meaning.looser, share=1.0, likely=meaning.share)
    asked = SearchQuery(meaning.query, config="indonesian", search_type="raw")
    return plain._replace(rows=plain.rows.filter(search=asked), meaning=meaning)


def _start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _agencies() -> choices.Rows:
    offices = Agency.objects.active().exclude(kind=Agency.Kind.UNIT)
    return [("", [(row.code, row.short_name, row) for row in offices])]
