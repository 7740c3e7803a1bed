"""The stream of a report: one order, narrowed by the address, bounded, with who, when and for whom."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from complaints import actions
from complaints.desk.report.stream import NEWEST
from complaints.models import Complaint
from complaints.states import Audience
from tests import town as t
from tests.desk.conftest import SignIn


def titles(client: Client, complaint: Complaint, query: str = "") -> list[str]:
    """Return the titles of the entries that are shown."""
    page = client.get(f"/meja/{complaint.code}/{query}")
    return [entry.title for entry in page.context["stream"].entries]


def talked(town: t.Town) -> Complaint:
    """Return a report about which all sides spoke."""
    complaint = t.followed_up(town)
    actions.note(complaint, by=town.liaison, text="Cek ulang.", mentions=[town.operator])
    actions.follow_up(complaint, by=town.liaison, text="Mohon izin.", audience=Audience.REPORTER)
    return complaint


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (
            "?tampil=percakapan",
            ["Tindak lanjut dicatat", "Catatan internal ditulis", "Tindak lanjut dicatat"],
        ),
        ("?tampil=umum", ["Tindak lanjut dicatat"]),
        ("?tampil=internal", ["Catatan internal ditulis"]),
        ("?tampil=sistem", ["Diteruskan", "Diverifikasi", "Laporan dikirim"]),
    ],
)
def test_filters_stand_in_the_address(
    query: str, expected: list[str], town: t.Town, sign_in: SignIn
) -> None:
    assert titles(sign_in("liaison"), talked(town), query) == expected


@pytest.mark.parametrize("query", ["", "?tampil=semua", "?tampil=%00&sebelum=-1", "?sebelum=٣"])
def test_nonsense_in_the_address_shows_everything(
    query: str, town: t.Town, sign_in: SignIn
) -> None:
    assert len(titles(sign_in("liaison"), talked(town), query)) == 6


def test_a_note_names_whom_it_mentions_and_who_wrote_it_in_which_role(
    town: t.Town, sign_in: SignIn
) -> None:
    page = sign_in("liaison").get(f"/meja/{talked(town).code}/?tampil=internal")
    [entry] = page.context["stream"].entries
    assert entry.who == "Liaison Contoh (Dinas PUPR)"
    assert entry.role == "Pejabat penghubung pemegang laporan"
    assert entry.details == [("Menyebut", "Operator Contoh")]
    assert entry.told == "1 petugas"


def test_a_long_stream_shows_the_newest_and_a_way_to_the_older_ones(
    town: t.Town, sign_in: SignIn
) -> None:
    complaint = t.forwarded(town)
    for number in range(NEWEST):
        actions.note(complaint, by=town.liaison, text=f"Catatan {number}.")
    client = sign_in("liaison")
    page = client.get(f"/meja/{complaint.code}/")
    newest = page.context["stream"]
    assert len(newest.entries) == NEWEST
    assert newest.entries[-1].text == "Catatan 0."
    assert newest.older_url == f"/meja/{complaint.code}/?sebelum=4#riwayat"
    assert "Tampilkan yang lebih lama" in page.content.decode()
    older = client.get(newest.older_url).context["stream"]
    assert [entry.title for entry in older.entries] == [
        "Diteruskan",
        "Diverifikasi",
        "Laporan dikirim",
    ]
    assert (older.older_url, older.newest_url) == ("", f"/meja/{complaint.code}/#riwayat")


def test_htmx_gets_the_piece_it_asked_for(town: t.Town, sign_in: SignIn) -> None:
    complaint = talked(town)
    client = sign_in("liaison")
    address = f"/meja/{complaint.code}/?tampil=internal"
    narrowed = client.get(address, headers={"HX-Request": "true", "HX-Target": "arus"})
    assert narrowed.content.decode().lstrip().startswith('<div id="arus"')
    more = client.get(address, headers={"HX-Request": "true", "HX-Trigger": "lebih-lama"})
    assert more.content.decode().lstrip().startswith('<li class="entry entry-internal"')
    assert "autofocus" in more.content.decode()
    whole = client.get(address, headers={"HX-Request": "true", "HX-Target": "lain"})
    assert "<h1>" in whole.content.decode()


def test_pieces_of_a_stream_are_for_those_who_see_the_report(town: t.Town, sign_in: SignIn) -> None:
    complaint = talked(town)
    address = f"/meja/{complaint.code}/"
    headers = {"HX-Request": "true", "HX-Target": "arus"}
    assert sign_in("other_liaison").get(address, headers=headers).status_code == 404


def test_a_hidden_reporter_stays_a_reporter(town: t.Town, sign_in: SignIn) -> None:
    complaint = t.answered(town, hides_reporter=True)
    actions.object_to_answer(complaint, by=t.reporter(complaint), text="Masih berlubang.")
    page = sign_in("liaison").get(f"/meja/{complaint.code}/")
    first = page.context["stream"].entries[0]
    assert (first.who, first.role, first.mine, first.text) == (
        "Pelapor",
        "",
        True,
        "Masih berlubang.",
    )
    assert "Rina" not in page.content.decode()


def test_a_piece_of_the_stream_costs_the_same_with_one_and_three_of_everything(
    town: t.Town, sign_in: SignIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    complaint = t.forwarded(town)
    client = sign_in("liaison")
    headers = {"HX-Request": "true", "HX-Target": "arus"}
    for number in (1, 2):
        for _ in range(number):
            actions.note(
                complaint,
                by=town.liaison,
                text="Lihat.",
                files=[t.photo()],
                mentions=[town.operator],
            )
        client.get("/meja/")  # the town's law is kept for a minute
        with django_assert_num_queries(9):
            client.get(f"/meja/{complaint.code}/", headers=headers)
