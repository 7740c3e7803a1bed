"""The law in plain Indonesian: states for citizens, verbs in the past, moments in words."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from complaints.law.rules import is_planned
from complaints.states import State
from lapor import words

if TYPE_CHECKING:
    from complaints.models import Complaint

VERB_WORDS: dict[str, str] = {
    "submit": "laporan dikirim",
    "take_over": "diambil alih dari impor",
    "verify": "diverifikasi",
    "forward": "diteruskan",
    "follow_up": "tindak lanjut dicatat",
    "answer": "jawaban akhir dikirim",
    "submit_draft": "konsep diajukan",
    "approve": "konsep disetujui dan dikirim",
    "return_draft": "konsep dikembalikan",
    "confirm": "dinyatakan selesai",
    "object_to_answer": "dinyatakan belum selesai",
    "ask_reporter": "pelapor ditanya",
    "complete": "laporan dilengkapi",
    "resume": "dilanjutkan tanpa jawaban",
    "delegate": "dilimpahkan ke unit",
    "take_back": "diambil kembali dari unit",
    "assign": "petugas ditetapkan",
    "tag": "tanda diubah",
    "hand_back": "dikembalikan",
    "recall": "ditarik kembali",
    "involve": "instansi pendamping ditambahkan",
    "release": "tugas pendamping dilepas",
    "request_extension": "perpanjangan diminta",
    "grant_extension": "perpanjangan diberikan",
    "refuse_extension": "perpanjangan ditolak",
    "return_answer": "jawaban dikembalikan",
    "carry_out": "pelaksanaan dicatat",
    "reopen": "dibuka kembali",
    "appeal": "banding diajukan",
    "uphold": "banding dikabulkan",
    "dismiss": "banding ditolak",
    "refer": "dirujuk ke luar",
    "outside_news": "kabar instansi luar dicatat",
    "archive": "diarsipkan",
    "split": "dipecah",
    "join_incident": "dimasukkan ke kejadian",
    "leave_incident": "dikeluarkan dari kejadian",
    "merge": "digabung",
    "unmerge": "dipisahkan",
    "correct": "data diubah",
    "redact": "disunting untuk umum",
    "write": "pesan dikirim",
    "note": "catatan internal ditulis",
    "join": "warga lain juga mengalami",
    "disclose": "nama diizinkan dilihat instansi",
    "reveal": "identitas dibuka",
    "hand_over_file": "berkas diserahkan",
    "withdraw": "laporan dicabut",
    "lapse": "waktu melengkapi habis",
    "auto_resolve": "ditutup otomatis",
    "fill_survey": "survei diisi",
    "ask_again": "pelapor ditanya: masih baik?",
    "answer_again": "pelapor menjawab: masih baik?",
    "succeed": "menjadi laporan utama",
    "remind": "pengingat dikirim",
    "escalate": "lewat tenggat",
    "move_deadline": "tenggat berubah",
    "hand_on": "dipindahkan ke instansi penerus",
}
"""What was done, for the timeline; the order is the one in which buttons are offered."""

EVENT_WORDS: dict[str, str] = {
    **VERB_WORDS,
    "import": "diimpor dari SP4N-LAPOR!",
    "renew": "diperbarui dari berkas SP4N-LAPOR!",
}
"""What an event says was done: a verb, or what a file of the national system brought."""

VERB_ICONS: dict[str, str] = {
    "submit": "send",
    "verify": "check",
    "forward": "forward",
    "take_over": "inbox",
    "follow_up": "tools",
    "answer": "chat",
    "submit_draft": "edit",
    "approve": "check",
    "return_draft": "undo",
    "confirm": "done",
    "object_to_answer": "undo",
    "ask_reporter": "question",
    "complete": "edit",
    "delegate": "building",
    "take_back": "undo",
    "assign": "user",
    "tag": "tag",
    "hand_back": "undo",
    "recall": "undo",
    "involve": "people",
    "grant_extension": "calendar",
    "request_extension": "calendar",
    "refuse_extension": "calendar",
    "return_answer": "undo",
    "carry_out": "tools",
    "reopen": "undo",
    "appeal": "scale",
    "uphold": "scale",
    "dismiss": "scale",
    "refer": "external",
    "outside_news": "external",
    "archive": "archive",
    "split": "split",
    "join_incident": "copy",
    "leave_incident": "copy",
    "merge": "merge",
    "unmerge": "split",
    "correct": "edit",
    "redact": "edit",
    "write": "mail",
    "note": "edit",
    "join": "hand",
    "disclose": "eye",
    "reveal": "eye",
    "hand_over_file": "file",
    "withdraw": "archive",
    "lapse": "clock",
    "auto_resolve": "done",
    "fill_survey": "check",
    "ask_again": "question",
    "answer_again": "chat",
    "remind": "bell",
    "escalate": "alert",
    "move_deadline": "calendar",
    "hand_on": "building",
    "import": "download",
    "renew": "download",
}
"""What an event is marked with in the timeline; what is missing gets a dot."""

CITIZEN_STATES: dict[str, str] = {
    State.RECEIVED: "Terkirim, menunggu diperiksa",
    State.VERIFIED: "Sudah diperiksa, sedang diteruskan",
    State.FORWARDED: "Diteruskan ke {agency}, belum ditanggapi",
    State.FOLLOWED_UP: "Sedang ditindaklanjuti {agency}",
    State.ANSWERED: "Sudah dijawab. Apakah masalahnya selesai?",
    State.NEEDS_INFO: "Menunggu jawaban Anda",
    State.REFERRED: "Dirujuk ke {outside}, dipantau sampai {due}",
    State.APPEALED: "Banding Anda sedang diperiksa",
    State.ARCHIVED: "Tidak dilanjutkan: {reason}",
    State.MERGED: "Digabung dengan {main}; hak Anda tetap",
}
PUBLIC_STATES: dict[str, str] = {
    State.ANSWERED: "Sudah dijawab, menunggu konfirmasi pelapor",
    State.NEEDS_INFO: "Menunggu jawaban pelapor",
    State.APPEALED: "Banding pelapor sedang diperiksa",
    State.MERGED: "Digabung dengan {main}",
}


def when(moment: datetime) -> str:
    """Return a moment in words: *Senin, 23 November 2026 pukul 16.00 WIB*."""
    return words.moment(moment)


def citizen_status(complaint: Complaint, *, public: bool = False) -> str:
    """Return the state in the citizen's words (workflow.md, *States*).

    Args:
        complaint: the report; agency, outside body and main report are read from it.
        public: say it to everybody rather than to the reporter.
    """
    if complaint.status == State.RESOLVED:
        return _resolved(complaint, public=public)
    table = {**CITIZEN_STATES, **PUBLIC_STATES} if public else CITIZEN_STATES
    return table[complaint.status].format(
        agency=_agency(complaint),
        outside=complaint.outside_body or "instansi lain",
        due=_day(complaint.next_due_at),
        reason=archive_words(complaint),
        main=complaint.merged_into or "laporan lain",
    )


def officer_status(complaint: Complaint) -> str:
    """Return the state in the officer's words; *resolved* says how it ended."""
    if complaint.status == State.ARCHIVED:
        return f"Diarsipkan: {archive_words(complaint)}"
    if complaint.status != State.RESOLVED:
        return State(complaint.status).label
    if is_planned(complaint):
        return "Dijadwalkan"
    if complaint.was_confirmed:
        return "Selesai, dikonfirmasi"
    return "Ditutup oleh admin (SP4N)" if _was_closed_by_admin(complaint) else "Ditutup otomatis"


