"""What every form of a reporter's verb has: its token, its files, the arguments of its action."""

from __future__ import annotations

from typing import Any, Self

from django import forms

from complaints.citizens.uploading.field import files_field
from complaints.citizens.uploading.staging import TOKEN
from complaints.law.actors import Actor
from complaints.models import Complaint
from complaints.reporters import receipts

WORDS_LENGTH = 1000


class VerbForm(forms.Form):
    """What a verb asks for; :meth:`arguments` are the keyword arguments of the action."""

    token = forms.CharField(required=False, widget=forms.HiddenInput)
    takes_files = False
    makes_report = False
    """Whether a new report may come of it, which needs the token."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {TOKEN: receipts.new_token()})
        super().__init__(*args, **kwargs)
        if self.takes_files:
            self.fields["files"] = files_field()

    @classmethod
    def about(cls, complaint: Complaint, actor: Actor, *args: Any, **kwargs: Any) -> Self:
        """Return the form about one report: most ask the same of every one."""
        return cls(*args, **kwargs)

    def arguments(self) -> dict[str, Any]:
        """Return what the action takes besides the report, the person and the files."""
        own = {TOKEN, "files", "sure"}
        return {name: value for name, value in self.cleaned_data.items() if name not in own}
