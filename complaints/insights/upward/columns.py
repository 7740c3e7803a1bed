"""What stands in a report, and in which order: groups of figures, and tables with their columns."""

from __future__ import annotations

from dataclasses import dataclass

from complaints.insights.figure import Figure, Unit
from complaints.insights.figures import ALL, BY_CODE, IN_PROCESS, NOT_STARTED, at
from complaints.states import State

GROUPS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "summary",
        "Ringkasan",
        ("received", "handled", "in_process", "not_started", "open", "closed"),
    ),
    (
        "outcomes",
        "Hasil",
        ("followed", "done", "confirmed", "by_timer", "planned", "agency_entered"),
    ),
    (
        "promises",
        "Janji layanan",
        (
            *("kept_verification", "kept_first_follow_up", "kept_progress", "kept_resolution"),
            *("broken_verification", "broken_first_follow_up", "broken_progress"),
            *("broken_resolution", "late"),
        ),
    ),
    (
        "times",
        "Waktu kerja",
        (
            *("verify_median", "verify_p90", "reply_median", "reply_p90"),
            *("resolve_median", "resolve_p90"),
        ),
    ),
    (
        "opinion",
        "Kepuasan",
        (
            *("stars", "rated", "survey_index", "surveyed"),
            *(one.code for one in ALL if one.name.startswith("Survei:")),
            *("still_fixed", "broken_again"),
        ),
    ),
    (
        "trouble",
        "Dikembalikan, disanggah, dibuka kembali",
        ("handed_back", "objected", "reopened", "appealed", "repeated", "merged"),
    ),
)
"""In which section each figure stands; what is in none stands under *Lain-lain*."""
PROMISES = {
    "kept_verification": "verifikasi",
    "kept_first_follow_up": "tindak lanjut pertama",
    "kept_progress": "kabar berkala",
    "kept_resolution": "jawaban akhir",
}


def _own(code: str, part: tuple[str, ...], *, whole: tuple[str, ...] = ()) -> Figure:
    """Return a column of the agencies' own form that no dashboard has."""
    unit = Unit.SHARE if whole else Unit.REPORTS
    return Figure(code, "", "", "", unit=unit, part=part, whole=whole)


_DOING = tuple(state for state in (*IN_PROCESS, State.ANSWERED))
_FORM = (
    (BY_CODE["received"], "Laporan"),
    (BY_CODE["at_received"], "Belum terverifikasi"),
    (
        _own("waiting", at(*[one for one in NOT_STARTED if one != State.RECEIVED])),
        "Belum ditindaklanjuti",
    ),
    (_own("doing", at(*_DOING)), "Proses"),
    (BY_CODE["done"], "Selesai"),
    (BY_CODE["at_archived"], "Diarsipkan"),
    (_own("followed_share", ("followed",), whole=("received",)), "% ditindaklanjuti"),
    (_own("done_share", at(State.RESOLVED), whole=("received",)), "% selesai"),
    (BY_CODE["reply_median"], "Median tanggapan pertama"),
    (BY_CODE["stars"], "Kepuasan"),
)
STAND = (
    (BY_CODE["received"], "Diterima"),
    (BY_CODE["handled"], "Tertangani"),
    (BY_CODE["in_process"], "Dalam proses"),
    (BY_CODE["not_started"], "Belum ditindaklanjuti"),
)
_RESULT = (
    *STAND,
    (BY_CODE["done"], "Selesai"),
    (BY_CODE["confirmed"], "Dikonfirmasi pelapor"),
    (BY_CODE["late"], "Lewat tenggat"),
)
_SERVICE = (
    (BY_CODE["kept_first_follow_up"], "Janji tindak lanjut"),
    (BY_CODE["kept_resolution"], "Janji jawaban"),
    (BY_CODE["reply_median"], "Tanggapan, separuh"),
    (BY_CODE["resolve_median"], "Jawaban, separuh"),
    (BY_CODE["stars"], "Kepuasan"),
    (BY_CODE["objected"], "Disanggah"),
    (BY_CODE["reopened"], "Dibuka kembali"),
    (BY_CODE["handed_back"], "Dikembalikan"),
)


@dataclass(frozen=True)
class Spec:
    """A table by one dimension."""

    code: str
    title: str
    head: str
    dimension: str
    columns: tuple[tuple[Figure, str], ...]
    beside: str = ""


SPECS = (
    Spec("agencies", "Per instansi", "Instansi", "lead", _RESULT),
    Spec("service", "Mutu layanan per instansi", "Instansi", "lead", _SERVICE),
    Spec("form", "Rekapitulasi dalam kolom SP4N", "Instansi", "lead", _FORM),
    Spec("categories", "Per kategori", "Kategori", "category", _RESULT),
    Spec("regions", "Per kelurahan", "Kelurahan", "region", _RESULT, "Kecamatan"),
    Spec("channels", "Per saluran", "Saluran", "channel", _RESULT),
    Spec("classes", "Per klasifikasi", "Klasifikasi", "klass", _RESULT),
)
