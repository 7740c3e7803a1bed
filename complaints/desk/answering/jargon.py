"""Words of offices, and what a neighbour would say instead."""

from __future__ import annotations

PLAIN_WORDS: dict[str, str] = {
    "disposisi": "diteruskan",
    "ditindaklanjuti": "dikerjakan",
    "menindaklanjuti": "mengerjakan",
    "koordinasi": "membicarakan dengan (sebutkan siapa)",
    "berkoordinasi": "membicarakan dengan (sebutkan siapa)",
    "dimaksud": "itu",
    "tersebut di atas": "itu",
    "sehubungan dengan": "karena",
    "terkait hal": "tentang",
    "berkenaan dengan": "tentang",
    "dalam rangka": "untuk",
    "guna": "untuk",
    "bersama ini": "(hapus)",
    "dengan hormat": "(hapus)",
    "atas perhatian": "(hapus)",
    "mohon menjadi maklum": "(hapus)",
    "untuk dimaklumi": "(hapus)",
    "perihal": "tentang",
    "monitoring": "memantau",
    "evaluasi": "memeriksa hasil",
    "eksisting": "yang ada sekarang",
    "implementasi": "pelaksanaan",
    "realisasi": "pelaksanaan",
    "refocusing": "perubahan anggaran",
    "kewenangan kami": "tugas kami (sebutkan tugas siapa)",
    "tupoksi": "tugas",
    "opd": "dinas atau kantor",
    "perangkat daerah": "dinas atau kantor",
    "stakeholder": "pihak yang terlibat",
    "segera mungkin": "tanggal yang pasti",
    "dalam waktu dekat": "tanggal yang pasti",
    "secepatnya": "tanggal yang pasti",
    "sesuai ketentuan yang berlaku": "sebutkan aturannya",
    "sesuai peraturan yang berlaku": "sebutkan aturannya",
}
"""What is written → what is understood; in lower case."""

UNIT_WORDS = (
    *("dinas", "upt", "uptd", "bidang", "seksi", "kelurahan", "kecamatan", "lurah", "camat"),
    *("regu", "tim", "petugas", "badan", "bagian", "satpol", "puskesmas", "rsud", "perumda"),
)
"""Words that name who did the work."""

CONTACT_WORDS = ("hubungi", "telepon", "telp", "nomor", "datang ke", "loket", "whatsapp", "surel")
"""Words that say where to ask further."""

DONE_WORDS = (
    *("sudah", "telah", "selesai", "akan", "diperbaiki", "ditambal", "diganti", "dipasang"),
    *("diperiksa", "ditinjau", "dibersihkan", "diangkut", "dikirim", "dijelaskan", "karena"),
)
"""Words that say what was done, what will be done, or why not."""
