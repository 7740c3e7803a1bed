"""Six-digit codes by e-mail that prove an address once; the session keeps only their hashes."""

from __future__ import annotations

import time
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core import ratelimit
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, get_random_string, salted_hmac

KEY = "mailed_codes"
"""Session key: purpose → {hash, nonce, tries, at, kept}."""
VALID_SECONDS = 900
MOST_TRIES = 3


def may_send(request: HttpRequest, email: str) -> bool:
    """Take one try out of the limits that sign-in codes have too (settings, 3 a minute)."""
    return bool(ratelimit.consume(request, action="request_login_code", key=email.lower()))


def send(request: HttpRequest, purpose: str, email: str, *, why: str, kept: str = "") -> None:
    """Send a fresh code to ``email``; the one before it is worth nothing any more.

    Args:
        request: whose session remembers the code.
        purpose: what the code is good for, and nothing else.
        email: where it goes.
        why: what it is for, as the letter says it after "untuk".
        kept: what :func:`redeem` gives back.
    """
    code = get_adapter().generate_login_code()
    keep(request, purpose, code, kept)
    get_adapter().send_mail("account/email/confirm_code", email, {"code": code, "why": why})


def pretend(request: HttpRequest, purpose: str) -> None:
    """Remember a code that nobody got, so that the next page is the same."""
    keep(request, purpose, get_random_string(32), "")


def keep(request: HttpRequest, purpose: str, code: str, kept: str) -> None:
    """Remember what a code is good for."""
    nonce = get_random_string(16)
    entry = {"hash": _hash(code, nonce), "nonce": nonce, "tries": 0, "at": time.time()}
    request.session[KEY] = _all(request) | {purpose: entry | {"kept": kept}}


def is_waiting(request: HttpRequest, purpose: str) -> bool:
    """Whether a code for ``purpose`` was sent that is still good."""
    entry = _all(request).get(purpose)
    return (
        entry is not None
        and entry["tries"] < MOST_TRIES
        and time.time() - entry["at"] < VALID_SECONDS
    )


def redeem(request: HttpRequest, purpose: str, typed: str) -> str | None:
    """Return what was kept with the code, once; None when it is wrong, too old or used up."""
    if not is_waiting(request, purpose):
        return None
    entries = _all(request)
    entry = entries.pop(purpose)
    digits = "".join(typed.split())
    if constant_time_compare(entry["hash"], _hash(digits, entry["nonce"])):
        request.session[KEY] = entries
        return str(entry["kept"])
    request.session[KEY] = entries | {purpose: entry | {"tries": entry["tries"] + 1}}
    return None


def _hash(code: str, nonce: str) -> str:
    return salted_hmac("accounts.codes", f"{nonce}:{code}", algorithm="sha256").hexdigest()


def _all(request: HttpRequest) -> dict[str, dict[str, Any]]:
    return dict(request.session.get(KEY) or {})
