"""The check page: every answer once more, with the way back to its question."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from complaints import privacy
from complaints.actions.intake import title_from
from complaints.citizens.filing import pages, steps
from complaints.citizens.filing.answers import answers
from complaints.citizens.filing.form import ReportForm
from complaints.citizens.filing.journeys import Journey
from complaints.citizens.hints.finding import suggestion_for
from complaints.citizens.uploading.staging import Draft, of_token

UNPROCESSABLE = 422
NOT_HIDDEN = frozenset({"title"})
"""What the check page does not carry in hidden fields: the title is asked for there."""


def page(
    request: HttpRequest,
    journey: Journey,
    *,
    form: ReportForm | None = None,
    draft: Draft | None = None,
) -> HttpResponse:
    """Draw the check page, or the first question whose answer is wrong or missing.

    Args:
        request: the visit.
        journey: the answers.
        form: the whole form with them, when it was bound already.
        draft: the files under the journey's token, when they were just read.
    """
    form = form or ReportForm(journey.answers)
    if not form.is_valid():
        return _wrong(request, journey, form)
    data = form.cleaned_data
    last = ReportForm(
        initial={"title": data["title"] or title_from(data["text"])}, only=("title", "website")
    )
    context = {
        "journey": journey,
        "answers": answers(form),
        "carried": [pair for pair in form.carried() if pair[0] not in NOT_HIDDEN],
        "draft": draft or of_token(journey.token),
        "form": last,
        "hint": suggestion_for(data),
        "found": privacy.findings(data["text"]),
        "danger": data["danger"],
        "sealed": data["misconduct"] == "yes",
        "secret": data["is_secret"],
        "photos": steps.of_field("files"),
    }
    return render(request, "citizens/filing/check.html", context)


def _wrong(request: HttpRequest, journey: Journey, form: ReportForm) -> HttpResponse:
    """Draw the first question whose answer is wrong, with what is wrong with it."""
    step = steps.of_field(next(name for name in form.fields if name in form.errors))
    part = ReportForm(journey.answers, only=step.fields, known=journey.answers)
    part.is_valid()
    return pages.question(request, journey, step, form=part, changing=True, status=UNPROCESSABLE)
