"""Every figure once: its name, its formula in words, its unit, what is good, and what it hides.

A figure is about the reports received in a period (but for *ditutup*, which goes by the day of
closing), as they stand now; the law of the published ones is domain.md, *Figures that are
reported upward*. ``where`` names exactly the reports that a figure counts: the list behind it.
"""

from __future__ import annotations

from complaints.insights.figure import Figure, Good, Unit
from complaints.models.figures import BUCKETS, SURVEYED
from complaints.models.survey import QUESTIONS
from complaints.states import OPEN, State


def at(*states: State) -> tuple[str, ...]:
    """Return the sums of the reports in some states."""
    return tuple(f"at_{state}" for state in states)


HANDLED = (State.ANSWERED, State.RESOLVED, State.ARCHIVED)
IN_PROCESS = (State.FOLLOWED_UP, State.NEEDS_INFO, State.REFERRED, State.APPEALED)
NOT_STARTED = (State.RECEIVED, State.VERIFIED, State.FORWARDED)

_RECEIVED = (
    Figure(
        "received",
        "Laporan diterima",
        "semua laporan yang dikirim pada masa ini, tanpa spam, uji coba, dan laporan tersegel",
        "laporan yang tidak pernah dikirim karena warga tidak tahu caranya",
        part=("received",),
    ),
    Figure(
        "handled",
        "Tertangani",
        "sudah dijawab, selesai, atau tidak dilanjutkan; yang digabung mengikuti laporan utamanya",
        "apakah masalahnya benar-benar beres: laporan yang diarsipkan juga terhitung",
        good=Good.UP,
        part=at(*HANDLED),
    ),
    Figure(
        "in_process",
        "Dalam proses",
        "sedang dikerjakan, menunggu pelapor, dirujuk ke luar, atau dalam banding",
        "berapa lama sudah menunggu",
        part=at(*IN_PROCESS),
    ),
    Figure(
        "not_started",
        "Belum ditindaklanjuti",
        "belum diverifikasi, siap diteruskan, atau sudah diteruskan tetapi belum ditanggapi",
        "laporan yang baru masuk hari ini juga terhitung",
        good=Good.DOWN,
        part=at(*NOT_STARTED),
    ),
    Figure(
        "open",
        "Masih terbuka",
        "semua laporan yang belum selesai dan belum diarsipkan",
        "laporan baru dan laporan lama terhitung sama",
        part=at(*OPEN),
    ),
    *(
        Figure(
            f"at_{state}",
            state.label,
            f"laporan yang sekarang berkeadaan “{state.label}”",
            "keadaan sebelumnya",
            part=at(state),
        )
        for state in BUCKETS
    ),
    Figure(
        "closed",
        "Ditutup pada masa ini",
        "laporan yang selesai atau diarsipkan pada masa ini, kapan pun dikirim",
        "laporan impor, karena tanggal penutupannya tidak diketahui",
        part=("closed",),
    ),
)

_OUTCOMES = (
    Figure(
        "followed",
        "Ditindaklanjuti",
        "mendapat sedikitnya satu tindak lanjut atau jawaban yang dapat dibaca pelapor",
        "isi tindak lanjutnya: satu balasan sudah cukup",
        good=Good.UP,
        part=("followed",),
    ),
    Figure(
        "done",
        "Selesai",
        "ditutup sesudah dijawab: oleh pelapor, oleh waktu, atau oleh admin",
        "yang ditutup karena pelapor diam juga terhitung",
        good=Good.UP,
        part=at(State.RESOLVED),
    ),
    Figure(
        "confirmed",
        "Dikonfirmasi pelapor",
        "pelapor sendiri menyatakan masalahnya selesai",
        "pelapor yang puas tetapi tidak menekan tombol",
        good=Good.UP,
        part=("confirmed",),
    ),
    Figure(
        "by_timer",
        "Ditutup oleh waktu",
        "bagian dari yang selesai karena pelapor tidak menjawab sampai tenggat",
        "mengapa pelapor diam",
        unit=Unit.SHARE,
        good=Good.DOWN,
        part=("by_timer",),
        whole=at(State.RESOLVED),
    ),
    Figure(
        "planned",
        "Dijawab dengan rencana",
        "jawabannya menyebut tanggal; pekerjaannya belum ada buktinya",
        "apakah rencananya ditepati",
        part=("planned",),
    ),
    Figure(
        "agency_entered",
        "Dicatat instansi",
        "diketik sendiri oleh instansi yang menangani dan dijawab dalam sehari",
        "tidak terhitung dalam janji layanan dan kepuasan",
        part=("agency_entered",),
    ),
)


