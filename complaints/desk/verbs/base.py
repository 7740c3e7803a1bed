"""What all forms of verbs share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.utils import ErrorDict

from complaints.fields import ObjectField, ObjectsField, StoresUploads, Words
from complaints.states import Audience
from lapor.forms import Choices

if TYPE_CHECKING:
    from complaints.access import Desk
    from complaints.actors import Actor
    from complaints.models import Complaint


class VerbForm(StoresUploads, forms.Form):
    """The form of one verb on one report, for one officer.

    ``layout`` names a template for the fields where one after the other is not enough.
    """

    layout = "desk/verbs/_fields.html"

    def __init__(
        self, *args: Any, complaint: Complaint, desk: Desk, actor: Actor, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.complaint, self.desk, self.actor = complaint, desk, actor
        self.prepare()

    def prepare(self) -> None:
        """Set choices and first values from the report; called when the form is made."""

    def arguments(self) -> dict[str, Any]:
        """Return what the verb is called with."""
        return dict(self.cleaned_data)

    def refuse(self, sentence: str) -> None:
        """Show a refusal of the law in place of every other error; what was typed stays."""
        self.discard_files()
        self._errors = ErrorDict()
        self.add_error(None, sentence)

    def why_not(self) -> str:
        """Return why nothing can be sent though the law allows the verb; such one is not offered."""
        return self.closed_to(self.complaint)

    @classmethod
    def closed_to(cls, complaint: Complaint) -> str:
        """Return why nothing can be sent about this report, as far as the report alone tells.

        Asked without making the form: its lists are not needed where only a link to it is drawn.
        """
        return ""

    def object_field(self, name: str) -> ObjectField:
        """Return a field that chooses one row."""
        field = self.fields[name]
        assert isinstance(field, ObjectField)
        return field

    def objects_field(self, name: str) -> ObjectsField:
        """Return a field that chooses several rows."""
        field = self.fields[name]
        assert isinstance(field, ObjectsField)
        return field


class ReasonForm(VerbForm):
    """A verb that only asks why."""

    reason = Words(label="Alasan", rows=3)


def audience_field() -> forms.ChoiceField:
    """Return the question who may read what is written."""
    return forms.ChoiceField(
        label="Siapa yang dapat membaca?",
        choices=[
            (Audience.PUBLIC.value, "Untuk umum"),
            (Audience.REPORTER.value, "Hanya pelapor"),
        ],
        widget=Choices(
            hints={
                Audience.PUBLIC.value: "Nomor panjang, email, dan pelat kendaraan disamarkan.",
                Audience.REPORTER.value: "Untuk hal yang menyangkut data pribadi pelapor.",
            }
        ),
    )


def first_audience(complaint: Complaint) -> str:
    """Return the audience that is ticked at first: the public's only where it reads the report."""
    return Audience.PUBLIC.value if complaint.published else Audience.REPORTER.value
