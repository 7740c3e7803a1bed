"""What the verbs between colleagues ask for: giving a report to one of them."""

from __future__ import annotations

from typing import Any

from django import forms

from complaints import actions
from complaints.actions.teamwork import NOT_ASKED
from complaints.desk.verbs.base import VerbForm
from complaints.fields import ObjectField

LARGEST_ID = 2**63 - 1
NOBODY = "Tidak kepada siapa pun"


class AssignForm(VerbForm):
    """*Tugaskan ke petugas*: one colleague of the unit that holds the report, or nobody."""

    to = ObjectField(
        label="Petugas",
        empty=NOBODY,
        required=False,
        help_text="Laporan tetap dipegang unit Anda, dan rekan lain tetap dapat membukanya.",
    )
    seen = forms.IntegerField(
        required=False, min_value=0, max_value=LARGEST_ID, widget=forms.HiddenInput
    )

    def prepare(self) -> None:
        """Offer the colleagues; remember who is assigned, so that two do not take it at once."""
        row = self.complaint
        self.object_field("to").offer([("", actions.assignees(row, self.actor))])
        self.initial["to"] = str(row.holder_officer_id or "")
        self.initial["seen"] = row.holder_officer_id or 0

    def arguments(self) -> dict[str, Any]:
        """Return the colleague, and who was shown as assigned."""
        seen = self.cleaned_data["seen"]
        return {"to": self.cleaned_data["to"], "seen": NOT_ASKED if seen is None else seen}
