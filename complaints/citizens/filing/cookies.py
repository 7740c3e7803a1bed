"""The key of a draft in the browser: one cookie for a week, one until the browser closes."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from complaints.drafts import KEPT_FOR
from complaints.reporters import receipts

COOKIE = f"lapor-draf{settings.COOKIE_SUFFIX}"
"""The token of the draft, for seven days."""
OPENED = f"lapor-draf-terbuka{settings.COOKIE_SUFFIX}"
"""Until the browser closes: this visitor began the draft, or asked to go on with it."""


def token_of(request: HttpRequest) -> str:
    """Return the token in the browser's cookie; empty when there is none of ours."""
    token = request.COOKIES.get(COOKIE, "")
    return token if receipts.is_token(token) else ""


def is_opened(request: HttpRequest, token: str) -> bool:
    """Tell whether this visit began the draft or asked for it; else its words are not shown."""
    return request.COOKIES.get(OPENED) == _mark(token)


def remember(response: HttpResponse, token: str) -> None:
    """Leave the key of a draft in the browser."""
    same: dict[str, Any] = {
        "httponly": True,
        "secure": settings.SESSION_COOKIE_SECURE,
        "samesite": "Lax",
    }
    response.set_cookie(COOKIE, token, max_age=KEPT_FOR, **same)
    response.set_cookie(OPENED, _mark(token), **same)


def leave(response: HttpResponse) -> None:
    """Take the key of a draft out of the browser."""
    for name in (COOKIE, OPENED):
        response.delete_cookie(name, samesite="Lax")


def _mark(token: str) -> str:
    return receipts.submission_of(token)[:16]
