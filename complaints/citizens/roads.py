"""The road of a report in plain words: the five steps with their limits."""

from __future__ import annotations

from agencies import law
from agencies.models import Promise
from complaints.papers.dates import Step, step
from complaints.states import Clock


def five_steps() -> list[Step]:
    """Return the road of every report, with the limits that this town promises."""
    case = Promise.Case
    answer = law.promise(Clock.RESOLUTION, case.COMPLAINT)
    wish = law.promise(Clock.RESOLUTION, case.ASPIRATION)
    question = law.promise(Clock.RESOLUTION, case.INFORMATION)
    return [
        step("Anda menulis laporan", "Tanpa akun. Anda mendapat nomor tiket dan kode.", ""),
        step(
            "Kami periksa dan teruskan",
            "Admin memilih instansi yang tepat.",
            _limit(law.promise(Clock.VERIFICATION)),
        ),
        step(
            "Instansi menanggapi",
            "Anda membaca apa yang dikerjakan dan kapan kabar berikutnya.",
            _limit(law.promise(Clock.FIRST_FOLLOW_UP)),
        ),
        step(
            "Instansi menjawab",
            f"Dengan bukti. Usul {wish}, pertanyaan {question}.",
            _limit(answer),
        ),
        step(
            "Anda menilai",
            "Selesai, atau belum? Anda yang menentukan; bila belum, instansi bekerja lagi.",
            f"Anda punya {law.promise(Clock.CONFIRMATION)}",
        ),
    ]


def _limit(amount: law.Amount) -> str:
    return f"Paling lama {amount}"
