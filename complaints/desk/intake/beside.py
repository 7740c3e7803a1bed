"""What stands beside the counter's form: danger in the words, the likely office, alike reports."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from agencies.models import Region
from complaints import actions, privacy, uploads
from complaints.desk.intake.forms import IntakeForm
from complaints.fields import ObjectField, plain
from complaints.finding import similar
from complaints.law.roles import Joiner
from complaints.models import Complaint, Kind
from complaints.reporters import receipts
from complaints.telling import following
from complaints.wording import citizen_status
from lapor import words
from routing import danger, engine
from routing.models import Category

SHORTEST = 15
LONGEST = 20_000
WORTH_SAYING = 0.15
"""How likely an office must be to be named."""


@dataclass(frozen=True)
class Alike:
    """An open public report that may tell of the same trouble."""

    code: str
    title: str
    place: str
    state: str
    state_words: str
    at: str
    why: str
    url: str


@dataclass(frozen=True)
class Beside:
    """Everything beside the form; empty while little is typed."""

    sounds_dangerous: bool = False
    office: str = ""
    why: str = ""
    alike: list[Alike] = field(default_factory=list)


def of(form: IntakeForm) -> Beside:
    """Return what helps with a half-typed form; nothing but danger on the secret and sealed paths."""
    text = plain(str(form.data.get("text", "")))[:LONGEST].strip()
    dangerous = danger.gravest(text) is not None and not form.data.get("danger")
    if len(text) < SHORTEST or form.is_private:
        return Beside(dangerous)
    region, category = _row(form, "region"), _row(form, "category")
    assert region is None or isinstance(region, Region)
    assert category is None or isinstance(category, Category)
    best = next(iter(engine.suggest(title="", text=text, category=category, region=region)), None)
    if best is not None and best.probability < WORTH_SAYING:
        best = None
    found = []
    if form.data.get("kind") == Kind.COMPLAINT:
        place = plain(str(form.data.get("place_text", "")))[:200]
        topics = [one for one in (category, best.category if best else None) if one is not None]
        found = similar.find(
            text=text, category=category, region=region, place_text=place, topics=topics or None
        )
    return Beside(
        dangerous,
        str(best.agency) if best else "",
        best.reason if best else "",
        [_alike(one) for one in found],
    )


def join(form: IntakeForm, complaint: Complaint) -> None:
    """Let the person at the counter join a public report instead of filing another.

    The same telephone, e-mail or form joins once. News goes to an e-mail address after its owner
    agreed there. Raises ``Refused``.
    """
    data = form.cleaned_data
    whose = data["phone"] or data["email"].lower() or form.draft_token
    by = Joiner(privacy.fingerprint("support", f"counter:{whose}"))
    with uploads.taking(data["files"]) as files:
        actions.join(complaint, by=by, remark=data["text"], files=files)
    if data["email"] and data["consent"]:
        following.ask(complaint, data["email"])


def report_to_join(typed: str) -> Complaint | None:
    """Return the open public report of a ticket number, or None."""
    found = Complaint.objects.public().for_public_page().filter(code=receipts.normal_code(typed))
    complaint: Complaint | None = found.first()
    return complaint if complaint is not None and complaint.is_open else None


def _row(form: IntakeForm, name: str) -> Any:
    one = form.fields[name]
    assert isinstance(one, ObjectField)
    return one.rows.get(str(form.data.get(name, "")))


def _alike(found: similar.Found) -> Alike:
    row = found.report
    place = [f"Kel. {row.region.name}"] if row.region else []
    return Alike(
        code=row.code,
        title=row.public_title or (row.category.name if row.category else "Laporan warga"),
        place=", ".join(place),
        state=row.status,
        state_words=citizen_status(row, public=True),
        at=words.day(row.created_at),
        why=found.why,
        url=reverse("citizens:public_detail", args=[row.code]),
    )
