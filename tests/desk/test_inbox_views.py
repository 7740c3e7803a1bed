"""Saved views, the report beside the list, keys and density."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from agencies.models import Officer
from complaints import actions
from complaints.models import SavedView
from tests import town as t
from tests.desk.conftest import SignIn
from tests.desk.test_inbox import codes

HTMX = {"HX-Request": "true"}


def keep(client: Client, name: str = "Jalan saya", address: str = "", **more: str) -> SavedView:
    """Keep a list under a name."""
    client.post("/meja/tampilan/", {"name": name, "alamat": address, **more})
    return SavedView.objects.get(name=name)


def names(client: Client) -> list[tuple[str, bool]]:
    """Return the views that the inbox offers, and whether they are the officer's own."""
    page = client.get("/meja/", {"daftar": "semua"})
    return [(view.name, view.mine) for view in page.context["views"]]


# -- saved views -----------------------------------------------------------------------------


def test_a_view_keeps_the_list_and_opens_it(town: t.Town, sign_in: SignIn) -> None:
    complaint = t.forwarded(town, danger=True)
    t.forwarded(town)
    client = sign_in("liaison")
    page = client.get("/meja/", {"daftar": "baru", "bahaya": "1", "urut": "terlama"})
    answer = client.post(
        "/meja/tampilan/", {"name": "Bahaya", "alamat": page.context["list_query"]}
    )
    assert answer.status_code == 302
    opened = client.get(answer["Location"])
    assert [row.code for row in opened.context["rows"]] == [complaint.code]
    assert [(view.name, view.current) for view in opened.context["views"]] == [("Bahaya", True)]


def test_a_view_keeps_only_what_the_inbox_understands(town: t.Town, sign_in: SignIn) -> None:
    address = "daftar=baru&bahaya=1&setelah=x&buka=AAAA2222&next=https://jahat.example&kategori=zz"
    view = keep(sign_in("liaison"), address=address)
    assert parse_qs(view.query) == {"daftar": ["baru"], "bahaya": ["1"]}


def test_the_inbox_opens_with_the_first_view(town: t.Town, sign_in: SignIn) -> None:
    client = sign_in("liaison")
    keep(client, "Satu", "daftar=baru", opens_first="on")
    view = keep(client, "Dua", "daftar=dikerjakan", opens_first="on")
    assert client.get("/meja/")["Location"] == f"/meja/?daftar=dikerjakan&tampilan={view.key}"
    assert client.get("/meja/", {"daftar": "tindakan"}).status_code == 200
    assert SavedView.objects.filter(opens_first=True).count() == 1


def test_a_shared_view_is_for_the_agency(town: t.Town, sign_in: SignIn) -> None:
    keep(sign_in("liaison"), "Bersama", "daftar=baru", shared="on")
    keep(sign_in("liaison"), "Sendiri", "daftar=baru")
    assert names(sign_in("liaison")) == [("Bersama", True), ("Sendiri", True)]
    assert names(sign_in("operator")) == [("Bersama", False)]
    assert names(sign_in("co_liaison")) == []
    assert names(sign_in("verifier")) == []


def test_a_shared_view_shows_what_its_reader_may_see(town: t.Town, sign_in: SignIn) -> None:
    t.forwarded(town)
    Officer.objects.create(user=town.other_liaison, agency=town.pupr, role="clerk")
    view = keep(sign_in("liaison"), "Bersama", "daftar=semua", shared="on")
    client = sign_in("other_liaison")
    assert names(client) == [("Bersama", False)]
    assert codes(client, daftar="semua", tampilan=view.key) == []


def test_a_view_is_renamed_removed_and_brought_back(town: t.Town, sign_in: SignIn) -> None:
    client = sign_in("liaison")
    view = keep(client)
    address = f"/meja/tampilan/{view.key}/"
    client.post(address, {"name": "Jalan kita"})
    assert names(client) == [("Jalan kita", True)]
    client.post(address, {"hapus": "1"})
    assert names(client) == []
    assert "Jalan kita" in client.get("/meja/tampilan/").content.decode()
    client.post(address, {"kembalikan": "1"})
    assert names(client) == [("Jalan kita", True)]


