"""Pages of the lists of settings: the list, a row, a new row, taking one away."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db import models, transaction
from django.db.models import Q
from django.db.models.deletion import ProtectedError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from agencies.models import Officer
from complaints.access import Desk, officers_only
from complaints.fields import plain
from complaints.manage.lists.base import SettingsList
from complaints.manage.lists.table import BY_SLUG
from complaints.manage.people import EDITORS, KEEPERS
from complaints.trail import audit

ROWS = 50
LONGEST_SEARCH = 100
GET_OR_POST = ["GET", "HEAD", "POST"]


def _list(slug: str) -> SettingsList:
    if slug not in BY_SLUG:
        raise Http404
    return BY_SLUG[slug]


@never_cache
@require_safe
@officers_only(*KEEPERS)
def listing(request: HttpRequest, desk: Desk, slug: str) -> HttpResponse:
    """Show a list of settings, by search and page."""
    shown = _list(slug)
    edits = not desk.roles.isdisjoint(EDITORS)
    return render(request, "manage/list.html", page_of(shown, request.GET.dict(), edits=edits))


def page_of(shown: SettingsList, query: dict[str, str], *, edits: bool) -> dict[str, Any]:
    """Return one page of a list; the lists are short, so a page has a number."""
    typed = plain(query.get("q", "")).strip()[:LONGEST_SEARCH]
    rows = shown.rows()
    if typed and shown.narrows:
        narrow = Q()
        for name in shown.narrows:
            narrow |= Q(**{f"{name}__icontains": typed})
        rows = rows.filter(narrow)
    years = _years(shown, rows, query.get("tahun", ""))
    if years["chosen"]:
        rows = rows.filter(**{shown.grouped: years["chosen"]})
    number = query.get("halaman", "1")
    page = int(number) if number.isascii() and number.isdecimal() and 0 < int(number) < ROWS else 1
    found = list(rows[(page - 1) * ROWS : page * ROWS + 1])
    there = {"q": typed} if typed else {}
    there |= {"tahun": str(years["chosen"])} if years["chosen"] else {}
    return {
        "list": shown,
        "edits": edits,
        "typed": typed,
        "years": years["all"],
        "headings": [heading for heading, _ in shown.columns],
        "rows": [_shown(shown, row, edits=edits) for row in found[:ROWS]],
        "newer": f"?{urlencode({**there, 'halaman': page - 1})}" if page > 1 else "",
        "older": f"?{urlencode({**there, 'halaman': page + 1})}" if len(found) > ROWS else "",
    }


def _years(shown: SettingsList, rows: models.QuerySet[Any], asked: str) -> dict[str, Any]:
    """Return the years of a list that is parted by them, as tabs."""
    if not shown.grouped:
        return {"all": [], "chosen": None}
    known = sorted(set(rows.order_by().values_list(shown.grouped, flat=True).distinct()))
    chosen = int(asked) if asked in {str(one) for one in known} else None
    tabs = [{"url": shown.url, "label": "Semua", "current": chosen is None}]
    tabs += [
        {"url": f"{shown.url}?tahun={one}", "label": str(one), "current": one == chosen}
        for one in known
    ]
    return {"all": tabs, "chosen": chosen}


def _shown(shown: SettingsList, row: models.Model, *, edits: bool) -> dict[str, Any]:
    return {
        "pk": row.pk,
        "cells": [how(row) for _, how in shown.columns],
        "edits": edits,
        "name": str(row),
        "off": getattr(row, "is_active", True) is False,
    }


@never_cache
@require_http_methods(GET_OR_POST)
@officers_only(*EDITORS)
def add(request: HttpRequest, desk: Desk, slug: str) -> HttpResponse:
    """Add a row to a list."""
    shown = _list(slug)
    if not shown.may_add:
        raise Http404
    return _form_page(request, desk, shown, None)


@never_cache
@require_http_methods(GET_OR_POST)
@officers_only(*EDITORS)
def edit(request: HttpRequest, desk: Desk, slug: str, number: int) -> HttpResponse:
    """Change one row of a list."""
    shown = _list(slug)
    return _form_page(request, desk, shown, get_object_or_404(shown.rows(), pk=number))


def _form_page(
    request: HttpRequest, desk: Desk, shown: SettingsList, row: Any | None
) -> HttpResponse:
    form = shown.form(request.POST if request.method == "POST" else None, instance=row)
    context = {"list": shown, "form": form, "row": row}
    if row is not None:
        context["may_delete"] = shown.may_delete(row)
    is_sent = request.method == "POST"
    if not is_sent or not form.is_valid() or "ubah" in request.POST:
        status = 422 if form.errors else 200
        return render(request, "manage/list_form.html", context, status=status)
    if shown.effect is not None and "simpan" not in request.POST:
        context["effect"] = shown.effect(desk, form.instance, False)
        return render(request, "manage/list_effect.html", context)
    return _saved(request, desk, shown, form)


def _saved(request: HttpRequest, desk: Desk, shown: SettingsList, form: Any) -> HttpResponse:
    row = form.save(commit=False)
    with transaction.atomic():
        change = audit.save(audit.by(desk, *EDITORS), row)
        said = shown.follows(row) if shown.follows is not None and change is not None else ""
    if change is None:
        messages.info(request, "Tidak ada yang berubah.")
    else:
        messages.success(request, f"{row} disimpan. {said}".strip())
    return redirect(shown.url)


@never_cache
@require_http_methods(GET_OR_POST)
@officers_only(Officer.Role.VERIFIER)
def remove(request: HttpRequest, desk: Desk, slug: str, number: int) -> HttpResponse:
    """Take a row away, after its effect was shown."""
    shown = _list(slug)
    row = get_object_or_404(shown.rows(), pk=number)
    if not shown.may_delete(row):
        raise Http404
    if request.method != "POST":
        effect = shown.effect(desk, row, True) if shown.effect is not None else None
        context = {"list": shown, "row": row, "effect": effect, "taken_away": True}
        return render(request, "manage/list_effect.html", context)
    return _removed(request, desk, shown, row)


def _removed(request: HttpRequest, desk: Desk, shown: SettingsList, row: Any) -> HttpResponse:
    name, said = str(row), ""
    try:
        with transaction.atomic():
            audit.delete(audit.by(desk, *EDITORS), row)
            said = shown.follows(row) if shown.follows is not None else ""
    except ProtectedError:
        messages.error(request, f"{name} masih dipakai, jadi tidak dapat dihapus.")
        return redirect(shown.url)
    messages.success(request, f"{name} dihapus. {said}".strip())
    return redirect(shown.url)
