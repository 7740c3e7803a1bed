"""The keys of the officers' pages: which verb has which, and the sheet that lists them all."""

from __future__ import annotations

VERB_KEYS = {
    "verify_and_forward": "v",
    "verify": "v",
    "forward": "f",
    "follow_up": "f",
    "answer": "a",
    "ask_reporter": "r",
    "write": "w",
    "note": "n",
    "hand_back": "h",
    "delegate": "d",
    "assign": "t",
    "tag": "l",
    "request_extension": "p",
    "recall": "b",
    "take_back": "b",
    "merge": "m",
    "redact": "s",
    "correct": "c",
    "archive": "e",
}
"""Only verbs that are never offered together share a key."""

SHEET: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "Di mana saja",
        (
            ("?", "Daftar tombol di halaman ini"),
            ("g i", "Ke daftar laporan"),
            ("u", "Kembali ke daftar, di tempat tadi"),
            ("/", "Ke kotak pencarian"),
            ("Ctrl Enter", "Kirim formulir yang sedang ditulis"),
            ("Esc", "Tutup pratinjau, atau keluar dari kotak isian"),
        ),
    ),
    (
        "Di daftar laporan",
        (
            ("j", "Laporan berikutnya"),
            ("k", "Laporan sebelumnya"),
            ("Enter", "Buka di samping daftar; di layar sempit: buka halamannya"),
            ("o", "Buka halaman laporan"),
            ("x", "Centang laporan ini"),
        ),
    ),
    (
        "Di laporan dan pratinjau",
        (
            ("f", "Tindak lanjut, atau teruskan"),
            ("a", "Jawaban akhir"),
            ("r", "Tanya pelapor"),
            ("w", "Kirim pesan kepada pelapor"),
            ("n", "Catatan internal"),
            ("h", "Kembalikan"),
            ("d", "Limpahkan ke unit"),
            ("t", "Tugaskan kepada petugas"),
            ("l", "Beri tanda (label)"),
            ("p", "Minta perpanjangan"),
            ("v", "Verifikasi"),
            ("c", "Ubah data"),
            ("s", "Sunting untuk umum"),
            ("m", "Gabungkan"),
            ("b", "Tarik kembali, atau ambil kembali dari unit"),
            ("e", "Arsipkan"),
        ),
    ),
)
"""What the page of keys says, by where one is."""
