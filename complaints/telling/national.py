"""What must be copied to the national SP4N-LAPOR!, and the tick that it was (docs/decisions/0038).

A report that was written here is owed from its first forward or referral on, until its national
number is known. Of one that is there already, every visible step of an agency is owed. Sealed
reports never are. What is owed is noted in every town; whether anybody sees it, and from which day
on, the town says (``NationalUse``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from complaints import privacy
from complaints.models import Complaint, Event, Kind, NationalCopy, NationalUse, Publication
from complaints.states import Audience
from complaints.wording import archive_words, officer_status
from lapor import clock, kept, words

if TYPE_CHECKING:
    from accounts.models import User
    from complaints.models.visibility import ComplaintQuerySet

PAGE = 8
MOST_TICKED = 5
NUMBER_LENGTH = 40
BEGINS = frozenset({"forward", "refer"})
"""Verbs from which on a report that was written here must stand there too."""
NEWS = frozenset({"follow_up", "answer", "outside_news", "carry_out", "archive"})
"""Verbs that SP4N must hear of."""
ENDS = frozenset({"merge", "withdraw"})
"""Verbs after which what is not there yet need not come there any more."""
NOT_FOR_ALL = "Disampaikan langsung kepada pelapor; isinya tidak untuk umum."
KIND_WORDS = {
    Kind.COMPLAINT: "Pengaduan Tidak Berkadar Pengawasan",
    Kind.ASPIRATION: "Aspirasi",
    Kind.INFORMATION: "Permintaan Informasi",
}
TITLE = "Judul laporan"
INSPECTED = "Pengaduan Berkadar Pengawasan"
NEWS_WORDS = {
    "follow_up": "Tindak lanjut",
    "answer": "Jawaban akhir",
    "outside_news": "Kabar instansi luar",
    "carry_out": "Pelaksanaan",
    "archive": "Diarsipkan",
}


class NotTicked(Exception):
    """A tick that cannot be; ``str()`` is the sentence for the officer."""


class Field(NamedTuple):
    """One thing to copy: its name as SP4N calls it, what to copy, and whether it is long."""

    name: str
    value: str
    long: bool = False

    @property
    def short(self) -> str:
        """Its name on a button: of news without the agency and the day."""
        return self.name.partition(",")[0] if self.long else self.name


@dataclass(frozen=True)
class Item:
    """One report with everything that is not there yet."""

    complaint: Complaint
    fields: list[Field]
    state_words: str

    @property
    def title(self) -> str:
        """The report's heading, as it may be copied."""
        said = next((one.value for one in self.fields if one.name == TITLE), "")
        return said or privacy.mask(self.complaint.agency_title)

    @property
    def is_new(self) -> bool:
        """Whether the report itself is not there yet."""
        return not self.complaint.external_ref


@dataclass
class Page:
    """One page of the list, what was ticked last, and where the next page begins."""

    items: list[Item]
    ticked: list[NationalCopy] = field(default_factory=list)
    after: tuple[datetime, int] | None = None


def use() -> NationalUse:
    """Return whether the town copies, and from which day on; read once in a minute."""
    return kept.remember("national.use", lambda: NationalUse.objects.first() or NationalUse())


def owe(complaint: Complaint, verb: str, audience: str, at: datetime) -> None:
    """Note on a report (unsaved) that SP4N must hear of a verb, or need not any more."""
    if complaint.is_sealed:
        return
    known = bool(complaint.external_ref)
    if verb in ENDS and not known:
        complaint.sp4n_owed_at = None
    began = verb in BEGINS and not known
    there = known or complaint.was_forwarded or complaint.outside_body_id is not None
    if began or (verb in NEWS and there and audience != Audience.INTERNAL):
        complaint.sp4n_owed_at = complaint.sp4n_owed_at or at


def waiting(visible: ComplaintQuerySet, after: tuple[datetime, int] | None = None) -> Page:
    """Return what must be copied, what waits longest first: four queries, however much it is.

    What was owed before the town's first day is left out. The index ``owed_to_sp4n`` serves it.

    Args:
        visible: the reports that the officer may see.
        after: where the page before ended.
    """
    rows = visible.filter(sp4n_owed_at__isnull=False, is_sealed=False)
    first = use().since
    if first is not None:
        rows = rows.filter(sp4n_owed_at__gte=_start_of(first))
    if after is not None:
        moment, pk = after
        same = Q(sp4n_owed_at__gt=moment) | Q(pk__gt=pk)
        rows = rows.filter(Q(sp4n_owed_at__gte=moment) & same)
    rows = rows.select_related("category", "region__parent", "lead", "outside_body")
    found = list(rows.defer("search").order_by("sp4n_owed_at", "id")[: PAGE + 1])
    shown, last = found[:PAGE], found[PAGE - 1] if len(found) > PAGE else None
    news = _news_of(shown)
    return Page(
        items=[Item(row, _fields(row, news[row.pk]), officer_status(row)) for row in shown],
        ticked=_ticked(visible),
        after=(last.sp4n_owed_at, last.pk) if last is not None else None,
    )


def _start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _ticked(visible: ComplaintQuerySet) -> list[NationalCopy]:
    """Return the newest ticks, so that a wrong one can be undone: one query."""
    newest = NationalCopy.objects.filter(undone_at__isnull=True, complaint__is_sealed=False)
    ours = newest.filter(complaint__in=visible.order_by().values("pk"))
    return list(ours.select_related("complaint", "by").order_by("-id")[:MOST_TICKED])


