"""Taking a report in, once, through whichever door it comes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from agencies.models import Agency, Officer, Region
from complaints import privacy, uploads
from complaints.actions._asking import Refused
from complaints.actions._move import _nudge, begin_new, columns_of, finish
from complaints.law.actors import Actor, Role
from complaints.models import Complaint, Kind
from complaints.models.complaint import Channel
from complaints.reporters import origins, receipts
from complaints.routed import waiting
from complaints.states import Audience
from lapor import clock
from routing.danger import find_danger
from routing.models import Category

if TYPE_CHECKING:
    from accounts.models import User

TITLE_LENGTH = 100


@dataclass(frozen=True)
class Filing:
    """What a citizen (or a clerk for one) tells: the answers of the form."""

    kind: str
    text: str
    title: str = ""
    incident_date: date | None = None
    region: Region | None = None
    place_text: str = ""
    latitude: float | None = None
    longitude: float | None = None
    category: Category | None = None
    danger: bool = False
    hides_reporter: bool = False
    is_secret: bool = False
    misconduct: str = "no"
    """*Dugaan pelanggaran petugas*: ``yes``, ``no`` or ``unsure``."""
    sealed_against: Agency | None = None
    numbers: str = ""
    contact: privacy.Contact = field(default_factory=privacy.Contact)
    channel: str = Channel.WEB
    origin: origins.Origin = field(default_factory=origins.Origin)
    """Of another door: the letter, the post, who brought it."""
    repeats: Complaint | None = None
    """The own closed report that is told again (*laporan ulang*)."""
    consented: bool = False
    """Whether a clerk noted that name and contact may be kept and passed on."""


def submit(
    filing: Filing,
    *,
    token: str,
    by: User | None = None,
    role: Role = Role.REPORTER,
    files: Sequence[uploads.CleanFile] = (),
) -> tuple[Complaint, bool]:
    """Take in a report; the same ``token`` makes one report, however often it is sent.

    Args:
        filing: the answers.
        token: the browser's submission token; the receipt code is derived from it.
        by: the signed-in citizen, or the officer who types for somebody else.
        role: ``REPORTER``, or ``CLERK`` / ``VERIFIER`` for another door.
        files: cleaned files.

    Returns:
        The report, and whether this call made it.

    Raises:
        Refused: the role may not file.
    """
    submission = receipts.submission_of(token)
    existing = Complaint.objects.filter(submission=submission).first()
    if existing is not None:
        return existing, False
    if role != Role.REPORTER and not _is_officer(by, role):
        raise Refused("Anda tidak bertugas mencatat laporan untuk orang lain.")
    try:
        with transaction.atomic():
            complaint = _create(filing, token, by, role, files)
    except IntegrityError:
        existing = Complaint.objects.filter(submission=submission).first()
        if existing is None:
            raise
        return existing, False
    _nudge()
    return complaint, True


def _look_at(pk: int) -> None:
    """Have a worker see whether the report may go on by itself."""
    from complaints.tasks import nudge_forward  # noqa: PLC0415  (tasks import the actions)

    nudge_forward(pk)


def title_from(text: str) -> str:
    """Return a title made of the first words of a report (at most 100 characters)."""
    line = " ".join(text.split())
    sentence = line.split(". ")[0].rstrip(".!?")
    if len(sentence) <= TITLE_LENGTH:
        return sentence
    return sentence[: TITLE_LENGTH - 1].rsplit(" ", 1)[0] + "…"


def _is_officer(user: User | None, role: Role) -> bool:
    """Whether ``user`` has ``role`` at any office."""
    return user is not None and any(seat.role == role for seat in Officer.objects.of(user))


def _create(
    filing: Filing,
    token: str,
    by: User | None,
    role: Role,
    files: Sequence[uploads.CleanFile],
) -> Complaint:
    complaint = new_complaint(filing, token=token, by=by if role != Role.REPORTER else None)
    step = begin_new(complaint, Actor(by, frozenset({role})))
    complaint.save(force_insert=True)
    step.stored = columns_of(complaint)
    privacy.store_contact(
        complaint,
        filing.contact,
        user=by if role == Role.REPORTER else None,
        origin=origins.written(filing.origin),
        consented_at=complaint.created_at if filing.consented else None,
    )
    privacy.store_numbers(complaint, filing.numbers)
    step.audience = Audience.REPORTER
    step.data["channel"] = str(filing.channel)
    if filing.misconduct != "no":
        step.data["misconduct"] = filing.misconduct
    if filing.repeats is not None:
        step.data["repeats"] = filing.repeats.pk
    letter = filing.hides_reporter and filing.channel == Channel.LETTER
    step.attach(files, audience=Audience.INTERNAL if letter else None)
    finish(step)
    if filing.misconduct == "no" and waiting.put_in_line(complaint):
        transaction.on_commit(partial(_look_at, complaint.pk), robust=True)
    return complaint


def new_complaint(filing: Filing, *, token: str, by: User | None) -> Complaint:
    """Return the unsaved row of a filing, with its ticket number and receipt hash."""
    now = clock.now()
    unit = filing.sealed_against if filing.misconduct == "yes" else None
    code = receipts.code_of(token)
    return Complaint(
        code=code,
        submission=receipts.submission_of(token),
        receipt_hash=receipts.hash_of(code, receipts.receipt_of(token)),
        kind=Kind(filing.kind),
        title=filing.title.strip() or title_from(filing.text),
        text=filing.text,
        incident_date=filing.incident_date,
        region=filing.region,
        place_text=filing.place_text,
        latitude=filing.latitude,
        longitude=filing.longitude,
        category=filing.category,
        channel=filing.channel,
        hides_reporter=filing.hides_reporter,
        is_secret=filing.is_secret,
        is_sealed=filing.misconduct == "yes",
        sealed_against=unit,
        sealed_offices=[unit.pk, *unit.ancestor_ids] if unit is not None else [],
        danger=filing.danger or find_danger(filing.text) is not None,
        entered_by=by,
        repeats=filing.repeats,
        created_at=now,
        updated_at=now,
    )
