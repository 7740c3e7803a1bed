"""Gentle limits for public forms: one small token bucket in the cache for each name and sender.

A bucket fills again by itself, so nobody is locked out for good. When the cache is away everybody
is let in. ``LAPOR_LIMITS = False`` turns all of them off.
"""

from __future__ import annotations

import math
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


MINUTE = 60

BUCKETS = {
    "filing": Bucket(120, 3),
    "filing-contact": Bucket(20, 180),
    "writing": Bucket(400, 1),
    "typing": Bucket(600, 0.5),
    "tracking": Bucket(20, 6),
    "ticket": Bucket(30, 10),
    "acting": Bucket(60, 5),
    "pieces": Bucket(2000, 0.25),
    "pieces-of-form": Bucket(600, 1),
    "support": Bucket(60, 5),
    "hints": Bucket(300, 1),
    "follow": Bucket(10, 60),
    "picture": Bucket(60, 1),
    "download": Bucket(5, 600),
    "own_file": Bucket(5, 600),
    "correcting": Bucket(5, 600),
    "lost": Bucket(10, 120),
    "lost-ticket": Bucket(3, 1200),
    "lost-contact": Bucket(4, 900),
}


def allow(name: str, sender: str) -> bool:
    """Take one try of ``sender`` out of the bucket ``name``; false when it is empty.

    Two requests at the same instant may share one try: the limit is gentle, not exact.
    """
    if not settings.LAPOR_LIMITS:
        return True
    size, seconds = BUCKETS[name]
    now = time.time()
    left = _left(name, sender, now)
    if left < 1:
        return False
    cache.set(_key(name, sender), (left - 1, now), timeout=int(size * seconds) + 1)
    return True


def held_up(*tries: tuple[str, str]) -> str:
    """Take one try out of every bucket; return how long to wait when one is empty, else nothing.

    Args:
        tries: names of buckets, each with whom or what it counts.
    """
    full = [one for one in tries if not allow(*one)]
    return wait_words(max(wait_of(*one) for one in full)) if full else ""


def wait_of(name: str, sender: str) -> int:
    """Return in how many seconds the next try of ``sender`` fits into the bucket ``name``."""
    missing = 1 - _left(name, sender, time.time())
    return max(0, math.ceil(missing * BUCKETS[name].seconds))


def wait_words(seconds: int) -> str:
    """Return how long to wait, as people say it: "40 detik", "3 menit"."""
    if seconds < MINUTE:
        return f"{max(1, seconds)} detik"
    return f"{math.ceil(seconds / MINUTE)} menit"


def _left(name: str, sender: str, now: float) -> float:
    """Return how many tries are left, with what came back since the last one."""
    size, seconds = BUCKETS[name]
    left, since = cache.get(_key(name, sender)) or (float(size), now)
    return min(float(size), left + (now - since) / seconds)


def _key(name: str, sender: str) -> str:
    return f"limit:{name}:{privacy.fingerprint('limit', sender)}"


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


def was_done(token: str) -> bool:
    """Tell whether the form that carries ``token`` was sent within the last hour."""
    return cache.get(_once(token)) is not None


def _once(token: str) -> str:
    return f"once:{privacy.fingerprint('once', token)}"
