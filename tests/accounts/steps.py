"""Steps that several tests of sign-in take."""

from __future__ import annotations

import re
from email.message import EmailMessage
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from tests import mailbox

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse

Page: TypeAlias = "_MonkeyPatchedWSGIResponse"
"""A response of the test client, whose own type has no public name."""

PASSWORD = "kunci-rumah-betang-7"


def letters(folder: Path) -> list[EmailMessage]:
    """Return the letters in the order in which they were written."""
    paths = sorted(folder.glob("*.eml"), key=lambda path: path.stat().st_mtime_ns)
    return [mailbox.read(path) for path in paths]


def code_in(letter: EmailMessage) -> str:
    """Return the code of a letter."""
    return found(r"Kode masuk Anda: (\d{6})\n", mailbox.text(letter))[1]


def found(pattern: str, text: str) -> re.Match[str]:
    """Return where a pattern stands in a text that must have it."""
    match = re.search(pattern, text)
    assert match is not None
    return match


def assert_ours(page: Page, heading: str) -> None:
    html = page.content.decode()
    assert page.status_code == 200
    assert f"<h1>{heading}</h1>" in html
    assert f"<title>{heading} ·" in html
    assert '<link rel="stylesheet" href="' in html
    assert not re.search(r"<style|<script(?![^>]* src=)| style=| on\w+=|placeholder=", html)
