"""What the page about routing shows: figures, the drawing, tables, switches."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from django.db.models import Q
from django.urls import reverse
from django.utils import formats

from agencies import law
from agencies.models import Agency
from complaints.manage.steering import chart
from complaints.models import AutoForward
from complaints.routed import versions
from complaints.routed.quality import Quality, Tally
from complaints.routed.switches import Stand, stands_of
from routing.models import RouterModel

HOUR = 60
FEW = 10
"""Below so many forwards a share says nothing."""


class Line(NamedTuple):
    """One row of a table: a week or an agency, and its numbers."""

    name: str
    tally: Tally
    share: str
    url: str = ""


class Figure(NamedTuple):
    """One big number, as ``_components/figures.html`` draws it."""

    value: str
    label: str
    note: str = ""
    url: str = ""
    tone: str = ""


def of(quality: Quality) -> dict[str, Any]:
    """Return what the page shows of these figures."""
    return {
        "figures": _figures(quality),
        "chart": chart.drawn(quality.weeks),
        "weeks": [Line(_week(monday), tally, share(tally)) for monday, tally in quality.weeks],
        "agencies": [
            Line(str(agency), tally, share(tally), reverse("manage:switch", args=[agency.code]))
            for agency, tally in quality.agencies
        ],
        "minutes": law.limit("routing_minutes"),
        "total": quality.total.total,
        "switches": _switches(),
        "versions": [_version(row) for row in versions.newest()],
        "is_learning": versions.is_learning(),
        "choices": Agency.objects.addressable().order_by("name"),
    }


def _figures(quality: Quality) -> list[Figure]:
    total = quality.total
    return [
        Figure(
            share(total) or "–", "Saran pertama diterima", f"{total.accepted} dari {total.sure}"
        ),
        Figure(str(total.changed), "Saran diganti"),
        Figure(str(total.unsure), "Sistem belum yakin"),
        Figure(str(total.back), "Kembali dari instansi"),
        Figure(hours(quality.saved_minutes), "Waktu yang dihemat", "perkiraan"),
    ]


def _version(row: RouterModel) -> dict[str, Any]:
    """Return one version with the figures of the day on which it was learned."""
    right = row.figures.get("latest_share")
    return {
        "row": row,
        "is_active": row.state == RouterModel.State.ACTIVE,
        "right": f"{100 * right:.1f}".replace(".", ",") + " persen" if right is not None else "–",
        "targets": row.figures.get("targets", "–"),
    }


def share(tally: Tally) -> str:
    """Return how many first suggestions were taken, in words; nothing where they are few."""
    rate = tally.hit_rate
    return f"{round(100 * rate)} persen" if rate is not None and tally.sure >= FEW else ""


def hours(minutes: int) -> str:
    """Return a time in words: *45 menit*, *3 jam*."""
    return f"{minutes} menit" if minutes < 2 * HOUR else f"{round(minutes / HOUR)} jam"


def _week(monday: date) -> str:
    return str(formats.date_format(monday, "j M Y"))


def _switches() -> list[dict[str, Any]]:
    """Return the agencies whose switch is on, or turned itself off."""
    found = AutoForward.objects.filter(Q(is_on=True) | Q(stopped_at__isnull=False))
    rows = list(found.select_related("agency").order_by("agency__name"))
    stands = stands_of(rows)
    return [
        {
            "row": row,
            "stand": stands.get(row.agency_id, Stand(0, 0)),
            "url": reverse("manage:switch", args=[row.agency.code]),
        }
        for row in rows
    ]
