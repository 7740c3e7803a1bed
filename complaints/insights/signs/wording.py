"""Signs in words: a sentence with its numbers, and what else could explain it."""

from __future__ import annotations

from dataclasses import dataclass

from complaints.fields import number
from complaints.insights.telling import share_of
from complaints.models import Sign, SignKind

DID = {
    SignKind.LAST_DAY: "dari {whole} jawaban dikirim tepat pada hari tenggatnya",
    SignKind.SAME_TEXT: "dari {whole} jawaban memakai naskah yang juga dikirim ke sedikitnya empat laporan lain",
    SignKind.MONTH_END: "dari {whole} jawaban dikirim pada dua hari kerja terakhir bulan ini",
    SignKind.ARCHIVED: "dari {whole} laporan yang diputuskan admin diarsipkan",
    SignKind.HANDED_BACK: "dari {whole} laporan dikembalikan ke koordinator",
    SignKind.OBJECTED: "dari {whole} laporan yang dijawab disanggah pelapornya",
}
EXPLANATIONS = {
    SignKind.LAST_DAY: (
        "Pekerjaan yang memang memakan waktu penuh, petugas yang sakit lalu menyelesaikan "
        "tumpukan, atau hari libur yang membuat banyak tenggat jatuh pada hari yang sama."
    ),
    SignKind.SAME_TEXT: (
        "Satu gangguan yang dilaporkan banyak orang, atau templat jawaban yang memang benar untuk "
        "pertanyaan yang sama. Laporan dalam satu kejadian tidak dihitung di sini."
    ),
    SignKind.MONTH_END: (
        "Kegiatan yang dijadwalkan di akhir bulan, anggaran yang cair terlambat, atau banyak "
        "laporan yang masuk dua minggu sebelumnya."
    ),
    SignKind.ARCHIVED: (
        "Iklan, kiriman iseng, atau laporan di luar wewenang yang berkumpul pada topik, tempat, "
        "atau petugas ini."
    ),
    SignKind.HANDED_BACK: (
        "Laporan yang sering salah diteruskan ke instansi ini. Periksa dahulu saran instansi dan "
        "aturan disposisinya."
    ),
    SignKind.OBJECTED: (
        "Topik atau tempat yang memang sulit, atau satu masalah besar dengan banyak pelapor."
    ),
}


@dataclass(frozen=True)
class Told:
    """One sign as a page shows it."""

    pk: int
    who: str
    sentence: str
    explanation: str
    count: int


def told(sign: Sign) -> Told:
    """Return a sign in words; its agency, officer, category and region are read from it."""
    kind = SignKind(sign.kind)
    did = DID[kind].format(whole=number(sign.whole))
    share = share_of(sign.part, sign.whole)
    sentence = f"{number(sign.part)} {did} ({share})."
    if sign.usual_whole:
        usual = share_of(sign.usual_part, sign.usual_whole)
        sentence += (
            f" Selain itu di seluruh kota: {number(sign.usual_part)} dari "
            f"{number(sign.usual_whole)} ({usual})."
        )
    return Told(sign.pk, who(sign), sentence, EXPLANATIONS[kind], sign.part)


def who(sign: Sign) -> str:
    """Return at whom or where it stands out."""
    if sign.officer is not None:
        return f"{sign.officer.name}, {sign.agency}" if sign.agency else sign.officer.name
    if sign.agency is not None:
        return str(sign.agency)
    if sign.category is not None:
        return f"Kategori {sign.category}"
    return f"{sign.region.get_level_display()} {sign.region}" if sign.region else "Seluruh kota"
