"""Saved views: keeping the present list under a name, changing it, removing it, taking that back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.http import QueryDict
from django.urls import reverse

from complaints.access import Desk
from complaints.desk.inbox.listing import VIEW, Listing
from complaints.fields import Line
from complaints.models import SavedView
from complaints.models.saved_view import ADDRESS_LENGTH, NAME_LENGTH
from lapor import clock

MOST = 30
"""How many views one officer may keep; more would be no help."""
KEPT_DAYS = 7
"""For so long a removed view can be brought back."""
TAKEN = "Anda sudah punya tampilan dengan nama ini."


@dataclass(frozen=True)
class View:
    """A saved view as the inbox links to it."""

    key: str
    name: str
    url: str
    mine: bool
    owner: str
    is_shared: bool
    opens_first: bool
    current: bool


class ViewForm(forms.Form):
    """Name of a view, who may use it, and whether the inbox opens with it."""

    name = Line(
        label="Nama tampilan",
        max_length=NAME_LENGTH,
        error_messages={"required": "Beri nama untuk tampilan ini."},
    )
    shared = forms.BooleanField(label="Bagikan dengan instansi saya", required=False)
    opens_first = forms.BooleanField(label="Buka tampilan ini lebih dahulu", required=False)

    def __init__(self, *args: Any, desk: Desk, view: SavedView | None = None, **more: Any) -> None:
        super().__init__(*args, **more)
        self.desk, self.view = desk, view

    def clean(self) -> dict[str, Any]:
        """Refuse a name that is taken, and one view too many."""
        data: dict[str, Any] = super().clean() or {}
        others = _of(self.desk)
        if self.view is not None:
            others = others.exclude(pk=self.view.pk)
        if data.get("name") and others.filter(name=data["name"]).exists():
            self.add_error("name", TAKEN)
        if self.view is None and others.count() >= MOST:
            self.add_error(None, f"Paling banyak {MOST} tampilan. Hapus dahulu yang tidak dipakai.")
        return data

    def save(self, query: str = "") -> SavedView | None:
        """Write the view; None, with an error in the form, when another window was faster."""
        data = self.cleaned_data
        view = self.view or SavedView(
            owner=self.desk.user, query=query[:ADDRESS_LENGTH], created_at=clock.now()
        )
        view.name, view.opens_first = data["name"], data["opens_first"]
        view.agency = self.desk.officers[0].agency if data["shared"] else None
        try:
            with transaction.atomic():
                if view.opens_first:
                    _of(self.desk).exclude(pk=view.pk).update(opens_first=False)
                view.save()
        except IntegrityError:
            self.add_error("name", TAKEN)
            return None
        return view


def views_for(desk: Desk, current: str = "") -> list[View]:
    """Return the officer's own views, then those that colleagues share: one query."""
    units = {officer.agency_id for officer in desk.officers}
    rows = SavedView.objects.filter(
        Q(owner=desk.user) | Q(agency__in=units), removed_at__isnull=True
    ).select_related("owner")
    found = [view_of(row, desk, current) for row in rows.order_by("name", "id")]
    return sorted(found, key=lambda view: not view.mine)


def view_of(row: SavedView, desk: Desk, current: str = "") -> View:
    """Return a view as a link."""
    kept = QueryDict(row.query, mutable=True)
    kept[VIEW] = row.key
    return View(
        key=row.key,
        name=row.name,
        url=f"{reverse('desk:inbox')}?{kept.urlencode()}",
        mine=row.owner_id == desk.user.pk,
        owner=str(row.owner),
        is_shared=row.agency_id is not None,
        opens_first=row.opens_first and row.owner_id == desk.user.pk,
        current=row.key == current,
    )


def own(desk: Desk, key: str) -> SavedView | None:
    """Return the officer's own view with this key, removed ones too; None for anybody else's."""
    return SavedView.objects.filter(owner=desk.user, key=key).first()


def query_of(address: str, desk: Desk) -> str:
    """Return an address as a view keeps it: only what the inbox understands, from the beginning."""
    return str(Listing(QueryDict(address[:ADDRESS_LENGTH]), desk).query_string)


def remove(view: SavedView) -> None:
    """Put a view away; what was put away long ago goes for good."""
    now = clock.now()
    old = SavedView.objects.filter(owner=view.owner, removed_at__lt=now - timedelta(KEPT_DAYS))
    old.delete()
    view.removed_at, view.opens_first = now, False
    view.save(update_fields=["removed_at", "opens_first"])


def restore(view: SavedView) -> bool:
    """Bring a removed view back; False when its name was given to another one meanwhile."""
    view.removed_at = None
    try:
        with transaction.atomic():
            view.save(update_fields=["removed_at"])
    except IntegrityError:
        return False
    return True


def removed(desk: Desk) -> list[SavedView]:
    """Return the officer's views that can be brought back, the last one first."""
    since = clock.now() - timedelta(KEPT_DAYS)
    rows = SavedView.objects.filter(owner=desk.user, removed_at__gte=since)
    return list(rows.order_by("-removed_at"))


def _of(desk: Desk) -> Any:
    return SavedView.objects.filter(owner=desk.user, removed_at__isnull=True)