def test_a_name_given_away_meanwhile_is_not_taken_back(town: t.Town, sign_in: SignIn) -> None:
    client = sign_in("liaison")
    first = keep(client, "Jalan")
    client.post(f"/meja/tampilan/{first.key}/", {"hapus": "1"})
    client.post("/meja/tampilan/", {"name": "Jalan"})
    page = client.post(f"/meja/tampilan/{first.key}/", {"kembalikan": "1"}, follow=True)
    assert "Nama “Jalan” sudah dipakai tampilan lain." in page.content.decode()
    assert names(client) == [("Jalan", True)]


def test_what_was_removed_long_ago_goes(town: t.Town, sign_in: SignIn) -> None:
    with time_machine.travel("2026-03-02 09:00 +07:00", tick=False):
        client = sign_in("liaison")
        old = keep(client, "Lama")
        client.post(f"/meja/tampilan/{old.key}/", {"hapus": "1"})
    with time_machine.travel("2026-03-10 09:00 +07:00", tick=False):
        client = sign_in("liaison")
        new = keep(client, "Baru")
        client.post(f"/meja/tampilan/{new.key}/", {"hapus": "1"})
    assert [view.name for view in SavedView.objects.all()] == ["Baru"]


@pytest.mark.parametrize("data", [{"name": "Milik saya"}, {"hapus": "1"}, {"kembalikan": "1"}])
@pytest.mark.parametrize("who", ["operator", "verifier", "other_liaison"])
def test_nobody_touches_the_view_of_another(
    who: str, data: dict[str, str], town: t.Town, sign_in: SignIn
) -> None:
    view = keep(sign_in("liaison"), shared="on")
    assert sign_in(who).post(f"/meja/tampilan/{view.key}/", data).status_code == 404
    assert [(one.name, one.removed_at) for one in SavedView.objects.all()] == [("Jalan saya", None)]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("", "Beri nama untuk tampilan ini."),
        ("x" * 61, "Terlalu panjang: 61 karakter. Paling banyak 60 karakter."),
        ("Jalan saya", "Anda sudah punya tampilan dengan nama ini."),
    ],
)
def test_a_wrong_name_is_refused_and_kept(
    name: str, sentence: str, town: t.Town, sign_in: SignIn
) -> None:
    client = sign_in("liaison")
    keep(client)
    page = client.post("/meja/tampilan/", {"name": name, "alamat": "daftar=baru"})
    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert page.context["query"] == "daftar=baru"
    assert SavedView.objects.count() == 1


def test_citizens_have_no_views(town: t.Town, sign_in: SignIn) -> None:
    client = sign_in("citizen")
    for path in ("/meja/tampilan/", "/meja/tombol/"):
        assert client.get(path).status_code == 403
        assert client.post(path, {"name": "x"}).status_code == 403


# -- the report beside the list --------------------------------------------------------------


def test_the_pane_says_what_is_needed_to_decide(town: t.Town, sign_in: SignIn) -> None:
    complaint = t.followed_up(town)
    page = sign_in("liaison").get(f"/meja/{complaint.code}/intip/", headers=HTMX)
    beside = page.context["beside"]
    assert beside["row"].code == complaint.code
    assert beside["text"] == complaint.text
    assert [(one.title, one.who, one.text) for one in beside["said"]] == [
        ("Tindak lanjut dicatat", "Dinas PUPR", "Petugas sudah meninjau lokasi.")
    ]
    first = beside["steps"][0]
    assert (first.url, first.key, first.primary) == (f"/meja/{complaint.code}/jawab/", "a", True)
    assert "<html" not in page.content.decode()