def _times(step: str, name: str, formula: str) -> tuple[Figure, Figure]:
    hides = "waktu menunggu pelapor ikut terhitung; laporan yang belum sampai di sana tidak"
    return (
        Figure(
            f"{step}_median",
            f"{name}, separuh laporan",
            f"separuh laporan lebih cepat dari ini: {formula}, dalam jam kerja",
            hides,
            unit=Unit.WORKING_TIME,
            good=Good.DOWN,
            step=step,
            quantile=0.5,
        ),
        Figure(
            f"{step}_p90",
            f"{name}, sembilan dari sepuluh",
            f"sembilan dari sepuluh laporan lebih cepat dari ini: {formula}, dalam jam kerja",
            hides,
            unit=Unit.WORKING_TIME,
            good=Good.DOWN,
            step=step,
            quantile=0.9,
        ),
    )


_SPEED = (
    *_times("verify", "Verifikasi", "dari dikirim sampai diteruskan, dirujuk, atau diarsipkan"),
    *_times("reply", "Tanggapan pertama", "dari dikirim sampai tindak lanjut atau jawaban pertama"),
    *_times("resolve", "Jawaban akhir", "dari dikirim sampai jawaban yang masih berlaku"),
)


def _kept(clock: str, name: str) -> tuple[Figure, Figure]:
    kept, broken = f"kept_{clock}", f"broken_{clock}"
    return (
        Figure(
            kept,
            f"Janji {name} ditepati",
            "bagian dari laporan yang langkah ini sudah lewat atau sudah dilakukan, tepat waktu",
            "laporan yang tenggatnya belum tiba; waktu menunggu pelapor tidak dihitung",
            unit=Unit.SHARE,
            good=Good.UP,
            part=(kept,),
            whole=(kept, broken),
        ),
        Figure(
            broken,
            f"Janji {name} tidak ditepati",
            "laporan yang pernah lewat tenggat pada langkah ini",
            "seberapa lama lewatnya",
            good=Good.DOWN,
            part=(broken,),
        ),
    )


_PROMISES = (
    *_kept("verification", "verifikasi"),
    *_kept("first_follow_up", "tindak lanjut pertama"),
    *_kept("progress", "kabar berkala"),
    *_kept("resolution", "jawaban akhir"),
    Figure(
        "late",
        "Sedang lewat tenggat",
        "laporan terbuka yang sebuah tenggatnya sudah lewat dan masih berjalan",
        "laporan yang dijeda karena menunggu pelapor",
        good=Good.DOWN,
        part=("late",),
    ),
)


def _ever(code: str, name: str, formula: str, hides: str, good: Good = Good.DOWN) -> Figure:
    return Figure(code, name, formula, hides, good=good, part=(code,))


_TROUBLE = (
    _ever(
        "handed_back",
        "Dikembalikan",
        "pernah dikembalikan instansi ke koordinator, sekali atau lebih",
        "pengembalian dari unit ke induknya sendiri",
    ),
    _ever(
        "objected",
        "Disanggah",
        "pelapor pernah menyatakan jawabannya belum menyelesaikan masalah",
        "pelapor yang menyerah tanpa menyanggah",
    ),
    _ever(
        "reopened",
        "Dibuka kembali",
        "pernah dibuka kembali sesudah selesai",
        "laporan baru tentang masalah lama, lihat laporan ulang",
    ),
    _ever(
        "appealed", "Banding", "pernah sampai ke Inspektorat sebagai banding", "hasil bandingnya"
    ),
    _ever(
        "repeated",
        "Laporan ulang",
        "menyambung laporan yang sudah ditutup tentang hal yang sama",
        "laporan ulang yang tidak dikenali",
    ),
    _ever(
        "merged",
        "Digabung",
        "sama dengan laporan lain yang terbuka dan digabung ke sana",
        "warga yang hanya memberi dukungan",
        Good.NEITHER,
    ),
)

