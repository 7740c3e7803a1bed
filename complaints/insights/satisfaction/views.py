"""The page of the survey: the index, each question, offices beside each other, and what came later."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from complaints.access import Desk, officers_only
from complaints.fields import number
from complaints.figures import reading
from complaints.figures.cuts import Sums
from complaints.insights.figures import BY_CODE
from complaints.insights.filters import Asked
from complaints.insights.satisfaction.index import FEWEST, QUALITIES, Index
from complaints.insights.telling import share_of, told
from complaints.models.figures import SURVEYED

NAMES = ("surveyed", *SURVEYED, "still_fixed", "broken_again", "at_resolved")
PAGE = "insights:satisfaction"
LATER = ("still_fixed", "broken_again")


@never_cache
@require_safe
@officers_only()
def satisfaction(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show what reporters marked, of the reports that were received in a period."""
    asked = Asked.from_request(request, desk.officers)
    sums = reading.total(asked.slice, *NAMES)
    index = Index.of(sums)
    context = {
        "asked": asked,
        "narrowed": asked.narrowed(PAGE),
        "index": _shown(index) if index else None,
        "few": number(FEWEST),
        "answered": f"{number(sums['surveyed'])} dari {number(sums['at_resolved'])}",
        "rate": share_of(sums["surveyed"], sums["at_resolved"]),
        "later": _later(sums, asked),
        "offices": _offices(asked),
        "list_url": asked.address("insights:list", "surveyed"),
        "dashboard_url": asked.address("insights:dashboard"),
        "qualities": _ranges(),
    }
    return render(request, "insights/satisfaction/satisfaction.html", context)


def _shown(index: Index) -> dict[str, Any]:
    return {
        "value": two_decimals(index.value),
        "letter": index.quality.letter,
        "words": index.quality.words,
        "people": number(index.people),
        "is_few": index.is_few,
        "questions": [
            {
                "question": one.question,
                "mean": two_decimals(one.mean),
                "weighted": f"{one.weighted:.3f}".replace(".", ","),
                "index": two_decimals(one.index),
                "share": round(one.index),
            }
            for one in index.questions
        ],
    }


def _later(sums: Sums, asked: Asked) -> dict[str, Any] | None:
    """Return what reporters said four weeks later; None when nobody did."""
    people = sum(sums[name] for name in LATER)
    if not people:
        return None
    return {
        "people": number(people),
        "is_few": people < FEWEST,
        "good": number(sums["still_fixed"]),
        "share": told(BY_CODE["still_fixed"], BY_CODE["still_fixed"].value(sums)),
        "broken": number(sums["broken_again"]),
        "list_url": asked.address("insights:list", "broken_again"),
    }


def _offices(asked: Asked) -> list[dict[str, str]]:
    """Return the offices with enough who filled it in, by name: no ranking of few marks."""
    names = {row.pk: row for row in asked.town.agencies.values()}
    rows = []
    for pk, sums in reading.table(asked.slice, *NAMES, by=["lead"]).items():
        index, agency = Index.of(sums), names.get(pk)
        if agency is not None and index is not None and not index.is_few:
            url = asked.address(PAGE, instansi=agency.code)
            shown = {"value": two_decimals(index.value), "letter": index.quality.letter}
            rows.append({"name": str(agency), "url": url, "people": number(index.people), **shown})
    return sorted(rows, key=lambda row: row["name"])


def two_decimals(value: float) -> str:
    """Return a number as the survey is published: *82,45*."""
    return f"{value:.2f}".replace(".", ",")


def _ranges() -> list[tuple[str, str, str]]:
    """Return each letter with what it says and its range."""
    tops = (100.0, *(one.lowest - 0.01 for one in QUALITIES))
    return [
        (one.letter, one.words, f"{two_decimals(one.lowest)}–{two_decimals(top)}")
        for one, top in zip(QUALITIES, tops, strict=False)
    ]
