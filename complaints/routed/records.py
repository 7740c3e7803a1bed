"""The record of what was suggested and what was chosen, kept in the transaction of the forward.

Ids and numbers only, nothing of the text. A hand-back, a recall or a correction of the category
shows later that a choice was wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import structlog
from django.utils import timezone

from agencies.models import Agency
from complaints.law.actors import Role
from complaints.models import Complaint, Event, SuggestionRecord
from routing import engine

Wrong = SuggestionRecord.Wrong
LIMIT = 3

log = structlog.get_logger()


def suggested_for(complaint: Complaint) -> list[engine.Suggestion]:
    """Return what the router suggests for a report as it is; nothing for a sealed one.

    A router that is broken must not keep a verifier from forwarding: then nothing is suggested.
    """
    if complaint.is_sealed:
        return []
    try:
        return engine.suggest(
            title=complaint.title,
            text=complaint.text,
            category=complaint.category,
            region=complaint.region,
            limit=LIMIT,
        )
    except Exception as error:  # noqa: BLE001  (as the docstring says)
        log.warning("suggest.failed", complaint=complaint.pk, error=type(error).__name__)
        return []


def keep(event: Event, lead: Agency, suggested: Sequence[engine.Suggestion]) -> SuggestionRecord:
    """Keep what was suggested beside what was chosen; call it with the event of the forward."""
    first = suggested[0] if suggested else None
    return SuggestionRecord.objects.create(
        complaint=event.complaint,
        event=event,
        week=week_of(event.at),
        suggested=first.agency if first is not None else None,
        chosen=lead,
        probability=first.probability if first is not None else None,
        layer=first.layer.value if first is not None else "",
        version=first.version if first is not None else "",
        rank=rank_of(lead, suggested),
        is_sure=first is not None and first.is_sure,
        automatic=event.role == Role.SYSTEM,
    )


def rank_of(lead: Agency, suggested: Sequence[engine.Suggestion]) -> int:
    """Return the place of an agency among those suggested, from 1; 0 when it is not there."""
    for place, one in enumerate(suggested, start=1):
        if lead.pk in (one.agency.pk, one.unit.pk if one.unit is not None else None):
            return place
    return 0


def mark_wrong(complaint: Complaint, wrong: str, at: datetime) -> SuggestionRecord | None:
    """Mark the newest forward of a report as wrong; return its record, or None without one."""
    rows = SuggestionRecord.objects.filter(complaint=complaint).order_by("-id")
    newest = rows.select_related("chosen").first()
    if newest is None or newest.wrong not in ("", Wrong.CORRECT):
        return None
    newest.wrong, newest.wrong_at = wrong, at
    newest.save(update_fields=["wrong", "wrong_at"])
    return newest


def week_of(moment: datetime) -> date:
    """Return the Monday of the week of a moment, in the town's time."""
    day = timezone.localdate(moment)
    return day - timedelta(days=day.weekday())
