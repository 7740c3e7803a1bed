"""A small town, a browser for each of its people, and a disk that fills up or loses its worker."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.storage import FileSystemStorage

from complaints.exports import making
from tests.desk.conftest import sign_in, town

__all__ = ["sign_in", "town"]


class Killed(BaseException):
    """What no handler of errors holds, like the end of a process."""


class Disk(FileSystemStorage):
    """A disk on which one file cannot be written."""

    breaks_at: tuple[str, BaseException] | None = None

    def _save(self, name: str, content: Any) -> str:
        if Disk.breaks_at is not None and name.endswith(Disk.breaks_at[0]):
            trouble, Disk.breaks_at = Disk.breaks_at[1], None
            raise trouble
        return str(super()._save(name, content))  # type: ignore[misc]


FULL = OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture(autouse=True)
def own_folder(settings: LazySettings, tmp_path: Path) -> None:
    """Let the files of each test lie alone."""
    settings.MEDIA_ROOT = str(tmp_path / "media")


@pytest.fixture
def disk(settings: LazySettings) -> type[Disk]:
    """Let the files lie on a disk that can break."""
    Disk.breaks_at = None
    mine = {"BACKEND": "tests.exports.conftest.Disk"}
    settings.STORAGES = {**settings.STORAGES, "default": mine}
    return Disk


@pytest.fixture
def long_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take two reports for a long list, made of pieces of two."""
    monkeypatch.setattr(making, "AT_ONCE", 1)
    monkeypatch.setattr(making, "PIECE", 2)
    monkeypatch.setattr(making, "READ", 1)
