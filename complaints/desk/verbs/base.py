"""What all forms of verbs share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.http import QueryDict

from agencies import law
from complaints import uploads
from complaints.fields import ObjectField, ObjectsField, UploadsField, Words
from complaints.reporters import receipts
from complaints.states import Audience
from lapor import clock, words
from lapor.forms import Choices, DayInput

if TYPE_CHECKING:
    from complaints.access import Desk
    from complaints.law.actors import Actor
    from complaints.models import Complaint, DeskDraft, ReplyTemplate

TOKEN = "token"  # noqa: S105 - the name of a form field
REMOVE = "remove"
SEEN = "dasar"
"""How many events the report had when the form was drawn: what came after, the officer missed."""
TEMPLATE = "dari-templat"


class VerbForm(forms.Form):
    """The form of one verb on one report, for one officer.

    ``layout`` names a template for the fields where one after the other is not enough. Files are
    taken in at once and wait, sealed under the form's token, until the verb is done: a form that
    is refused keeps them (``complaints.uploads.waiting``).
    """

    layout = "desk/verbs/_fields.html"

    def __init__(
        self, *args: Any, complaint: Complaint, desk: Desk, actor: Actor, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.complaint, self.desk, self.actor = complaint, desk, actor
        sent = str(self.data.get(TOKEN, ""))
        self.token = sent if receipts.is_token(sent) else receipts.new_token()
        self.has_waited = self.token == sent
        self.draft: DeskDraft | None = None
        self.reply_templates: list[ReplyTemplate] = []
        self.template_put_in: ReplyTemplate | None = None
        self.prepare()

    def prepare(self) -> None:
        """Set choices and first values from the report; called when the form is made."""

    def arguments(self) -> dict[str, Any]:
        """Return what the verb is called with."""
        return dict(self.cleaned_data)

    def clean(self) -> dict[str, Any]:
        """Take in the files, whatever else is wrong: nobody has to choose them twice."""
        cleaned = super().clean() or self.cleaned_data
        for name in self.file_fields:
            cleaned[name] = self._received(name, cleaned.get(name) or [])
        return cleaned

    @property
    def file_fields(self) -> list[str]:
        """The names of the fields that take files."""
        return [name for name, field in self.fields.items() if isinstance(field, UploadsField)]

    @property
    def words_fields(self) -> list[str]:
        """The names of the fields for words, the main one first."""
        names = [name for name, field in self.fields.items() if isinstance(field, Words)]
        return sorted(
            names, key=lambda name: not isinstance(self.fields[name].widget, forms.Textarea)
        )

    @property
    def waiting(self) -> list[uploads.Waiting]:
        """The files that wait for this form; none are looked for when it was just drawn."""
        if not self.has_waited:
            return []
        return [file for name in self.file_fields for file in uploads.staged(self.token_of(name))]

    @property
    def template_used(self) -> str:
        """The reply template whose text was put into this form, by its number."""
        if self.template_put_in is not None:
            return str(self.template_put_in.pk)
        return str(self.data.get(TEMPLATE, ""))

    def token_of(self, name: str) -> str:
        """Return the key under which the files of one field wait."""
        return self.token if name == "files" else f"{self.token}.{name}"

    def receive(self) -> None:
        """Take in the files of a form that is not checked, such as one that is kept as a draft."""
        for name in self.file_fields:
            widget = self.fields[name].widget
            chosen = widget.value_from_datadict(self.data, self.files, name) or []
            self._received(name, [one for one in chosen if one], tells=False)

    def _received(
        self, name: str, chosen: Iterable[Any], *, tells: bool = True
    ) -> list[uploads.Waiting]:
        token = self.token_of(name)
        ticked = self.data.getlist(REMOVE) if isinstance(self.data, QueryDict) else ()
        unwanted = list(_ids(ticked))
        if unwanted:
            uploads.drop(unwanted, token)
        brief = self.complaint.is_sealed or self.complaint.is_secret
        for upload in chosen:
            try:
                uploads.stage(upload, token, brief=brief)
                self.has_waited = True
            except ValidationError as error:
                if tells:
                    self.add_error(name, error)
        return uploads.staged(token) if self.has_waited else []

    @contextmanager
    def taking(self) -> Iterator[dict[str, Any]]:
        """Yield what the verb is called with, the waiting files stored; an exception undoes that.

        Raises:
            ValidationError: a file cannot be read or stored any more; the sentence names it.
        """
        with ExitStack() as stack:
            for name in self.file_fields:
                if self.cleaned_data[name]:
                    files = stack.enter_context(uploads.taking(self.cleaned_data[name]))
                    self.cleaned_data[name] = files
            yield self.arguments()

    def forget_files(self) -> None:
        """Delete the files that wait for this form."""
        for name in self.file_fields:
            uploads.forget(self.token_of(name))

    def refuse(self, sentence: str) -> None:
        """Show a refusal of the law in place of every other error; what was typed stays."""
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


class TakeOverForm(VerbForm):
    """A verb that asks for nothing."""


def _ids(texts: Iterable[str]) -> Iterator[UUID]:
    """Yield the identifiers among texts from outside."""
    for text in texts:
        try:
            yield UUID(text)
        except ValueError:
            continue


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


def next_news_field() -> forms.DateField:
    """Return the question until when the reporter hears again."""
    return forms.DateField(label="Kabar berikutnya paling lambat", required=False, widget=DayInput)


def bound_next_news(field: forms.Field) -> None:
    """Say and set how late the next news may be at most (workflow.md, clock *progress*)."""
    days = law.limit("progress_days")
    latest = law.calendar().move_day(clock.today(), days)
    field.help_text = f"Paling jauh {words.day(latest)} ({days} hari kerja)."
    field.widget.attrs |= {"max": latest.isoformat(), "min": clock.today().isoformat()}
