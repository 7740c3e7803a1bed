"""A small town for tests: a few offices, one officer for every role, and reports in any state.

Reports are put into a state by walking real verbs; nothing here writes a status.
"""

from __future__ import annotations

import io
import itertools
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.hashers import make_password
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from accounts.models import User
from agencies.models import Agency, Officer, OutsideBody, Region
from complaints import actions, uploads
from complaints.actions import drafting
from complaints.law import approval
from complaints.law.roles import actor_on
from complaints.models import AnswerDraft, Complaint, Publication
from complaints.privacy import Contact
from complaints.states import Audience
from complaints.telling import national
from routing.models import Category

PASSWORD = "rahasia-untuk-uji-coba"
_numbers = itertools.count(1)


@dataclass
class Town:
    """The offices, people and places that a test needs, by name."""

    agencies: dict[str, Agency] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)
    regions: dict[str, Region] = field(default_factory=dict)
    categories: dict[str, Category] = field(default_factory=dict)
    outside: OutsideBody | None = None

    def __getattr__(self, name: str) -> Any:
        """Reach a person, an agency, a region or a category by its name."""
        for group in ("people", "agencies", "regions", "categories"):
            found = self.__dict__.get(group, {}).get(name)
            if found is not None:
                return found
        raise AttributeError(name)


def build() -> Town:
    """Create the town."""
    town = Town()
    _places(town)
    _offices(town)
    _people(town)
    for code, name in (("jalan-jembatan", "Jalan & jembatan"), ("lainnya", "Lainnya")):
        town.categories[code.partition("-")[0]], _ = Category.objects.get_or_create(
            code=code, defaults={"name": name, "national_id": 110}
        )
    town.jalan.default_agency = town.pupr
    town.jalan.save()
    town.outside, _ = OutsideBody.objects.get_or_create(
        name="Pemerintah Provinsi Kalimantan Tengah",
        defaults={"kind": OutsideBody.Kind.values[0]},
    )
    national.use()  # every page of officers reads it once a minute: a running process has it
    return town


def _places(town: Town) -> None:
    city = Region.objects.create(code="62.71", name="Palangka Raya", level=Region.Level.CITY)
    district = Region.objects.create(
        code="62.71.01", name="Pahandut", level=Region.Level.DISTRICT, parent=city
    )
    ward = Region.objects.create(
        code="62.71.01.1003", name="Langkai", level=Region.Level.WARD, parent=district
    )
    town.regions = {"city": city, "pahandut": district, "langkai": ward}


def _offices(town: Town) -> None:
    kind = Agency.Kind
    under = Agency.objects.create_under
    town.agencies = {
        "setda": under(
            code="setda", name="Sekretariat Daerah", short_name="Setda", kind=kind.SECRETARIAT
        ),
        "inspektorat": under(
            code="inspektorat", name="Inspektorat", short_name="Inspektorat", kind=kind.INSPECTORATE
        ),
        "diskominfo": under(
            code="diskominfo", name="Dinas Kominfo", short_name="Diskominfo", kind=kind.COORDINATOR
        ),
        "pupr": under(
            code="pupr", name="Dinas PUPR", short_name="Dinas PUPR", kind=kind.DEPARTMENT
        ),
        "dlh": under(
            code="dlh", name="Dinas Lingkungan Hidup", short_name="DLH", kind=kind.DEPARTMENT
        ),
        "dinsos": under(
            code="dinsos", name="Dinas Sosial", short_name="Dinas Sosial", kind=kind.DEPARTMENT
        ),
    }
    town.agencies["upt"] = under(
        code="upt-jalan",
        name="UPT Jalan",
        short_name="UPT Jalan",
        kind=kind.UNIT,
        parent=town.agencies["pupr"],
    )


def _people(town: Town) -> None:
    role = Officer.Role
    seats = (
        ("verifier", "diskominfo", role.VERIFIER, True),
        ("verifier2", "diskominfo", role.VERIFIER, False),
        ("coordinator", "diskominfo", role.SUPERVISOR, False),
        ("liaison", "pupr", role.LIAISON, False),
        ("operator", "pupr", role.OPERATOR, False),
        ("supervisor", "pupr", role.SUPERVISOR, False),
        ("unit_liaison", "upt", role.LIAISON, False),
        ("co_liaison", "dlh", role.LIAISON, False),
        ("other_liaison", "dinsos", role.LIAISON, False),
        ("overseer", "inspektorat", role.OVERSEER, True),
        ("overseer2", "inspektorat", role.OVERSEER, False),
        ("secretary", "setda", role.OVERSEER, True),
        ("custodian", "setda", role.CUSTODIAN, False),
        ("clerk", "pupr", role.CLERK, False),
    )
    secret = make_password(PASSWORD)
    names = [*(name for name, *_ in seats), "citizen"]
    people = [User(email=_email(name), password=secret, name=_name(name)) for name in names]
    over = User(email=_email("superuser"), password=secret, is_staff=True, is_superuser=True)
    User.objects.bulk_create([*people, over])
    town.people = {**dict(zip(names, people, strict=True)), "superuser": over}
    Officer.objects.bulk_create(
        Officer(user=town.people[name], agency=town.agencies[agency], role=part, sees_sealed=sealed)
        for name, agency, part, sealed in seats
    )


