"""The lists of reasons a verb may ask for, read once a minute, and their defaults."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from agencies import law
from complaints.law.rules import reopens_since
from complaints.models import Reason
from lapor import kept

if TYPE_CHECKING:
    from complaints.models import Complaint

DEFAULTS: dict[str, list[tuple[str, str, str, dict[str, bool]]]] = {
    Reason.Verb.ARCHIVE: [
        ("unclear", "tidak dapat dipahami", "Hanya setelah bertanya.", {"after_asking": True}),
        ("data_missing", "data tidak dilengkapi", "", {"by_system": True}),
        ("private_matter", "urusan pribadi/perdata", "Tulis ke mana pelapor dapat pergi.", {}),
        ("in_court", "sedang di pengadilan", "", {}),
        ("no_outside_answer", "sudah dirujuk, belum dijawab", "", {"by_system": True}),
        ("thanks", "ucapan terima kasih, sudah disampaikan", "Sebut unitnya.", {}),
        ("not_public_service", "bukan layanan pemerintah", "Iklan, lamaran, undangan.", {}),
        ("answered_before", "sudah dijawab pada laporan lain", "Sebut nomor tiketnya.", {}),
        ("test", "uji coba", "", {"is_junk": True}),
        ("spam", "spam", "", {"is_junk": True}),
        ("withdrawn", "dicabut pelapor", "", {"by_system": True}),
        ("national", "diarsipkan di SP4N-LAPOR!", "", {"by_system": True}),
    ],
    Reason.Verb.HAND_BACK: [
        ("not_our_authority", "bukan kewenangan kami", "", {}),
        ("wrong_area", "di luar wilayah kerja kami", "", {}),
        ("several_agencies", "menyangkut beberapa instansi", "", {}),
        ("asset_of_other", "aset milik instansi lain", "", {}),
        ("other", "alasan lain", "", {}),
    ],
    Reason.Verb.RETURN_ANSWER: [
        ("no_answer", "tidak menjawab", "", {}),
        ("no_proof", "tanpa bukti", "", {}),
        ("wrong_place", "salah tempat", "", {}),
        ("only_attached", "hanya “terlampir”", "", {}),
    ],
}


def install() -> None:
    """Write the default lists; what a town has edited stays as it is."""
    for verb, rows in DEFAULTS.items():
        for order, (code, label, hint, flags) in enumerate(rows):
            Reason.objects.get_or_create(
                verb=verb,
                code=code,
                defaults={"label": label, "hint": hint, "order": order, **flags},
            )
    forget()


def forget() -> None:
    """Read the lists anew at the next question (after an edit)."""
    kept.forget()


def choices(verb: str, *, asked: bool = True) -> list[tuple[str, str]]:
    """Return the (code, label) pairs that a person may choose for ``verb``.

    ``asked`` tells whether the reporter was asked; some archive reasons need that first.
    """
    return [
        (reason.code, reason.label)
        for reason in _all().values()
        if reason.verb == verb
        and reason.is_active
        and not reason.by_system
        and (asked or not reason.after_asking)
    ]


def label_of(verb: str, code: str) -> str:
    """Return the label of a reason, or its code when a town deleted it."""
    reason = _all().get((verb, code))
    return reason.label if reason else code


def junk_codes() -> frozenset[str]:
    """Return the archive reasons that count in no figure (spam, tests)."""
    return frozenset(reason.code for reason in _all().values() if reason.is_junk)


def reopen_until(complaint: Complaint) -> datetime | None:
    """Return the end of the time in which ``complaint`` can be reopened."""
    since = reopens_since(complaint)
    return since + timedelta(days=law.limit("reopen_days")) if since else None


def _all() -> dict[tuple[str, str], Reason]:
    return kept.remember("reasons", _read)


def _read() -> dict[tuple[str, str], Reason]:
    return {(row.verb, row.code): row for row in Reason.objects.all()}
