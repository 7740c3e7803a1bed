"""What the reporter says after the end: the survey, and whether it is still good (decision 0044)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.db import transaction

from complaints import privacy, uploads
from complaints.actions._asking import Refused
from complaints.actions._move import moving
from complaints.actions.intake import Filing, submit
from complaints.actions.reporting import reopen
from complaints.law.roles import System
from complaints.models import Complaint, Event, Survey
from complaints.models.survey import HIGHEST, LOWEST, QUESTIONS
from complaints.states import Audience, Told

if TYPE_CHECKING:
    from complaints.law.roles import ReporterOf


def fill_survey(
    complaint: Complaint, *, by: ReporterOf, marks: Mapping[str, int], words: str = ""
) -> Complaint:
    """Say what the service was like: a mark from 1 to 4 for every question, and words.

    The marks stand in the survey alone, so that nobody reads them off the history; the words are
    for officers.

    Args:
        complaint: the report.
        by: its reporter.
        marks: by question (``QUESTIONS``).
        words: optional.

    Raises:
        Refused: the law does not allow it now, or a mark is missing or none.
    """
    good = set(marks) == set(QUESTIONS)
    if not good or not all(LOWEST <= mark <= HIGHEST for mark in marks.values()):
        raise Refused("Pilih satu jawaban untuk setiap pertanyaan.")
    with moving(complaint, "fill_survey", by, words=words, audience=Audience.INTERNAL) as step:
        step.afterwards(lambda event: _keep(event, filled_at=event.at, **marks))
    return step.complaint


def ask_again(complaint: Complaint) -> Complaint:
    """Ask the reporter whether it is still good; nobody is called for that. Raises ``Refused``."""
    with moving(complaint, "ask_again", System(), audience=Audience.REPORTER) as step:
        reporter = getattr(step.complaint, "reporter", None)
        if reporter is None or not reporter.has_email:
            step.told.discard(Told.REPORTER)  # the tracker still asks
        step.afterwards(lambda event: _keep(event, asked_again_at=event.at))
    return step.complaint


def answer_again(
    complaint: Complaint,
    *,
    by: ReporterOf,
    still_fixed: bool,
    then: str = "",
    text: str = "",
    files: Sequence[uploads.CleanFile] = (),
    token: str = "",
) -> Complaint:
    """Say whether it is still good; after a no, reopen the report or tell it anew, all or nothing.

    Args:
        complaint: the report.
        by: its reporter.
        still_fixed: the answer.
        then: after a no ``reopen``, ``repeat`` (a new report, linked: *laporan ulang*) or nothing.
        text: what happened, for what follows.
        files: photos of it.
        token: submission token of the new report.

    Returns:
        The report, or the new one.

    Raises:
        Refused: the law does not allow one of the two.
    """
    data = {"still_fixed": still_fixed}
    with transaction.atomic():
        with moving(complaint, "answer_again", by, audience=Audience.INTERNAL, data=data) as step:
            step.afterwards(
                lambda event: _keep(event, still_fixed=still_fixed, answered_again_at=event.at)
            )
        if still_fixed or not then:
            return step.complaint
        if then == "reopen":
            return reopen(step.complaint, by=by, text=text, files=files)
        return _tell_anew(step.complaint, by, text, files, token)


def _tell_anew(
    earlier: Complaint, by: ReporterOf, text: str, files: Sequence[uploads.CleanFile], token: str
) -> Complaint:
    """File the same trouble again, as open or hidden as before and by the same reporter."""
    filing = Filing(
        kind=earlier.kind,
        text=text,
        region=earlier.region,
        place_text=earlier.place_text,
        latitude=earlier.latitude,
        longitude=earlier.longitude,
        category=earlier.category,
        hides_reporter=earlier.hides_reporter,
        is_secret=earlier.is_secret,
        contact=privacy.contact_to_copy(earlier),
        repeats=earlier,
    )
    return submit(filing, token=token, by=by.user, files=files)[0]


def _keep(event: Event, **columns: object) -> None:
    Survey.objects.update_or_create(complaint_id=event.complaint_id, defaults=columns)
