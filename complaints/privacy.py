"""Names, contacts and numbers: the only module that encrypts, decrypts, masks or shows them."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from cryptography.fernet import Fernet
from django.conf import settings

from complaints.law.actors import LIAISONS, Actor, Role
from complaints.models import CaseFile, Complaint, Follower, PrivateNumbers, Reporter, Reveal
from lapor import clock, personal

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User

ANONYMOUS = "Anonim"
MASK = personal.MASK


@dataclass(frozen=True)
class Contact:
    """What a reporter told of himself or herself; empty strings where nothing was told."""

    name: str = ""
    email: str = ""
    phone: str = ""

    def __bool__(self) -> bool:
        return bool(self.name or self.email or self.phone)


def mask(text: str) -> str:
    """Return ``text`` with long numbers (8 digits and more), e-mails and plates masked.

    Law: workflow.md, *Who sees what*: done by the program in every public text, answers too.
    """
    return personal.mask(text)


def findings(text: str) -> list[str]:
    """Return the pieces of ``text`` that the program masks in public, in their order."""
    return [one.text for one in personal.find(text, personal.BY_PROGRAM)]


def marked(text: str) -> list[tuple[str, personal.Finding | None]]:
    """Return ``text`` cut into pieces, each with what it looks like."""
    return personal.marked(text)


def store_contact(
    complaint: Complaint,
    contact: Contact,
    *,
    user: User | None,
    origin: str = "",
    consented_at: datetime | None = None,
) -> Reporter:
    """Write the encrypted contact of a report and return its row.

    Args:
        complaint: the report.
        contact: what the reporter told.
        user: the reporter's account, if any.
        origin: where a report of another door came from (``complaints.reporters.origins``).
        consented_at: when a clerk noted that name and contact may be kept and passed on.
    """
    return Reporter.objects.create(
        complaint=complaint,
        user=user,
        origin_encrypted=encrypt(origin),
        consented_at=consented_at,
        name_encrypted=encrypt(contact.name),
        email_encrypted=encrypt(contact.email),
        phone_encrypted=encrypt(contact.phone),
        email_hmac=fingerprint("email", contact.email.lower()),
        phone_hmac=fingerprint("phone", contact.phone),
    )


def change_contact(reporter: Reporter, contact: Contact) -> None:
    """Write another contact over the one of a report; an empty one takes all of it away."""
    if not contact:
        Reporter.objects.filter(pk=reporter.pk).update(origin_encrypted=b"")
    Reporter.objects.filter(pk=reporter.pk).update(
        name_encrypted=encrypt(contact.name),
        email_encrypted=encrypt(contact.email),
        phone_encrypted=encrypt(contact.phone),
        email_hmac=fingerprint("email", contact.email.lower()),
        phone_hmac=fingerprint("phone", contact.phone),
    )


def contact_to_copy(complaint: Complaint) -> Contact:
    """Return the contact of a report, to be written, as ciphertext, beside another of its reporter."""
    reporter = getattr(complaint, "reporter", None)
    return contact_for_sending(reporter) if reporter is not None else Contact()


def own_contact(complaint: Complaint, user: User) -> Contact:
    """Return the contact of a report to its own account, to be corrected or taken along.

    Law: UU 27/2022, the rights to access and to correct. Empty for every other account.
    """
    reporter = getattr(complaint, "reporter", None)
    if reporter is None or reporter.user_id != user.pk:
        return Contact()
    return contact_for_sending(reporter)


def own_numbers(complaint: Complaint, user: User) -> str:
    """Return *data untuk petugas* of a report to its own account, to be taken along."""
    reporter = getattr(complaint, "reporter", None)
    if reporter is None or reporter.user_id != user.pk:
        return ""
    row = PrivateNumbers.objects.filter(complaint=complaint).first()
    return decrypt(row.encrypted) if row is not None else ""


def store_follower(complaint: Complaint, email: str, *, asked_at: datetime) -> Follower:
    """Write an address that asks for news of a public report, encrypted; return its row."""
    return Follower.objects.create(
        complaint=complaint,
        email_encrypted=encrypt(email),
        email_hmac=fingerprint("email", email.lower()),
        asked_at=asked_at,
    )


def follower_address(follower: Follower) -> str:
    """Return a follower's address in the clear, for the moment of sending a message."""
    return decrypt(follower.email_encrypted)


