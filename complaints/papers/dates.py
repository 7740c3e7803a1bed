"""What happens next with a report that was just sent, with dates."""

from __future__ import annotations

from typing import TypedDict

from complaints.models import Complaint
from complaints.states import Clock
from lapor import words


class Step(TypedDict):
    """One step, as ``_components/steps.html`` draws it."""

    title: str
    text: str
    limit: str
    state: str


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
        step("Laporan terkirim", f"Diterima {words.moment(complaint.created_at)}.", "", "done"),
        step(
            what,
            f"Paling lambat {words.moment(checked)}." if checked else "",
            "",
            "now",
        ),
        step(
            then,
            f"Jawaban paling lambat {words.moment(answered)}." if answered else "",
            "",
            "next",
        ),
        step("Anda menilai jawabannya", "Bila belum selesai, katakan kepada kami.", "", "next"),
    ]


def step(title: str, text: str, limit: str, state: str = "") -> Step:
    """Return one step."""
    return Step(title=title, text=text, limit=limit, state=state)
