"""Reading the messages that a test town wrote as files."""

from __future__ import annotations

import email
import email.policy
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings


def read(path: Path) -> EmailMessage:
    """Return the message of a file."""
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def mails(address: str = "") -> list[EmailMessage]:
    """Return the messages in the order of their date and id, all or those to one address."""
    found = [read(path) for path in sorted(Path(settings.LAPOR_MAIL_DIR).glob("*.eml"))]
    wanted = [mail for mail in found if address in mail["To"]]
    return sorted(wanted, key=lambda mail: (mail["Date"].datetime, mail["Subject"]))


def subjects(address: str = "") -> list[str]:
    """Return the subjects of :func:`mails`."""
    return [subject(mail) for mail in mails(address)]


def subject(mail: EmailMessage) -> str:
    """Return the subject in one line."""
    return " ".join(mail["Subject"].split())


def text(mail: EmailMessage) -> str:
    """Return the plain text of a message."""
    return _body(mail, "plain")


def html(mail: EmailMessage) -> str:
    """Return the HTML of a message."""
    return _body(mail, "html")


def _body(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    assert part is not None
    content: str = part.get_content()
    return content
