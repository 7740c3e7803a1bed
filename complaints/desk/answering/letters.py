"""Letters as PDF: the answer to its reporter, the routing slip, the memo of a waiting draft."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404
from django.urls import reverse

from agencies.models import Agency
from complaints import links, privacy, typeset
from complaints.access import Desk
from complaints.law import approval
from complaints.law.actors import Actor, Role
from complaints.models import AnswerDraft, Assignment, Complaint, EventWords, FollowUp
from complaints.models import Outcome as Ends
from complaints.states import State
from complaints.wording import officer_status
from lapor import clock, words

SOURCE = Path(__file__).with_name("letter.typ")
ANSWERED = (State.ANSWERED, State.RESOLVED, State.APPEALED)
WRITERS = (
    *(Role.VERIFIER, Role.LEAD, Role.HOLDER, Role.CO_LIAISON, Role.OPERATOR, Role.SUPERVISOR),
    Role.OVERSEER,
)
"""Who may print: everybody who works on the report or watches over it."""
Sheet = dict[str, Any]


def pdf_of(kind: str, complaint: Complaint, desk: Desk) -> bytes:
    """Return a letter as a tagged PDF.

    Args:
        kind: a key of :data:`KINDS`.
        complaint: the report, which the officer sees.
        desk: who prints it; the reporter's name stands in it only where he or she may read it.

    Raises:
        Http404: there is no such letter of this report, or not for this officer.
    """
    make = KINDS.get(kind)
    actor = desk.actor(complaint)
    if make is None or not actor.has(*WRITERS):
        raise Http404
    sheet = make(complaint, actor)
    if sheet is None:
        raise Http404
    return typeset.pdf(SOURCE, sheet, qr_address=_address(complaint))


def _reply(complaint: Complaint, actor: Actor) -> Sheet | None:
    """*Surat tanggapan*: the final answer as a letter to the reporter."""
    answer = _answer(complaint)
    said = EventWords.objects.filter(event=answer.event_id).first() if answer else None
    if answer is None or said is None or not said.text or complaint.status not in ANSWERED:
        return None
    office = answer.agency or complaint.lead
    facts = [
        ("Nomor", complaint.code),
        ("Tanggal", words.day(answer.created_at)),
        ("Kepada", f"Yth. {_reporter(complaint, actor)}"),
        ("Perihal", f"Tanggapan atas laporan “{complaint.agency_title}”"),
    ]
    blocks = [
        ("", said.text),
        ("Ringkasan", _ending(answer, Ends(answer.outcome).label if answer.outcome else "")),
        (
            "Bila masalahnya belum selesai",
            (
                "Anda dapat menyanggah jawaban ini, dan sesudah itu mengajukan banding, di halaman "
                f"lacak: {links.shown('citizens:track')}. Pintu berikutnya Ombudsman RI, telepon 137."
            ),
        ),
    ]
    sheet = _sheet("Surat tanggapan", complaint, office, facts, blocks)
    return sheet | {"signed": _signature(answer, office)}


def _ending(of: FollowUp | approval.DraftSheet, outcome: str) -> str:
    """Say in lines how an answer, or the draft of one, ends the matter."""
    how = [
        ("Hasil", outcome),
        ("Bukti", of.proof_text),
        ("Dasar hukum", of.legal_basis),
        ("Dijadwalkan", words.day(of.planned_on) if of.planned_on else ""),
        ("Pelaksana", of.planned_unit),
        ("Sumber anggaran", of.budget_source),
    ]
    return "\n".join(f"{name}: {value}" for name, value in how if value)


def _signature(answer: FollowUp, office: Agency | None) -> dict[str, str]:
    """Return where, when and by whom an answer was sent: the head who let it go, or the liaison."""
    event = answer.event
    place = settings.LAPOR_CITY.removeprefix("Kota ").removeprefix("Kabupaten ")
    heads = event.role in (Role.APPROVER, Role.SUPERVISOR)
    position = "Pimpinan" if heads else "Pejabat penghubung"
    if event.role == Role.VERIFIER:
        position = "Admin instansi"
    way = "Dikirim secara elektronik lewat LAPOR, tanpa tanda tangan basah."
    return {
        "place": f"{place}, {words.day(answer.created_at).partition(', ')[2]}",
        "position": f"{position} {event.agency or office or ''}".strip(),
        "name": str(event.actor) if event.actor else "",
        "note": f"{way} Periksa dengan kode QR." if _address(answer.complaint) else way,
    }


def _slip(complaint: Complaint, actor: Actor) -> Sheet | None:
    """*Lembar disposisi*: the report, its dates, who was asked to do what, and room to sign."""
    if complaint.lead_id is None:
        return None
    region = f"Kelurahan {complaint.region}" if complaint.region else ""
    facts = [
        ("Nomor", complaint.code),
        ("Diterima", words.moment(complaint.created_at)),
        ("Kategori", str(complaint.category or "Belum dipilih")),
        ("Tempat", ", ".join(one for one in (complaint.place_text, region) if one) or "–"),
        ("Pelapor", _reporter(complaint, actor)),
        ("Keadaan", officer_status(complaint)),
    ]
    running = complaint.deadlines.filter(stopped_at__isnull=True).order_by("due_at")
    dates = "\n".join(
        f"{row.get_clock_display().capitalize()}: paling lambat {words.moment(row.due_at)}"
        for row in running
    )
    blocks = [
        (complaint.agency_title, privacy.text_for(complaint, actor)),
        ("Tenggat", dates),
    ]
    parts = complaint.assignments.select_related("agency").order_by("started_at", "id")
    rows = [
        (str(row.agency), Assignment.Part(row.part).label, row.instruction or "–")
        for row in parts
        if row.ended_at is None
    ]
    sheet = _sheet("Lembar disposisi", complaint, complaint.lead, facts, blocks)
    return sheet | {
        "rows_title": "Disposisi",
        "columns": ["Instansi", "Sebagai", "Arahan"],
        "rows": [list(row) for row in rows],
        "boxes": ["Kepala instansi", "Pejabat penghubung", "Pelaksana"],
    }


def _memo(complaint: Complaint, actor: Actor) -> Sheet | None:
    """*Nota dinas*: the draft that waits for somebody's consent."""
    draft = _draft(complaint)
    if draft is None:
        return None
    draft.complaint = complaint
    written = approval.sheet_of(draft)
    facts = [
        ("Nomor", complaint.code),
        ("Tanggal", words.day(draft.created_at)),
        ("Kepada", f"Pimpinan {draft.agency}"),
        ("Dari", str(draft.author)),
        ("Perihal", f"Konsep {draft.get_verb_display().lower()}: {complaint.agency_title}"),
        ("Diputuskan", f"paling lambat {words.moment(draft.due_at)}"),
    ]
    blocks = [
        ("Isi laporan", privacy.text_for(complaint, actor)),
        ("Konsep", written.text),
        ("Ringkasan", _ending(written, written.outcome)),
    ]
    sheet = _sheet("Nota dinas", complaint, draft.agency, facts, blocks)
    return sheet | {"boxes": ["Disetujui", "Dikembalikan dengan catatan"]}


