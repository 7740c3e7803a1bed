"""Pages of the agencies: the tree, one agency, and the changes to it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies import tree
from agencies.models import Agency, Officer
from complaints import actions, tasks
from complaints.access import Desk, officers_only
from complaints.fields import plain
from complaints.manage.agencies import closing
from complaints.manage.agencies.forms import (
    TOWN_KINDS,
    AgencyForm,
    CloseForm,
    MoveForm,
    in_tree_order,
)
from complaints.manage.people import EDITORS, KEEPERS
from complaints.models import AgencyClosing
from complaints.trail import audit
from lapor.htmx import is_htmx

GET_OR_POST = ["GET", "HEAD", "POST"]
MOST_COUNTED = 1_000
LONGEST_SEARCH = 100


def _agency(code: str) -> Agency:
    rows = Agency.objects.select_related("parent", "region__parent", "successor")
    return get_object_or_404(rows, code=code)


@never_cache
@require_safe
@officers_only(*KEEPERS)
def listing(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the tree, or what a search finds with the path above it."""
    typed = plain(request.GET.get("q", "")).strip()[:LONGEST_SEARCH]
    closed = request.GET.get("tutup") == "1"
    context = {
        "rows": tree_rows(typed, closed=closed),
        "typed": typed,
        "closed": closed,
        "edits": not desk.roles.isdisjoint(EDITORS),
    }
    return render(request, "manage/agencies/list.html", context)


def tree_rows(typed: str, *, closed: bool) -> list[dict[str, Any]]:
    """Return the agencies in the order of the tree, with depth and what they lack; two queries."""
    agencies = in_tree_order(list(Agency.objects.all()))
    names = {one.pk: one.short_name for one in agencies}
    liaisons = set(
        Officer.objects.active()
        .filter(role=Officer.Role.LIAISON)
        .values_list("agency_id", flat=True)
    )
    wanted = typed.casefold()
    return [
        {
            "agency": one,
            "depth": 0 if typed else min(len(one.ancestor_ids), 4),
            "path": " › ".join(names[pk] for pk in one.ancestor_ids) if typed else "",
            "alone": one.is_active and one.kind not in TOWN_KINDS and one.pk not in liaisons,
        }
        for one in agencies
        if (closed or one.is_active)
        and (not wanted or wanted in f"{one.name} {one.short_name} {one.code}".casefold())
    ]


