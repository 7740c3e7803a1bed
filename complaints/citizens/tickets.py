"""Proof of being the reporter, kept in the session: receipts shown a day, access some hours."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

from agencies import law
from complaints import receipts
from complaints.actions import ReporterOf
from complaints.actors import Actor
from complaints.models import Complaint
from complaints.roles import actor_on
from complaints.states import State
from lapor import clock

if TYPE_CHECKING:
    from accounts.models import User

OPENED = "opened_reports"
"""Session key: id of the first report of a family → when it was last used (seconds)."""
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
    opened[str(root_of(complaint).pk)] = _now()
    request.session[OPENED] = opened


def ticket_for(request: HttpRequest, code: str) -> Ticket | None:
    """Return the report ``code`` if the visitor proved to be its reporter, else None.

    The proof is a receipt code, a signed link, or the account that filed it.
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
    """Tell whether the session holds the proof for ``complaint``; using it keeps it alive."""
    opened = _opened(request)
    key = str(root_of(complaint).pk)
    since = opened.get(key)
    if since is None:
        return False
    if _now() - since > TOUCH_SECONDS:
        opened[key] = _now()
        request.session[OPENED] = opened
    return True


def root_of(complaint: Complaint) -> Complaint:
    """Return the report that ``complaint`` was split from, or itself: one receipt opens all."""
    while complaint.parent_report is not None:
        complaint = complaint.parent_report
    return complaint


def family_of(complaint: Complaint) -> list[Complaint]:
    """Return the report that was split and all its parts, when there are any besides itself."""
    root = root_of(complaint)
    parts = Complaint.objects.parts_of(root).select_related("lead", "outside_body", "merged_into")
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


def _opened(request: HttpRequest) -> dict[str, int]:
    found: dict[str, int] = request.session.get(OPENED) or {}
    since = _now() - IDLE_SECONDS
    return {key: used for key, used in found.items() if used >= since}


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
