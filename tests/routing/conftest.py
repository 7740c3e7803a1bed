"""A town that exists only in memory, and a history of it made of sentences of our own."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from routing.paper_town import Line

OFFICES: dict[str, tuple[str, ...]] = {
    "Dinas Pekerjaan Umum dan Penataan Ruang": (
        "jalan berlubang dekat {}", "aspal di {} sudah hancur", "jembatan kayu {} goyang",
        "parit mampet di {} lalu banjir", "trotoar {} pecah", "jln rusak parah arah {}",
    ),
    "Dinas Perhubungan": (
        "lampu merah simpang {} mati", "parkir liar depan {}", "truk besar lewat {} tiap malam",
        "juru parkir {} minta lebih", "macet total di {}", "rambu {} tertutup ranting",
    ),
    "Dinas Kependudukan dan Pencatatan Sipil": (
        "KTP saya belum jadi, tinggal di {}", "kartu keluarga salah nama, alamat {}",
        "akta kelahiran anak lama sekali, kami di {}", "nik tidak ditemukan, warga {}",
    ),
    "Dinas Sosial": (
        "bansos tidak sampai ke warga {}", "nama saya hilang dari dtks, saya di {}",
        "lansia terlantar di {}", "pkh belum cair di {}",
    ),
    "Dinas Lingkungan Hidup": (
        "sampah menumpuk di {}", "tps {} bau sekali", "limbah pabrik dibuang ke {}",
        "orang membakar sampah di {}",
    ),
    "RSUD Harapan": ("antre obat rumah sakit dari pagi, dekat {}", "kamar inap penuh, keluarga di {}"),
    "Kecamatan Timur": ("pelayanan kantor camat lambat, saya dari {}",),
    "Kelurahan Mawar": ("lurah tidak di tempat, saya dari {}", "pengantar rt lama, {}"),
    "Kelurahan Melati": ("lurah tidak di tempat, saya dari {}", "pengantar rt lama, {}"),
}  # fmt: skip
SHARES = (25, 15, 15, 12, 12, 5, 4, 6, 6)
PLACES = ("pasar lama", "gang buntu", "simpang tiga", "lapangan bola", "jalan anggrek", "tepi kali")
FILLING = (
    "mohon segera ditindaklanjuti terima kasih", "sudah lama begini", "tolong dibantu pak",
    "kami warga resah", "sudah pernah lapor tapi belum ada jawaban", "kasihan anak sekolah",
    "apalagi kalau hujan", "bagaimana caranya ya",
)  # fmt: skip
START = datetime(2024, 1, 1, tzinfo=UTC)


def history(number: int, *, seed: int = 1, noise: float = 0.1, days: int = 700) -> list[Line]:
    """Return so many reports, a part of them sent to the wrong agency."""
    dice = random.Random(seed)
    names, lines = list(OFFICES), []
    for count in range(number):
        name = dice.choices(names, SHARES)[0]
        title = dice.choice(OFFICES[name]).format(dice.choice(PLACES))
        text = " ".join([title, *dice.sample(FILLING, 3), str(count)])
        ward = name.removeprefix("Kelurahan ") if name.startswith("Kelurahan") else "Mawar"
        told = dice.choices(names, SHARES)[0] if dice.random() < noise else name
        at = START + timedelta(days=days * count / number)
        lines.append(Line(title, text, told, district="Timur", ward=ward, at=at))
    return lines


@pytest.fixture(scope="session")
def make_history() -> Callable[..., list[Line]]:
    return history
