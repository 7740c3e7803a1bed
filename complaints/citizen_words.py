"""What citizens read of verbs and clocks, and what they are asked to do next."""

from __future__ import annotations

from complaints.models import Complaint
from complaints.states import Clock, State

CLOCK_NAMES: dict[str, tuple[str, str]] = {
    Clock.VERIFICATION: ("Pemeriksaan laporan", "oleh admin pengaduan"),
    Clock.REFORWARD: ("Penerusan ulang", "oleh admin pengaduan"),
    Clock.FIRST_FOLLOW_UP: ("Tanggapan pertama", "dari instansi"),
    Clock.PROGRESS: ("Kabar berikutnya", "dari instansi"),
    Clock.RESOLUTION: ("Jawaban akhir", "dari instansi"),
    Clock.COMPLETION: ("Jawaban Anda", "atas pertanyaan petugas"),
    Clock.CONFIRMATION: ("Penilaian Anda", "selesai atau belum"),
    Clock.OUTSIDE: ("Kabar instansi luar", "dipantau admin pengaduan"),
    Clock.APPEAL: ("Putusan banding", "oleh Inspektorat"),
    Clock.PLANNED: ("Pelaksanaan yang dijadwalkan", "oleh instansi"),
}
"""Clock → what it is for, and who owes it."""

TITLES: dict[str, str] = {
    "submit": "Laporan dikirim",
    "import": "Dibawa dari SP4N-LAPOR!",
    "verify": "Laporan diperiksa",
    "forward": "Diteruskan ke {lead}",
    "follow_up": "Tindak lanjut",
    "answer": "Jawaban akhir: {outcome}",
    "confirm": "{who} menyatakan selesai",
    "object_to_answer": "{who} menyatakan belum selesai",
    "ask_reporter": "Pertanyaan untuk pelapor",
    "complete": "{who} melengkapi laporan",
    "resume": "Dilanjutkan tanpa menunggu jawaban",
    "delegate": "Dikerjakan oleh {unit}",
    "take_back": "Dikerjakan lagi oleh {agency}",
    "hand_back": "Dikembalikan ke admin karena {reason}",
    "recall": "Ditarik kembali untuk diteruskan ke instansi lain",
    "involve": "{other} ikut menangani",
    "release": "{agency} selesai mendampingi",
    "request_extension": "Instansi meminta perpanjangan waktu",
    "grant_extension": "Perpanjangan waktu diberikan",
    "refuse_extension": "Perpanjangan waktu ditolak, tanggal tetap",
    "return_answer": "Jawaban dikembalikan ke instansi karena {reason}",
    "carry_out": "Pelaksanaan rencana",
    "reopen": "{who} membuka kembali laporan",
    "appeal": "{who} mengajukan banding",
    "uphold": "Banding dikabulkan",
    "dismiss": "Banding ditolak",
    "refer": "Dirujuk ke instansi luar",
    "outside_news": "Kabar dari instansi luar",
    "archive": "Tidak dilanjutkan: {reason}",
    "split": "Dipecah menjadi beberapa laporan",
    "merge": "Digabung dengan laporan lain tentang hal yang sama",
    "unmerge": "Dipisahkan kembali",
    "succeed": "Menjadi laporan utama",
    "correct": "Data laporan diperbaiki",
    "write": "Pesan",
    "disclose": "{who} mengizinkan instansi melihat nama",
    "reveal": "Identitas Anda dibuka oleh kustodian",
    "hand_over_file": "Berkas laporan Anda diserahkan",
    "withdraw": "{who} mencabut laporan",
    "lapse": "Waktu melengkapi laporan habis",
    "auto_resolve": "Ditutup otomatis karena tidak ada keberatan",
    "fill_survey": "{who} mengisi survei",
    "ask_again": "Kami bertanya: masih baik?",
    "answer_again": "{who} menjawab: masih baik?",
    "remind": "Pengingat: {clock}",
    "escalate": "Lewat tenggat: {clock}. Atasannya sudah diberi tahu",
    "move_deadline": "Tenggat berubah",
    "hand_on": "Dipindahkan ke {lead}, penerus instansi sebelumnya",
}
"""What an event is called; the words in braces come from the event."""

_PUBLIC = (
    "submit import verify forward follow_up answer confirm object_to_answer ask_reporter complete delegate "
    "take_back hand_back recall involve grant_extension return_answer carry_out reopen appeal uphold dismiss "
    "refer outside_news archive split merge unmerge succeed withdraw lapse auto_resolve hand_on"
)
PUBLIC_VERBS = frozenset(_PUBLIC.split())
"""What everybody may know happened."""

REPORTER_VERBS = frozenset(TITLES) - {"note", "redact"}
"""What the reporter may know happened."""


def look_of(complaint: Complaint) -> str:
    """Return the code under which the state is drawn: ``auto`` and ``planned`` are ends too."""
    if complaint.status != State.RESOLVED:
        return str(complaint.status)
    if complaint.planned_until is not None:
        return "planned"
    return str(State.RESOLVED) if complaint.was_confirmed else "auto"
