"""Signs of gaming: what was planted is found with its cases, an innocent town shows none."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

import pytest
import time_machine
from django.test import Client

from complaints import actions
from complaints.insights.period import Length, Period
from complaints.insights.signs import chance, keeping
from complaints.insights.signs.evidence import fingerprint
from complaints.models import Complaint, Sign, SignCase, SignRun
from complaints.privacy import Contact
from tests import town as t
from tests.complaints import given

pytestmark = pytest.mark.django_db

JULY = Period.around(Length.MONTH, date(2026, 7, 1))
AFTER = "2026-08-03T09:00:00+07:00"
OWN_WORDS = ("aspal", "pagar", "lampu", "pohon", "parit", "jembatan", "taman", "halte")
NAME, PHONE = "Rahasia Sekali", "+6281234500099"


def on(day: str) -> Any:
    """Let the clock stand at nine on a day of July 2026."""
    return time_machine.travel(f"2026-07-{day}T09:00:00+07:00", tick=False)


@pytest.fixture
def town() -> t.Town:
    """A small town."""
    with on("01"):
        return t.build()


def forwarded(town: t.Town, agency: str, **changes: Any) -> Complaint:
    """Return a question that was passed on to an office."""
    return actions.verify_and_forward(
        t.submit(kind="information", **changes),
        by=town.verifier,
        verification=t.verification(town, kind="information"),
        routing={"lead": town.agencies[agency]},
    )


def answered(town: t.Town, report: Complaint, by: str, words: str) -> Complaint:
    """Have a question answered in some words."""
    reply = t.reply(outcome="explained", text=words, proof_text="")
    return actions.answer(report, by=town.people[by], reply=reply)


def innocents(town: t.Town) -> None:
    """An office that answers within a day or two, in its own words each time."""
    with on("06"):
        reports = [forwarded(town, "dinsos") for _ in OWN_WORDS]
    for number, (report, word) in enumerate(zip(reports, OWN_WORDS, strict=True)):
        with on(f"{7 + number % 3:02}"):
            answered(
                town, report, "other_liaison", f"Kami sudah memeriksa {word} itu, terima kasih."
            )


def planted(town: t.Town) -> dict[str, list[Complaint]]:
    """An office that hands back, answers on the last day in the same words, and is objected to."""
    who = Contact(name=NAME, email="", phone=PHONE)
    with on("06"):
        for _ in range(6):
            report = forwarded(town, "pupr")
            actions.hand_back(report, by=town.liaison, reason="other", words="Bukan kami.")
    with on("24"):  # a Friday; five working days later is the 31st
        last = [forwarded(town, "pupr", hides_reporter=True, contact=who) for _ in range(6)]
    with on("31"):
        for number, report in enumerate(last):
            said = answered(
                town, report, "liaison", f"Laporan {number} sudah DITANGANI sesuai aturan."
            )
            actions.object_to_answer(said, by=t.reporter(said), text="Belum.")
    archived = []
    with on("08"):
        for _ in range(6):
            junk = t.submit()
            archived.append(
                actions.archive(junk, by=town.verifier2, reason="in_court", words="Sidang.")
            )
    return {"last": last, "archived": archived}


def found() -> set[tuple[str, str | None, str | None, int, int]]:
    """Return the signs that are kept: kind, office, officer, and how many of how many."""
    rows = Sign.objects.values_list("kind", "agency__code", "officer__email", "part", "whole")
    return {
        (kind, office, officer and officer.partition("@")[0], part, whole)
        for kind, office, officer, part, whole in rows
    }


def test_what_was_planted_is_found_and_nothing_else(town: t.Town, client: Client) -> None:
    innocents(town)
    made = planted(town)
    with time_machine.travel(AFTER, tick=False):
        keeping.look_at(JULY)
        assert found() == {
            ("last_day", "pupr", None, 6, 6),
            ("last_day", "pupr", "liaison", 6, 6),
            ("month_end", "pupr", None, 6, 6),
            ("month_end", "pupr", "liaison", 6, 6),
            ("same_text", "pupr", None, 6, 6),
            ("objected", "pupr", None, 6, 6),
            ("objected", "pupr", "liaison", 6, 6),
            ("handed_back", "pupr", None, 6, 12),
            ("handed_back", "pupr", "liaison", 6, 12),
            ("archived", "diskominfo", "verifier2", 6, 6),
        }
        cases = SignCase.objects.filter(sign__kind="same_text").values_list("complaint", flat=True)
        assert set(cases) == {report.pk for report in made["last"]}
        before = set(Sign.objects.values_list("pk", flat=True))
        keeping.look_at(JULY)
        assert set(Sign.objects.values_list("pk", flat=True)) == before
        _is_shown(town, client, made)


def _is_shown(town: t.Town, client: Client, made: dict[str, list[Complaint]]) -> None:
    client.force_login(town.overseer)
    page = client.get("/dasbor/tanda/", {"bulan": "2026-07"}).content.decode()
    assert "6 dari 6 jawaban dikirim tepat pada hari tenggatnya (100%)." in page
    assert "Selain itu di seluruh kota: 0 dari 8 (0%)." in page
    assert "Penjelasan lain yang mungkin" in page
    sign = Sign.objects.get(kind="archived")
    behind = client.get(f"/dasbor/tanda/{sign.pk}/").content.decode()
    assert [report.code in behind for report in made["archived"]] == [True] * 6
    for kind in ("last_day", "objected"):
        pk = Sign.objects.get(kind=kind, officer=None).pk
        behind = client.get(f"/dasbor/tanda/{pk}/").content.decode()
        assert all(report.code in behind for report in made["last"])
        assert NAME not in behind
        assert "500099" not in behind


def test_an_innocent_town_shows_none(town: t.Town) -> None:
    innocents(town)
    with on("13"):
        for make in given.STATES.values():
            make(town)
    with time_machine.travel(AFTER, tick=False):
        assert keeping.look_at(JULY) == 0
    assert SignRun.objects.get().month == date(2026, 7, 1)


def test_a_sign_that_is_gone_is_taken_away(town: t.Town) -> None:
    sign = Sign.objects.create(month=JULY.first, kind="last_day", part=9, whole=9)
    other = Sign.objects.create(month=date(2026, 6, 1), kind="last_day", part=9, whole=9)
    SignCase.objects.create(sign=sign, complaint=t.submit())
    keeping.look_at(JULY)
    assert [row.pk for row in Sign.objects.all()] == [other.pk]


def test_a_night_looks_once_and_early_in_a_month_at_the_one_before(town: t.Town) -> None:
    for moment, looked_at in (
        ("2026-08-03T00:30:00+07:00", 0),
        ("2026-08-03T01:30:00+07:00", 2),
        ("2026-08-03T02:30:00+07:00", 0),
        ("2026-08-04T09:00:00+07:00", 2),
        ("2026-08-20T09:00:00+07:00", 1),
    ):
        with time_machine.travel(moment, tick=False):
            assert keeping.look_at_night() == looked_at
    assert set(SignRun.objects.values_list("month", flat=True)) == {
        date(2026, 7, 1),
        date(2026, 8, 1),
    }


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_ask_no_more_for_more_rows(
    town: t.Town, client: Client, rows: int, django_assert_num_queries: Any
) -> None:
    for number in range(rows):
        sign = Sign.objects.create(
            month=JULY.first,
            kind="objected",
            agency=town.pupr,
            officer=town.liaison if number else None,
            part=9,
            whole=9 + number,
        )
    SignCase.objects.bulk_create(
        SignCase(sign=sign, complaint=t.forwarded(town)) for _ in range(rows)
    )
    SignRun.objects.create(month=JULY.first, at=given.wib("2026-08-01 01:00"))
    client.force_login(town.overseer)
    client.get("/dasbor/tanda/")
    with django_assert_num_queries(5):
        client.get("/dasbor/tanda/")
    with django_assert_num_queries(7):
        client.get(f"/dasbor/tanda/{sign.pk}/")


def test_long_lists_go_on_and_wrong_addresses_say_so(
    town: t.Town, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("complaints.insights.signs.views.PAGE", 2)
    sign = Sign.objects.create(month=JULY.first, kind="objected", part=5, whole=5)
    reports = [t.submit() for _ in range(5)]
    SignCase.objects.bulk_create(SignCase(sign=sign, complaint=one) for one in reports)
    client.force_login(town.overseer)
    seen, path = [], f"/dasbor/tanda/{sign.pk}/"
    while path:
        answer = client.get(path)
        seen += [report.code for report, _ in answer.context["reports"]]
        path = answer.context["next_url"]
    assert seen == [report.code for report in reversed(reports)]
    assert client.get(f"/dasbor/tanda/{sign.pk}/?setelah=abc").status_code == 200
    assert client.get("/dasbor/tanda/?bulan=%00").status_code == 200
    assert client.get("/dasbor/tanda/99999999999999999999/").status_code == 404


# -- chance ----------------------------------------------------------------------------------


def test_the_tail_is_exact() -> None:
    assert chance.tail(3, 3, 0.5) == pytest.approx(0.125)
    assert chance.tail(1, 2, 0.5) == pytest.approx(0.75)
    assert (chance.tail(0, 9, 0.2), chance.tail(2, 9, 0.0), chance.tail(2, 9, 1.0)) == (1, 0, 1)
    assert chance.tail(40, 20_000, 0.001) == pytest.approx(5.27e-5, rel=0.01)


def test_a_year_of_honest_offices_stays_within_the_limits() -> None:
    die = Random(2026)
    flagged = 0
    for _ in range(12):
        tallies = chance.Tallies[int]()
        for office in range(90):
            for report in range(die.choice([3, 12, 40, 200])):
                tallies[office].add(report, did=die.random() < 0.2)
        flagged += len(list(chance.outliers(tallies)))
    assert flagged == 0


def test_one_office_among_honest_ones_stands_out() -> None:
    tallies = chance.Tallies[int]()
    for office in range(20):
        for report in range(50):
            tallies[office].add(report, did=report % 10 == 0 or (office == 7 and report % 2 == 0))
    assert [one.key for one in chance.outliers(tallies)] == [7]


def test_numbers_case_and_signs_do_not_make_another_text() -> None:
    same = fingerprint("Laporan 123 sudah ditangani, 5 Juli.")
    assert same == fingerprint("laporan 99 SUDAH ditangani – 17 juli!")
    assert same != fingerprint("Laporan belum ditangani Juli")
    assert fingerprint("Sudah ya 1") == b""