KINDS: dict[str, Callable[[Complaint, Actor], Sheet | None]] = {
    "tanggapan": _reply,
    "disposisi": _slip,
    "nota": _memo,
}
"""The letters by the word in their address."""


def _sheet(
    title: str,
    complaint: Complaint,
    office: Agency | None,
    facts: list[tuple[str, str]],
    blocks: list[tuple[str, str]],
) -> Sheet:
    reach = [office.address, office.phone, office.email] if office else []
    return {
        "title": title,
        "city": f"Pemerintah {settings.LAPOR_CITY}",
        "office": office.name if office else f"LAPOR {settings.LAPOR_CITY}",
        "reach": " · ".join(one for one in reach if one),
        "footer": f"LAPOR {settings.LAPOR_CITY} · {complaint.code} · dicetak {_printed()}",
        "facts": [list(pair) for pair in facts],
        "blocks": [{"title": name, "text": text} for name, text in blocks if text],
        "signed": {},
        "rows_title": "",
        "columns": [],
        "rows": [],
        "boxes": [],
        "qr_says": _qr_says(complaint),
    }


def _printed() -> str:
    return words.day(clock.today())


def _reporter(complaint: Complaint, actor: Actor) -> str:
    contact = privacy.contact_for(complaint, actor)
    known = contact is not None and contact.name and not complaint.hides_reporter
    return contact.name if known and contact else f"Pelapor laporan {complaint.code}"


def _address(complaint: Complaint) -> str:
    """Return what the QR code opens: the public page, else the tracker; nothing on secret paths."""
    if complaint.is_secret or complaint.is_sealed:
        return ""
    if complaint.is_public:
        return links.absolute(reverse("citizens:public_detail", args=[complaint.code]))
    query = urlencode({"tiket": complaint.code})
    return links.absolute(f"{reverse('citizens:track')}?{query}")


def _qr_says(complaint: Complaint) -> str:
    if complaint.is_public:
        return "Kode QR: membuka laporan ini di halaman publik."
    return "Kode QR: membuka halaman lacak dengan nomor tiket ini, tanpa kode tanda terima."


def _answer(complaint: Complaint) -> FollowUp | None:
    rows = FollowUp.objects.filter(complaint=complaint, is_final=True)
    rows = rows.select_related("complaint", "agency", "event__actor", "event__agency")
    return rows.order_by("-created_at", "-id").first()


def _draft(complaint: Complaint) -> AnswerDraft | None:
    rows = AnswerDraft.objects.filter(complaint=complaint, state=AnswerDraft.State.WAITING)
    return rows.select_related("agency", "author", "decided_by", "event").first()