def person(name: str) -> User:
    """Create a user who can sign in with ``PASSWORD``."""
    return User.objects.create_user(email=_email(name), password=PASSWORD, name=_name(name))


def _email(name: str) -> str:
    return f"{name}@kota.example"


def _name(name: str) -> str:
    return f"{name.title()} Contoh"


def filing(**changes: Any) -> actions.Filing:
    """Return the answers of a plain complaint, with ``changes``."""
    values: dict[str, Any] = {
        "kind": "complaint",
        "text": "Jalan di depan pasar berlubang besar dan sudah dua orang jatuh.",
        "place_text": "Depan pasar",
        "contact": Contact(name="Rina Penguji", email="rina@warga.example", phone=""),
    }
    return actions.Filing(**{**values, **changes})


def submit(**changes: Any) -> Complaint:
    """File a report and return it."""
    complaint, _ = actions.submit(filing(**changes), token=f"token-{next(_numbers)}")
    return complaint


def reporter(complaint: Complaint) -> actions.ReporterOf:
    """Return the proof that somebody is the reporter of ``complaint``."""
    return actions.ReporterOf(complaint.pk)


def verification(town: Town, **changes: Any) -> dict[str, Any]:
    """Return what ``verify`` asks for."""
    values: dict[str, Any] = {
        "kind": "complaint",
        "category": town.jalan,
        "title": "Jalan berlubang di depan pasar",
        "publication": Publication.PUBLIC,
        "public_text": "Jalan berlubang besar.",
    }
    return {**values, **changes}


def forwarded(town: Town, *, co: tuple[str, ...] = (), **changes: Any) -> Complaint:
    """Return a report that was verified and forwarded to the road department."""
    return actions.verify_and_forward(
        submit(**changes),
        by=town.verifier,
        verification=verification(town, kind=changes.get("kind", "complaint")),
        routing={"lead": town.pupr, "co_agencies": [town.agencies[name] for name in co]},
    )


def followed_up(town: Town, **changes: Any) -> Complaint:
    """Return a report with a first visible follow-up."""
    return actions.follow_up(
        forwarded(town, **changes), by=town.liaison, text="Petugas sudah meninjau lokasi."
    )


def answered(town: Town, **changes: Any) -> Complaint:
    """Return a report that the agency answered with a proof."""
    return actions.answer(
        followed_up(town, **changes), by=town.liaison, reply=reply(), files=[photo()]
    )


def send(complaint: Complaint, town: Town, *, by: User | None = None, **changes: Any) -> Complaint:
    """Answer a report, by the way that the law wants: directly, or approved by the head.

    It is the liaison of the road department who answers, or ``by``.
    """
    by, said = by or town.liaison, reply(**changes)
    complaint = Complaint.objects.get(pk=complaint.pk)  # what the law wants follows its history
    files = [] if said.outcome in ("planned", "refused", "explained") else [photo()]
    actor = actor_on(complaint, by)
    if not approval.refusal(complaint, "answer", actor, outcome=str(said.outcome)):
        return actions.answer(complaint, by=by, reply=said, files=files)
    content = drafting.content_of(said)
    row = actions.submit_draft(complaint, by=by, verb="answer", content=content, files=files)
    return actions.approve(row, by=town.supervisor, draft=draft_of(row))


def draft_of(complaint: Complaint) -> int:
    """Return the id of the draft that waits on a report."""
    waiting = AnswerDraft.objects.get(complaint=complaint, state=AnswerDraft.State.WAITING)
    pk: int = waiting.pk
    return pk


def reply(**changes: Any) -> actions.Answer:
    """Return an answer that says the trouble was fixed."""
    values: dict[str, Any] = {
        "outcome": "fixed",
        "text": "Lubang sudah ditambal kemarin oleh UPT Jalan.",
        "audience": Audience.PUBLIC,
        "proof_text": "Foto jalan setelah ditambal.",
    }
    return actions.Answer(**{**values, **changes})


def resolved(town: Town, **changes: Any) -> Complaint:
    """Return a report that the reporter confirmed."""
    complaint = answered(town, **changes)
    return actions.confirm(complaint, by=reporter(complaint), stars=5, words="Terima kasih.")


def photo(name: str = "foto.jpg", *, size: tuple[int, int] = (64, 48)) -> uploads.CleanFile:
    """Return a cleaned photo, drawn by the program."""
    return uploads.clean(upload(name, size=size))


def upload(name: str = "foto.jpg", *, size: tuple[int, int] = (64, 48)) -> SimpleUploadedFile:
    """Return a JPEG as a browser would send it."""
    buffer = io.BytesIO()
    Image.new("RGB", size, (120, 90, 60)).save(buffer, "JPEG")
    return SimpleUploadedFile(name, buffer.getvalue(), content_type="image/jpeg")
