"""The answers of the form in words, for the check page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from complaints.citizens.filing.form import KINDS, MISCONDUCT, ReportForm
from complaints.citizens.filing.steps import Step, of_field
from complaints.citizens.place.field import in_words
from lapor import words


@dataclass(frozen=True)
class Answer:
    """One answer as it will be sent, and the question to go back to."""

    name: str
    value: str
    step: Step
    long: bool = False


def answers(form: ReportForm) -> list[Answer]:
    """Return the answers of a valid form in the order of its questions; empty ones are said so."""
    data = form.cleaned_data
    sealed = data["misconduct"] == "yes"
    unit = data["sealed_against"]
    rows: list[tuple[str, Any, str]] = [
        ("Jenis", dict(KINDS)[data["kind"]], "kind"),
        ("Bahaya sekarang", "Ya" if data["danger"] else "Tidak", "danger"),
        ("Dugaan pelanggaran petugas", dict(MISCONDUCT)[data["misconduct"]], "misconduct"),
        *([("Unit petugas itu", unit or "Tidak diketahui", "sealed_against")] if sealed else []),
        ("Cerita Anda", data["text"], "text"),
        ("Tanggal kejadian", _day(data["incident_date"]), "incident_date"),
        ("Tempat", _place(data), "region"),
        ("Kategori", data["category"] or "Dipilih petugas", "category"),
        ("Data untuk petugas", data["numbers"], "numbers"),
        ("Nama Anda", _privacy(data), "hides_reporter"),
        ("Kontak", _contact(data), "name"),
    ]
    return [
        Answer(name, str(value) if value else "Tidak diisi", of_field(field), field == "text")
        for name, value, field in rows
    ]


def _day(day: Any) -> str:
    return words.day(day) if day else ""


def _place(data: dict[str, Any]) -> str:
    region = data["region"]
    parts = [data["place_text"], f"Kelurahan {region}" if region else ""]
    if data["latitude"] is not None:
        parts.append(in_words(data["latitude"], data["longitude"]))
    return ", ".join(part for part in parts if part)


def _privacy(data: dict[str, Any]) -> str:
    shown = "Disembunyikan (anonim)" if data["hides_reporter"] else "Dapat dibaca petugas"
    return f"{shown}; laporan rahasia" if data["is_secret"] else shown


def _contact(data: dict[str, Any]) -> str:
    return ", ".join(data[name] for name in ("name", "email", "phone") if data[name])
