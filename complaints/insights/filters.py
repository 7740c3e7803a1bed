"""What somebody asks of the figures: an address or a form becomes a slice, within what the role allows.

``Asked.from_request`` is the one way in; every page, list, file and export of figures goes by it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, cached_property, lru_cache
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse

from agencies.models import Agency, Officer, Region
from complaints.figures import reading
from complaints.figures.slices import Slice
from complaints.insights import period as periods
from complaints.insights.period import Length, Period
from complaints.insights.town import NO_CATEGORY, NO_LEAD, NO_WARD, Town
from complaints.models.complaint import Channel
from complaints.models.figures import DIMENSIONS, Klass
from complaints.models.visibility import EVERYTHING_ROLES, units_of
from lapor import clock, kept

NONE = "tanpa"
"""In an address: those that have no agency yet, no category, or no kelurahan."""
PERIOD, YEAR = "masa", "tahun"
AGENCY, CATEGORY, DISTRICT, WARD = "instansi", "kategori", "kecamatan", "kelurahan"
CHANNEL, KLASS = "saluran", "kelas"
NARROWING = (AGENCY, CATEGORY, DISTRICT, WARD, CHANNEL, KLASS)
PARAMETER_OF = {
    "lead": AGENCY,
    "category": CATEGORY,
    "region": WARD,
    "channel": CHANNEL,
    "klass": KLASS,
}
"""By which name of an address a dimension of the figures is asked."""


class Scope(NamedTuple):
    """Whose figures a person may see."""

    agencies: tuple[int, ...] | None
    """Ids of the agencies; None for the whole town."""
    words: str


class Chosen(NamedTuple):
    """One filter that is set: what it is, and the address without it."""

    name: str
    value: str
    without: str


def scope_of(officers: list[Officer]) -> Scope:
    """Return whose figures the officers' person may see: the town's, a subtree's, or own units'.

    Raises ``PermissionDenied`` for everybody who is not a verifier, overseer or officer of an
    agency.
    """
    if any(officer.role in EVERYTHING_ROLES for officer in officers):
        return Scope(None, "seluruh kota")
    ids = tuple(units_of(officers))
    if not ids:
        raise PermissionDenied
    heads = sorted({str(o.agency) for o in officers if o.agency_id in ids})
    below = " dan unit di bawahnya" if len(ids) > len(heads) else ""
    return Scope(ids, " dan ".join(heads) + below)


class FilterForm(forms.Form):
    """What narrows the figures; a value that is not understood does nothing and is said."""

    masa = forms.ChoiceField(label="Masa", required=False)
    instansi = forms.ChoiceField(label="Instansi", required=False)
    kategori = forms.ChoiceField(label="Kategori", required=False)
    kecamatan = forms.ChoiceField(label="Kecamatan", required=False)
    kelurahan = forms.ChoiceField(label="Kelurahan", required=False)
    saluran = forms.ChoiceField(label="Saluran", required=False)
    kelas = forms.ChoiceField(label="Klasifikasi", required=False)

    unmarked = (PERIOD, *NARROWING)  # every one may be left alone; saying so would only be noise

    def __init__(
        self, data: Mapping[str, str], *, town: Town, scope: Scope, period: Period
    ) -> None:
        super().__init__(data, auto_id="saring-%s")
        self._offer(PERIOD, "", _periods(period))
        self._offer(AGENCY, "Semua instansi", _agencies(town, scope))
        categories = [(code, row.name) for code, row in town.categories.items()]
        self._offer(CATEGORY, "Semua kategori", [*categories, (NONE, NO_CATEGORY)])
        districts = town.of_level(Region.Level.DISTRICT)
        self._offer(DISTRICT, "Semua kecamatan", [(row.code, row.name) for row in districts])
        wards = [
            (row.name, [(ward.code, ward.name) for ward in town.wards_below(row)])
            for row in districts
        ]
        self._offer(WARD, "Semua kelurahan", [*wards, (NONE, NO_WARD)])
        self._offer(CHANNEL, "Semua saluran", Channel.choices)
        self._offer(KLASS, "Semua klasifikasi", Klass.choices)

    def _offer(self, name: str, everything: str, choices: list[Any]) -> None:
        known = self.fields[name]
        assert isinstance(known, forms.ChoiceField)
        known.choices = [("", everything), *choices] if everything else choices
        wrong = f"{known.label} ini tidak ada di daftar, jadi tidak dipakai."
        known.error_messages["invalid_choice"] = wrong

    def chosen(self) -> dict[str, str]:
        """Return what narrows the figures and was understood, as it stands in an address."""
        self.is_valid()
        return {name: value for name in NARROWING if (value := self.cleaned_data.get(name))}

    def wrong(self) -> list[str]:
        """Return a sentence for every value that was not understood."""
        return [str(error) for errors in self.errors.values() for error in errors]

    def words_of(self, name: str, value: str) -> str:
        """Return what a choice is called on the screen."""
        known = self.fields[name]
        assert isinstance(known, forms.ChoiceField)
        choices: Any = known.choices
        for key, words in choices:
            inner = words if isinstance(words, list | tuple) else [(key, words)]
            found = [str(text) for code, text in inner if code == value]
            if found:
                return found[0]
        return value


@dataclass(frozen=True)
class Asked:
    """What was asked of the figures.

    Attributes:
        period: the time.
        slice: the reports of that time and of all filters, within the scope.
        before: the same filters over the period before, as far as this one has run.
        year_before: the same, a year earlier.
        scope: whose figures the person may see.
        chosen: the filters that are set, by their names in an address.
        form: the form that shows them.
        wrong: a sentence for all that was not understood.
    """

    period: Period
    slice: Slice
    before: Slice
    year_before: Slice
    scope: Scope
    chosen: dict[str, str]
    form: FilterForm
    town: Town = field(repr=False)
    wrong: tuple[str, ...] = ()

    @classmethod
    def from_request(cls, request: HttpRequest, officers: list[Officer]) -> Asked:
        """Read the address of a request of somebody with these roles.

        Raises ``PermissionDenied`` when the roles see no figures.
        """
        return cls.of(request.GET, scope_of(officers))

    @classmethod
    def of(cls, values: Mapping[str, Any], scope: Scope) -> Asked:
        """Read the values of an address, such as a kept one that is made again for a file."""
        period, unknown = _period_of(values)
        data = {name: str(values.get(name, "")) for name in NARROWING} | {PERIOD: period.code}
        town = Town.read()
        form = FilterForm(data, town=town, scope=scope, period=period)
        chosen, wrong = form.chosen(), [*unknown, *form.wrong()]
        if _contradicts(chosen, town):
            wrong.append(
                "Kelurahan ini di luar kecamatan yang dipilih, jadi kecamatannya diabaikan."
            )
            del chosen[DISTRICT]
        if wrong:  # said once above the form, which then shows what is in use
            form = FilterForm(
                {**chosen, PERIOD: period.code}, town=town, scope=scope, period=period
            )
            form.is_valid()
        whole = Slice(period.first, period.last, **_parts(chosen, scope, town))
        spans = [one.like(period) for one in (period.previous(), period.year_before())]
        before, year_before = (whole.of(first=span.first, last=span.last) for span in spans)
        return cls(period, whole, before, year_before, scope, chosen, form, town, tuple(wrong))

    def over(self, asked: Slice) -> Asked:
        """Return the same question about another slice."""
        return replace(self, slice=asked)

    @property
    def values(self) -> dict[str, str]:
        """What makes the same question again, by the names of an address."""
        return {PERIOD: self.period.code, **self.chosen}

    @property
    def query(self) -> str:
        """The same as the end of an address, without the question mark."""
        return _encoded(self.values)

    def query_with(self, **changes: str) -> str:
        """Return the end of an address with some filters changed; an empty value takes one away."""
        changed = {**self.values, **changes}
        return _encoded({name: value for name, value in changed.items() if value})

    def address(self, name: str, *args: str, **changes: str) -> str:
        """Return the address of a page with these filters, some changed.

        Args:
            name: the page, such as ``insights:dashboard``.
            args: what its address wants.
            changes: filters by their names in an address; an empty one is taken away.
        """
        return f"{_path(name, *args)}?{self.query_with(**changes)}"

    @property
    def words(self) -> str:
        """What is asked, for headings: *tahun 2026 · Dinas PUPR · Jalan & jembatan*."""
        narrowed = [f"{self.form.words_of(name, value)}" for name, value in self.chosen.items()]
        return " · ".join([self.period.words, *(narrowed or [self.scope.words])])

    @cached_property
    def agency(self) -> Agency | None:
        """The agency that is asked for, if one is."""
        return self.town.agencies.get(self.chosen.get(AGENCY, ""))

    def narrowed(self, page: str, *args: str) -> list[Chosen]:
        """Return the filters that are set, each with the address of the page without it."""
        return [
            Chosen(
                str(self.form.fields[name].label),
                self.form.words_of(name, value),
                self.address(page, *args, **{name: ""}),
            )
            for name, value in self.chosen.items()
        ]


def _encoded(values: Mapping[str, str]) -> str:
    return "&".join(_pair(name, value) for name, value in values.items())


@lru_cache(maxsize=4096)
def _pair(name: str, value: str) -> str:
    return urlencode({name: value})


@cache
def _path(name: str, *args: str) -> str:
    return reverse(name, args=args)


def rows_of(asked: Slice, *, by_closing: bool = False) -> Q:
    """Return the reports of a slice as a question to ``Standing``.

    Args:
        asked: the slice.
        by_closing: whether the time is that of closing instead of receipt.
    """
    found = Q(**{f"{'closed_on' if by_closing else 'day'}__range": (asked.first, asked.last)})
    for name in asked.fixed:
        wanted = getattr(asked, name)
        one = Q(**{f"{name}__in": [value for value in wanted if value is not None]})
        found &= one | Q(**{f"{name}__isnull": True}) if None in wanted else one
    return found


def _period_of(values: Mapping[str, Any]) -> tuple[Period, list[str]]:
    """Return the period that an address asks for, and what to say when it asks for none."""
    code = str(values.get(PERIOD) or values.get(YEAR) or "")
    if not code:
        return periods.present(), []
    found = periods.read(code[:30])
    if found is not None:
        return found, []
    now = periods.present()
    return now, [f"Masa ini tidak dikenali. Yang tampil: {now.words}."]


def _parts(chosen: Mapping[str, str], scope: Scope, town: Town) -> dict[str, Any]:
    """Return the filters as parts of a slice."""
    parts: dict[str, Any] = dict.fromkeys(DIMENSIONS) | {"lead": scope.agencies}
    for name, value in chosen.items():
        if value == NONE:
            parts[{AGENCY: "lead", CATEGORY: "category"}.get(name, "region")] = (None,)
        elif name == AGENCY:
            parts["lead"] = _within(town.below[town.agencies[value].pk], scope.agencies)
        elif name == CATEGORY:
            parts["category"] = (town.categories[value].pk,)
        elif name == WARD:
            parts["region"] = (town.regions[value].pk,)
        elif name == DISTRICT and WARD not in chosen:
            district = town.regions[value]
            parts["region"] = tuple(row.pk for row in (district, *town.wards_below(district)))
        elif name == CHANNEL:
            parts["channel"] = (value,)
        elif name == KLASS:
            parts["klass"] = (value,)
    return parts


def _within(ids: Iterable[int], allowed: Collection[int] | None) -> tuple[int, ...]:
    return tuple(pk for pk in ids if allowed is None or pk in allowed)


def _contradicts(chosen: Mapping[str, str], town: Town) -> bool:
    """Whether the kelurahan lies in another kecamatan than the one that is asked for."""
    ward, district = town.regions.get(chosen.get(WARD, "")), chosen.get(DISTRICT)
    if ward is None or district is None:
        return district is not None and chosen.get(WARD) == NONE
    return ward.parent_id != town.regions[district].pk


def _agencies(town: Town, scope: Scope) -> list[Any]:
    """Return the agencies that may be asked for, under the headings of their kind."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for kind in Agency.Kind:
        for code, row in town.agencies.items():
            if row.kind == kind and (scope.agencies is None or row.pk in scope.agencies):
                heading = kind.label[:1].upper() + kind.label[1:]
                words = row.short_name if row.is_active else f"{row.short_name} (ditutup)"
                groups.setdefault(heading, []).append((code, words))
    nobody = [(NONE, NO_LEAD)] if scope.agencies is None else []
    return [*nobody, *groups.items()]


def _periods(period: Period) -> list[Any]:
    """Return the periods to choose from: every year, and the parts of the one that is shown."""
    this = clock.today().year
    years = range(max(this, period.first.year), _first_year(period) - 1, -1)
    quarters = [Period.around(Length.QUARTER, _day(period, month)) for month in (1, 4, 7, 10)]
    months = [Period.around(Length.MONTH, _day(period, month)) for month in range(1, 13)]
    groups: list[Any] = [
        ("Tahun", [(f"{year}", f"Tahun {year}") for year in years]),
        ("Triwulan", [(one.code, _capital(one.words)) for one in quarters]),
        ("Bulan", [(one.code, one.words) for one in months]),
    ]
    if period.length in (Length.DAY, Length.WEEK, Length.SPAN):
        groups.append((_capital(period.length.value), [(period.code, _capital(period.words))]))
    return groups


def _first_year(period: Period) -> int:
    first = kept.remember("insights.first_year", _read_first_year)
    return min(first, period.first.year)


def _read_first_year() -> int:
    return (reading.first_day() or clock.today()).year


def _day(period: Period, month: int) -> date:
    return date(period.first.year, month, 1)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
