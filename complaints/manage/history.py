"""What was changed of the settings, newest first (*Riwayat pengaturan*)."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import User
from complaints.access import Desk, officers_only
from complaints.fields import Line
from complaints.manage.people import KEEPERS
from complaints.models import SettingsChange
from complaints.trail.audit import FOR_OVERSEERS, WITHIN_AGENCY, Thing, Verb
from lapor.forms import DayInput

ROWS = 25
ELSEWHERE = WITHIN_AGENCY | FOR_OVERSEERS
LARGEST_ID = 2**63 - 1


class HistoryForm(forms.Form):
    """What narrows the record; a value that is not understood narrows nothing."""

    q = Line(label="Cari nama", required=False, max_length=100)
    jenis = forms.ChoiceField(
        label="Jenis",
        required=False,
        choices=[
            ("", "Semua jenis"),
            *(one for one in Thing.choices if one[0] not in ELSEWHERE),
        ],
    )
    tindakan = forms.ChoiceField(
        label="Tindakan", required=False, choices=[("", "Semua tindakan"), *Verb.choices]
    )
    oleh = Line(label="Nama petugas", required=False, max_length=100)
    dari = forms.DateField(label="Sejak tanggal", required=False, widget=DayInput)
    sampai = forms.DateField(label="Sampai tanggal", required=False, widget=DayInput)
    kunci = forms.SlugField(required=False, max_length=60, widget=forms.HiddenInput)

    def values(self) -> dict[str, str]:
        """Return what was understood, as it stands in an address."""
        self.is_valid()
        return {name: str(value) for name, value in self.cleaned_data.items() if value}

    def changes(self) -> QuerySet[SettingsChange]:
        """Return the changes that were asked for, newest first."""
        self.is_valid()
        data = self.cleaned_data
        rows = SettingsChange.objects.exclude(thing__in=ELSEWHERE).order_by("-id")
        for column, name in (("thing", "jenis"), ("verb", "tindakan"), ("key", "kunci")):
            if data.get(name):
                rows = rows.filter(**{column: data[name]})
        if data.get("q"):
            rows = rows.filter(name__icontains=data["q"])
        if data.get("oleh"):
            people = User.objects.filter(officers__isnull=False, name__icontains=data["oleh"])
            rows = rows.filter(user__in=people)
        if data.get("dari"):
            rows = rows.filter(at__gte=_midnight(data["dari"]))
        if data.get("sampai"):
            rows = rows.filter(at__lt=_midnight(data["sampai"]) + timedelta(days=1))
        return rows


def _midnight(day: Any) -> datetime:
    return datetime.combine(day, time.min, tzinfo=timezone.get_current_timezone())


@require_safe
@officers_only(*KEEPERS)
def history(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List the changes, by filter and page."""
    return render(request, "manage/history.html", context_of(request.GET))


def context_of(query: QueryDict) -> dict[str, Any]:
    """Return what the page shows: one page of changes, with the words of each."""
    form = HistoryForm(query or {})
    chosen = form.values()
    rows = form.changes().select_related("user")
    after = query.get("setelah", "")
    if after.isascii() and after.isdecimal() and int(after) <= LARGEST_ID:
        rows = rows.filter(id__lt=int(after))
    found = list(rows[: ROWS + 1])
    url = reverse("manage:history")
    older = {**chosen, "setelah": str(found[ROWS - 1].pk)} if len(found) > ROWS else None
    return {
        "rows": [described(row) for row in found[:ROWS]],
        "filter_form": form,
        "active": len([name for name in chosen if name not in ("q", "kunci")]),
        "reset_url": url,
        "older": f"{url}?{urlencode(older)}" if older else "",
        "newest": f"{url}?{urlencode(chosen)}" if after else "",
        "narrowed": bool(chosen),
    }


def described(row: SettingsChange) -> dict[str, Any]:
    """Return one change as it is read: what, by whom, and each column before and after."""
    names = [*row.after, *(name for name in row.before if name not in row.after)]
    return {
        "at": row.at,
        "who": row.user,
        "role": row.role,
        "thing": Thing(row.thing).label if row.thing in Thing.values else row.thing,
        "name": row.name,
        "verb": Verb(row.verb).label if row.verb in Verb.values else row.verb,
        "columns": [
            {"name": name, "before": row.before.get(name, ""), "after": row.after.get(name, "")}
            for name in names
        ],
    }
