"""How long somebody who guessed too often has to wait, in words."""

from __future__ import annotations

import math
import time

from allauth.core.internal.ratelimit import get_cache_key, get_rates
from django.core.cache import cache
from django.http import HttpRequest

APP = "allauth.account"
MINUTE = 60


def wait_for(request: HttpRequest, action: str, key: str) -> str:
    """Return until when no further try is taken: *40 detik*, *5 menit*; empty when one is.

    Args:
        request: whose address is counted.
        action: name of a limit in ``ACCOUNT_RATE_LIMITS``.
        key: the account that was typed.
    """
    seconds = 0.0
    for rate in get_rates(app=APP, action=action):
        name = get_cache_key(request, app=APP, action=action, rate=rate, key=key)
        tries = [at for at in cache.get(name) or () if at > time.time() - rate.duration]
        if len(tries) >= rate.amount:
            seconds = max(seconds, min(tries) + rate.duration - time.time())
    return in_words(seconds)


def in_words(seconds: float) -> str:
    """Return seconds as people say them, rounded up; empty for none."""
    if seconds <= 0:
        return ""
    if seconds <= MINUTE:
        return f"{math.ceil(seconds)} detik"
    return f"{math.ceil(seconds / MINUTE)} menit"
