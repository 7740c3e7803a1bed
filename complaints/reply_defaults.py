"""The reply templates that a town starts with."""

from __future__ import annotations

from complaints.models import ReplyTemplate
from lapor import clock

PLAIN, LAW = ReplyTemplate.Kind.PLAIN, ReplyTemplate.Kind.LAW

TEXTS: tuple[tuple[str, str, str, str], ...] = (
    (
        "follow_up",
        PLAIN,
        "Sudah ditinjau, dikerjakan kemudian",
        (
            "Petugas {instansi} meninjau lokasi di {tempat} pada {hari_ini}.\n\n"
            "Yang kami temukan: …\n\n"
            "Pekerjaan akan dilakukan oleh … pada tanggal …. Kabar berikutnya kami tulis di sini."
        ),
    ),
    (
        "follow_up",
        PLAIN,
        "Laporan diterima, menunggu peninjauan",
        (
            "Laporan {tiket} kami terima. Petugas {instansi} akan meninjau lokasi pada tanggal ….\n\n"
            "Bila keadaan menjadi berbahaya sebelum itu, hubungi 112."
        ),
    ),
    (
        "follow_up",
        PLAIN,
        "Sedang dikerjakan",
        (
            "Pekerjaan di {tempat} dimulai pada {hari_ini} oleh … dari {instansi}.\n\n"
            "Perkiraan selesai: tanggal …. Selama pekerjaan berlangsung, …"
        ),
    ),
    (
        "answer",
        PLAIN,
        "Selesai dikerjakan",
        (
            "Terima kasih atas laporan {tiket}.\n\n"
            "Yang dilakukan: …\nKapan: …\nOleh: … dari {instansi}.\n\n"
            "Foto sesudah pekerjaan kami sertakan. Bila masih ada yang kurang, tekan “Belum selesai” "
            "di halaman lacak, atau hubungi loket {instansi} di nomor …."
        ),
    ),
    (
        "answer",
        PLAIN,
        "Dijelaskan",
        (
            "Terima kasih atas pertanyaan Anda ({tiket}).\n\n"
            "Jawabannya: …\n\n"
            "Yang perlu Anda siapkan: …\nTempat dan jam layanan: …\n\n"
            "Bila belum jelas, hubungi loket {instansi} di nomor …."
        ),
    ),
    (
        "answer",
        LAW,
        "Tidak dapat dipenuhi, dengan dasar hukum",
        (
            "Terima kasih atas laporan {tiket}.\n\n"
            "Permintaan ini tidak dapat kami penuhi. Aturannya: Pasal … peraturan … nomor … tahun ….\n"
            "Artinya dalam hal ini: …\n\n"
            "Yang masih dapat Anda lakukan: …. Bila tidak setuju, Anda dapat menyanggah jawaban ini, "
            "dan sesudah itu mengajukan banding."
        ),
    ),
    (
        "answer",
        PLAIN,
        "Dijadwalkan",
        (
            "Terima kasih atas laporan {tiket}.\n\n"
            "Pekerjaan di {tempat} masuk rencana {instansi}. Tanggal, pelaksana, dan sumber anggarannya "
            "tertulis di bawah. Sampai saat itu, yang sudah kami lakukan: …\n\n"
            "Setelah dilaksanakan, buktinya kami tunjukkan di laporan ini."
        ),
    ),
    (
        "answer",
        PLAIN,
        "Tidak ditemukan saat diperiksa",
        (
            "Petugas … dari {instansi} memeriksa {tempat} pada tanggal … pukul ….\n\n"
            "Yang dilaporkan tidak kami temukan; fotonya kami sertakan. Mungkin tempatnya berbeda. "
            "Bila masalahnya masih ada, tekan “Belum selesai” dan tulis patokan yang lebih dekat."
        ),
    ),
    (
        "ask_reporter",
        PLAIN,
        "Minta patokan tempat",
        (
            "Yth. {pelapor}, kami belum menemukan tempat yang Anda maksud pada laporan {tiket}. "
            "Di dekat bangunan atau simpang apa letaknya? Foto dari jalan akan sangat membantu."
        ),
    ),
    (
        "ask_reporter",
        PLAIN,
        "Minta waktu kejadian",
        (
            "Yth. {pelapor}, kapan persisnya kejadian pada laporan {tiket}: tanggal dan kira-kira jam "
            "berapa? Apakah masih berlangsung sekarang?"
        ),
    ),
    (
        "write",
        PLAIN,
        "Kabar sementara untuk pelapor",
        (
            "Yth. {pelapor}, laporan {tiket} masih kami kerjakan. Jawaban kami paling lambat {tenggat}. "
            "Yang sedang dilakukan sekarang: …"
        ),
    ),
    (
        "hand_back",
        PLAIN,
        "Bukan tugas kami",
        "Tempat ini bukan tugas {instansi}, karena …. Menurut kami yang menangani adalah ….",
    ),
    (
        "archive",
        LAW,
        "Bukan wewenang pemerintah kota",
        (
            "Hal ini bukan wewenang pemerintah kota. Yang berwenang: …. Anda dapat menyampaikannya ke "
            "alamat … atau nomor ….\n\nBila tidak setuju, Anda dapat mengajukan banding."
        ),
    ),
)
"""Verb, style, title, text; for the whole town."""


def install() -> None:
    """Write the templates into a town that has none; what a city has edited is left alone."""
    if ReplyTemplate.objects.exists():
        return
    ReplyTemplate.objects.bulk_create(
        ReplyTemplate(verb=verb, kind=kind, title=title, body=body, edited_at=clock.now())
        for verb, kind, title, body in TEXTS
    )
