"""Where a report of another door came from: the letter, the post, and who brought it.

The number of a letter or the address of a post tells who wrote it, so all of it lies encrypted with
the reporter's contact and is read by the same people (``complaints.privacy``).
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import TextChoices

from complaints import privacy
from lapor import words

if TYPE_CHECKING:
    from complaints.law.actors import Actor
    from complaints.models import Complaint


class Relation(TextChoices):
    """What somebody who brings a report for another is to the reporter."""

    FAMILY = "family", "Keluarga"
    NEIGHBOUR = "neighbour", "Tetangga atau teman"
    WARD_HEAD = "ward_head", "Ketua RT atau RW"
    COMPANION = "companion", "Pendamping atau kuasa"
    OTHER = "other", "Lainnya"


@dataclass(frozen=True)
class Origin:
    """How a report reached a counter; empty where it does not matter."""

    reference: str = ""
    """*Nomor surat*."""
    dated: date | None = None
    """*Tanggal surat*."""
    address: str = ""
    """The address of the post on social media."""
    bringer: str = ""
    """The name of the one who came for somebody else."""
    relation: str = ""
    """What he or she is to the reporter (:class:`Relation`)."""

    def __bool__(self) -> bool:
        return self != Origin()


def written(origin: Origin) -> str:
    """Return an origin as one text, to be encrypted; empty for an empty one."""
    if not origin:
        return ""
    dated = origin.dated.isoformat() if origin.dated else ""
    return json.dumps({**asdict(origin), "dated": dated})


def origin_for(complaint: Complaint, actor: Actor) -> Origin:
    """Return where a report came from, as far as ``actor`` may know who wrote it."""
    stored = privacy.origin_for(complaint, actor)
    if not stored:
        return Origin()
    kept = json.loads(stored)
    dated = date.fromisoformat(kept["dated"]) if kept["dated"] else None
    return Origin(**{**kept, "dated": dated})


def facts_of(origin: Origin) -> list[tuple[str, str]]:
    """Return the names and values of an origin, for the page of the report."""
    letter = [f"nomor {origin.reference}"] if origin.reference else []
    letter += [f"tanggal {words.day(origin.dated)}"] if origin.dated else []
    facts = [("Surat", ", ".join(letter))] if letter else []
    if origin.address:
        facts.append(("Unggahan", origin.address))
    if origin.bringer:
        known = dict(Relation.choices).get(origin.relation, "")
        facts.append(("Dibawa oleh", f"{origin.bringer} ({known})" if known else origin.bringer))
    return facts
