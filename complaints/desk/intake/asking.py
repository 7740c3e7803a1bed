"""What the counter asks: doors, kinds and sentences, in the words that a clerk says aloud."""

from __future__ import annotations

from complaints.models import Kind
from complaints.models.complaint import Channel

CHANNELS = [
    (one.value, one.label)
    for one in (
        Channel.WALK_IN,
        Channel.LETTER,
        Channel.PHONE,
        Channel.WHATSAPP,
        Channel.SMS,
        Channel.SOCIAL,
        Channel.EMAIL,
    )
]
CHANNEL_HINTS: dict[str, str] = {
    Channel.WALK_IN: "Orangnya di depan Anda.",
    Channel.LETTER: "Nomor, tanggal, pindaian.",
    Channel.PHONE: "Catat nomornya.",
    Channel.WHATSAPP: "Catat nomornya.",
    Channel.SMS: "Catat nomornya.",
    Channel.SOCIAL: "Salin alamat unggahan.",
    Channel.EMAIL: "Catat alamat emailnya.",
}
KINDS = [
    (Kind.COMPLAINT.value, "Ada yang rusak, salah, atau tidak dilayani"),
    (Kind.ASPIRATION.value, "Usul"),
    (Kind.INFORMATION.value, "Bertanya"),
]
MISCONDUCT = [("no", "Tidak"), ("yes", "Ya"), ("unsure", "Tidak yakin")]
CONSENT = (
    "Bacakan: “Nama dan kontak Anda kami simpan dan kami berikan kepada instansi yang menangani, "
    "hanya untuk laporan ini. Setuju?” Untuk surat dan pesan: centang bila pelapor menulisnya sendiri."
)
