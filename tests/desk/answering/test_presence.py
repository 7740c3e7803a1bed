"""Who else has a report open: told to colleagues who see it, and to nobody else."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from pytest_django import DjangoAssertNumQueries

from complaints.models import Complaint
from lapor import clock
from tests import town as t
from tests.desk.conftest import SignIn


def beat(sign_in: SignIn, who: str, complaint: Complaint, **data: str) -> str:
    page = sign_in(who).post(f"/meja/{complaint.code}/hadir/", data)
    assert page.status_code == 200
    return " ".join(page.content.decode().split())


def test_colleagues_see_each_other_and_what_they_do(town: t.Town, sign_in: SignIn) -> None:
    complaint = t.forwarded(town)
    assert beat(sign_in, "liaison", complaint, menulis="tindak-lanjut") == ""
    seen = beat(sign_in, "verifier", complaint)
    assert "Liaison Contoh (Dinas PUPR)</b> sedang menulis: Catat tindak lanjut" in seen
    back = beat(sign_in, "liaison", complaint)
    assert "Verifier Contoh (Diskominfo)</b> sedang membaca" in back


def test_who_stops_is_gone_after_45_seconds_and_who_leaves_at_once(
    town: t.Town, sign_in: SignIn
) -> None:
    complaint = t.forwarded(town)
    start = clock.now()
    with time_machine.travel(start, tick=False) as moment:
        beat(sign_in, "liaison", complaint)
        moment.move_to(start + timedelta(seconds=44))
        assert "Liaison" in beat(sign_in, "verifier", complaint)
        moment.move_to(start + timedelta(seconds=46))
        assert beat(sign_in, "verifier", complaint) == ""
        left = sign_in("verifier").post(f"/meja/{complaint.code}/hadir/", {"pergi": "1"})
        assert left.status_code == 204
        assert beat(sign_in, "liaison", complaint) == ""


@pytest.mark.parametrize("who", ["overseer", "custodian"])
def test_who_watches_over_others_does_not_announce_it(
    who: str, town: t.Town, sign_in: SignIn
) -> None:
    complaint = t.forwarded(town, hides_reporter=True)
    beat(sign_in, "liaison", complaint)
    assert "Liaison" in beat(sign_in, who, complaint)
    assert beat(sign_in, "liaison", complaint) == ""


def test_nothing_is_told_to_who_does_not_see_the_report(town: t.Town, sign_in: SignIn) -> None:
    ordinary = t.forwarded(town)
    sealed = t.submit(misconduct="yes", sealed_against=town.pupr)
    beat(sign_in, "verifier", sealed)
    for who, complaint in (
        ("other_liaison", ordinary),
        ("clerk", ordinary),
        ("liaison", sealed),
        ("verifier2", sealed),
        ("overseer2", sealed),
    ):
        assert sign_in(who).post(f"/meja/{complaint.code}/hadir/").status_code == 404
    assert sign_in("citizen").post(f"/meja/{ordinary.code}/hadir/").status_code == 403
    assert sign_in("liaison").get(f"/meja/{ordinary.code}/hadir/").status_code == 405


def test_nonsense_is_reading(town: t.Town, sign_in: SignIn) -> None:
    complaint = t.forwarded(town)
    beat(sign_in, "liaison", complaint, menulis="<b>hapus</b>")
    assert "sedang membaca" in beat(sign_in, "verifier", complaint)


def test_heartbeat_is_cheap_however_many_are_there(
    town: t.Town, sign_in: SignIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    complaint = t.forwarded(town, co=("dlh",))
    client = sign_in("verifier")
    for there in (("liaison",), ("liaison", "co_liaison", "operator")):
        for who in there:
            beat(sign_in, who, complaint)
        with django_assert_num_queries(6):
            client.post(f"/meja/{complaint.code}/hadir/")
