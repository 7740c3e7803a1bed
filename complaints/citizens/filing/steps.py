"""The road through the questions: which come, in which order, and what comes after one of them.

One question a page is the default way; the one-page form asks the same fields. Law of the order:
product.md, *Report*.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from complaints import privacy
from complaints.citizens.filing import neighbours
from complaints.citizens.hints.asking import HalfTyped
from complaints.citizens.hints.finding import hint_for
from complaints.models import Kind

Answers = Mapping[str, str]
"""What was typed so far, as it was typed: field → text."""


def always(_answers: Answers) -> bool:
    """A question that is put to everybody."""
    return True


def is_complaint(answers: Answers) -> bool:
    """When and where: asked of complaints; a wish or a question may tell it on the check page."""
    return answers.get("kind", "") in {Kind.COMPLAINT, ""}


def is_sealed(answers: Answers) -> bool:
    """Whether the report is about suspected misconduct of an officer."""
    return answers.get("misconduct") == "yes"


def is_personal(answers: Answers) -> bool:
    """Whether an officer will need a number (NIK, KK, customer): a personal case, or one told so."""
    if privacy.findings(answers.get("text", "")):
        return True
    asked = HalfTyped(dict(answers)).read()
    category = asked.category
    if category is None and (hint := hint_for(asked)) is not None:
        category = hint.category
    return category is not None and category.starts_unpublished


@dataclass(frozen=True)
class Step:
    """One question on one page; ``fields`` are those of the report's form."""

    slug: str
    question: str
    fields: tuple[str, ...]
    applies: Callable[[Answers], bool] = always
    counts: bool = True
    """Whether it is one of the numbered questions; one that is not may not come at all."""

    @property
    def template(self) -> str:
        """What the page of this question draws between its heading and its button."""
        return f"citizens/filing/steps/{self.slug}.html"


STEPS = (
    Step("jenis", "Apa yang ingin Anda sampaikan?", ("kind",)),
    Step("bahaya", "Ada bahaya sekarang?", ("danger",)),
    Step("pelanggaran", "Apakah ini tentang dugaan pelanggaran seorang petugas?", ("misconduct",)),
    Step("unit", "Di unit mana petugas itu bekerja?", ("sealed_against",), is_sealed),
    Step("cerita", "Apa yang terjadi?", ("text", "category")),
    Step(
        "tempat",
        "Kapan dan di mana?",
        ("region", "place_text", "latitude", "longitude", "incident_date"),
        is_complaint,
    ),
    Step("serupa", "Apakah ini sudah dilaporkan?", (), neighbours.has_any, counts=False),
    Step("foto", "Ada foto atau berkas?", ("files",)),
    Step("data", "Perlu nomor untuk petugas?", ("numbers",), is_personal),
    Step(
        "tentang",
        "Siapa yang boleh tahu nama Anda?",
        ("hides_reporter", "is_secret", "name", "email", "phone"),
    ),
)
FIRST = STEPS[0]
_BY_SLUG = {step.slug: step for step in STEPS}


class Progress(NamedTuple):
    """How far one is: the number of this question among those that come, the last page counted."""

    number: int
    total: int


def find(slug: str) -> Step | None:
    """Return the question of an address, or None."""
    return _BY_SLUG.get(slug)


def of_field(name: str) -> Step:
    """Return the question that asks for a field; the first one for a field that none asks for."""
    return next((step for step in STEPS if name in step.fields), FIRST)


def road(answers: Answers) -> list[Step]:
    """Return the numbered questions that come for these answers, in their order."""
    return [step for step in STEPS if step.counts and step.applies(answers)]


def after(step: Step, answers: Answers, seen: Sequence[str], *, changing: bool) -> Step | None:
    """Return the question that follows ``step``; None when the check page does.

    Args:
        step: the question just answered.
        answers: all answers so far.
        seen: the questions that were answered.
        changing: whether one came from the check page (*ubah*), and goes back there unless the
            new answer asks for something that was not asked before.
    """
    rest = STEPS if changing else STEPS[STEPS.index(step) + 1 :]
    for other in rest:
        if other.applies(answers) and not (changing and other.slug in seen):
            return other
    return None


def before(step: Step, answers: Answers) -> Step | None:
    """Return the question before ``step``; None before the first."""
    earlier = STEPS[: STEPS.index(step)]
    come = [other for other in earlier if other.counts and other.applies(answers)]
    return come[-1] if come else None


def progress(step: Step, answers: Answers) -> Progress:
    """Return how far one is at ``step``."""
    come = road(answers)
    earlier = STEPS[: STEPS.index(step)]
    return Progress(sum(1 for other in come if other in earlier) + 1, len(come) + 1)
