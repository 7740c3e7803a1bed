"""What the pages of the questions are given to draw."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from complaints.citizens.filing import neighbours, steps
from complaints.citizens.filing.form import KIND_HINTS, ReportForm
from complaints.citizens.filing.journeys import Journey
from complaints.citizens.filing.steps import Step
from complaints.citizens.hints.finding import similar_cards
from complaints.citizens.uploading.staging import Draft, of_token
from lapor.htmx import is_htmx

CHANGING = "ubah"
"""In the address or the form: one came from the check page, and goes back there."""
BACK = "ke"
"""Name of the button that goes back; it carries the question to go to."""
OPEN = "buka"
"""Name of the buttons of a check page that keeps nothing; each carries the question to go to."""
TURNS_SECRET = frozenset({"misconduct", "is_secret"})


class Button(NamedTuple):
    """One answer that is given by pressing it."""

    name: str
    value: str
    label: str
    hint: str
    is_chosen: bool


def question(
    request: HttpRequest,
    journey: Journey,
    step: Step,
    *,
    form: ReportForm | None = None,
    draft: Draft | None = None,
    changing: bool = False,
    status: int = 200,
) -> HttpResponse:
    """Draw the page of one question.

    Args:
        request: the visit.
        journey: the answers so far.
        step: the question.
        form: its form with errors; without it, the answers so far are shown.
        draft: the files under the journey's token, when they were just read.
        changing: whether the check page waits for the answer.
        status: of the response.
    """
    form = form or ReportForm(initial=journey.answers, only=step.fields, known=journey.answers)
    context = {
        "step": step,
        "form": form,
        "journey": journey,
        "draft": draft or _files_of(journey, step),
        "progress": steps.progress(step, journey.answers),
        "back": steps.before(step, journey.answers),
        "changing": changing,
        "carried": journey.carried(step.fields) if journey.in_tab else [],
        "buttons": _buttons(step, form, journey),
        "neighbours": _neighbours(step, journey),
        "in_place": not journey.in_tab and TURNS_SECRET.isdisjoint(step.fields),
    }
    template = "citizens/filing/step.html"
    return render(
        request, f"{template}#langkah" if is_htmx(request) else template, context, status=status
    )


def address(step: Step | None, *, changing: bool = False) -> str:
    """Return the address of a question, or of the check page."""
    if step is None:
        return reverse("citizens:check")
    where = reverse("citizens:step", args=[step.slug])
    return f"{where}?{CHANGING}=1" if changing else where


def _neighbours(step: Step, journey: Journey) -> list[dict[str, Any]]:
    """Return the reports of others as cards, on the page that asks about them."""
    if step.slug != "serupa":
        return []
    return similar_cards(neighbours.reports_like(journey.answers))


def _files_of(journey: Journey, step: Step) -> Draft:
    """Return the files that wait, read only where they are shown."""
    return of_token(journey.token) if "files" in step.fields else Draft(journey.token)


def _buttons(step: Step, form: ReportForm, journey: Journey) -> list[Button]:
    """Return the answers of a question that is answered by pressing one of them."""
    if step.slug not in {"jenis", "bahaya", "pelanggaran"}:
        return []
    name = step.fields[0]
    chosen = journey.answers.get(name) if step.slug in journey.seen else None
    options: Any = form.fields[name]
    return [
        Button(name, value, label, KIND_HINTS.get(value, ""), value == chosen)
        for value, label in options.choices
    ]
