"""*Laporan saya*: the own reports with their next step, and nobody else's."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from complaints import actions
from complaints.citizens.account import listing
from tests import town as t
from tests.citizens.account.visitors import citizen, filed_by, signed_in
from tests.citizens.pages import words

pytestmark = pytest.mark.django_db
PATH = "/akun/laporan/"


def test_asks_to_sign_in(client: Client, town: t.Town) -> None:
    assert client.get(PATH)["Location"] == f"/akun/masuk/?next={PATH}"


def test_lists_the_own_reports_published_or_not_the_newest_first(town: t.Town) -> None:
    user, other = citizen(), citizen("lain@surat.example")
    first = filed_by(user, 1)
    secret = filed_by(user, 2, is_secret=True)
    sealed = filed_by(user, 3, misconduct="yes")
    filed_by(other, 4)
    t.submit()
    page = signed_in(user).get(PATH)
    assert [card["url"] for card in page.context["cards"]] == [
        f"/lacak/{one.code}/" for one in (sealed, secret, first)
    ]
    assert page["Cache-Control"] == "private, no-store"


def test_a_card_tells_state_next_step_and_due(town: t.Town) -> None:
    user = citizen()
    filed_by(user)
    text = words(signed_in(user).get(PATH))
    assert "Terkirim, menunggu diperiksa" in text
    assert (
        "Sekarang Anda cukup menunggu Laporan Anda diperiksa dan diteruskan paling lambat" in text
    )
    assert "Sisa" in text


def test_a_question_is_the_next_step(town: t.Town) -> None:
    user = citizen()
    actions.ask_reporter(filed_by(user), by=town.verifier, question="Di RT berapa?")
    assert "Jawab pertanyaan petugas" in words(signed_in(user).get(PATH))


def test_a_merged_report_says_where_it_goes_on(town: t.Town) -> None:
    user = citizen()
    main, own = t.submit(), filed_by(user)
    actions.merge(own, by=town.verifier, main=main)
    assert "Laporan lain menjadi laporan utama." in words(signed_in(user).get(PATH))


def test_a_closed_report_and_an_erased_one(town: t.Town) -> None:
    user = citizen()
    own = filed_by(user)
    actions.withdraw(own, by=actions.ReporterOf(own.pk, user))
    assert "Laporan ini tidak dilanjutkan" in words(signed_in(user).get(PATH))


def test_an_empty_list_says_what_to_do(town: t.Town) -> None:
    text = words(signed_in(citizen()).get(PATH))
    assert "Belum ada laporan di akun ini" in text
    assert "Tambah laporan lama" in text


def test_an_officer_is_told_where_the_work_is(town: t.Town) -> None:
    text = words(signed_in(town.liaison).get(PATH))
    assert "Anda masuk sebagai petugas" in text
    assert "Anda masuk sebagai petugas" not in words(signed_in(citizen()).get(PATH))


def test_pages_lead_back_and_forth(town: t.Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "PAGE_SIZE", 2)
    user = citizen()
    codes = [filed_by(user, n).code for n in range(5)][::-1]
    client = signed_in(user)

    def shown(query: str) -> tuple[list[str], str, str]:
        page = client.get(PATH + query)
        cards = [card["url"].split("/")[2] for card in page.context["cards"]]
        return cards, page.context["newer"], page.context["older"]

    first, newer, older = shown("")
    assert (first, newer) == (codes[:2], "")
    second, newer, last = shown(older)
    assert second == codes[2:4]
    assert shown(newer)[0] == codes[:2]
    third, newer, older = shown(last)
    assert (third, older) == (codes[4:], "")
    assert shown(newer)[0] == codes[2:4]


@pytest.mark.parametrize(
    "query",
    [
        *("?sebelum=", "?sebelum=x_y", "?sesudah=2026-13-99_1", "?sebelum=2026-11-21T10:00:00_1"),
        *(
            "?sebelum=0001-01-01T00:00:00%2B07:00_1",
            f"?sesudah=2026-11-21T10:00:00%2B07:00_{'9' * 40}",
        ),
        *("?sebelum=%00", "?sebelum=9999-12-31T23:59:59-12:00_1"),
    ],
)
def test_a_place_that_is_not_ours_is_the_first_page(town: t.Town, query: str) -> None:
    user = citizen()
    filed_by(user)
    assert len(signed_in(user).get(PATH + query).context["cards"]) == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_it_reads_in_few_queries(town: t.Town, rows: int, django_assert_num_queries: Any) -> None:
    user = citizen()
    for n in range(rows):
        filed_by(user, n)
    client = signed_in(user)
    client.get(PATH)
    with django_assert_num_queries(5):
        assert len(client.get(PATH).context["cards"]) == rows
