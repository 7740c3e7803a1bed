"""Addresses of the public list: one canonical order, filters as links that add or take away."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.http import urlencode

from complaints.citizens.public.searching import EXACTLY, GROUPS, FilterForm
from lapor import clock, words

ORDER = ("q", "keadaan", "kategori", "instansi", "kelurahan", "dari", "sampai", EXACTLY)
PERIODS = (("7 hari terakhir", 7), ("30 hari terakhir", 30), ("Setahun terakhir", 365))
NAMED = ("kelurahan", "kategori", "instansi")
"""Filters whose names people type into the search line."""
MOST_HINTS = 3
LIKE_ENOUGH = 0.84


class Link(NamedTuple):
    """A link to another cut of the list."""

    url: str
    label: str
    current: bool = False


def values_of(form: FilterForm) -> dict[str, str]:
    """Return what a cleaned form asks for, as it stands in an address; what is wrong is left out."""
    values: dict[str, str] = {}
    for name in ORDER:
        value = form.cleaned_data.get(name)
        if not value:
            continue
        if isinstance(value, str):
            values[name] = value
        elif isinstance(value, date):
            values[name] = value.isoformat()
        else:
            values[name] = value.code
    if form.is_exact and "q" in values:
        values[EXACTLY] = "1"
    return values


def address(values: dict[str, str], name: str = "citizens:public_list", **changes: str) -> str:
    """Return the address of a cut of the list; a change to an empty text takes a filter away."""
    merged = {**values, **changes}
    pairs = [(key, merged[key]) for key in ORDER if merged.get(key)]
    path = reverse(name)
    return f"{path}?{urlencode(pairs)}" if pairs else path


def present(form: FilterForm) -> list[Link]:
    """Return the filters that are set, each with the address without it."""
    values = values_of(form)
    return [
        Link(address(values, **{name: ""}), words_of(form, name))
        for name in ORDER
        if name in values and name not in ("q", EXACTLY)
    ]


def words_of(form: FilterForm, name: str) -> str:
    """Return a filter that is set, in words."""
    value = form.cleaned_data[name]
    if name == "keadaan":
        return GROUPS[value][0]
    if name == "dari":
        return f"Sejak {words.day(value)}"
    if name == "sampai":
        return f"Sampai {words.day(value)}"
    label = next(label for code, label in _named(form, name) if code == value.code)
    return f"Kelurahan {label}" if name == "kelurahan" else label


def shortcuts(form: FilterForm) -> list[tuple[str, list[Link]]]:
    """Return the groups of filters that are one tap away: state and period."""
    values = values_of(form)
    states = [
        Link(address(values, keadaan=code), label, values.get("keadaan") == code)
        for code, (label, _) in GROUPS.items()
    ]
    today = clock.today()
    periods = []
    for label, days in PERIODS:
        since = (today - timedelta(days=days - 1)).isoformat()
        is_set = values.get("dari") == since and "sampai" not in values
        periods.append(Link(address(values, dari=since, sampai=""), label, is_set))
    return [("Keadaan", states), ("Waktu", periods)]


def hints(form: FilterForm) -> list[Link]:
    """Return the places, subjects and offices that the words name, as links to their reports."""
    values = values_of(form)
    typed = re.findall(r"[^\W_]+", values.get("q", "").lower())
    found = []
    for name in NAMED:
        if name in values:
            continue
        for code, label in _named(form, name):
            rest = _without(typed, re.findall(r"[^\W_]+", label.lower()))
            if rest is not None:
                url = address({**values, EXACTLY: ""}, q=" ".join(rest), **{name: code})
                found.append(Link(url, _hint(name, label, rest)))
    return found[:MOST_HINTS]


def heading(form: FilterForm) -> str:
    """Return what this cut of the list is called: the same words in title, feed and heading."""
    values = values_of(form)
    parts = [
        words_of(form, name) for name in ORDER if name in values and name not in ("q", EXACTLY)
    ]
    if "q" in values:
        parts.insert(0, f"“{values['q']}”")
    return f"Laporan publik: {', '.join(parts)}" if parts else "Laporan publik"


def _hint(name: str, label: str, rest: list[str]) -> str:
    where = f"di Kelurahan {label}" if name == "kelurahan" else f"tentang {label}"
    where = f"untuk {label}" if name == "instansi" else where
    return f"“{' '.join(rest)}” {where}" if rest else f"Semua laporan {where}"


def _without(typed: list[str], name: list[str]) -> list[str] | None:
    """Return the typed words without those of a name, forgiving a slip; None when it is not named."""
    for start in range(len(typed) - len(name) + 1):
        pairs = list(zip(typed[start : start + len(name)], name, strict=True))
        if pairs and all(_alike(one, other) for one, other in pairs):
            return typed[:start] + typed[start + len(name) :]
    return None


def _alike(typed: str, name: str) -> bool:
    if typed == name:
        return True
    shortest = 5
    return len(typed) >= shortest and (
        difflib.SequenceMatcher(None, typed, name).ratio() >= LIKE_ENOUGH
    )


def _named(form: FilterForm, name: str) -> Iterator[tuple[str, str]]:
    """Yield code and label of every choice of a filter, as the form has read them already."""
    field: Any = form.fields[name]
    for code, label in field.choices:
        if isinstance(label, list | tuple):
            yield from ((str(one), str(words_)) for one, words_ in label)
        elif code:
            yield str(code), str(label)
