"""The lists of hidden names: reports that hide one, what waits for a custodian, what was opened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from complaints.access import Desk
from complaints.models import CaseFile, Complaint, Reveal
from complaints.wording import officer_status
from lapor import clock

PAGE = 30
LARGEST_ID = 2**63 - 1


class Page(NamedTuple):
    """One page of a list, and where the next one begins; empty when there is none."""

    rows: list[Any]
    after: str


@dataclass(frozen=True)
class Opening:
    """One opening of a hidden name, as the log tells it."""

    code: str
    title: str
    custodian: str
    at: datetime
    until: datetime
    reason: str
    for_file: str
    is_open: bool


def hidden(desk: Desk, after: str) -> Page:
    """Return reports whose reporter hides the name, what changed last first: one query.

    The index ``hidden_names`` serves it. Sealed reports are for those named for them alone.
    """
    rows = desk.visible().for_inbox().filter(hides_reporter=True, is_sealed=False)
    found = read_cursor(after)
    if found is not None:
        moment, pk = found
        rows = rows.filter(Q(updated_at__lt=moment) | Q(updated_at=moment, pk__lt=pk))
    kept = list(rows.order_by("-updated_at", "-id")[: PAGE + 1])
    last = kept[PAGE - 1] if len(kept) > PAGE else None
    return Page(
        [_report(row) for row in kept[:PAGE]],
        f"{last.updated_at.isoformat()}_{last.pk}" if last is not None else "",
    )


def waiting(desk: Desk) -> list[CaseFile]:
    """Return the files that wait for a custodian's word, the oldest first: one query."""
    rows = CaseFile.objects.filter(state=CaseFile.State.CONSENT, complaint__in=_ids(desk))
    return list(rows.select_related("complaint", "asked_by").order_by("asked_at")[:PAGE])


def open_now(desk: Desk) -> list[Reveal]:
    """Return what this custodian has open now: one query."""
    rows = Reveal.objects.filter(custodian=desk.user, until__gt=clock.now())
    return list(rows.select_related("complaint").order_by("until")[:PAGE])


def openings(desk: Desk, before: str, *, own: bool) -> Page:
    """Return the log of openings with their reasons, the newest first: one query.

    Args:
        desk: who reads; only of reports that he or she may see.
        before: where the page before ended.
        own: only what this custodian opened.
    """
    rows: QuerySet[Reveal] = Reveal.objects.filter(complaint__in=_ids(desk))
    if own:
        rows = rows.filter(custodian=desk.user)
    if before.isdecimal() and int(before) <= LARGEST_ID:
        rows = rows.filter(pk__lt=int(before))
    kept = list(
        rows.select_related("complaint", "custodian", "event__words", "case_file").order_by("-pk")[
            : PAGE + 1
        ]
    )
    return Page(
        [_opening(row) for row in kept[:PAGE]], str(kept[PAGE - 1].pk) if len(kept) > PAGE else ""
    )


def read_cursor(text: str) -> tuple[datetime, int] | None:
    """Return where a page of reports ended, or None when it is not one of our addresses."""
    moment, _, pk = text.partition("_")
    try:
        found = datetime.fromisoformat(moment), int(pk)
    except ValueError:
        return None
    return found if found[0].tzinfo is not None and 0 < found[1] <= LARGEST_ID else None


def _ids(desk: Desk) -> Any:
    return desk.visible().order_by().values("pk")


def _report(row: Complaint) -> dict[str, Any]:
    return {
        "code": row.code,
        "title": row.agency_title,
        "state": row.status,
        "state_words": officer_status(row),
        "holder": str(row.holder) if row.holder else "Meja verifikasi",
        "at": row.updated_at,
    }


def _opening(row: Reveal) -> Opening:
    said = getattr(row.event, "words", None)
    return Opening(
        code=row.complaint.code,
        title=row.complaint.agency_title,
        custodian=str(row.custodian),
        at=row.event.at,
        until=row.until,
        reason=said.text if said is not None and not said.erased_at else "(dihapus)",
        for_file=row.case_file.recipient if row.case_file is not None else "",
        is_open=row.until > clock.now(),
    )
