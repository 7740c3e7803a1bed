"""What the tests of reports share: a town, a clock that stands, and a folder for its mail."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import LazySettings
from time_machine import TimeMachineFixture

from tests import town as t
from tests.complaints.given import At, wib


@pytest.fixture
def town(db: None) -> t.Town:
    """A small town."""
    return t.build()


@pytest.fixture
def at(time_machine: TimeMachineFixture) -> At:
    """Put the clock on Monday, 6 July 2026, 09.00, in a month without holidays, and move it."""

    def move(moment: str) -> None:
        time_machine.move_to(wib(moment), tick=False)

    move("2026-07-06 09:00")
    return move


@pytest.fixture
def mail_folder(settings: LazySettings, tmp_path: Path) -> Path:
    """Let mail become files, as in a town without SMTP."""
    settings.EMAIL_BACKEND = "accounts.mail.FileBackend"
    settings.LAPOR_MAIL_DIR = tmp_path / "mail"
    return tmp_path / "mail"
