"""Reading the messages that the town wrote as files, for the page that shows them."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings

from lapor import words

MOST = 100
NAME = re.compile(r"[\w.@+\-]{1,150}")
LINK = re.compile(r"(https?://\S+)")


@dataclass(frozen=True)
class Mail:
    """One message of the town."""

    name: str
    to: str
    subject: str
    date: str
    text: str

    @property
    def paragraphs(self) -> list[list[tuple[str, bool]]]:
        """The text in paragraphs of (piece, whether it is a link)."""
        return [
            [(piece, piece.startswith("http")) for piece in LINK.split(paragraph) if piece]
            for paragraph in self.text.strip().split("\n\n")
        ]


def newest() -> list[Mail]:
    """Return the newest messages, at most a hundred."""
    folder = Path(settings.LAPOR_MAIL_DIR)
    if not folder.is_dir():
        return []
    files = sorted(folder.glob("*.eml"), key=lambda file: file.stat().st_mtime, reverse=True)
    return [_parse(file) for file in files[:MOST]]


def read(name: str) -> Mail | None:
    """Return one message by the name of its file, or None."""
    file = Path(settings.LAPOR_MAIL_DIR) / name
    if not NAME.fullmatch(name) or file.suffix != ".eml" or not file.is_file():
        return None
    return _parse(file)


def _parse(file: Path) -> Mail:
    message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    body = message.get_body(preferencelist=("plain", "html"))
    return Mail(
        name=file.name,
        to=str(message["To"] or ""),
        subject=str(message["Subject"] or ""),
        date=words.moment(parsedate_to_datetime(message["Date"])) if message["Date"] else "",
        text=body.get_content() if body is not None else "",
    )
