"""The road of a report in plain words: the five steps with their limits, and the next dates."""

from __future__ import annotations

from typing import TypedDict

from agencies import law
from agencies.models import Promise
from complaints.models import Complaint
from complaints.states import Clock
from lapor import words


class Step(TypedDict):
    """One step, as ``_components/steps.html`` draws it."""

    title: str
    text: str
    limit: str
    state: str


def five_steps() -> list[Step]:
    """Return the road of every report, with the limits that this town promises."""
    case = Promise.Case
    answer = law.promise(Clock.RESOLUTION, case.COMPLAINT)
    wish = law.promise(Clock.RESOLUTION, case.ASPIRATION)
    question = law.promise(Clock.RESOLUTION, case.INFORMATION)
    return [
        _step("Anda menulis laporan", "Tanpa akun. Anda mendapat nomor tiket dan kode.", ""),
        _step(
            "Kami periksa dan teruskan",
            "Admin memilih instansi yang tepat.",
            _limit(law.promise(Clock.VERIFICATION)),
        ),
        _step(
            "Instansi menanggapi",
            "Anda membaca apa yang dikerjakan dan kapan kabar berikutnya.",
            _limit(law.promise(Clock.FIRST_FOLLOW_UP)),
        ),
        _step(
            "Instansi menjawab",
            f"Dengan bukti. Usul {wish}, pertanyaan {question}.",
            _limit(answer),
        ),
        _step(
            "Anda menilai",
            "Selesai, atau belum? Anda yang menentukan; bila belum, instansi bekerja lagi.",
            f"Anda punya {law.promise(Clock.CONFIRMATION)}",
        ),
    ]


def next_dates(complaint: Complaint) -> list[Step]:
    """Return what happens next with a report that was just sent, with dates."""
    due = dict(complaint.deadlines.values_list("clock", "due_at"))
    checked, answered = due.get(Clock.VERIFICATION), due.get(Clock.RESOLUTION)
    what = (
        "Pemeriksa yang ditunjuk membaca laporan Anda"
        if complaint.is_sealed
        else "Kami periksa dan teruskan ke instansi"
    )
    then = (
        "Hasilnya hanya diberitahukan kepada Anda"
        if complaint.is_sealed
        else "Instansi menanggapi, lalu menjawab dengan bukti"
    )
    return [
        _step("Laporan terkirim", f"Diterima {words.moment(complaint.created_at)}.", "", "done"),
        _step(
            what,
            f"Paling lambat {words.moment(checked)}." if checked else "",
            "",
            "now",
        ),
        _step(
            then,
            f"Jawaban paling lambat {words.moment(answered)}." if answered else "",
            "",
            "next",
        ),
        _step("Anda menilai jawabannya", "Bila belum selesai, katakan kepada kami.", "", "next"),
    ]


def _limit(amount: law.Amount) -> str:
    return f"Paling lama {amount}"


def _step(title: str, text: str, limit: str, state: str = "") -> Step:
    return Step(title=title, text=text, limit=limit, state=state)
