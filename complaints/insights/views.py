"""Pages of the dashboards."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from agencies.models import Officer
from complaints.insights import totals
from complaints.insights.forms import PeriodForm
from complaints.insights.pictures import late_rows, state_rows, tiles
from complaints.models.visibility import units_of
from complaints.shell import officers_of
from lapor import clock

TOWN_ROLES = (Officer.Role.VERIFIER, Officer.Role.OVERSEER)


@login_required
def dashboard(request: HttpRequest) -> HttpResponse:
    """Show the states of a year, what is late by agency, and the published sentence."""
    agency_ids = _scope(officers_of(request))
    years = totals.years()
    form = PeriodForm(request.GET or None, years=years)
    year = form.year()
    figures = totals.totals(date(year, 1, 1), date(year, 12, 31), agency_ids=agency_ids)
    late = totals.late_by_agency(agency_ids=agency_ids)
    context = {
        "form": form,
        "year": year,
        "figures": figures,
        "tiles": tiles(figures, late),
        "states": state_rows(figures),
        "late": late_rows(late),
        "whole_town": agency_ids is None,
        "as_of": clock.now(),
    }
    return render(request, "insights/dashboard.html", context)


def _scope(officers: list[Officer]) -> list[int] | None:
    """Return the agencies whose figures the officer may see; None means the whole town.

    Raises ``PermissionDenied`` for everybody who is not a verifier, overseer or officer of an
    agency.
    """
    if any(officer.role in TOWN_ROLES for officer in officers):
        return None
    agency_ids = units_of(officers)
    if not agency_ids:
        raise PermissionDenied
    return agency_ids