def _was_closed_by_admin(complaint: Complaint) -> bool:
    """Whether an admin of the national system closed an imported report; lists know it beforehand."""
    if complaint.imported_in_id is None or complaint.closed_at is not None:
        return False
    by = getattr(complaint, "closed_there", None)
    if by is None:
        from complaints.models import NationalRecord  # noqa: PLC0415  (as below)

        rows = NationalRecord.objects.filter(complaint=complaint.pk)
        by = rows.values_list("closed_by", flat=True).first()
    return by == "admin"


def archive_words(complaint: Complaint) -> str:
    """Return the label of the reason for which a report was archived."""
    from complaints.law.reasons import label_of  # noqa: PLC0415  (reasons read models, models use us)

    return label_of("archive", complaint.archive_reason)


def _resolved(complaint: Complaint, *, public: bool) -> str:
    from complaints.law.reasons import reopen_until  # noqa: PLC0415  (as above)

    if is_planned(complaint):
        return f"Dijadwalkan paling lambat {_day(complaint.planned_until)}"
    if complaint.was_confirmed:
        return "Selesai, disetujui pelapor" if public else "Selesai, Anda menyetujui"
    until = reopen_until(complaint)
    if until is None:
        return "Selesai"
    return f"Ditutup otomatis, dapat dibuka kembali sampai {_day(until)}"


def _agency(complaint: Complaint) -> str:
    return str(complaint.lead) if complaint.lead is not None else "instansi yang menangani"


def _day(moment: datetime | None) -> str:
    return words.day(moment) if moment is not None else "ada kabar"