def test_the_address_remembers_which_report_is_open(town: t.Town, sign_in: SignIn) -> None:
    complaint = t.forwarded(town)
    client = sign_in("liaison")
    page = client.get("/meja/", {"daftar": "baru", "buka": complaint.code.lower()})
    assert page.context["beside"]["row"].code == complaint.code
    assert client.get("/meja/", {"buka": "AAAA2222"}).context["beside"] is None
    assert client.get("/meja/", {"buka": "\x00"}).context["beside"] is None


def test_without_htmx_the_pane_is_the_page(town: t.Town, sign_in: SignIn) -> None:
    complaint = t.forwarded(town)
    answer = sign_in("liaison").get(f"/meja/{complaint.code}/intip/")
    assert answer["Location"] == f"/meja/{complaint.code}/"


@pytest.mark.parametrize("who", ["other_liaison", "clerk", "custodian"])
def test_nobody_looks_into_reports_of_others(who: str, town: t.Town, sign_in: SignIn) -> None:
    complaint = t.forwarded(town)
    client = sign_in(who)
    assert client.get(f"/meja/{complaint.code}/intip/", headers=HTMX).status_code == 404
    assert client.get("/meja/", {"buka": complaint.code}).context["beside"] is None


def test_the_pane_shows_an_agency_the_cleared_text_alone(town: t.Town, sign_in: SignIn) -> None:
    complaint = actions.verify_and_forward(
        t.submit(text="Saya Sutarmi, tetangga pabrik.", hides_reporter=True),
        by=town.verifier,
        verification=t.verification(town, title="Bau", working_text="Ada bau dari pabrik."),
        routing={"lead": town.pupr, "co_agencies": []},
    )
    for who in ("liaison", "verifier", "overseer", "supervisor"):
        page = sign_in(who).get(f"/meja/{complaint.code}/intip/", headers=HTMX).content.decode()
        assert "Ada bau dari pabrik." in page, who
        assert "Sutarmi" not in page, who
        assert "Rina" not in page, who


def test_the_pane_costs_the_same_with_one_and_three_messages(
    town: t.Town, sign_in: SignIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    complaint = t.forwarded(town)
    client = sign_in("liaison")
    for messages in (1, 2):
        for number in range(messages):
            actions.note(complaint, by=town.liaison, text=f"Catatan {number}.")
        client.get("/meja/", {"daftar": "semua"})
        with django_assert_num_queries(8):
            client.get(f"/meja/{complaint.code}/intip/", headers=HTMX)


# -- comforts --------------------------------------------------------------------------------


def test_keys_are_switched_off_and_on(town: t.Town, sign_in: SignIn) -> None:
    client = sign_in("liaison")
    assert client.get("/meja/tombol/").context["are_on"] is True
    answer = client.post("/meja/tombol/", {"tombol": "mati"})
    assert answer["Location"] == "/meja/tombol/"
    assert client.get("/meja/tombol/").context["are_on"] is False
    client.post("/meja/tombol/", {"tombol": "hidup"})
    assert client.get("/meja/tombol/").context["are_on"] is True


def test_density_is_remembered_and_leads_back(town: t.Town, sign_in: SignIn) -> None:
    client = sign_in("liaison")
    answer = client.post("/meja/tombol/", {"kerapatan": "rapat", "next": "/meja/?daftar=baru"})
    assert answer["Location"] == "/meja/?daftar=baru"
    assert client.get("/meja/", {"daftar": "baru"}).context["density"] == "rapat"
    client.post("/meja/tombol/", {"kerapatan": "raksasa"})
    assert client.get("/meja/", {"daftar": "baru"}).context["density"] == "rapat"
    client.cookies["kerapatan"] = "raksasa"
    assert client.get("/meja/", {"daftar": "baru"}).context["density"] == "longgar"


@pytest.mark.parametrize("target", ["https://jahat.example/", "//jahat.example", ""])
def test_a_choice_never_leads_elsewhere(target: str, town: t.Town, sign_in: SignIn) -> None:
    data = {"kerapatan": "rapat", "next": target}
    where = urlsplit(sign_in("liaison").post("/meja/tombol/", data)["Location"])
    assert (where.netloc, where.path) == ("", "/meja/tombol/")