_OPINION = (
    Figure(
        "stars",
        "Kepuasan",
        "rata-rata bintang dari pelapor yang memberi nilai",
        "mereka yang tidak menilai; baca bersama tingkat pengisian",
        unit=Unit.STARS,
        good=Good.UP,
        part=("stars",),
        whole=("rated",),
    ),
    Figure(
        "rated",
        "Tingkat pengisian nilai",
        "bagian dari laporan selesai yang dinilai pelapornya",
        "alasan tidak menilai",
        unit=Unit.SHARE,
        good=Good.UP,
        part=("rated",),
        whole=at(State.RESOLVED),
    ),
    Figure(
        "survey_index",
        "Indeks kepuasan masyarakat",
        "rata-rata lima pertanyaan survei (1 sampai 4), dijadikan nilai dari 100",
        "mereka yang tidak mengisi; baca bersama jumlah pengisi",
        unit=Unit.INDEX,
        good=Good.UP,
        part=("survey_points",),
        whole=("surveyed",),
    ),
    *(
        Figure(
            name,
            f"Survei: {QUESTIONS[question][:1].lower()}{QUESTIONS[question][1:]}",
            "rata-rata pertanyaan ini di survei (1 sampai 4), dijadikan nilai dari 100",
            "mereka yang tidak mengisi; baca bersama jumlah pengisi",
            unit=Unit.INDEX,
            good=Good.UP,
            part=(name,),
            whole=("surveyed",),
        )
        for question, name in zip(QUESTIONS, SURVEYED, strict=True)
    ),
    Figure(
        "surveyed",
        "Mengisi survei",
        "pelapor yang mengisi lima pertanyaan survei",
        "apakah mereka mewakili semua pelapor",
        good=Good.UP,
        part=("surveyed",),
    ),
    Figure(
        "still_fixed",
        "Masih baik sesudah empat minggu",
        "bagian dari pelapor yang menjawab empat minggu kemudian dan berkata masih baik",
        "mereka yang tidak menjawab",
        unit=Unit.SHARE,
        good=Good.UP,
        part=("still_fixed",),
        whole=("still_fixed", "broken_again"),
    ),
    Figure(
        "broken_again",
        "Rusak lagi sesudah empat minggu",
        "pelapor yang menjawab empat minggu kemudian dan berkata tidak",
        "mereka yang tidak menjawab",
        good=Good.DOWN,
        part=("broken_again",),
    ),
)

_OTHERS = (
    Figure(
        "accepted",
        "Saran instansi diterima",
        "bagian dari laporan dengan saran yang yakin, yang diteruskan ke saran pertama itu",
        "apakah saran itu benar: lihat dikembalikan",
        unit=Unit.SHARE,
        good=Good.UP,
        part=("accepted",),
        whole=("routed",),
    ),
    Figure(
        "hides_reporter",
        "Anonim",
        "bagian dari laporan yang menyembunyikan nama pelapor",
        "mengapa nama disembunyikan",
        unit=Unit.SHARE,
        part=("hides_reporter",),
        whole=("received",),
    ),
    Figure(
        "is_secret",
        "Rahasia",
        "bagian dari laporan yang tidak dibuka untuk umum atas permintaan pelapor",
        "laporan yang ditutup untuk umum oleh verifikator",
        unit=Unit.SHARE,
        part=("is_secret",),
        whole=("received",),
    ),
    Figure(
        "supports",
        "Dukungan warga",
        "jumlah dukungan pada laporan masa ini",
        "orang yang sama dapat mendukung beberapa laporan",
        unit=Unit.SUPPORTS,
        part=("supports",),
    ),
)

GROUPS = (
    ("Yang diterima dan keadaannya", _RECEIVED),
    ("Hasilnya", _OUTCOMES),
    ("Lama menunggu", _SPEED),
    ("Janji layanan", _PROMISES),
    ("Yang tidak lancar", _TROUBLE),
    ("Kata pelapor", _OPINION),
    ("Lainnya", _OTHERS),
)
"""All figures under headings, in the order in which they are told."""
ALL = tuple(figure for _, figures in GROUPS for figure in figures)
BY_CODE = {figure.code: figure for figure in ALL}
