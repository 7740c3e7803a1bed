"""Proof of being the reporter: receipts shown a day, access some hours, or a remembered device."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

from agencies import law
from complaints.actions import ReporterOf
from complaints.citizens import remembered
from complaints.law.actors import Actor
from complaints.law.roles import actor_on
from complaints.models import Complaint
from complaints.reporters import receipts
from complaints.states import State
from lapor import clock

if TYPE_CHECKING:
    from accounts.models import User

OPENED = "opened_reports"
"""Session key: id of the first report of a family → [last used (seconds), version of its links]."""
RECEIPTS = "receipts"
"""Session key: ticket → [token, when it was sent (seconds)]."""
IDLE_SECONDS = 2 * 3600
TOUCH_SECONDS = 300
MOST_RECEIPTS = 20


@dataclass(frozen=True)
class Ticket:
    """The own report of somebody who proved to be its reporter, and the one that goes on for it."""

    own: Complaint
    user: User | None

    @cached_property
    def main(self) -> Complaint:
        """The report that is acted upon: the own one, or the one it was merged into."""
        if self.own.status != State.MERGED or self.own.merged_into_id is None:
            return self.own
        found: Complaint = Complaint.objects.for_page().get(pk=self.own.merged_into_id)
        return found

    @property
    def is_merged(self) -> bool:
        """Whether another report goes on for the own one."""
        return self.main.pk != self.own.pk

    @property
    def by(self) -> ReporterOf:
        """Who acts, for the verbs."""
        return ReporterOf(self.own.pk, self.user)

    @cached_property
    def actor(self) -> Actor:
        """The roles on the report that is acted upon."""
        return actor_on(self.main, self.by)


def open_ticket(request: HttpRequest, complaint: Complaint) -> None:
    """Remember in the session that this visitor is the reporter of ``complaint`` and its parts."""
    opened = _opened(request)
    opened[str(complaint.root.pk)] = (_now(), complaint.root.link_version)
    request.session[OPENED] = opened


def ticket_for(request: HttpRequest, code: str) -> Ticket | None:
    """Return the report ``code`` if the visitor proved to be its reporter, else None.

    The proof is a receipt code, a signed link, this device, or the account that filed it.
    """
    ticket = receipts.normal_code(code)
    complaint = Complaint.objects.for_page().filter(code=ticket).first()
    user = request.user if request.user.is_authenticated else None
    if complaint is None:
        return None
    if is_opened(request, complaint) or _is_of_account(complaint, user):
        return Ticket(complaint, user)
    return None


def is_opened(request: HttpRequest, complaint: Complaint) -> bool:
    """Tell whether session or device holds the proof for ``complaint``; using it keeps it alive.

    When the reporter revoked all links, what was opened before ends too.
    """
    opened = _opened(request)
    if not opened:
        return remembered.knows(request, complaint)
    root = complaint.root
    used, version = opened.get(str(root.pk), (0, -1))
    if version != root.link_version:
        return remembered.knows(request, complaint)
    if _now() - used > TOUCH_SECONDS:
        opened[str(root.pk)] = (_now(), version)
        request.session[OPENED] = opened
    return True


def family_of(complaint: Complaint) -> list[Complaint]:
    """Return the report that was split and all its parts, when there are any besides itself."""
    parts = Complaint.objects.parts_of(complaint.root).select_related(
        "lead", "outside_body", "merged_into"
    )
    found = list(parts)
    return found if len(found) > 1 else []


def keep_receipt(request: HttpRequest, complaint: Complaint, token: str) -> None:
    """Let the browser that filed ``complaint`` see its receipt code again for some hours."""
    kept = dict(list(_kept(request).items())[-MOST_RECEIPTS + 1 :])
    kept.pop(complaint.code, None)
    kept[complaint.code] = [token, _now()]
    request.session[RECEIPTS] = kept


def kept_token(request: HttpRequest, code: str = "") -> str | None:
    """Return the token of the report ``code``, or of the last one that was sent from here."""
    kept = _kept(request)
    code = receipts.normal_code(code) or next(reversed(kept), "")
    return kept[code][0] if code in kept else None


def _opened(request: HttpRequest) -> dict[str, tuple[int, int]]:
    found: dict[str, Any] = request.session.get(OPENED) or {}
    since = _now() - IDLE_SECONDS
    return {
        key: (entry[0], entry[1])
        for key, entry in found.items()
        if not isinstance(entry, int) and entry[0] >= since
    }


def _kept(request: HttpRequest) -> dict[str, Any]:
    found: dict[str, Any] = request.session.get(RECEIPTS) or {}
    since = _now() - law.limit("receipt_hours") * 3600
    return {code: pair for code, pair in found.items() if pair[1] >= since}


def _is_of_account(complaint: Complaint, user: User | None) -> bool:
    reporter = getattr(complaint, "reporter", None)
    return user is not None and reporter is not None and reporter.user_id == user.pk


def _now() -> int:
    return int(clock.now().timestamp())


def merged_here(request: HttpRequest, main: Complaint) -> list[Complaint]:
    """Return the reports merged into ``main`` whose reporter this visitor proved to be."""
    if not main.merged_count:
        return []
    merged = Complaint.objects.filter(merged_into=main, status=State.MERGED)
    user = request.user if request.user.is_authenticated else None
    rows = merged.select_related("parent_report", "reporter")
    return [row for row in rows if is_opened(request, row) or _is_of_account(row, user)]
