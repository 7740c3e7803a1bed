"""Pages about routing: how well it does, the switch of an agency."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies import law
from agencies.models import Agency
from complaints.access import Desk, officers_only
from complaints.manage.people import EDITORS, KEEPERS
from complaints.manage.steering import sheet
from complaints.manage.steering.forms import PeriodForm, SwitchForm
from complaints.models import AutoForward
from complaints.routed import quality, switches, versions
from complaints.trail import audit
from lapor import clock
from routing.models import RouterModel


@never_cache
@require_safe
@officers_only(*KEEPERS)
def steering(request: HttpRequest, desk: Desk) -> HttpResponse:
    """How well routing does, by week and agency, its models, and what it does by itself."""
    form = PeriodForm(request.GET or None)
    weeks, code = form.values()
    agency = Agency.objects.filter(code=code).first() if code else None
    context = {
        "form": form,
        "edits": not desk.roles.isdisjoint(EDITORS),
        **sheet.of(quality.read(weeks=weeks, agency=agency)),
    }
    return render(request, "manage/steering/routing.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@officers_only(*EDITORS)
def switch(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """Whether the system may forward to one agency by itself, and how sure it must be."""
    agency = get_object_or_404(Agency.objects.active(), code=code)
    row = AutoForward.objects.filter(agency=agency).first() or AutoForward(agency=agency)
    was_on = row.is_on
    form = SwitchForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        _save(request, desk, form.instance, was_on=was_on)
        return redirect("manage:steering")
    context: dict[str, Any] = {"form": form, "agency": agency, "row": row, "was_on": was_on}
    context |= {"stand": switches.stand_of(row), "most": law.limit("auto_wrong")}
    context |= {"tally": quality.read(agency=agency).total, "weeks": quality.WEEKS}
    status = 422 if request.method == "POST" else 200
    return render(request, "manage/steering/switch.html", context, status=status)


@require_POST
@officers_only(*EDITORS)
def use_version(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Go back to an earlier version of what was learned, or forward to a later one."""
    try:
        changed = versions.put_to_use(pk)
    except RouterModel.DoesNotExist:
        raise Http404 from None
    except versions.Unreadable as refused:
        messages.error(request, str(refused))
        return redirect("manage:steering")
    if changed is None:
        messages.info(request, "Versi ini sudah dipakai.")
    else:
        _note_version(desk, *changed)
        messages.success(request, f"{changed[1]} sekarang dipakai.")
    return redirect("manage:steering")


def _note_version(desk: Desk, before: RouterModel | None, row: RouterModel) -> None:
    name = "versi yang dipakai"
    words = {name: str(before) if before is not None else audit.NOTHING}
    by = audit.by(desk, *EDITORS)
    audit.note(by, row, verb=audit.Verb.CHANGE, before=words, after={name: str(row)})


@require_POST
@officers_only(*EDITORS)
def learn(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Have a worker learn anew from the history of the city."""
    if versions.ask_to_learn():
        messages.success(request, "Pelatihan diminta. Muat ulang halaman ini beberapa saat lagi.")
    else:
        messages.info(request, "Pelatihan sedang berjalan, atau belum dapat dimulai. Coba lagi.")
    return redirect("manage:steering")


def _save(request: HttpRequest, desk: Desk, row: AutoForward, *, was_on: bool) -> None:
    """Keep the switch; turned on again, what came back before does not count any more."""
    if row.is_on and not was_on:
        row.since, row.stopped_at = clock.now(), None
    if audit.save(audit.by(desk, *EDITORS), row) is None:
        messages.info(request, "Tidak ada yang berubah.")
        return
    state = "nyala" if row.is_on else "mati"
    messages.success(request, f"{row} sekarang {state}.")
