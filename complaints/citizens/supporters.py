"""Who supports or joins a report: an account, else a browser, kept only as a fingerprint."""

from __future__ import annotations

import secrets
from typing import TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from complaints import privacy

COOKIE = "lapor-dukung"
COOKIE_AGE = 365 * 24 * 3600

Response = TypeVar("Response", bound=HttpResponse)


def browser_of(request: HttpRequest) -> str:
    """Return what this browser was called before; empty for a new one."""
    return request.get_signed_cookie(COOKIE, default="", max_age=COOKIE_AGE) or ""


def new_browser() -> str:
    """Return a name for a browser that has none."""
    return secrets.token_urlsafe(24)


def supporter_of(request: HttpRequest, browser: str) -> str:
    """Return the fingerprint of the account, else of the browser; empty when neither is known."""
    if request.user.is_authenticated:
        return privacy.fingerprint("support", f"user:{request.user.pk}")
    return privacy.fingerprint("support", browser)


def remember(response: Response, browser: str) -> Response:
    """Let the browser keep who it is, so that it supports and joins a report once."""
    response.set_signed_cookie(
        COOKIE,
        browser,
        max_age=COOKIE_AGE,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response
