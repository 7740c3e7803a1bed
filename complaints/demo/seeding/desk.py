"""What officers have on their desks beside reports: drafts that wait, an incident, who is away."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Count
from django.utils import timezone

from accounts.models import User
from agencies import substitutes
from agencies.models import Officer
from complaints import actions
from complaints.actions import drafting
from complaints.demo.seeding.lives import Cast
from complaints.demo.seeding.texts import phrases
from complaints.models import Complaint, Incident, NationalUse
from complaints.states import OPEN, WITH_AGENCY, Audience
from complaints.telling import national
from lapor import clock, kept
from routing.models import Category

OFFICE = "dinas-pupr"
AWAY_DAYS = 3
REPORTS_OF_AN_INCIDENT = 5
COPIED_LATELY, STILL_TO_COPY = 16, 5
FIRST_NATIONAL_NUMBER = 8124670


def fill() -> None:
    """Let officers do today what the pages of the desk show."""
    cast = Cast.gather()
    _drafts(cast)
    _incident(cast)
    _absence(cast)
    _copies(cast)


def _drafts(cast: Cast) -> None:
    """One draft waits for the liaison, one for the head, and one report has a name on it."""
    office = cast.agencies[OFFICE]
    rows = Complaint.objects.filter(holder=office, lead=office, status__in=WITH_AGENCY)
    rows = rows.filter(is_sealed=False, danger=False, objections=0).order_by("-created_at")[:3]
    liaison = cast.officer(Officer.Role.LIAISON, office)
    operator = cast.officer(Officer.Role.OPERATOR, office)
    refused = actions.Answer(
        outcome="refused",
        audience=Audience.PUBLIC,
        text="Lokasi ini di luar ruas yang menjadi kewenangan kota, jadi belum dapat kami kerjakan.",
        proof_text="",
        legal_basis=phrases()["refusal_legal_bases"][0],
    )
    explained = actions.Answer(
        outcome="explained",
        audience=Audience.PUBLIC,
        text="Pekerjaan sudah masuk jadwal minggu depan. Petugas kami memasang rambu lebih dulu.",
        proof_text="",
    )
    for row, by, reply in zip(rows[:2], (operator, liaison), (explained, refused), strict=False):
        actions.submit_draft(row, by=by, verb="answer", content=drafting.content_of(reply))
    for row in rows[2:]:
        actions.assign(row, by=liaison, to=operator)


def _incident(cast: Cast) -> None:
    """The trouble of which most open reports tell becomes one incident."""
    known = Complaint.objects.filter(status__in=OPEN, is_sealed=False, is_secret=False)
    known = known.filter(category__isnull=False)
    most = known.order_by().values("category").annotate(n=Count("pk")).order_by("-n", "category")
    category = Category.objects.get(pk=most[0]["category"])
    rows = list(known.filter(category=category).order_by("-created_at")[:REPORTS_OF_AN_INCIDENT])
    incident = Incident.objects.create(
        name=f"{category} setelah hujan lebat",
        category=category,
        since=min(row.created_at for row in rows).date(),
        opened_by=cast.verifier,
        opened_at=clock.now(),
    )
    for row in rows:
        actions.join_incident(row, by=cast.verifier, incident=incident)


def _copies(cast: Cast) -> None:
    """The town copies to SP4N since some days ago: a handful waits, the rest stands there."""
    owed = Complaint.objects.filter(sp4n_owed_at__isnull=False, is_sealed=False)
    newest = list(owed.defer("search").order_by("-sp4n_owed_at", "-id")[:COPIED_LATELY])
    first = newest[-1].sp4n_owed_at if newest else None
    if first is None:
        return
    since = timezone.localdate(first) + timedelta(days=1)
    NationalUse.objects.update_or_create(pk=NationalUse.ONLY, defaults={"since": since})
    kept.forget()
    for place, row in enumerate(newest[STILL_TO_COPY:]):
        number = str(FIRST_NATIONAL_NUMBER - place)
        national.tick(row, by=cast.verifier, number=number, seen=row.event_count)


def _absence(cast: Cast) -> None:
    """One verifier is away for some days, and the other one does the work."""
    away, stays = cast.verifiers[1], cast.verifiers[0]
    seat = Officer.objects.active().get(user=away, role=Officer.Role.VERIFIER)
    substitutes.appoint(
        seat,
        stays,
        by=_head_of(seat) or away,
        starts_on=clock.today(),
        ends_on=clock.today() + timedelta(days=AWAY_DAYS),
        note="Dinas luar",
    )


def _head_of(seat: Officer) -> User | None:
    heads = Officer.objects.active().filter(role=Officer.Role.SUPERVISOR, agency=seat.agency)
    head = heads.select_related("user").first()
    return head.user if head else None
