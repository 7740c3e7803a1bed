"""The search line, the filters and the order of the inbox; every choice has an address."""

from __future__ import annotations

import functools
import itertools
import operator
from collections.abc import Callable, Collection
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone

from accounts.models import User
from agencies.models import Officer, Region
from agencies.models.law import FIRST_DAY, LAST_DAY
from complaints.access import Desk
from complaints.desk.inbox.finding import big
from complaints.desk.inbox.tabs import Tab
from complaints.fields import Line
from complaints.models.complaint import Channel
from complaints.states import State
from complaints.together import tags
from lapor import clock
from lapor.forms import DayInput

ME, NOBODY = "saya", "belum"
"""Whose reports, besides a colleague's: one's own, and those that nobody was given."""
NO_SUCH_DAY = "Tanggal ini tidak ada, jadi tidak dipakai."
IN_USE = (MinValueValidator(FIRST_DAY, NO_SUCH_DAY), MaxValueValidator(LAST_DAY, NO_SUCH_DAY))
WORDS, ORDER, IMPORTED, TAG = "q", "urut", "impor", "tanda"
LATE, PERIOD = "terlambat", ("dari", "sampai")


def is_narrowed(query: QueryDict) -> bool:
    """Whether an address names a filter or words."""
    names = FilterForm.base_fields.keys() - {ORDER}
    return any(query.get(name) for name in names)


