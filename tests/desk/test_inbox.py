"""The inbox: what lies in which list, in which order, and what it costs."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from agencies.models import Officer
from complaints import actions, shell
from complaints.desk.inbox import lists as inbox
from complaints.models import Complaint
from complaints.privacy import Contact
from tests import town as t
from tests.desk.conftest import SignIn


def codes(client: Client, **query: Any) -> list[str]:
    """Return the ticket numbers of a list, in order."""
    return [row.code for row in client.get("/meja/", query).context["rows"]]


def numbers(client: Client) -> dict[str, str]:
    """Return the numbers of the tabs."""
    return {tab["label"]: tab["count"] for tab in client.get("/meja/").context["tabs"]}


def test_lists_of_the_verifier(town: t.Town, sign_in: SignIn) -> None:
    new = t.submit()
    ready = actions.verify(t.submit(), by=town.verifier, **t.verification(town))
    back = actions.hand_back(
        t.forwarded(town), by=town.liaison, reason="not_our_authority", words="Jalan provinsi."
    )
    asked = actions.ask_reporter(t.submit(), by=town.verifier, question="Di mana?")
    t.forwarded(town)
    t.resolved(town)
    client = sign_in("verifier")
    assert numbers(client) == {
        "Perlu tindakan saya": "3",
        "Belum diverifikasi": "1",
        "Siap diteruskan": "1",
        "Dikembalikan": "1",
        "Perpanjangan": "0",
        "Menunggu pelapor": "1",
        "Dirujuk": "0",
        "Di instansi": "1",
        "Belum disunting": "0",
        "Banding": "0",
        "Anda disebut": "0",
        "Selesai": None,
        "Semua": None,
    }
    assert codes(client, daftar="baru") == [new.code]
    assert codes(client, daftar="siap") == [ready.code]
    assert codes(client, daftar="dikembalikan") == [back.code]
    assert codes(client, daftar="menunggu") == [asked.code]
    assert len(codes(client, daftar="semua")) == 6


def test_lists_of_the_liaison(town: t.Town, sign_in: SignIn) -> None:
    new = t.forwarded(town)
    working = t.followed_up(town)
    answered = t.answered(town)
    objected = actions.object_to_answer(
        t.answered(town), by=t.reporter(Complaint.objects.latest("pk")), text="Masih berlubang."
    )
    given = actions.delegate(t.forwarded(town), by=town.liaison, unit=town.upt)
    done = t.resolved(town)
    client = sign_in("liaison")
    assert numbers(client) == {
        "Perlu tindakan saya": "2",
        "Baru": "1",
        "Dikerjakan": "2",
        "Menunggu pelapor": "1",
        "Sanggahan": "1",
        "Di unit bawah": "1",
        "Pendamping": "0",
        "Anda disebut": "0",
        "Selesai": None,
        "Semua": None,
    }
    assert set(codes(client, daftar="tindakan")) == {new.code, objected.code}
    assert set(codes(client, daftar="dikerjakan")) == {working.code, objected.code}
    assert codes(client, daftar="menunggu") == [answered.code]
    assert codes(client, daftar="unit") == [given.code]
    assert codes(client, daftar="selesai") == [done.code]


def test_nearest_due_time_stands_first_and_danger_above_it(town: t.Town, sign_in: SignIn) -> None:
    with time_machine.travel("2026-03-02 09:00 +07:00", tick=False):
        late = t.submit()
    with time_machine.travel("2026-03-09 09:00 +07:00", tick=False):
        soon, danger = t.submit(), t.submit(danger=True)
        page = sign_in("verifier").get("/meja/")
        rows = page.context["rows"]
    assert [row.code for row in rows] == [danger.code, late.code, soon.code]
    assert [row.due for row in rows] == ["today", "late", "fine"]
    assert rows[1].due_words == "Terlambat 2 hari kerja"
    assert rows[2].due_words == "Sisa 3 hari kerja"
    assert rows[0].flags[0] == ("danger", "alert", "Bahaya")


def test_pages_follow_each_other_without_a_gap(
    town: t.Town, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "PAGE", 2)
    made = {t.submit(danger=number < 2).code for number in range(7)}
    client = sign_in("verifier")
    for name in ("baru", "semua"):
        seen: list[str] = []
        address = f"/meja/?daftar={name}"
        while address:
            page = client.get(address)
            seen += [row.code for row in page.context["rows"]]
            address = page.context["next_url"]
        assert (len(seen), set(seen)) == (7, made)


def test_counting_stops(town: t.Town, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox, "MOST_COUNTED", 2)
    for _ in range(3):
        t.submit()
    assert numbers(sign_in("verifier"))["Belum diverifikasi"] == "1+"


def test_filters_stand_in_the_address(town: t.Town, sign_in: SignIn) -> None:
    here = t.submit(category=town.jalan, region=town.langkai)
    t.submit(category=town.lainnya)
    client = sign_in("verifier")
    assert codes(client, daftar="baru", kategori="jalan-jembatan") == [here.code]
    assert codes(client, daftar="baru", kelurahan=town.langkai.code) == [here.code]
    assert codes(client, keadaan="forwarded") == []
    assert len(codes(client, keadaan="received")) == 2
    assert codes(client, terlambat="on") == []
    assert here.next_due_at is not None
    with time_machine.travel(here.next_due_at.timestamp() + 1, tick=False):
        assert len(codes(sign_in("verifier"), terlambat="1")) == 2


def test_ticket_number_leads_to_its_report(town: t.Town, sign_in: SignIn) -> None:
    complaint = t.submit()
    typed = f" {complaint.code[:4].lower()}-{complaint.code[4:]} "
    answer = sign_in("verifier").get("/meja/", {"q": typed})
    assert answer["Location"] == f"/meja/{complaint.code}/"


def test_words_are_found_in_title_text_and_place(town: t.Town, sign_in: SignIn) -> None:
    complaint = t.submit(place_text="Simpang Garuda")
    client = sign_in("verifier")
    for words in ("berlubang besar", "simpang garuda"):
        assert codes(client, q=words) == [complaint.code]
    assert codes(client, q="banjir") == []


@pytest.mark.parametrize(
    "query",
    [
        {"daftar": "tidak-ada"},
        {"peran": "superuser"},
        {"keadaan": "xyz", "kategori": "'", "kelurahan": "\x00"},
        {"setelah": "x"},
        {"setelah": "1_2026-01-01T00:00:00_1"},
        {"setelah": "1_2026-01-01T00:00:00+00:00_99999999999999999999"},
        {"setelah": "9999999999999_0001-01-01T00:00:00+14:00_1"},
        {"setelah": "2_9999-12-31T23:59:59-14:00_1"},
        {"q": "\x00"},
        {"q": "x" * 100_000},
        {"q": "%_\\'\"<script>🙂\u202e"},
    ],
)
def test_addresses_that_make_no_sense_show_a_list(
    query: dict[str, str], town: t.Town, sign_in: SignIn
) -> None:
    t.submit()
    assert sign_in("verifier").get("/meja/", query).status_code == 200


def test_officer_with_two_roles_chooses_one(town: t.Town, sign_in: SignIn) -> None:
    Officer.objects.create(user=town.liaison, agency=town.pupr, role="supervisor")
    client = sign_in("liaison")
    page = client.get("/meja/", {"peran": "supervisor"})
    assert [seat["label"] for seat in page.context["seats"]] == ["Pejabat penghubung", "Pimpinan"]
    assert page.context["tab"].label == "Terlambat"


@pytest.mark.parametrize(
    ("who", "queries"),
    [
        ("verifier", 11),
        ("liaison", 10),
        ("operator", 10),
        ("supervisor", 14),
        ("overseer", 11),
        ("custodian", 10),
        ("clerk", 8),
    ],
)
def test_a_list_costs_the_same_with_one_and_three_rows(
    who: str,
    queries: int,
    town: t.Town,
    sign_in: SignIn,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client = sign_in(who)
    for rows in (1, 2):
        for _ in range(rows):
            t.forwarded(town, hides_reporter=True)
        client.get("/meja/")  # the town's law is kept for a minute
        with django_assert_num_queries(queries):
            client.get("/meja/", {"daftar": "semua"})


def test_every_role_has_lists() -> None:
    assert set(shell.ROLE_ORDER) == set(Officer.Role)


def test_verifiers_see_how_many_reports_lie_in_one_bundle(town: t.Town, sign_in: SignIn) -> None:
    for _ in range(6):
        sent = t.submit()
    t.submit(contact=Contact(name="Lain", email="lain@warga.example", phone=""))
    page = sign_in("verifier").get("/meja/").content.decode()
    assert page.count("+5 dari pengirim yang sama") == 6
    assert f"/meja/verifikasi/{sent.code}/pengirim/" in page


def test_five_reports_of_one_sender_are_no_bundle(town: t.Town, sign_in: SignIn) -> None:
    for _ in range(5):
        t.submit()
    assert "dari pengirim yang sama" not in sign_in("verifier").get("/meja/").content.decode()


def test_a_bundle_never_joins_a_hidden_name_with_an_open_one(town: t.Town, sign_in: SignIn) -> None:
    for number in range(8):
        t.submit(hides_reporter=number < 4)
    assert "dari pengirim yang sama" not in sign_in("verifier").get("/meja/").content.decode()


def test_nobody_but_verifiers_is_told_of_bundles(town: t.Town, sign_in: SignIn) -> None:
    for _ in range(6):
        t.submit()
    page = sign_in("coordinator").get("/meja/").content.decode()
    assert "dari pengirim yang sama" not in page
