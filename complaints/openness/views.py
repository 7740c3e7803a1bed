"""Pages of the town's own record."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from agencies.models import Agency
from complaints.openness import record, telling
from complaints.openness.charts import chart
from lapor import clock


@require_safe
def performance(request: HttpRequest) -> HttpResponse:
    """Show how the town works: a year, its offices compared fairly, and what that cannot say."""
    years = record.years()
    number, wrong = _year_of(request, years)
    told = record.year(number)
    context = {
        "years": years,
        "wrong": wrong,
        "told": told,
        "sentence": telling.sentence(told),
        "outcomes": telling.outcomes(told.counts),
        "groups": telling.groups(told),
        "not_compared": telling.not_compared(told),
        "not_forwarded": telling.not_forwarded(told),
        "method": telling.method(),
        "as_of": clock.now(),
        "here": reverse("openness:performance"),
    }
    return render(request, "openness/performance.html", context)


@require_safe
def agency(request: HttpRequest, key: str) -> HttpResponse:
    """Show the record of one office with all its units; a unit leads to its office."""
    found = next((one for one in record.agencies().values() if one.code == key), None)
    if found is None:
        raise Http404
    years = record.years()
    number, wrong = _year_of(request, years)
    if found.office_id != found.pk:
        return redirect(telling.url_of(record.agencies()[found.office_id], number))
    return render(request, "openness/agency.html", _of(found, number, years, wrong))


def _of(found: Agency, number: int, years: list[int], wrong: str) -> dict[str, object]:
    told = record.year(number)
    mine = told.of(found)
    return {
        "agency": found,
        "years": years,
        "wrong": wrong,
        "told": told,
        "mine": mine,
        "outcomes": telling.outcomes(mine.counts),
        "details": telling.details(mine),
        "months": chart(record.over_months(number, found), by_month=True),
        "over_years": chart(record.over_years(found), by_month=False),
        "units": record.of_units(number, found),
        "method": telling.method(),
        "as_of": clock.now(),
        "here": reverse("openness:agency", args=[found.code]),
    }


def _year_of(request: HttpRequest, years: list[int]) -> tuple[int, str]:
    """Return the year that is asked for, or the newest, with a sentence when there is none such."""
    asked = request.GET.get("tahun", "").strip()
    known = {str(number): number for number in years}
    if not asked or asked in known:
        return known.get(asked, years[0]), ""
    return years[0], f"Tahun itu tidak ada di sini. Ini angka tahun {years[0]}."
