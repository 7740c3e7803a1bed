"""Ticket numbers and receipt codes: how they are made, shown again and checked.

The browser that files a report holds a random submission token. Ticket and receipt code are derived
from it, so that the same browser can see the code again for a day; the database keeps only hashes.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets

from django.conf import settings

from complaints.models import Complaint
from complaints.models.complaint import CODE_LENGTH

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Without the look-alikes 0, 1, I and O."""
RECEIPT_DIGITS = 16
TOKEN_BYTES = 24
_TOKEN = re.compile(r"[A-Za-z0-9_-]{32}")


def new_token() -> str:
    """Return a fresh submission token for a form (URL-safe text)."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def is_token(text: str) -> bool:
    """Tell whether a text from outside has the shape of a submission token."""
    return bool(_TOKEN.fullmatch(text))


def submission_of(token: str) -> str:
    """Return what the database keeps of a token (hex): enough to know it again, not to use it."""
    return hashlib.sha256(b"submission:" + token.encode()).hexdigest()


def receipt_of(token: str) -> str:
    """Return the receipt code of a token: 16 digits."""
    digest = _hmac(settings.LAPOR_RECEIPT_KEY, "receipt", token)
    return str(int.from_bytes(digest, "big") % 10**RECEIPT_DIGITS).zfill(RECEIPT_DIGITS)


def hash_of(code: str, receipt: str) -> str:
    """Return the peppered hash of a receipt code (hex), bound to its ticket."""
    return _hmac(settings.LAPOR_PEPPER, code, normal_receipt(receipt)).hex()


def code_of(token: str) -> str:
    """Return the ticket number of a token: 8 characters without look-alikes."""
    number = int.from_bytes(_hmac(settings.LAPOR_RECEIPT_KEY, "ticket", token), "big")
    return "".join(ALPHABET[number >> 5 * place & 31] for place in range(CODE_LENGTH))


def normal_code(typed: str) -> str:
    """Return a ticket number as stored, however a person typed it."""
    return "".join(character for character in typed.upper() if character.isalnum())


def normal_receipt(typed: str) -> str:
    """Return the digits of a receipt code, however a person typed it."""
    return "".join(character for character in typed if character in "0123456789")


def find(code: str, receipt: str) -> Complaint | None:
    """Return the report of a ticket number and its receipt code, or None.

    An unknown ticket costs the same comparison as a wrong code, and the answer is the same: it
    says nothing about whether the ticket exists.
    """
    ticket = normal_code(code)[:CODE_LENGTH]
    rows = Complaint.objects.select_related("parent_report__parent_report")
    complaint: Complaint | None = rows.filter(code=ticket).first()
    stored = complaint.receipt_hash if complaint else "0" * 64
    matches = hmac.compare_digest(stored, hash_of(_hashed_code(complaint, ticket), receipt))
    return complaint if matches else None


def _hashed_code(complaint: Complaint | None, ticket: str) -> str:
    """Return the ticket that the stored hash is bound to: one receipt opens a report's parts too."""
    while complaint is not None and complaint.parent_report is not None:
        complaint = complaint.parent_report
        ticket = complaint.code
    return ticket


def _hmac(key: str, *parts: str) -> bytes:
    message = "\x1f".join(parts).encode()
    return hmac.new(key.encode(), message, hashlib.sha256).digest()