def store_numbers(complaint: Complaint, numbers: str) -> None:
    """Write *data untuk petugas* (NIK, KK, customer number), when any was given."""
    if numbers:
        PrivateNumbers.objects.create(complaint=complaint, encrypted=encrypt(numbers))


def contact_for_sending(reporter: Reporter) -> Contact:
    """Return the contact in the clear, for the moment of sending a message."""
    return Contact(
        name=decrypt(reporter.name_encrypted),
        email=decrypt(reporter.email_encrypted),
        phone=decrypt(reporter.phone_encrypted),
    )


def masked_contact(reporter: Reporter) -> Contact:
    """Return what the reporter needs to know the own contact again: ``r***@…``, the last digits.

    Enough to notice a slip of the pen, too little to be of use to somebody looking over a shoulder.
    """
    contact = contact_for_sending(reporter)
    name, _, domain = contact.email.rpartition("@")
    return Contact(
        email=f"{name[:1]}***@{domain}" if domain else "",
        phone=f"berakhiran {contact.phone[-3:]}" if contact.phone else "",
    )


def is_contact(complaint: Complaint | None, *, email: str = "", phone: str = "") -> bool:
    """Tell in constant time whether ``complaint`` was sent with this e-mail or phone number.

    An unknown report costs the same comparison.
    """
    reporter = getattr(complaint, "reporter", None)
    stored_email = reporter.email_hmac if reporter else ""
    stored_phone = reporter.phone_hmac if reporter else ""
    same_email = hmac.compare_digest(stored_email, fingerprint("email", email.lower()) or "-")
    same_phone = hmac.compare_digest(stored_phone, fingerprint("phone", phone) or "-")
    return same_email or same_phone


def contact_for(complaint: Complaint, actor: Actor) -> Contact | None:
    """Return the contact if ``actor`` may read it, else None: the one door to a name.

    Law: workflow.md, *Who sees what*. A hidden name is hidden from everybody, verifiers too,
    except the officer who typed it at a counter, an agency that the reporter allowed, and a
    custodian for some minutes after ``reveal``.
    """
    reporter = getattr(complaint, "reporter", None)
    if reporter is None or not _may_read_name(complaint, actor):
        return None
    return contact_for_sending(reporter)


def contacts_for(complaints: Sequence[Complaint], actor: Actor) -> dict[int, Contact | None]:
    """Return the same for several reports whose reporter was read with them: at most one query."""
    hidden = [one.pk for one in complaints if one.hides_reporter]
    revealed: set[int] = set()
    if hidden and actor.user is not None and actor.has(Role.CUSTODIAN):
        open_now = Reveal.objects.filter(
            complaint__in=hidden, custodian=actor.user, until__gt=clock.now()
        )
        revealed = set(open_now.values_list("complaint", flat=True))
    return {
        one.pk: contact_for_sending(one.reporter) if _may_read_name(one, actor, revealed) else None
        for one in complaints
    }


def contact_for_file(row: CaseFile) -> Contact | None:
    """Return the hidden contact that a custodian let go into one file, else None.

    Law: workflow.md, *reveal*: the custodian's reading is an event with a reason.
    """
    reporter = getattr(row.complaint, "reporter", None)
    allowed = row.with_name and Reveal.objects.filter(case_file=row).exists()
    return contact_for_sending(reporter) if reporter is not None and allowed else None


def origin_for(complaint: Complaint, actor: Actor) -> str:
    """Return where the report came from if ``actor`` may read its name, else an empty text.

    The number of a letter or the address of a post tells who wrote it.
    """
    reporter = getattr(complaint, "reporter", None)
    if reporter is None or not _may_read_name(complaint, actor):
        return ""
    return decrypt(reporter.origin_encrypted)


