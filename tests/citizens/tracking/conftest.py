"""Letters that tests of the tracker read."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import LazySettings


@pytest.fixture
def mail_folder(settings: LazySettings, tmp_path: Path) -> Path:
    """Let mail become files, as in a town without SMTP."""
    settings.EMAIL_BACKEND = "accounts.mail.FileBackend"
    settings.LAPOR_MAIL_DIR = tmp_path / "mail"
    return tmp_path / "mail"
