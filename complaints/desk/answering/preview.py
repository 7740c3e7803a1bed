"""What is being written, as its readers will see it: the verb is done, read, and taken back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from complaints import actions
from complaints.trail.timeline import Entry, Story, for_public, for_reporter

if TYPE_CHECKING:
    from complaints.desk.verbs.base import VerbForm
    from complaints.desk.verbs.table import Verb
    from complaints.models import Complaint


@dataclass(frozen=True)
class Preview:
    """The entry in the tracker and the one on the public page; empty lists where nothing stands."""

    refusal: str = ""
    reporter: tuple[Entry, ...] = ()
    public: tuple[Entry, ...] = ()

    @property
    def public_reads_words(self) -> bool:
        """Whether the public reads what is written, and not only that it happened."""
        return any(entry.text for entry in self.public)


class _TakenBackError(Exception):
    def __init__(self, preview: Preview) -> None:
        super().__init__()
        self.preview = preview


def of(verb: Verb, form: VerbForm) -> Preview:
    """Return what a valid form would show to the reporter and to everybody; nothing is kept."""
    pictures = {file.name: file.preview for file in form.waiting}
    try:
        with transaction.atomic(), form.taking() as arguments:
            done = verb.do(form.complaint, by=form.desk.user, **arguments)
            raise _TakenBackError(_read(done, pictures))
    except actions.Refused as refusal:
        return Preview(refusal=str(refusal))
    except ValidationError as error:
        return Preview(refusal=error.messages[0])
    except _TakenBackError as taken_back:
        return taken_back.preview


def _read(complaint: Complaint, pictures: dict[str, str]) -> Preview:
    story = Story.of(complaint)
    event = story.events[-1]
    names = [file.name for file in story.files.get(event.pk, [])]

    def drawn(entries: list[Entry]) -> tuple[Entry, ...]:
        """Return the newest entry with the pictures that are still on their way."""
        mine = [entry for entry in entries if entry.id == f"peristiwa-{event.sequence}"]
        for entry in mine:
            for name, file in zip(names, entry.files, strict=False):
                file.update(url="#pratinjau", thumb_url=pictures.get(name, ""))
        return tuple(replace(entry, id="") for entry in mine)

    public = drawn(for_public(story)) if complaint.is_public else ()
    return Preview(reporter=drawn(for_reporter(story, complaint)), public=public)
