"""The marks of a report that officers see in lists and at the head of its page."""

from __future__ import annotations

from complaints.models import Complaint
from complaints.states import State


def flags_of(complaint: Complaint) -> list[tuple[str, str, str]]:
    """Return the marks of a report as (tone, icon, words), the gravest first."""
    waiting = complaint.status in (State.RECEIVED, State.VERIFIED)
    marks = [
        (complaint.danger, ("danger", "alert", "Bahaya")),
        (complaint.awaits_take_over, ("warning", "download", "Impor, belum diambil alih")),
        (
            complaint.imported_in_id is not None and not complaint.awaits_take_over,
            ("neutral", "download", "Impor"),
        ),
        (complaint.is_sealed, ("question", "shield", "Tersegel")),
        (complaint.is_secret, ("neutral", "lock", "Rahasia")),
        (complaint.hides_reporter, ("neutral", "eye-off", "Anonim")),
        (complaint.needs_inspection, ("question", "scale", "Berkadar pengawasan")),
        (
            complaint.archive_proposed_by_id is not None and waiting,
            ("warning", "archive", "Usul arsip"),
        ),
        (complaint.hand_backs > 0 and waiting, ("warning", "undo", "Dikembalikan")),
        (complaint.is_binding, ("warning", "flag", "Mengikat")),
        (complaint.extension_asked is not None, ("warning", "calendar", "Minta perpanjangan")),
        (complaint.objections > 0, ("warning", "hand", f"Disanggah {complaint.objections}×")),
        (complaint.reopenings > 0, ("warning", "undo", f"Dibuka kembali {complaint.reopenings}×")),
        (complaint.repeats_id is not None, ("neutral", "copy", "Laporan ulang")),
        (complaint.merged_count > 0, ("neutral", "merge", f"{complaint.merged_count} digabung")),
    ]
    return [words for holds, words in marks if holds]
