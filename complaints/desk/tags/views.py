"""An agency's own tags: adding, renaming, switching off, merging two (``/meja/tanda/``)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from agencies.models import Agency
from complaints.access import Desk, officers_only
from complaints.desk.tags.chips import KEEPERS
from complaints.models import SettingsChange, Tag
from complaints.together.tag_form import TagForm, gather_merged
from complaints.trail import audit

INVALID = 422
MOST_CHANGES = 10


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@officers_only(*KEEPERS)
def own_tags(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List the tags of the officer's agency; a POST adds one."""
    agency = _agency(desk)
    form = TagForm(request.POST or None, instance=Tag(agency=agency)) if agency else None
    if form is not None and form.is_valid():
        return _saved(request, desk, form)
    rows = list(Tag.objects.filter(agency=agency).select_related("merged_into")) if agency else []
    changes = _changes(rows)
    context = {"agency": agency, "form": form, "rows": rows, "changes": changes}
    wrong = form is not None and form.errors
    return render(request, "desk/tags/own.html", context, status=INVALID if wrong else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@officers_only(*KEEPERS)
def own_tag(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Change one tag of the officer's agency; of another one it is not there."""
    row = get_object_or_404(Tag.objects.filter(agency__in=desk.units(*KEEPERS)), pk=pk)
    form = TagForm(request.POST if request.method == "POST" else None, instance=row)
    if form.is_valid():
        return _saved(request, desk, form)
    context = {"form": form, "name": Tag.objects.get(pk=pk).name}
    return render(
        request, "desk/tags/own_tag.html", context, status=INVALID if form.errors else 200
    )


def _saved(request: HttpRequest, desk: Desk, form: TagForm) -> HttpResponse:
    row = form.save(commit=False)
    with transaction.atomic():
        change = audit.save(audit.by(desk, *KEEPERS), row)
        said = gather_merged(row) if change is not None else ""
    if change is None:
        messages.info(request, "Tidak ada yang berubah.")
    else:
        messages.success(request, f"{row} disimpan. {said}".strip())
    return redirect("desk:own_tags")


def _agency(desk: Desk) -> Agency | None:
    """Return the head of an office in which the officer keeps the tags; a unit uses its office's."""
    held = [officer.agency for officer in desk.officers if officer.role in KEEPERS]
    return next((agency for agency in held if agency.office_id == agency.pk), None)


def _changes(rows: list[Tag]) -> list[dict[str, Any]]:
    """Return who changed these tags last, the newest first: one query."""
    keys = [str(row.pk) for row in rows]
    found = SettingsChange.objects.filter(thing=audit.Thing.OWN_TAG, key__in=keys)
    return [
        {"at": row.at, "who": row.user, "name": row.name, "verb": audit.Verb(row.verb).label}
        for row in found.select_related("user")[:MOST_CHANGES]
    ]
