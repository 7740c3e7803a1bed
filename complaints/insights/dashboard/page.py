"""The dashboard put together: its blocks in the order in which a mayor reads them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse

from agencies.models import Officer
from complaints.access import Desk
from complaints.fields import number
from complaints.insights import topics
from complaints.insights.charts.chart import Cell, Chart, Line
from complaints.insights.dashboard import course, now, parts, tasks
from complaints.insights.dashboard.numbers import Numbers, lengths_of
from complaints.insights.filters import AGENCY, PERIOD, Asked
from complaints.insights.period import Period
from complaints.insights.telling import capital
from lapor import clock

PAGE = "insights:dashboard"
Role = Officer.Role
DRAWN: dict[str, Callable[[Numbers], Chart]] = {
    "posisi": now.funnel,
    "umur": now.ageing,
    "tren": course.trend,
    "janji": course.promises,
    "waktu": course.speed,
    "arsip": course.archive,
    "instansi": parts.agencies,
    "kategori": parts.categories,
    "kelurahan": lambda numbers: parts.places(numbers)[0],
    "peta": lambda numbers: parts.places(numbers)[1],
    "saluran": lambda numbers: parts.doors(numbers)[0],
    "klasifikasi": lambda numbers: parts.doors(numbers)[1],
    "semua": course.everything,
}
"""Every chart by its code, for files."""
TOPICS = "topik"
EVERYBODY = frozenset(Role.values)
ROOMS: tuple[tuple[str, str, frozenset[str]], ...] = (
    ("insights:all", "Semua angka", EVERYBODY),
    ("insights:satisfaction", "Survei kepuasan", EVERYBODY),
    ("insights:signs", "Yang menonjol", frozenset({Role.OVERSEER})),
    (
        "insights:upward_reports",
        "Laporan berkala",
        frozenset({Role.VERIFIER, Role.OVERSEER, Role.SUPERVISOR}),
    ),
    ("insights:wall", "Layar dinding", EVERYBODY),
    ("exports:mine", "Berkas unduhan", EVERYBODY),
)
"""Pages beside the dashboard: name, words, and the roles that may go there."""
FILTERED = ("insights:all", "insights:satisfaction", "insights:wall")
"""Those of them that go on with what is asked of the dashboard."""


def context(asked: Asked, desk: Desk) -> dict[str, Any]:
    """Return what the dashboard shows."""
    numbers = Numbers(asked)
    places, map_of_places = parts.places(numbers)
    channels, classes = parts.doors(numbers)
    return {
        **head(asked),
        **first(numbers, desk),
        "charts": {
            "posisi": now.funnel(numbers),
            "umur": now.ageing(numbers),
            "tren": course.trend(numbers),
            "janji": course.promises(numbers),
            "waktu": course.speed(numbers),
            "instansi": parts.agencies(numbers),
            "kategori": parts.categories(numbers),
            "kelurahan": places,
            "peta": map_of_places,
            "saluran": channels,
            "klasifikasi": classes,
            "arsip": course.archive(numbers),
            **({TOPICS: topic_chart(numbers)} if shows_topics(asked) else {}),
        },
        "worst": now.worst(numbers, desk),
        "worst_url": asked.address("insights:list", "late", **{PERIOD: numbers.ever_code})
        + "&urut=terlama",
        "rooms": list(rooms(asked, desk)),
    }


def head(asked: Asked) -> dict[str, Any]:
    """Return what stands above the figures: what is asked, and the ways to ask otherwise."""
    earlier, later = asked.period.previous(), asked.period.next()
    return {
        "asked": asked,
        "page_url": reverse(PAGE),
        "narrowed": asked.narrowed(PAGE),
        "lengths": [
            _link(asked, one, capital(one.length.value), current=one == asked.period)
            for one in lengths_of(asked.period)
        ],
        "earlier": _link(asked, earlier, capital(earlier.words)),
        "later": _link(asked, later, capital(later.words))
        if later.first <= clock.today()
        else None,
        "as_of": clock.now(),
        "query": asked.query,
        "sheet_url": asked.address("insights:sheet"),
        "all_url": asked.address("insights:all"),
    }


def rooms(asked: Asked, desk: Desk) -> Iterator[tuple[str, str]]:
    """Yield the pages beside the dashboard that the officer may open: address and words."""
    for name, words, roles in ROOMS:
        if not desk.roles.isdisjoint(roles):
            with suppress(NoReverseMatch):  # a room that this town does not open
                yield asked.address(name) if name in FILTERED else reverse(name), words


def first(numbers: Numbers, desk: Desk) -> dict[str, Any]:
    """Return what is read first: the sentence, what needs a decision, and eight figures."""
    return {
        "sentence": now.published(numbers),
        "composition": now.composition(numbers),
        "parts": now.parts_of_sentence(numbers),
        "tasks": tasks.tasks(numbers, desk),
        "tiles": now.tiles(numbers),
        "received": number(numbers.count("received")),
    }


def wall_context(asked: Asked, desk: Desk) -> dict[str, Any]:
    """Return what the screen on the wall shows."""
    numbers = Numbers(asked)
    return {
        **head(asked),
        **first(numbers, desk),
        "charts": {
            "tren": course.trend(numbers),
            "posisi": now.funnel(numbers),
            "umur": now.ageing(numbers),
        },
        "back_url": asked.address(PAGE),
    }


def all_context(asked: Asked) -> dict[str, Any]:
    """Return what the page of all figures shows."""
    return {
        "asked": asked,
        "narrowed": asked.narrowed("insights:all"),
        "chart": course.everything(Numbers(asked)),
        "query": asked.query,
        "back_url": asked.address(PAGE),
    }


def every_chart(asked: Asked) -> Iterator[Chart]:
    """Yield all charts, for a workbook."""
    numbers = Numbers(asked)
    for draw in DRAWN.values():
        yield draw(numbers)


def shows_topics(asked: Asked) -> bool:
    """Whether words that rise are told: of the present, of a whole agency or the whole town."""
    present = asked.period.first <= clock.today() <= asked.period.last
    return present and set(asked.chosen) <= {AGENCY}


def topic_chart(numbers: Numbers) -> Chart:
    """The words that rise in the public texts."""
    lead = numbers.asked.slice.lead
    found = topics.rising(None if lead is None else [pk for pk in lead if pk is not None])
    inbox = reverse("desk:inbox")
    lines = tuple(
        Line(
            one.word,
            (
                Cell(number(one.lately), one.lately),
                Cell(number(round(one.usually)), round(one.usually, 1)),
            ),
            url=f"{inbox}?{urlencode({'daftar': 'semua', 'q': one.word})}",
            tone="warning",
        )
        for one in found
    )
    sentence = (
        f"“{capital(lines[0].label)}” paling naik: {lines[0].cells[0].words} laporan dalam 14 hari, "
        f"biasanya {lines[0].cells[1].words}."
        if lines
        else "Tidak ada kata yang naik dalam 14 hari terakhir."
    )
    return Chart(
        TOPICS,
        "Yang sedang ramai",
        sentence,
        ("Kata", "14 hari terakhir", "Biasanya"),
        lines,
        note="Kata dalam laporan yang terbuka untuk umum, dibandingkan dengan delapan minggu sebelumnya.",
    )


def _link(asked: Asked, period: Period, label: str, *, current: bool = False) -> dict[str, Any]:
    return {
        "url": asked.address(PAGE, **{PERIOD: period.code}),
        "label": label,
        "current": current,
    }
