"""One report on one sheet: what the page of a report shows to the officer who opened it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import prefetch_related_objects
from django.urls import reverse

from complaints import due, on_request, privacy
from complaints.access import Desk
from complaints.desk.flags import flags_of
from complaints.desk.report.clocks import clock_lines
from complaints.desk.report.files import file_of
from complaints.desk.tags.chips import chips
from complaints.desk.team.assigned import assigned
from complaints.desk.team.waiting import waiting_draft
from complaints.desk.verbs.base import VerbForm
from complaints.law.actors import LIAISONS, Actor, Role
from complaints.models import Assignment, Complaint, NationalRecord, Publication, Reveal
from complaints.reporters import origins
from complaints.states import AT_COORDINATOR, State
from complaints.wording import officer_status
from lapor import clock, personal, words


@dataclass(frozen=True)
class Fact:
    """A name and a value, as ``_components/facts.html`` draws them."""

    name: str
    value: str
    long: bool = False


@dataclass(frozen=True)
class Related:
    """Another report that belongs to this one."""

    relation: str
    code: str
    title: str
    state_words: str
    url: str


def sheet(complaint: Complaint, desk: Desk, actor: Actor) -> dict[str, Any]:
    """Return everything that the page shows besides the verbs."""
    running, stopped = clock_lines(complaint)
    return {
        **_head(complaint, desk, actor),
        "public_words": _public_words(complaint),
        "facts": list(_facts(complaint)),
        "parts": _parts(complaint),
        "people": list(_people(complaint, actor)),
        "revealed_until": _revealed_until(complaint, actor),
        "numbers": privacy.numbers_for(complaint, actor),
        "files": [
            file_of(row, code=complaint.code)
            for row in complaint.attachments.filter(event__verb="submit").select_related("event")
            if not on_request.is_letter(row, row.event) or privacy.may_read_name(complaint, actor)
        ],
        "point": _point(complaint),
        "legal_basis": complaint.category.legal_basis.splitlines() if complaint.category else [],
        "running": running,
        "stopped": stopped,
        "related": related(complaint, desk),
        "assigned": assigned(complaint, desk, actor),
        "tagged": chips(complaint, desk, actor),
        "draft": waiting_draft(complaint, actor),
    }


def act_sheet(form: VerbForm) -> dict[str, Any]:
    """Return what the page of one verb shows of its report."""
    complaint = form.complaint
    head = _head(complaint, form.desk, form.actor)
    return {
        **head,
        "pieces": personal.marked(head["text"]),
        "findings": list({one.text: one for one in personal.find(head["text"])}.values()),
        "place": _place(complaint),
        "files": [
            file_of(row)
            for row in complaint.attachments.select_related("event")
            if not on_request.is_letter(row, row.event)
        ],
    }


def _head(complaint: Complaint, desk: Desk, actor: Actor) -> dict[str, Any]:
    return {
        "complaint": complaint,
        "title": complaint.agency_title,
        "state_words": officer_status(complaint),
        "flags": flags_of(complaint),
        "due": stand_of(complaint),
        "holding": _holding(complaint),
        "text": privacy.text_for(complaint, actor),
        "text_words": _text_words(complaint, actor),
        "suggestions": suggestions(complaint, desk, actor),
    }


def stand_of(complaint: Complaint) -> due.Due | None:
    """Return how the nearest clock of a report stands, or None when none runs."""
    if complaint.next_due_at is None:
        return None
    return due.stand(complaint.next_due_at, now=clock.now())


def suggestions(complaint: Complaint, desk: Desk, actor: Actor) -> list[Any]:
    """Return the suggested agencies for a verifier who has to choose one."""
    waits = complaint.status in (*AT_COORDINATOR, State.REFERRED)
    return desk.suggestions(complaint) if waits and actor.has(Role.VERIFIER) else []


def related(complaint: Complaint, desk: Desk) -> list[Related]:
    """Return the main report, the parts and the repeats that the officer may see too."""
    above = {
        complaint.merged_into_id: "Laporan utama",
        complaint.parent_report_id: "Pecahan dari",
        complaint.repeats_id: "Laporan ulang dari",
    }
    # Most reports stand alone, and whether this one does is cheap to ask.
    ids = complaint.relatives()
    rows = desk.visible().for_inbox().filter(pk__in=ids).order_by("created_at") if ids else []
    return [
        Related(
            relation=above.get(row.pk) or _relation(row, complaint),
            code=row.code,
            title=row.agency_title,
            state_words=officer_status(row),
            url=reverse("desk:report", args=[row.code]),
        )
        for row in rows
    ]


def _relation(row: Complaint, complaint: Complaint) -> str:
    if row.merged_into_id == complaint.pk:
        return "Digabung ke sini"
    return "Pecahan" if row.parent_report_id == complaint.pk else "Laporan ulang"


def _holding(complaint: Complaint) -> str:
    """Say who holds the report and since when."""
    if not complaint.is_open:
        if complaint.merged_at is not None:
            return f"Digabung {words.moment(complaint.merged_at)}"
        return f"Ditutup {words.moment(complaint.closed_at)}" if complaint.closed_at else ""
    if complaint.status == State.APPEALED:
        return "Menunggu putusan banding"
    if complaint.status == State.REFERRED:
        return f"Dirujuk ke {complaint.outside_body}, dipantau meja verifikasi"
    since = complaint.holder_since or complaint.created_at
    holder = str(complaint.holder) if complaint.holder else "meja verifikasi"
    return f"Dipegang {holder} sejak {words.moment(since)}"


def _text_words(complaint: Complaint, actor: Actor) -> str:
    if not complaint.working_text:
        return "Laporan seperti yang ditulis pelapor"
    if privacy.reads_original(complaint, actor):
        return "Naskah asli pelapor; instansi membaca naskah kerja"
    return "Naskah kerja, disiapkan admin instansi"


def _public_words(complaint: Complaint) -> str:
    if complaint.is_sealed or complaint.is_secret:
        return "Laporan ini tidak pernah untuk umum."
    if complaint.publication == Publication.PUBLIC:
        return ""
    if complaint.published:
        return "Umum hanya melihat kategori, kelurahan, instansi, dan keadaan laporan."
    return (
        "Belum ditampilkan kepada umum."
        if complaint.publication == Publication.PENDING
        else (f"{complaint.get_publication_display()}.")
    )


def _facts(complaint: Complaint) -> Iterator[Fact]:
    row = complaint
    yield Fact("Jenis", row.get_kind_display())
    yield Fact("Kategori", row.category.name if row.category else "Belum dipilih")
    yield Fact("Tempat", _place(row))
    if row.incident_date:
        yield Fact("Tanggal kejadian", words.day(row.incident_date))
    yield Fact("Diterima", f"{words.moment(row.created_at)}, lewat {row.get_channel_display()}")
    if row.sealed_against:
        yield Fact("Unit yang dilaporkan", str(row.sealed_against))
    if row.outside_body:
        yield Fact("Instansi luar", f"{row.outside_body} {row.outside_ref}".strip())
    if row.support_count:
        yield Fact("Dukungan warga", str(row.support_count))
    if row.external_ref:
        yield Fact("Nomor SP4N", row.external_ref)
    if row.imported_in_id is not None:
        yield from _national(row)


def _national(row: Complaint) -> Iterator[Fact]:
    """Yield what the national system said of an imported report: kept as such, one query."""
    record = NationalRecord.objects.filter(complaint=row).first()
    if record is None:
        return
    names = {"status": "Status di SP4N", "reason": "Alasan di SP4N", "klass": "Klasifikasi di SP4N"}
    names |= {"category": "Kategori di SP4N", "agency": "Instansi di SP4N"}
    for cell, name in names.items():
        if record.cells.get(cell):
            yield Fact(name, record.cells[cell])


def _place(row: Complaint) -> str:
    region = row.region
    parts = [row.place_text]
    if region is not None:
        parts.append(f"Kel. {region.name}")
        parts.append(f"Kec. {region.parent.name}" if region.parent else "")
    if row.latitude is not None and row.longitude is not None:
        parts.append(f"({row.latitude:.5f}, {row.longitude:.5f})")
    return ", ".join(part for part in parts if part) or "Tidak disebut"


def _point(row: Complaint) -> tuple[float, float] | None:
    """Return the point as it was set, for officers who see the report (docs/decisions/0016)."""
    return (row.latitude, row.longitude) if row.latitude and row.longitude else None


def _parts(complaint: Complaint) -> list[Assignment]:
    prefetch_related_objects(complaint.running_parts, "agency")
    order = [part.value for part in Assignment.Part]
    return sorted(complaint.running_parts, key=lambda row: order.index(row.part))


def _people(complaint: Complaint, actor: Actor) -> Iterator[Fact]:
    """Yield what this officer may know of the reporter."""
    contact = privacy.contact_for(complaint, actor)
    if contact is None:
        hidden = complaint.hides_reporter and not (complaint.is_disclosed and actor.has(*LIAISONS))
        yield Fact("Nama", "Disembunyikan pelapor" if hidden else "Tidak untuk peran Anda")
        return
    yield Fact("Nama", contact.name or "Tidak diisi")
    if contact.phone:
        yield Fact("Telepon", contact.phone)
    if contact.email:
        yield Fact("Email", contact.email)
    if not (contact.phone or contact.email):
        yield Fact("Kontak", "Tidak ada; pelapor hanya memakai kode tanda terima")
    for name, value in origins.facts_of(origins.origin_for(complaint, actor)):
        yield Fact(name, value)


def _revealed_until(complaint: Complaint, actor: Actor) -> datetime | None:
    """Return until when a custodian reads the hidden name, or None."""
    if actor.user is None or not actor.has(Role.CUSTODIAN):
        return None
    rows = Reveal.objects.filter(complaint=complaint, custodian=actor.user, until__gt=clock.now())
    return rows.order_by("-until").values_list("until", flat=True).first()
