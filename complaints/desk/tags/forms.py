"""What *Beri tanda* asks for: names to put on, and ticks for what is taken off."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from complaints.desk.verbs.base import VerbForm
from complaints.fields import ObjectsField, plain
from complaints.together import tags

NAMES_LENGTH = 300
CHOICES = "pilihan-tanda"
"""Id of the list of suggestions on a page."""


class NamesField(forms.CharField):
    """Names of tags with commas between them; the clean value is a list, each name once."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", "Tanda")
        options.setdefault("required", False)
        options.setdefault("widget", forms.TextInput({"list": CHOICES, "autocomplete": "off"}))
        super().__init__(**options)

    def clean(self, value: Any) -> Any:
        """Return the names.

        Raises:
            ValidationError: one of them cannot be the name of a tag.
        """
        typed = plain(super().clean(value))
        if len(typed) > NAMES_LENGTH:
            raise ValidationError("Terlalu banyak sekaligus. Tulis beberapa tanda saja.")
        names = tags.names_in(typed)
        wrong = next(filter(None, map(tags.why_not, names)), "")
        if wrong:
            raise ValidationError(wrong)
        return names


class TagForm(VerbForm):
    """*Beri tanda*: names to put on the report, and which of its tags are taken off."""

    layout = "desk/tags/_fields_tag.html"

    add = NamesField(
        help_text="Pilih dari daftar, atau tulis kata baru. Pisahkan dengan koma. "
        "Jangan memakai nama orang. Warga tidak melihat tanda.",
    )
    untag = ObjectsField(label="Cabut")

    def prepare(self) -> None:
        """Offer the tags that stand on the report."""
        there = self.desk.tags.of(self.complaint.tag_ids)
        self.objects_field("untag").offer([("", there)])
        if not there:
            self.fields["untag"].widget = forms.MultipleHiddenInput()
        wrong = "Tanda yang dicabut tidak ada lagi pada laporan ini."
        self.fields["untag"].error_messages["invalid_choice"] = wrong

    @property
    def offered(self) -> list[str]:
        """The names to choose from."""
        return [str(row) for row in self.desk.tags.offered]

    def clean(self) -> dict[str, Any]:
        """Ask for something to do."""
        cleaned = super().clean()
        if not self.errors and not cleaned.get("add") and not cleaned.get("untag"):
            self.add_error("add", "Tulis tanda, atau centang tanda yang dicabut.")
        return cleaned
