"""Many reports of one sender: looked at together, and archived together with one reason."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django import forms

from complaints import actions
from complaints.access import Desk
from complaints.desk.flags import flags_of
from complaints.desk.verification.alike import text_of
from complaints.fields import Words
from complaints.law import reasons
from complaints.models import Complaint, Reason
from complaints.reporters import senders

if TYPE_CHECKING:
    from accounts.models import User

EXCERPT = 300


@dataclass(frozen=True)
class Line:
    """One report of the sender."""

    complaint: Complaint
    title: str
    excerpt: str
    flags: list[tuple[str, str, str]]
    is_alone: bool
    """A danger is judged by itself."""


@dataclass
class Sweep:
    """What lies before the verifier: the report in hand first, then the sender's others."""

    lines: list[Line]
    is_bundle: bool
    refused: list[str] = field(default_factory=list)
    done: list[str] = field(default_factory=list)


class SweepForm(forms.Form):
    """Which reports, and the reason that their sender reads."""

    pilih = forms.MultipleChoiceField(
        label="Laporan",
        error_messages={"required": "Centang paling sedikit satu laporan."},
    )
    reason = forms.ChoiceField(
        label="Alasan", widget=forms.RadioSelect, error_messages={"required": "Pilih alasan."}
    )
    words = Words(
        label="Penjelasan untuk pelapor",
        help_text="Dibaca di setiap laporan itu. Ia dapat mengajukan banding.",
        rows=3,
        error_messages={"required": "Tulis penjelasan untuk pelapor."},
    )

    def __init__(self, *args: Any, sweep: Sweep, **options: Any) -> None:
        super().__init__(*args, **options)
        able = [line for line in sweep.lines if not line.is_alone]
        pairs = [(line.complaint.code, line.title) for line in able]
        self.fields["pilih"].choices = pairs  # type: ignore[attr-defined]
        self.fields["reason"].choices = reasons.choices(  # type: ignore[attr-defined]
            Reason.Verb.ARCHIVE, asked=False
        )

    @property
    def picked(self) -> set[str]:
        """The tickets that are ticked now; at first none."""
        return set(self["pilih"].value() or ())


def of(complaint: Complaint, desk: Desk) -> Sweep:
    """Return a report and the other ones of its sender that wait."""
    others = senders.others_of(complaint, desk.visible())
    lines = [_line(row, desk) for row in (complaint, *others)] if others else []
    return Sweep(lines, senders.is_bundle(complaint, others))


def archive(sweep: Sweep, chosen: list[str], *, by: User, reason: str, words: str) -> None:
    """Archive the chosen reports, each on its own; ``sweep`` then says which and why not."""
    rows = {line.complaint.code: line.complaint for line in sweep.lines if not line.is_alone}
    for code in chosen:
        try:
            actions.archive(rows[code], by=by, reason=reason, words=words)
        except actions.Refused as refusal:
            sweep.refused.append(f"{code}: {refusal}")
        else:
            sweep.done.append(code)


def _line(row: Complaint, desk: Desk) -> Line:
    text = text_of(row, desk)
    return Line(
        complaint=row,
        title=row.agency_title,
        excerpt=text if len(text) <= EXCERPT else f"{text[:EXCERPT]}…",
        flags=flags_of(row),
        is_alone=row.danger,
    )
