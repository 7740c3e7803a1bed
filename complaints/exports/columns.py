"""What a sheet says of one report, column by column: never a name, never a contact.

The words of a report are those that the officer may read in the list and on its page. Not even an
opened identity widens that: a file is passed on, and nobody sees by whom.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import TYPE_CHECKING

from django.utils import timezone

from agencies.models import Region
from complaints import privacy
from complaints.law.actors import Actor, Role
from complaints.models import Complaint, Kind, Outcome
from complaints.models.complaint import Channel
from complaints.models.figures import Klass
from complaints.models.visibility import EVERYTHING_ROLES
from complaints.wording import officer_status
from lapor import clock

if TYPE_CHECKING:
    from complaints.access import Desk
    from complaints.models.visibility import ComplaintQuerySet

Cell = str | int | date | datetime | None
UNREAD = "(belum diperiksa; baca di LAPOR)"
"""In place of an anonymous reporter's words that nobody has cleared: they may tell the name."""
AT_COORDINATOR = "Meja verifikasi"


class Holds(Enum):
    """What the cells of a column are."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    MOMENT = "moment"


class Reader:
    """Which words of a report one person may read, worked out without a query for each."""

    def __init__(self, desk: Desk) -> None:
        self._of_all = self._actor(desk, sealed=False)
        self._of_sealed = self._actor(desk, sealed=True)

    @staticmethod
    def _actor(desk: Desk, *, sealed: bool) -> Actor:
        """Return the person with the roles that read originals everywhere, and no others."""
        seats = [seat for seat in desk.officers if seat.sees_sealed or not sealed]
        held = {Role(seat.role) for seat in seats if seat.role in EVERYTHING_ROLES}
        return Actor(user=desk.user, roles=frozenset(held))

    def text(self, complaint: Complaint) -> str:
        """Return the original, the working text, or why neither."""
        if _is_uncleared(complaint):
            return UNREAD
        actor = self._of_sealed if complaint.is_sealed else self._of_all
        return privacy.text_for(complaint, actor)

    @staticmethod
    def title(complaint: Complaint) -> str:
        """Return the heading that officers work with."""
        return UNREAD if _is_uncleared(complaint) else complaint.agency_title


def _is_uncleared(complaint: Complaint) -> bool:
    """Whether no verifier has yet vouched for an anonymous reporter's words by forwarding them."""
    return complaint.hides_reporter and not complaint.working_text and not complaint.was_forwarded


@dataclass(frozen=True)
class Column:
    """One column: its heading, how wide it is in letters, what it holds, and where that comes from."""

    heading: str
    width: int
    read: Callable[[Complaint, Reader], Cell]
    holds: Holds = Holds.TEXT


def rows_for_sheet(rows: ComplaintQuerySet) -> ComplaintQuerySet:
    """Return ``rows`` with everything that the columns read, in one query."""
    return rows.select_related("category", "region__parent", "lead", "holder", "rating").defer(
        "search", "public_text"
    )


def _moment(at: datetime | None) -> datetime | None:
    """Return a moment as the clock on the wall says it; sheets know no zones."""
    return timezone.localtime(at).replace(tzinfo=None, microsecond=0) if at is not None else None


def _klass(complaint: Complaint, _: Reader) -> str:
    if complaint.needs_inspection and complaint.kind == Kind.COMPLAINT:
        return str(Klass.INSPECTION.label)
    return str(Kind(complaint.kind).label)


def _kept_close(complaint: Complaint, _: Reader) -> str:
    marks = (
        ("Bahaya", complaint.danger),
        ("Anonim", complaint.hides_reporter),
        ("Rahasia", complaint.is_secret),
        ("Tersegel", complaint.is_sealed),
    )
    return ", ".join(word for word, holds in marks if holds)


def _place(level: str) -> Callable[[Complaint, Reader], str]:
    def read(complaint: Complaint, _: Reader) -> str:
        region: Region | None = complaint.region
        while region is not None and region.level != level:
            region = region.parent if level != Region.Level.WARD else None
        return region.name if region is not None else ""

    return read


def _holder(complaint: Complaint, _: Reader) -> str:
    return str(complaint.holder or AT_COORDINATOR) if complaint.is_open else ""


def _late(complaint: Complaint, _: Reader) -> str:
    due = complaint.next_due_at
    return "Ya" if complaint.is_open and due is not None and due < clock.now() else ""


def _outcome(complaint: Complaint, _: Reader) -> str:
    return str(Outcome(complaint.outcome).label) if complaint.outcome else ""


def _stars(complaint: Complaint, _: Reader) -> int | None:
    rating = getattr(complaint, "rating", None)
    return rating.stars if rating is not None else None


CODE = Column("Nomor tiket", 12, lambda one, _: one.code)
RECEIVED = Column("Diterima", 16, lambda one, _: _moment(one.created_at), Holds.MOMENT)
STATE = Column("Keadaan", 28, lambda one, _: officer_status(one))
CATEGORY = Column("Kategori", 24, lambda one, _: one.category.name if one.category else "")
COLUMNS: tuple[Column, ...] = (
    CODE,
    Column("Nomor SP4N", 12, lambda one, _: one.external_ref),
    RECEIVED,
    Column("Tanggal kejadian", 16, lambda one, _: one.incident_date, Holds.DAY),
    STATE,
    Column("Klasifikasi", 20, _klass),
    Column("Sifat", 14, _kept_close),
    CATEGORY,
    Column("Kecamatan", 16, _place(Region.Level.DISTRICT)),
    Column("Kelurahan", 18, _place(Region.Level.WARD)),
    Column("Tempat", 30, lambda one, _: one.place_text),
    Column("Saluran", 16, lambda one, _: str(Channel(one.channel).label)),
    Column("Instansi", 24, lambda one, _: str(one.lead or "")),
    Column("Pemegang", 24, _holder),
    Column("Judul", 44, lambda one, reader: reader.title(one)),
    Column("Isi laporan", 80, lambda one, reader: reader.text(one)),
    Column("Tenggat terdekat", 16, lambda one, _: _moment(one.next_due_at), Holds.MOMENT),
    Column("Lewat tenggat", 12, _late),
    Column("Hasil", 22, _outcome),
    Column("Dijawab", 16, lambda one, _: _moment(one.answered_at), Holds.MOMENT),
    Column("Ditutup", 16, lambda one, _: _moment(one.closed_at), Holds.MOMENT),
    Column("Bintang", 8, _stars, Holds.NUMBER),
    Column("Dukungan", 10, lambda one, _: one.support_count, Holds.NUMBER),
)
