"""The draft that waits on a report, as its page shows it with the buttons to decide it."""

from __future__ import annotations

from typing import NamedTuple

from django.urls import reverse

from complaints import actions
from complaints.desk.report.files import File, file_of
from complaints.law import approval
from complaints.law.actors import Actor
from complaints.models import Complaint
from lapor import words


class WaitingDraft(NamedTuple):
    """What ``desk/team/_draft.html`` draws."""

    sheet: approval.DraftSheet
    files: list[File]
    details: list[tuple[str, str]]
    approve_url: str
    """Empty for those who may not send it; ``why_not`` says why."""
    return_url: str
    why_not: str
    send_words: str


def waiting_draft(complaint: Complaint, actor: Actor) -> WaitingDraft | None:
    """Return the draft that waits, or None: no query without one, two with it."""
    draft = approval.waiting(complaint)
    if draft is None:
        return None
    draft.complaint = complaint
    sheet = approval.sheet_of(draft)
    why_not = actions.refusal(complaint, "approve", actor) or approval.who_else(draft, actor)
    returns = not actions.refusal(complaint, "return_draft", actor)
    as_head = approval.is_approved_by(draft, actor)
    return WaitingDraft(
        sheet=sheet,
        files=[file_of(row) for row in sheet.files],
        details=_details(sheet),
        approve_url="" if why_not else reverse("desk:act", args=[complaint.code, "setujui"]),
        return_url=reverse("desk:act", args=[complaint.code, "kembalikan-konsep"])
        if returns
        else "",
        why_not=why_not,
        send_words="Setujui dan kirim" if as_head else "Kirim",
    )


def _details(sheet: approval.DraftSheet) -> list[tuple[str, str]]:
    days = (("Kabar berikutnya", sheet.next_news_on), ("Dijadwalkan", sheet.planned_on))
    pairs = [
        ("Hasil", sheet.outcome),
        ("Bukti menunjukkan", sheet.proof_text),
        ("Dasar hukum", sheet.legal_basis),
        ("Pelaksana", sheet.planned_unit),
        ("Sumber anggaran", sheet.budget_source),
        *((label, words.day(value) if value else "") for label, value in days),
        ("Dibaca oleh", "umum" if sheet.audience == "public" else "pelapor saja"),
    ]
    return [(label, value) for label, value in pairs if value]
