"""Thousands of random verbs in a small town of their own, and whether every figure agrees after."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection
from django.test.utils import setup_databases, teardown_databases

from complaints import defaults
from complaints.figures import checking, folding
from complaints.models import Complaint
from lapor import kept
from lapor.database import as_owner
from tests import town as t
from tests.figures.walk import Walk

EVERY = 500
"""After so many verbs all is checked."""


@dataclass(frozen=True)
class Walked:
    """What a walk did and found."""

    pressed: Counter[str]
    reports: int
    seconds: float
    flaws: list[str]
    rebuilt: int
    """Reports that stood otherwise after all figures were made anew."""


def walk(verbs: int, seed: int) -> Walked:
    """Do so many random verbs in a scratch town, checking all figures in between and at the end."""
    begin = time.monotonic()
    with _scratch():
        walk = Walk(t.build(), seed)
        flaws: list[str] = []
        for done in walk.go(verbs):
            if done % EVERY == 0:
                flaws += checking.flaws()
        flaws += checking.flaws()
        folding.fold_all()
        flaws += checking.flaws()
        rebuilt = checking.rebuild()
        flaws += checking.flaws()
        reports = Complaint.objects.count()
    return Walked(walk.pressed, reports, time.monotonic() - begin, flaws, rebuilt)


@contextmanager
def _scratch() -> Iterator[None]:
    """A database with nothing but the law, gone afterwards."""
    name = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = "bench_walk"
    with as_owner():
        databases = setup_databases(verbosity=0, interactive=False)
    try:
        kept.forget()
        defaults.install()
        yield
    finally:
        with as_owner():
            teardown_databases(databases, verbosity=0)
        connection.close()
        connection.settings_dict["NAME"] = name
        kept.forget()
