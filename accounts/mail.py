"""Mail as files: where messages go in a town that has no SMTP server yet."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Sequence
from email.message import Message
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

LONGEST_NAME = 150


class FileBackend(BaseEmailBackend):
    """Writes every message into `settings.LAPOR_MAIL_DIR`, one `.eml` file each.

    The file is named after the Message-ID, so that sending the same message again replaces it,
    and it appears as a whole or not at all.
    """

    def __init__(self, fail_silently: bool = False, **_kwargs: Any) -> None:
        super().__init__(fail_silently=fail_silently)
        self.directory = Path(settings.LAPOR_MAIL_DIR)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write the messages that have a recipient, and return how many there were.

        Raises:
            OSError: the folder cannot be written, unless the backend fails silently.
        """
        written = 0
        try:
            self.directory.mkdir(parents=True, exist_ok=True)
            for message in email_messages:
                if message.recipients():
                    self._write(message.message())
                    written += 1
        except OSError:
            if not self.fail_silently:
                raise
        return written

    def _write(self, message: Message) -> None:
        """Write one message beside its final place, then move it there."""
        path = self.directory / file_name(str(message["Message-ID"]))
        descriptor, fresh = tempfile.mkstemp(dir=self.directory, prefix=".", suffix=".new")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(message.as_bytes())
                file.flush()
                os.fsync(file.fileno())
            Path(fresh).replace(path)
        except BaseException:
            Path(fresh).unlink(missing_ok=True)
            raise


def file_name(message_id: str) -> str:
    """Return the name of the file of a message; different ids have different names."""
    plain = message_id.strip().strip("<>")
    safe = re.sub(r"[^\w.@+-]", "_", plain, flags=re.ASCII).lstrip(".")[:LONGEST_NAME]
    if not safe or safe != plain:
        safe = f"{safe or 'message'}-{hashlib.sha256(plain.encode()).hexdigest()[:16]}"
    return f"{safe}.eml"
