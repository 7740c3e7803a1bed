"""What a receipt says, on the page as in the PDF: ticket, code, next dates, how news comes."""

from __future__ import annotations

from dataclasses import dataclass

from complaints import links, privacy, typeset
from complaints.models import Complaint
from complaints.papers import qr
from complaints.papers.dates import Step, next_dates
from complaints.reporters import receipts

KEEP = (
    "Simpan nomor tiket dan kode ini. Siapa pun yang memegang keduanya dapat membuka laporan Anda."
)
QR_SAYS = "Kode QR: membuka halaman lacak dengan nomor tiket ini, tanpa kode tanda terima."


@dataclass(frozen=True)
class News:
    """How news will reach the reporter, and what happens when the code is lost."""

    title: str
    text: str
    lost: str
    tone: str = "info"


@dataclass(frozen=True)
class Sheet:
    """The receipt of one report."""

    ticket: str
    code: str
    steps: list[Step]
    news: News
    qr_address: str
    """Empty where no QR code may be shown."""

    @property
    def qr_picture(self) -> str:
        """The QR code as the address of a picture, for the page."""
        return typeset.data_uri(self.qr_address) if self.qr_address else ""


def sheet_of(complaint: Complaint, token: str) -> Sheet:
    """Return the receipt of ``complaint``, whose submission token is ``token``."""
    return Sheet(
        ticket=complaint.code,
        code=receipts.receipt_of(token),
        steps=next_dates(complaint),
        news=news_of(complaint),
        qr_address=qr.address(complaint),
    )


def news_of(complaint: Complaint) -> News:
    """Return how news of ``complaint`` comes: by e-mail, by an officer's call, or not by itself."""
    reporter = getattr(complaint, "reporter", None)
    if reporter is not None and reporter.has_email:
        whose = privacy.masked_contact(reporter).email
        return News(
            "Kabar kami kirim ke e-mail Anda",
            f"Alamatnya {whose}. Setiap pesan memuat tautan yang membuka laporan tanpa kode.",
            f"Kode hilang? Minta tautan baru di {links.shown('citizens:lost')}.",
        )
    if reporter is not None and reporter.has_phone:
        whose = privacy.masked_contact(reporter).phone
        return News(
            "Petugas akan menelepon atau menulis kepada Anda",
            f"Nomor Anda {whose}. Dengan kode ini Anda juga dapat melihat kabar kapan saja.",
            "Kode hilang? Petugas dapat menelepon dan menyampaikan kabarnya, tetapi tidak dapat "
            f"membuat kode baru. Minta di {links.shown('citizens:lost')}.",
        )
    return News(
        "Catat atau foto kode ini sekarang",
        "Anda tidak meninggalkan kontak, jadi tidak ada kabar yang dikirim. Lihat kabarnya di "
        "halaman lacak.",
        "Bila kode hilang, tidak seorang pun dapat memulihkannya. Petugas juga tidak.",
        "warning",
    )
