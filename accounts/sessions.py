"""Sessions that know whose they are: so that one can see the own devices and sign them all out."""

# mypy: disallow-subclassing-any=False
# (Django's session engine is documented to be subclassed, and is typed without the model)

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare

from lapor import clock

if TYPE_CHECKING:
    from accounts.models import Session, User

DEVICE = "device"
"""Session key: the words for the device, written at sign-in."""
SEEN_AGAIN_AFTER = timedelta(minutes=5)
"""How exact *terakhir terlihat* is; a write for every request would cost more than it tells."""

BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("UCBrowser/", "UC Browser"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
"""Marks of browsers, those that also carry the mark of another one first."""
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)


def device_words(agent: str) -> str:
    """Return what somebody recognises the own device by: *Chrome di Android*.

    Args:
        agent: what the browser says of itself; only these words of it are kept.
    """
    browser = next((words for mark, words in BROWSERS if mark in agent), "Peramban lain")
    system = next((words for mark, words in SYSTEMS if mark in agent), "")
    return f"{browser} di {system}" if system else browser


class SessionStore(DatabaseSessions):
    """Django's sessions in the database, with the account and the device in columns of their own."""

    seen_at: Any = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Return the model of the rows."""
        from accounts.models import Session  # noqa: PLC0415  (models need the registry of apps)

        return Session

    def _get_session_from_db(self) -> Any:
        row = super()._get_session_from_db()  # type: ignore[misc]  # the stubs leave it out
        self.seen_at = row.last_seen_at if row is not None else None
        return row

    def create_model_instance(self, data: Mapping[str, Any]) -> Session:
        """Return the row of a session, seen now."""
        row = super().create_model_instance(dict(data))
        account = data.get(SESSION_KEY)
        row.user_id = int(account) if account else None  # type: ignore[attr-defined]
        row.device = str(data.get(DEVICE, ""))[:60]  # type: ignore[attr-defined]
        row.last_seen_at = clock.now()  # type: ignore[attr-defined]
        return row  # type: ignore[return-value]


def note_visits(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Write down every few minutes that a signed-in device was seen."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        seen = getattr(request.session, "seen_at", None)
        if seen is None or SESSION_KEY not in request.session:
            return response
        if clock.now() - seen > SEEN_AGAIN_AFTER:
            rows = SessionStore.get_model_class().objects
            rows.filter(pk=request.session.session_key).update(last_seen_at=clock.now())
        return response

    return middleware


def of(user: User) -> list[Session]:
    """Return the devices on which ``user`` is signed in, the last seen first."""
    real = clock.now() - timedelta(seconds=clock.offset())  # sessions end by the real clock
    live = user.sessions.filter(expire_date__gt=real)
    return list(live.order_by("-last_seen_at", "pk").defer("session_data"))


def mark_of(session: Session) -> str:
    """Return the name under which a page speaks of a session, whose key is nobody's business."""
    return hashlib.sha256(f"perangkat:{session.session_key}".encode()).hexdigest()[:24]


def end_one(user: User, mark: str) -> Session | None:
    """Sign one of the own devices out; return what it was, or None when there is none such."""
    for session in of(user):
        if constant_time_compare(mark_of(session), mark):
            session.delete()
            return session
    return None


def end_all(user: User, *, but: str | None = None) -> int:
    """Sign ``user`` out everywhere; return on how many devices.

    Args:
        user: whose sessions end.
        but: the key of the session that goes on.
    """
    rows = user.sessions.exclude(pk=but) if but else user.sessions.all()
    ended, _ = rows.delete()
    return ended
