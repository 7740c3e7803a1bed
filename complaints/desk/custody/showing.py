"""What a custodian reads while a name is open, and closing it before its time."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from complaints import privacy
from complaints.law.actors import Actor
from complaints.models import Complaint, Reveal
from lapor import clock

if TYPE_CHECKING:
    from accounts.models import User


def opened_until(complaint: Complaint, user: User) -> datetime | None:
    """Return until when ``user`` reads the hidden name of a report, or None."""
    rows = Reveal.objects.filter(complaint=complaint, custodian=user, until__gt=clock.now())
    return rows.order_by("-until").values_list("until", flat=True).first()


def close(complaint: Complaint, user: User) -> None:
    """End what ``user`` has open of a report; that it was opened stays on record."""
    now = clock.now()
    rows = Reveal.objects.filter(complaint=complaint, custodian=user, until__gt=now)
    rows.update(until=now)


def people(complaint: Complaint, actor: Actor) -> list[tuple[str, str]]:
    """Return name and contact while they are open; empty otherwise."""
    contact = privacy.contact_for(complaint, actor)
    if contact is None:
        return []
    rows = [("Nama", contact.name), ("Telepon", contact.phone), ("E-mail", contact.email)]
    return [(name, value) for name, value in rows if value]