@never_cache
@require_safe
@officers_only(*KEEPERS)
def agency(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """Show one agency: data, people, work, and how far a closing has gone."""
    found = _agency(code)
    last = found.closings.select_related("successor").first()
    context = {**facts_of(found, desk), "closing": last}
    name = "manage/agencies/_closing.html" if is_htmx(request) else "manage/agencies/agency.html"
    return render(request, name, context)


def facts_of(found: Agency, desk: Desk) -> dict[str, Any]:
    """Return what the page of an agency shows."""
    number = len(_held(found, desk).values_list("pk", flat=True)[: MOST_COUNTED + 1])
    above = Agency.objects.in_bulk(found.ancestor_ids)
    people = Officer.objects.filter(agency=found, is_active=True).select_related("user")
    return {
        "agency": found,
        "edits": not desk.roles.isdisjoint(EDITORS),
        "above": [above[pk] for pk in found.ancestor_ids],
        "below": list(Agency.objects.filter(parent=found, is_active=True).order_by("name")),
        "people": list(people.order_by("role", "user__name")),
        "number": "lebih dari 1.000" if number > MOST_COUNTED else number,
        "closable": found.is_active and found.kind not in TOWN_KINDS,
        "alone": found.is_active and not Agency.objects.addressable().filter(pk=found.pk).exists(),
        "facts": [
            {"name": "Nama lengkap", "value": found.name},
            {"name": "Jenis", "value": found.get_kind_display()},
            {"name": "Wilayah kerja", "value": found.region},
            {"name": "Telepon", "value": found.phone},
            {"name": "E-mail", "value": found.email},
            {"name": "Alamat", "value": found.address},
        ],
    }


def _held(found: Agency, desk: Desk) -> Any:
    """Return the open reports that the agency leads or holds, as far as the officer sees them."""
    mine = Q(holder=found) | Q(lead=found)
    return desk.visible().filter(mine, pk__in=actions.waiting_at(found).values("pk")).order_by()


@never_cache
@require_http_methods(GET_OR_POST)
@officers_only(*EDITORS)
def add(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Add an agency at its place in the tree."""
    return _form_page(request, desk, None)


@never_cache
@require_http_methods(GET_OR_POST)
@officers_only(*EDITORS)
def edit(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """Change the data of an agency; its place and its end have pages of their own."""
    return _form_page(request, desk, _agency(code))


def _form_page(request: HttpRequest, desk: Desk, found: Agency | None) -> HttpResponse:
    form = AgencyForm(request.POST if request.method == "POST" else None, instance=found)
    if request.method == "POST" and form.is_valid():
        row = form.save(commit=False)
        audit.save(audit.by(desk, *EDITORS), row)
        messages.success(request, f"{row} disimpan.")
        return redirect("manage:agency", row.code)
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "agency": found}
    return render(request, "manage/agencies/form.html", context, status=status)


@never_cache
@require_http_methods(GET_OR_POST)
@officers_only(*EDITORS)
def move(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """Hang an agency and all below it under another one."""
    found = _agency(code)
    form = MoveForm(request.POST if request.method == "POST" else None, agency=found)
    if request.method == "POST" and form.is_valid():
        try:
            closing.move(found, form.cleaned_data["parent"], by=audit.by(desk, *EDITORS))
        except tree.TreeError as error:
            form.add_error("parent", str(error))
        else:
            messages.success(request, f"{found} dipindahkan.")
            return redirect("manage:agency", found.code)
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "agency": found}
    return render(request, "manage/agencies/move.html", context, status=status)


@never_cache
@require_http_methods(GET_OR_POST)
@officers_only(*EDITORS)
def close(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """Close an agency; what it holds goes to the successor."""
    found = _agency(code)
    if not found.is_active or found.kind in TOWN_KINDS:
        raise Http404
    below = Agency.objects.filter(parent=found, is_active=True).exists()
    needs_heir = below or actions.waiting_at(found).exists()
    form = CloseForm(
        request.POST if request.method == "POST" else None, agency=found, needs_heir=needs_heir
    )
    if request.method == "POST" and form.is_valid():
        _close(desk, found, form.cleaned_data)
        messages.success(request, f"{found} ditutup.")
        return redirect("manage:agency", found.code)
    status = 422 if request.method == "POST" else 200
    context = {"form": form, **facts_of(found, desk)}
    return render(request, "manage/agencies/close.html", context, status=status)


def _close(desk: Desk, found: Agency, chosen: dict[str, Any]) -> None:
    """Close; the first reports go at once, the others by a worker whose progress can be seen."""
    row: AgencyClosing = closing.close(
        found,
        by=audit.by(desk, *EDITORS),
        successor=chosen["successor"],
        takes_people=chosen["takes_people"],
    )
    row = actions.go_on(row, most=closing.AT_ONCE)
    if row.finished_at is None:
        transaction.on_commit(tasks.nudge_hand_on, robust=True)


@never_cache
@require_POST
@officers_only(*EDITORS)
def reopen(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """Let a closed agency be chosen again."""
    found = _agency(code)
    if found.is_active:
        messages.info(request, f"{found} sudah dibuka.")
    elif found.closings.filter(finished_at__isnull=True).exists():
        messages.error(request, "Laporannya masih diserahkan. Tunggu sampai selesai.")
    elif Agency.objects.filter(pk__in=found.ancestor_ids, is_active=False).exists():
        messages.error(request, "Instansi di atasnya masih ditutup. Buka itu dahulu.")
    else:
        closing.reopen(found, by=audit.by(desk, *EDITORS))
        messages.success(request, f"{found} dibuka lagi. Undang petugasnya.")
    return redirect("manage:agency", found.code)
