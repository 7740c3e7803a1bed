"""Finding public reports: filters from the address, full text, pages by their place in the list."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from typing import Any, NamedTuple

from django import forms
from django.contrib.postgres.search import SearchQuery
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from agencies.models import Agency
from agencies.models.law import FIRST_DAY, LAST_DAY
from complaints import receipts
from complaints.citizens import choices
from complaints.citizens.choices import Pick
from complaints.fields import Line
from complaints.models import Complaint
from complaints.models.complaint import STOP_WORDS
from complaints.models.visibility import ComplaintQuerySet
from complaints.states import State
from lapor.forms import DayInput

PAGE_SIZE = 20
NO_SUCH_DAY = "Tanggal ini tidak ada, jadi tidak dipakai."
IN_USE = (MinValueValidator(FIRST_DAY, NO_SUCH_DAY), MaxValueValidator(LAST_DAY, NO_SUCH_DAY))
"""What lies outside can only be a slip of the keyboard."""
OLDER, NEWER = "sebelum", "sesudah"
GROUPS: dict[str, tuple[str, tuple[State, ...]]] = {
    "diperiksa": ("Sedang diperiksa", (State.RECEIVED, State.VERIFIED)),
    "diteruskan": ("Diteruskan, belum ditanggapi", (State.FORWARDED,)),
    "dikerjakan": (
        "Sedang ditindaklanjuti",
        (State.FOLLOWED_UP, State.NEEDS_INFO, State.REFERRED, State.APPEALED),
    ),
    "dijawab": ("Sudah dijawab", (State.ANSWERED,)),
    "selesai": ("Selesai", (State.RESOLVED,)),
    "tidak-dilanjutkan": ("Tidak dilanjutkan atau digabung", (State.ARCHIVED, State.MERGED)),
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


class Page(NamedTuple):
    """One page of the list, and the query strings of the pages beside it (or empty)."""

    rows: list[Complaint]
    newer: str
    older: str


def found(form: FilterForm) -> ComplaintQuerySet:
    """Return the public reports that a cleaned form asks for; what is wrong in it is left out."""
    data = form.cleaned_data
    rows = Complaint.objects.public().for_public_list()
    if state := data.get("keadaan"):
        rows = rows.filter(status__in=GROUPS[state][1])
    for column, name in (("category", "kategori"), ("lead", "instansi"), ("region", "kelurahan")):
        if row := data.get(name):
            rows = rows.filter(**{column: row})
    if day := data.get("dari"):
        rows = rows.filter(created_at__gte=_start_of(day))
    if day := data.get("sampai"):
        rows = rows.filter(created_at__lt=_start_of(day + timedelta(days=1)))
    return _with_words(rows, data.get("q") or "")


def page_of(rows: ComplaintQuerySet, query: QueryDict) -> Page:
    """Return the page that ``query`` names by the report it starts after; the newest by default.

    No page is counted: one row more than is shown tells whether there is another page.
    """
    older, newer = _place(query.get(OLDER, "")), _place(query.get(NEWER, ""))
    if newer is not None:
        moment, pk = newer
        above = rows.filter(created_at__gte=moment).exclude(created_at=moment, id__lte=pk)
        page = list(above.order_by("created_at", "id")[: PAGE_SIZE + 1])
        more = len(page) > PAGE_SIZE
        page = page[:PAGE_SIZE][::-1]
        return Page(
            page,
            _query(query, NEWER, page[0]) if more else "",
            _query(query, OLDER, page[-1]) if page else "",
        )
    if older is not None:
        moment, pk = older
        rows = rows.filter(created_at__lte=moment).exclude(created_at=moment, id__gte=pk)
    page = list(rows.order_by("-created_at", "-id")[: PAGE_SIZE + 1])
    more = len(page) > PAGE_SIZE
    page = page[:PAGE_SIZE]
    return Page(
        page,
        _query(query, NEWER, page[0]) if page and older is not None else "",
        _query(query, OLDER, page[-1]) if more else "",
    )


def _with_words(rows: ComplaintQuerySet, typed: str) -> ComplaintQuerySet:
    code = receipts.normal_code(typed)
    if _CODE.fullmatch(code):
        exact = rows.filter(code=code)
        if exact.exists():
            return exact
    meant = " ".join(word for word in typed.split() if word.lower().strip(".\"'") not in STOP_WORDS)
    if not meant:
        return rows
    return rows.filter(search=SearchQuery(meant, config="indonesian", search_type="websearch"))


def _place(text: str) -> tuple[datetime, int] | None:
    """Read a place in the list; None for anything that is not one of ours."""
    moment, _, pk = text.rpartition("_")
    try:
        at = parse_datetime(moment)
    except ValueError:
        return None
    if at is None or timezone.is_naive(at) or not pk.isascii() or not pk.isdecimal():
        return None
    return (at, int(pk)) if len(pk) < 19 else None  # noqa: PLR2004 - what fits a bigint


def _query(query: QueryDict, name: str, row: Complaint) -> str:
    kept = query.copy()
    for gone in (OLDER, NEWER):
        kept.pop(gone, None)
    kept[name] = f"{row.created_at.isoformat()}_{row.pk}"
    return f"?{kept.urlencode()}"


def _start_of(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _agencies() -> choices.Rows:
    offices = Agency.objects.active().exclude(kind=Agency.Kind.UNIT)
    return [("", [(row.code, row.short_name, row) for row in offices])]
