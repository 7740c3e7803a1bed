"""What the tests of reports share: a town, and a folder of their own for its mail."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import LazySettings

from tests import town as t


@pytest.fixture
def town() -> t.Town:
    """A small town."""
    return t.build()


@pytest.fixture
def mail_folder(settings: LazySettings, tmp_path: Path) -> Path:
    """Let mail become files, as in a town without SMTP."""
    settings.EMAIL_BACKEND = "accounts.mail.FileBackend"
    settings.LAPOR_MAIL_DIR = tmp_path / "mail"
    return tmp_path / "mail"
