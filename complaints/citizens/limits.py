"""Gentle limits for public forms: one small token bucket in the cache for each name and sender.

A bucket fills again by itself, so nobody is locked out for good. When the cache is away everybody
is let in. ``LAPOR_LIMITS = False`` turns all of them off.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from complaints import privacy


class Bucket(NamedTuple):
    """How many tries fit, and how many seconds one takes to come back."""

    size: int
    seconds: float


BUCKETS = {
    "filing": Bucket(120, 3),
    "tracking": Bucket(20, 6),
    "ticket": Bucket(30, 10),
    "acting": Bucket(60, 5),
    "support": Bucket(60, 5),
}


def allow(name: str, sender: str) -> bool:
    """Take one try of ``sender`` out of the bucket ``name``; false when it is empty.

    Two requests at the same instant may share one try: the limit is gentle, not exact.
    """
    if not settings.LAPOR_LIMITS:
        return True
    size, seconds = BUCKETS[name]
    key = f"limit:{name}:{privacy.fingerprint('limit', sender)}"
    now = time.time()
    left, since = cache.get(key) or (float(size), now)
    left = min(float(size), left + (now - since) / seconds)
    if left < 1:
        return False
    cache.set(key, (left - 1, now), timeout=int(size * seconds) + 1)
    return True


def sender_of(request: HttpRequest) -> str:
    """Return the network address that a request came from; kept nowhere but as a fingerprint."""
    if getattr(settings, "SECURE_PROXY_SSL_HEADER", None):
        forwarded = str(request.META.get("HTTP_X_FORWARDED_FOR", ""))
        if forwarded:
            return forwarded.rsplit(",", 1)[-1].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


@contextmanager
def once(token: str) -> Iterator[bool]:
    """Tell whether the form that carries ``token`` is sent for the first time (within an hour).

    A double click must not say the same thing twice. A try that fails does not count.
    """
    is_first = cache.add(_once(token), 1, timeout=3600)
    try:
        yield is_first
    except BaseException:
        if is_first:
            cache.delete(_once(token))
        raise


def _once(token: str) -> str:
    return f"once:{privacy.fingerprint('once', token)}"
