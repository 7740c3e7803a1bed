"""The public map: the reports of one search by kelurahan and by point, and the ground below them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from agencies import geography
from agencies.models import Region
from complaints.citizens.place.spread import Ward, as_geojson, spread_of
from complaints.citizens.public.paging import NEWER, OLDER, SHEET
from complaints.citizens.public.searching import FilterForm, look

GEOJSON = "application/geo+json"
A_MINUTE, A_DAY = 60, 86_400


@require_safe
def public_map(request: HttpRequest) -> HttpResponse:
    """Show where the reports of a search lie: a table by kelurahan, a list of points, a map."""
    form = FilterForm(request.GET)
    form.is_valid()
    spread = spread_of(look(form))
    context = {
        "form": form,
        "spread": spread,
        "wards": [{"ward": ward, "url": _list_of(request.GET, ward)} for ward in spread.wards],
        "list_url": f"{reverse('citizens:public_list')}{_query(request.GET)}",
        "points_url": f"{reverse('citizens:public_points')}{_query(request.GET)}",
        "searched": bool(form.cleaned_data.get("q") or form.active),
    }
    return render(request, "citizens/place/map.html", context)


@require_safe
@cache_control(public=True, max_age=A_MINUTE)
def public_points(request: HttpRequest) -> HttpResponse:
    """Give the same as GeoJSON, for other maps."""
    form = FilterForm(request.GET)
    form.is_valid()
    return JsonResponse(as_geojson(spread_of(look(form))), content_type=GEOJSON)


@require_safe
@cache_control(public=True, max_age=A_DAY)
def ground(request: HttpRequest) -> HttpResponse:
    """Give the centre of every kelurahan, which maps without pictures are drawn on."""
    rows = Region.objects.filter(level=Region.Level.WARD).select_related("parent")
    wards = [
        {"name": row.name, "parent": str(row.parent or ""), "at": point}
        for row in rows
        if (point := geography.centre_of(row))
    ]
    return JsonResponse(wards, safe=False)


def _list_of(query: QueryDict, ward: Ward) -> str:
    return f"{reverse('citizens:public_list')}{_query(query, kelurahan=ward.region.code)}"


def _query(query: QueryDict, **changes: Any) -> str:
    """Return the same search with ``changes``; a place in the pages of the list means nothing here."""
    kept = query.copy()
    for gone in (OLDER, NEWER, SHEET):
        kept.pop(gone, None)
    for name, value in changes.items():
        kept[name] = value
    return f"?{kept.urlencode()}" if kept else ""
