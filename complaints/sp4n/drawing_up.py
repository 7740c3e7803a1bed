"""What a line of the export makes of a report here: every column that an import decides."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings

from complaints.models import Complaint, Publication
from complaints.sp4n import matching, vocabulary
from complaints.sp4n.matching import Ours
from complaints.sp4n.reading import Line
from complaints.states import State

TITLE_LENGTH = 150
LONGEST_NAME = PLACE_LENGTH = 200
KEPT = (
    *("klass", "category_id", "category", "kind", "channel", "parent_agency", "agency_id"),
    *("agency", "status", "reason", "province", "city", "district", "ward"),
)
"""What the record keeps as the national system writes it."""
WITH_AGENCY = (State.FORWARDED, State.FOLLOWED_UP, State.RESOLVED, State.ARCHIVED, State.NEEDS_INFO)


@dataclass(frozen=True)
class Draft:
    """One report as the import would have it."""

    number: str
    row: int
    sent_at: datetime
    columns: dict[str, Any]
    """Values by column of the report."""
    cells: dict[str, str]
    closed_by: str
    fingerprint: str
    name: str

    def as_report(self, pk: int) -> Complaint:
        """Return the report that it is or will be, unsaved, to be counted."""
        return Complaint(pk=pk, created_at=self.sent_at, **self.columns)


def drawn_up(line: Line, ours: Ours) -> Draft:
    """Return what a line makes of a report.

    The line was looked through before: it has a number, a day and a state that we know.
    """
    assert line.sent_at is not None
    state = _state(line, ours)
    anonymous, secret = vocabulary.hidden(line.kind)
    text = line.text or line.final_text or line.title
    region = ours.region(line)
    final = line.final_text if line.final_text != text else ""
    columns = {
        **state,
        "kind": str(vocabulary.kind_of(line.klass)),
        "title": _cut(line.title or text),
        "text": text,
        "working_text": final,
        "hides_reporter": anonymous,
        "is_secret": secret,
        "publication": str(Publication.SECRET if secret else Publication.PENDING),
        "channel": str(vocabulary.channel_of(line.channel)),
        "category_id": ours.category(line),
        "region_id": region,
        "place_text": "" if region else _place_of(line),
        "external_ref": line.tracking_id,
    }
    cells = {name: value for name in KEPT if (value := getattr(line, name))}
    standing = vocabulary.standing_of(line.status, has_agency=bool(line.agency))
    return Draft(
        number=line.tracking_id,
        row=line.number,
        sent_at=line.sent_at,
        columns=columns,
        cells=cells,
        closed_by=str(standing.closed_by) if standing else "",
        fingerprint=_fingerprint(line, columns),
        name="" if anonymous else line.name[:LONGEST_NAME],
    )


def _state(line: Line, ours: Ours) -> dict[str, Any]:
    """Return state, agency and reason: what our law says of the national state.

    A report that waits at an office which is not ours lies with the coordinator.
    """
    standing = vocabulary.standing_of(line.status, has_agency=bool(line.agency))
    assert standing is not None
    state, lead = standing.state, ours.agency(matching.office_of(line))[1]
    if state not in WITH_AGENCY:
        lead = None
    if lead is None and state in (State.FORWARDED, State.FOLLOWED_UP):
        state = State.VERIFIED
    waits = State.FORWARDED if lead is not None else State.RECEIVED
    archived = state == State.ARCHIVED
    return {
        "status": str(state),
        "resume_status": str(waits) if state == State.NEEDS_INFO else "",
        "lead_id": lead,
        "holder_id": lead,
        "was_forwarded": lead is not None,
        "was_confirmed": state == State.RESOLVED
        and standing.closed_by == vocabulary.ClosedBy.REPORTER,
        "archive_reason": vocabulary.reason_of(line.reason, standing.closed_by) if archived else "",
    }


def _place_of(line: Line) -> str:
    """Return in words where a report is about whose kelurahan the town does not know."""
    ranks = (("Kelurahan", line.ward), ("Kecamatan", line.district))
    said = [
        name.title() if name.casefold().startswith(rank.casefold()) else f"{rank} {name.title()}"
        for rank, name in ranks
        if name
    ]
    return ", ".join(said)[:PLACE_LENGTH]


def _cut(title: str) -> str:
    """Return a title that fits."""
    words = " ".join(title.split())
    return words if len(words) <= TITLE_LENGTH else f"{words[: TITLE_LENGTH - 1]}…"


def _fingerprint(line: Line, columns: dict[str, Any]) -> str:
    """Return a keyed hash of all that a line says and of what it means here (hex)."""
    said = [getattr(line, name) for name in (*KEPT, "title", "text", "final_text")]
    meant = [columns[name] for name in ("lead_id", "category_id", "region_id")]
    assert line.sent_at is not None
    message = json.dumps([said, meant, line.sent_at.isoformat()]).encode()
    return hmac.new(settings.LAPOR_PEPPER.encode(), message, hashlib.sha256).hexdigest()