def name_for(complaint: Complaint, actor: Actor) -> str:
    """Return the name that ``actor`` may read: the real one, or *Anonim*."""
    contact = contact_for(complaint, actor)
    return contact.name if contact and contact.name else ANONYMOUS


def reads_original(complaint: Complaint, actor: Actor) -> bool:
    """Tell whether ``actor`` may read the reporter's own words.

    Law: workflow.md, *Who sees what*. Verifiers and overseers read them, agencies the working
    text. Once the working text of an anonymous report was cleared, the original is the
    custodian's, while a reveal is open.
    """
    if not (complaint.hides_reporter and complaint.working_text):
        own = actor.user is not None and complaint.entered_by_id == actor.user.pk
        return own or actor.is_reporter or actor.has(Role.VERIFIER, Role.OVERSEER)
    if actor.is_reporter:
        return True
    revealed = actor.user is not None and actor.has(Role.CUSTODIAN)
    return revealed and is_revealed_to(complaint, actor.user)  # type: ignore[arg-type]


def text_for(complaint: Complaint, actor: Actor) -> str:
    """Return the text that ``actor`` may read: the original, or the working text."""
    return complaint.text if reads_original(complaint, actor) else complaint.agency_text


def numbers_for(complaint: Complaint, actor: Actor) -> str:
    """Return *data untuk petugas* if ``actor`` holds the report, else an empty text."""
    row = PrivateNumbers.objects.filter(complaint=complaint).first()
    if row is None or not actor.has(Role.HOLDER):
        return ""
    return decrypt(row.encrypted)


def may_read_name(complaint: Complaint, actor: Actor) -> bool:
    """Tell whether the law lets ``actor`` read the reporter's name, and papers that bear it."""
    return _may_read_name(complaint, actor)


def _may_read_name(
    complaint: Complaint, actor: Actor, revealed: Collection[int] | None = None
) -> bool:
    """Whether the law lets ``actor`` read a name; ``revealed``: open to this custodian, if read."""
    if actor.is_reporter:
        return True
    if actor.user is not None and complaint.entered_by_id == actor.user.pk:
        return True
    if not complaint.hides_reporter:
        return actor.has(Role.VERIFIER, Role.OVERSEER, Role.SUPERVISOR, Role.OPERATOR, *LIAISONS)
    if actor.user is None:
        return False
    if complaint.is_disclosed and actor.has(*LIAISONS):
        return True
    if not actor.has(Role.CUSTODIAN):
        return False
    return is_revealed_to(complaint, actor.user) if revealed is None else complaint.pk in revealed


def is_revealed_to(complaint: Complaint, user: User) -> bool:
    """Whether a reveal by ``user`` on this report is still open."""
    return Reveal.objects.filter(
        complaint=complaint, custodian=user, until__gt=clock.now()
    ).exists()


def fingerprint(field: str, value: str) -> str:
    """Return the HMAC under which a contact is found again (hex); empty for an empty value."""
    if not value:
        return ""
    message = f"{field}\x1f{value}".encode()
    return hmac.new(settings.LAPOR_PEPPER.encode(), message, hashlib.sha256).hexdigest()


def encrypt(value: str) -> bytes:
    """Return ``value`` encrypted with the contact key; empty stays empty."""
    return _fernet(settings.LAPOR_CONTACT_KEY).encrypt(value.encode()) if value else b""


def decrypt(value: bytes | memoryview) -> str:
    """Return the clear text, or an empty one when it was erased.

    Raises ``cryptography.fernet.InvalidToken`` when the key is wrong: better a loud failure than
    a reporter who silently has no address.
    """
    stored = bytes(value)
    return _fernet(settings.LAPOR_CONTACT_KEY).decrypt(stored).decode() if stored else ""


@lru_cache(maxsize=2)
def _fernet(key: str) -> Fernet:
    return Fernet(key)