class FilterForm(forms.Form):
    """What narrows a list and puts it in order; a value that is not understood does nothing."""

    q = Line(
        label="Cari laporan",
        required=False,
        max_length=100,
        widget=forms.TextInput(
            {
                "type": "search",
                "placeholder": "Nomor tiket atau kata",
                "data-key": "/",
                "data-key-words": "Ke kotak pencarian",
            }
        ),
    )
    urut = forms.ChoiceField(
        label="Urutan",
        required=False,
        widget=forms.Select({"form": "saringan"}),  # it stands above the list, outside the form
    )
    keadaan = forms.ChoiceField(label="Keadaan", required=False)
    kategori = forms.ChoiceField(label="Kategori", required=False)
    kecamatan = forms.ChoiceField(label="Kecamatan", required=False)
    kelurahan = forms.ChoiceField(label="Kelurahan", required=False)
    saluran = forms.ChoiceField(label="Saluran", required=False)
    petugas = forms.ChoiceField(label="Petugas", required=False)
    tanda = forms.ChoiceField(label="Tanda", required=False)
    dari = forms.DateField(
        label="Dikirim sejak", required=False, widget=DayInput, validators=IN_USE
    )
    sampai = forms.DateField(
        label="Dikirim sampai", required=False, widget=DayInput, validators=IN_USE
    )
    terlambat = forms.BooleanField(label="Lewat tenggat", required=False)
    bahaya = forms.BooleanField(label="Ada bahaya", required=False)
    inspeksi = forms.BooleanField(label="Berkadar pengawasan", required=False)
    impor = forms.BooleanField(label="Diimpor dari SP4N", required=False)

    def __init__(self, *args: object, desk: Desk, tab: Tab) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        self.desk = desk
        districts = {one.parent.code: one.parent.name for one in desk.regions if one.parent}
        wards = [
            (name or "Lainnya", [(one.code, one.name) for one in group])
            for name, group in itertools.groupby(desk.regions, key=_district_of)
        ]
        self._offer("urut", "", [(order.slug, order.label) for order in tab.orders])
        self._offer("keadaan", "Semua keadaan", State.choices)
        categories = [(one.code, one.name) for one in desk.categories]
        self._offer("kategori", "Semua kategori", categories)
        self._offer("kecamatan", "Semua kecamatan", sorted(districts.items(), key=_label))
        self._offer("kelurahan", "Semua kelurahan", wards)
        self._offer("saluran", "Semua saluran", Channel.choices)
        people = [(str(one.pk), str(one)) for one in colleagues(desk)]
        fixed = [(ME, "Saya sendiri"), (NOBODY, "Belum ada petugas")]
        self._offer("petugas", "Semua petugas", [*fixed, *people])
        self._offer("tanda", "Semua tanda", tag_choices(desk))
        for name in ("dari", "sampai"):
            self.fields[name].error_messages["invalid"] = NO_SUCH_DAY

    def _offer(self, name: str, everything: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", everything), *choices] if everything else choices
        wrong = f"{field.label} ini tidak ada di daftar, jadi tidak dipakai."
        field.error_messages["invalid_choice"] = wrong

    def values(self) -> dict[str, str]:
        """Return what was understood, as it stands in an address."""
        if not self.is_bound:
            return {}
        self.is_valid()
        data = {name: self.cleaned_data.get(name) for name in self.fields}
        return {name: _written(value) for name, value in data.items() if value}

    def words(self, *, but: Collection[str] = ()) -> list[str]:
        """Return what was chosen as it is read: *Kategori: Jalan & jembatan*.

        Args:
            but: names of fields that are left out.
        """
        return [
            f"{self.fields[name].label}: {self._words_of(name, value)}"
            if not isinstance(self.fields[name], forms.BooleanField)
            else str(self.fields[name].label)
            for name, value in self.values().items()
            if name not in but
        ]

    def _words_of(self, name: str, value: str) -> str:
        """Return what a value is called in its list of choices."""
        known = self.fields[name]
        if not isinstance(known, forms.ChoiceField):
            return value
        choices: Any = known.choices
        for key, label in choices:
            inner = label if isinstance(label, list | tuple) else [(key, label)]
            if found := [str(text) for code, text in inner if str(code) == value]:
                return found[0]
        return value

    @property
    def has_tags(self) -> bool:
        """Whether there is any tag to choose."""
        return bool(self.desk.tags)

    def condition(self) -> Q:
        """Return the condition for all filters that were chosen; words are another matter.

        It is for rows of ``finding.with_words``, and written as the index of words compares.
        """
        chosen = self.values()
        meanings: dict[str, Callable[[str], Q]] = {
            "keadaan": lambda value: Q(status=value),
            "kategori": lambda value: Q(category=self._id_of(self.desk.categories, value)),
            "kelurahan": lambda value: Q(region=self._id_of(self.desk.regions, value)),
            "kecamatan": self._district,
            "saluran": lambda value: Q(channel=value),
            "petugas": self._officer,
            "tanda": self._tag,
            "terlambat": lambda _: Q(next_due_at__lt=clock.now()),
            "bahaya": lambda _: Q(is_danger=1),
            "inspeksi": lambda _: Q(is_inspection=1),
            IMPORTED: lambda _: Q(imported_in__isnull=False),
            "dari": lambda value: Q(created_at__gte=_start_of(date.fromisoformat(value))),
            "sampai": lambda value: Q(
                created_at__lt=_start_of(date.fromisoformat(value) + timedelta(days=1))
            ),
        }
        narrow = Q()
        for name, condition in meanings.items():
            if name in chosen:
                narrow &= condition(chosen[name])
        return narrow

    def period(self) -> tuple[datetime | None, datetime | None]:
        """Return since when and before when the reports were sent, where that was chosen."""
        first, last = (
            (self.cleaned_data.get(name) for name in PERIOD) if self.is_bound else (None,) * 2
        )
        after_last = _start_of(last + timedelta(days=1)) if last else None
        return _start_of(first) if first else None, after_last

    def wrong(self) -> list[str]:
        """Return a sentence for every value that was not understood."""
        return [str(error) for errors in self.errors.values() for error in errors]

    @staticmethod
    def _id_of(rows: list[Any], code: str) -> Any:
        return big(next(row for row in rows if row.code == code))

    def _district(self, code: str) -> Q:
        wards = [row.pk for row in self.desk.regions if row.parent and row.parent.code == code]
        return functools.reduce(operator.or_, [Q(region=big(pk)) for pk in wards])

    def _officer(self, who: str) -> Q:
        if who == NOBODY:
            return Q(holder_officer__isnull=True)
        return Q(holder_officer=big(self.desk.user if who == ME else int(who)))

    def _tag(self, number: str) -> Q:
        ids = self.desk.tags.ids_of(self.desk.tags.by_id[int(number)])
        return Q(tag_ids__overlap=ids)


def tag_choices(desk: Desk) -> list[Any]:
    """Return the tags that the officer may read, by owner; those that are switched off stand last."""
    agencies = [officer.agency for officer in desk.officers]
    off = [row for row in desk.tags.all if not row.is_active]
    groups = [*tags.groups_of(desk.tags.offered, agencies), ("Tidak dipakai lagi", off)]
    return [(name, [(str(row.pk), str(row)) for row in rows]) for name, rows in groups if rows]


def colleagues(desk: Desk) -> list[User]:
    """Return the others of the officer's units to whom a report may be given: one query."""
    units = {officer.agency_id for officer in desk.officers}
    rows = Officer.objects.active().filter(agency__in=units).exclude(user=desk.user)
    found = {row.user_id: row.user for row in rows.select_related("user").order_by("user__name")}
    return list(found.values())


def _district_of(ward: Region) -> str:
    return f"Kecamatan {ward.parent.name}" if ward.parent else ""


def _label(choice: tuple[str, str]) -> str:
    return choice[1]


def _written(value: Any) -> str:
    if value is True:
        return "1"
    return value.isoformat() if isinstance(value, date) else str(value)


def _start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
