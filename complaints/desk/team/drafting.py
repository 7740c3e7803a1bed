"""What the verbs of drafts ask for: handing in an answer, sending it, giving it back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django import forms

from complaints.actions.drafting import content_of
from complaints.desk.team import returned
from complaints.desk.team.forms import LARGEST_ID
from complaints.desk.verbs.agency import AnswerForm, FollowUpForm
from complaints.desk.verbs.base import VerbForm
from complaints.fields import Words
from complaints.law import approval
from complaints.models import AnswerDraft

Verb = AnswerDraft.Verb


class AnswerDraftForm(AnswerForm):
    """*Ajukan jawaban akhir*: the answer's own form, sent by somebody else."""

    verb = Verb.ANSWER
    approval_url = ""

    def prepare(self) -> None:
        """Start from what was given back."""
        super().prepare()
        start_from_returned(self, self.verb)

    def why_not(self) -> str:
        """An operator of another unit than the lead's does not write its answer."""
        if self.complaint.lead_id in self.actor.agency_ids:
            return ""
        return "Jawaban akhir disusun oleh petugas instansi utama."

    @property
    def is_aside(self) -> bool:
        """Whether the direct way stands beside it, so that this one need not be offered too."""
        return approval.sends_directly(self.complaint, self.verb, self.actor)

    def arguments(self) -> dict[str, Any]:
        """Return the answer as a draft keeps it."""
        said = super().arguments()
        return {"verb": self.verb, "content": content_of(said["reply"]), "files": said["files"]}


class FollowUpDraftForm(FollowUpForm):
    """*Ajukan tindak lanjut*: the follow-up's own form, sent by somebody else."""

    verb = Verb.FOLLOW_UP

    def prepare(self) -> None:
        """Start from what was given back."""
        super().prepare()
        start_from_returned(self, self.verb)

    def why_not(self) -> str:
        """Nothing stands against it."""
        return ""

    @property
    def is_aside(self) -> bool:
        """Whether the direct way stands beside it, so that this one need not be offered too."""
        return approval.sends_directly(self.complaint, self.verb, self.actor)

    def arguments(self) -> dict[str, Any]:
        """Return the follow-up as a draft keeps it."""
        data = self.cleaned_data
        content = {"text": data["text"], "audience": str(data["audience"])}
        if data["next_news_on"]:
            content["next_news_on"] = data["next_news_on"].isoformat()
        return {"verb": self.verb, "content": content, "files": data["files"]}


def start_from_returned(form: VerbForm, verb: str) -> None:
    """Put the officer's own draft into an empty form when it came back last.

    Usually it lies there as a desk draft, with its files (``returned.put_back``); this is for later.
    """
    if form.is_bound or approval.sends_directly(form.complaint, verb, form.actor):
        return
    own = AnswerDraft.objects.filter(complaint=form.complaint, author=form.desk.user, verb=verb)
    last = own.order_by("-id").first()
    if last is not None and last.state == AnswerDraft.State.RETURNED:
        form.initial |= last.content


class DecideForm(VerbForm):
    """What the two decisions share: which draft was read."""

    konsep = forms.IntegerField(
        min_value=1,
        max_value=LARGEST_ID,
        widget=forms.HiddenInput,
        error_messages={"required": "Buka lagi laporan ini, lalu baca konsepnya."},
    )

    def prepare(self) -> None:
        """Name the draft that waits."""
        self.waiting_draft = approval.waiting(self.complaint)
        self.initial["konsep"] = self.waiting_draft.pk if self.waiting_draft else None

    def arguments(self) -> dict[str, Any]:
        """Return the draft under the name by which the verb knows it."""
        data = dict(self.cleaned_data)
        return {"draft": data.pop("konsep"), **data}


class ApproveForm(DecideForm):
    """*Setujui dan kirim*: one tap."""

    def why_not(self) -> str:
        """Say whose it is to send, and when."""
        draft = self.waiting_draft
        if draft is None:
            return ""
        return approval.who_else(draft, self.actor)


class ReturnDraftForm(DecideForm):
    """*Kembalikan konsep* with a note."""

    note = Words(
        label="Apa yang harus diperbaiki?", help_text="Penyusun konsep membacanya.", rows=3
    )

    @contextmanager
    def taking(self) -> Iterator[dict[str, Any]]:
        """Yield what the verb is called with; then the author finds words and files in the form."""
        with super().taking() as arguments:
            yield arguments
        if self.waiting_draft is not None:
            returned.put_back(self.waiting_draft)