def _news_of(rows: Iterable[Complaint]) -> dict[int, list[Event]]:
    """Return the events of each report that are not there yet: two queries at most."""
    since = dict.fromkeys([row.pk for row in rows], 0)
    found: dict[int, list[Event]] = defaultdict(list)
    if not since:
        return found
    copies = NationalCopy.objects.filter(complaint__in=since, undone_at__isnull=True)
    since |= dict(copies.order_by("id").values_list("complaint_id", "sequence"))
    events = Event.objects.filter(complaint__in=since, verb__in=NEWS)
    told = events.exclude(audience=Audience.INTERNAL).select_related("follow_up", "agency")
    for event in told.order_by("complaint_id", "sequence"):
        if event.sequence > since[event.complaint_id]:
            found[event.complaint_id].append(event)
    return found


def _fields(row: Complaint, news: list[Event]) -> list[Field]:
    report = [] if row.external_ref else _report(row)
    return [*report, *(Field(_heading(event), _said(row, event), long=True) for event in news)]


def _report(row: Complaint) -> list[Field]:
    """Return the fields of a new report, in the order in which SP4N asks for them.

    The reporter's name never goes along. The text is the one that the public reads; until a
    verifier released it, the one that agencies work with, with numbers masked.
    """
    released = row.published and row.publication == Publication.PUBLIC
    title, text = (
        (row.public_title, row.public_text) if released else (row.agency_title, row.agency_text)
    )
    hidden = (("Anonim", row.hides_reporter), ("Rahasia", row.is_secret))
    place = [row.place_text, f"Kel. {row.region.name}" if row.region else ""]
    fields = [
        Field("Klasifikasi", INSPECTED if row.needs_inspection else KIND_WORDS[Kind(row.kind)]),
        Field(TITLE, privacy.mask(title)),
        Field("Isi laporan", privacy.mask(text), long=True),
        Field("Tanggal kejadian", words.day(row.incident_date) if row.incident_date else ""),
        Field("Lokasi", privacy.mask(", ".join(part for part in place if part))),
        Field("Instansi tujuan", str(row.lead or row.outside_body or "")),
        Field("Kategori", f"{row.category} ({row.category.national_id})" if row.category else ""),
        Field("Tipe laporan", "|".join(name for name, holds in hidden if holds)),
    ]
    return [one for one in fields if one.value]


def _heading(event: Event) -> str:
    by = f" {event.agency}" if event.agency is not None else ""
    return f"{NEWS_WORDS[event.verb]}{by}, {words.day(event.at)}"


def _said(row: Complaint, event: Event) -> str:
    """Return what may be read of an event there: what the public may read here."""
    if event.verb == "archive":
        return f"Laporan tidak dilanjutkan: {archive_words(row)}."
    step: Any = getattr(event, "follow_up", None)
    outcome = f"{step.get_outcome_display()}. " if step is not None and step.outcome else ""
    is_public = event.audience == Audience.PUBLIC and not row.is_secret
    if step is None or not (is_public and step.public_text):
        return f"{outcome}{NOT_FOR_ALL}"
    return f"{outcome}{step.public_text}"


def tick(complaint: Complaint, *, by: User, number: str, seen: int) -> NationalCopy:
    """Note that everything up to the event ``seen`` stands in SP4N.

    Args:
        complaint: the report.
        by: the verifier who copied it.
        number: the national number; needed the first time.
        seen: how many events the report had on the officer's screen; what came later stays owed.

    Raises:
        NotTicked: somebody else was faster, or the number is missing or another report's.
    """
    with transaction.atomic():
        row = Complaint.objects.select_for_update(no_key=True, of=("self",)).get(pk=complaint.pk)
        if row.sp4n_owed_at is None or row.is_sealed:
            raise NotTicked(f"Laporan {row.code} sudah ditandai disalin.")
        _check_number(row, number)
        copy = NationalCopy.objects.create(
            complaint=row,
            by=by,
            at=clock.now(),
            sequence=min(seen, row.event_count),
            number="" if row.external_ref else number,
            owed_at=row.sp4n_owed_at,
        )
        later = Event.objects.filter(complaint=row, sequence__gt=seen, verb__in=NEWS)
        first = later.exclude(audience=Audience.INTERNAL).order_by("sequence").first()
        Complaint.objects.filter(pk=row.pk).update(
            external_ref=row.external_ref or number,
            sp4n_owed_at=first.at if first is not None else None,
        )
    return copy


def _check_number(row: Complaint, number: str) -> None:
    """Raise ``NotTicked`` when a number is missing, or is that of another report."""
    if row.external_ref:
        return
    if not number:
        raise NotTicked(f"Isi nomor SP4N untuk laporan {row.code}.")
    if Complaint.objects.filter(external_ref=number).exclude(pk=row.pk).exists():
        raise NotTicked(f"Nomor SP4N {number} sudah dipakai laporan lain. Periksa lagi.")


def undo(copy: NationalCopy, *, by: User) -> Complaint:
    """Take back the newest tick of a report; the number that it brought goes too.

    Raises ``NotTicked`` when a later tick or somebody else came in between.
    """
    with transaction.atomic():
        rows = Complaint.objects.select_for_update(no_key=True, of=("self",))
        row: Complaint = rows.get(pk=copy.complaint_id)
        newest = NationalCopy.objects.filter(complaint=row, undone_at__isnull=True).first()
        if newest is None or newest.pk != copy.pk:
            raise NotTicked(f"Tanda pada laporan {row.code} sudah berubah. Muat ulang halaman ini.")
        NationalCopy.objects.filter(pk=copy.pk).update(undone_at=clock.now(), undone_by=by)
        kept = "" if copy.number and row.external_ref == copy.number else row.external_ref
        Complaint.objects.filter(pk=row.pk).update(external_ref=kept, sp4n_owed_at=copy.owed_at)
    return row
