"""The actions for many reports: who may ask for them, what each asks, and how it is called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from agencies.models import Officer
from complaints.desk.bulk import forms

if TYPE_CHECKING:
    from collections.abc import Iterable

Role = Officer.Role
EVERYBODY = frozenset(Role.values)
TAGGERS = frozenset({Role.VERIFIER, Role.LIAISON, Role.OPERATOR, Role.SUPERVISOR})


@dataclass(frozen=True)
class Action:
    """One action. Without a ``verb`` nothing is changed: a file, or a sheet to print."""

    slug: str
    label: str
    icon: str
    roles: frozenset[str]
    form: type[forms.BulkForm]
    verb: str = ""
    lead: str = ""
    tone: str = ""
    past: str = ""
    """What is said of the reports to which it was done."""


ACTIONS: tuple[Action, ...] = (
    Action(
        "teruskan",
        "Teruskan",
        "forward",
        frozenset({Role.VERIFIER}),
        forms.ForwardForm,
        "forward",
        "Semua diteruskan ke satu instansi. Pelapor dan instansi diberi tahu.",
        past="diteruskan",
    ),
    Action(
        "ambil-alih",
        "Ambil alih",
        "inbox",
        frozenset({Role.VERIFIER, Role.LIAISON}),
        forms.BulkForm,
        "take_over",
        "Laporan impor berjalan di sini mulai hari ini; jangka waktunya dihitung sejak sekarang.",
        past="diambil alih",
    ),
    Action(
        "tugaskan",
        "Tugaskan",
        "user",
        frozenset({Role.VERIFIER, Role.LIAISON, Role.OPERATOR, Role.SUPERVISOR}),
        forms.AssignForm,
        "assign",
        "Semua ditugaskan kepada satu rekan. Ini dapat dibatalkan sekaligus.",
        past="ditugaskan",
    ),
    Action(
        "arsipkan",
        "Arsipkan",
        "archive",
        frozenset({Role.VERIFIER}),
        forms.ArchiveForm,
        "archive",
        "Semua ditutup dengan alasan yang sama. Setiap pelapor membaca penjelasan Anda.",
        "danger",
        past="diarsipkan",
    ),
    Action(
        "gabungkan",
        "Gabungkan",
        "merge",
        frozenset({Role.VERIFIER}),
        forms.MergeForm,
        "merge",
        "Semua dilanjutkan di bawah satu laporan utama. Pelapornya tetap mendapat kabar.",
        past="digabungkan",
    ),
    Action(
        "beri-tanda",
        "Beri tanda",
        "tag",
        TAGGERS,
        forms.TagForm,
        "tag",
        "Semua mendapat satu tanda. Ini dapat dibatalkan sekaligus.",
        past="diberi tanda",
    ),
    Action(
        "cabut-tanda",
        "Cabut tanda",
        "tag",
        TAGGERS,
        forms.UntagForm,
        "untag",
        "Satu tanda dicabut dari semua. Ini dapat dibatalkan sekaligus.",
        past="dicabut tandanya",
    ),
    Action(
        "unduh",
        "Unduh",
        "download",
        EVERYBODY,
        forms.ExportForm,
        lead="Satu baris untuk setiap laporan, tanpa nama dan kontak pelapor.",
    ),
    Action("cetak", "Cetak", "print", EVERYBODY, forms.BulkForm),
)
BY_SLUG = {action.slug: action for action in ACTIONS}
BY_VERB = {action.verb: action for action in ACTIONS if action.verb}


def offered(roles: Iterable[str]) -> list[Action]:
    """Return the actions of somebody with these roles."""
    held = set(roles)
    return [action for action in ACTIONS if not action.roles.isdisjoint(held)]
