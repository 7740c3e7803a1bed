"""Every verb of officers on a page of its own: fresh, sent empty, and when somebody was first."""

from __future__ import annotations

from collections.abc import Iterator

from complaints.models import Complaint
from tests import town as t
from tests.browser.every_state.walking import State, officer, passing
from tests.desk.cases import ALWAYS_POSSIBLE, CASES, Case, Make, sent

ALSO_EMPTY = {"setujui", "kembalikan-konsep", "tugaskan", "ambil-alih"}
"""What is pressed on the report's page, and has little that could be left out."""
ALONE = {"buka-identitas", "serahkan-berkas"}
"""What has pages of its own with addresses of their own."""
LOOKED_AT = {"jawab", "tindak-lanjut", "tanya", "tulis", "ubah", "gabungkan", "pecah"}
"""What can be looked at before it is sent."""


class Made:
    """Reports that are made once, because nothing here changes them."""

    def __init__(self, town: t.Town) -> None:
        self.town = town
        self.known: dict[Make, Complaint] = {}

    def by(self, make: Make) -> Complaint:
        """Return the report that ``make`` makes."""
        if make not in self.known:
            self.known[make] = make(self.town)
        return self.known[make]


def _pages(town: t.Town, cases: list[Case]) -> Iterator[State]:
    made = Made(town)
    for case in cases:
        name, walk = f"{case.slug} of {case.who}", officer(town, case.who)
        path = f"/meja/{made.by(case.make).code}/{case.slug}/"
        yield walk.get(name, path)
        if case.slug not in ALSO_EMPTY:
            yield walk.post(f"{name}, empty", path, 422)
        if case.slug in LOOKED_AT:
            yield walk.post(f"{name}, looked at", path, **sent(case, town), pratinjau="1")
        if case.slug not in ALWAYS_POSSIBLE:
            late = f"/meja/{made.by(case.impossible).code}/{case.slug}/"
            data = {**sent(case, town), "dasar": "1"}
            yield walk.post(f"{name}, too late", late, 409, **data)


@passing("desk:act")
def by_the_coordinator(town: t.Town) -> Iterator[State]:
    """What a verifier does."""
    yield from _pages(town, [case for case in CASES if case.who == "verifier"])
    yield officer(town, "verifier").get("verb that cannot be", _late(town, "tarik"), 409)


@passing("desk:act")
def by_agencies(town: t.Town) -> Iterator[State]:
    """What an agency does."""
    yield from _pages(town, [case for case in CASES if case.who in ("liaison", "unit_liaison")])
    gone = f"/meja/{t.submit().code}/tulis/"
    words = "Kalimat yang sudah diketik."
    yield officer(town, "liaison").post("verb on what has left", gone, 404, text=words)


@passing("desk:act")
def by_others(town: t.Town) -> Iterator[State]:
    """What operators, co-agencies, overseers and custodians do."""
    known = ("verifier", "liaison", "unit_liaison")
    rest = [case for case in CASES if case.who not in known and case.slug not in ALONE]
    yield from _pages(town, rest)


def _late(town: t.Town, slug: str) -> str:
    return f"/meja/{t.resolved(town).code}/{slug}/"
