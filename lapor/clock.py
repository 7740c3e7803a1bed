"""The town's clock: the only place where our code learns what time it is.

In the demo a visitor can move the clock forward. The offset lies in a file, so that web, worker and
beat, which are separate processes, all read the same time.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone


class ClockIsReal(Exception):
    """Somebody tried to move the clock of a town that is not a demo."""


_standing: ContextVar[datetime | None] = ContextVar("standing", default=None)


def now() -> datetime:
    """Return the town's time, aware, in UTC."""
    standing = _standing.get()
    if standing is not None:
        return standing
    real = datetime.now(UTC)
    return real + timedelta(seconds=offset()) if settings.LAPOR_DEMO else real


def today() -> date:
    """Return today's date in the town's time zone."""
    return timezone.localdate(now())


@contextmanager
def standing_at(moment: datetime) -> Iterator[None]:
    """Let the town's clock stand at ``moment`` (aware): how the demo's past comes into being.

    Raises ClockIsReal when this town is not a demo.
    """
    if not settings.LAPOR_DEMO:
        raise ClockIsReal
    token = _standing.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _standing.reset(token)


def offset() -> int:
    """Return by how many seconds the demo's clock runs ahead; 0 outside the demo."""
    if not settings.LAPOR_DEMO:
        return 0
    try:
        return int(_file().read_text())
    except (FileNotFoundError, ValueError):
        return 0


def set_offset(seconds: int) -> None:
    """Let the demo's clock run ``seconds`` ahead of the real one.

    Raises ClockIsReal when this town is not a demo.
    """
    if not settings.LAPOR_DEMO:
        raise ClockIsReal
    path = _file()
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_text(f"{int(seconds)}\n")
    fresh.replace(path)  # readers see the old number or the new one, never half of it


def _file() -> Path:
    return Path(settings.LAPOR_VAR) / "demo-clock"
