"""The demonstration's tools exist only in a demonstration, and really act."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client

from agencies import demo_town
from complaints.demo.cast import CAST, PASSWORD
from lapor import clock
from tests import town as t

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(settings: LazySettings, tmp_path: Path) -> LazySettings:
    """A town that is a demonstration, with its own folder."""
    settings.LAPOR_DEMO = True
    settings.LAPOR_VAR = tmp_path
    settings.LAPOR_MAIL_DIR = tmp_path / "mail"
    return settings


@pytest.mark.parametrize("path", ["/demo/surat/", "/demo/surat/satu.eml/"])
def test_no_demo_page_exists_outside_a_demonstration(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/demo/peran/", "/demo/jam/"])
def test_no_demo_tool_works_outside_a_demonstration(client: Client, path: str) -> None:
    assert client.post(path, {"role": "warga", "forward": "1d"}).status_code == 404
    with pytest.raises(clock.ClockIsReal):
        clock.set_offset(60)
    with pytest.raises(clock.ClockIsReal), clock.standing_at(datetime.now(UTC)):
        pass


def test_one_click_changes_the_role(demo: LazySettings, client: Client) -> None:
    demo_town.install(PASSWORD)
    for part in CAST:
        answer = client.post("/demo/peran/", {"role": part})
        expected = "/" if part == "warga" else "/meja/"
        assert (part, answer.status_code, answer["Location"]) == (part, 302, expected)
    assert client.post("/demo/peran/", {"role": "liaison:tidak-ada"}).status_code == 404


def test_the_clock_moves_forward_only_by_known_steps(demo: LazySettings, client: Client) -> None:
    before = clock.now()
    client.post("/demo/jam/", {"forward": "1h"})
    assert timedelta(minutes=59) < clock.now() - before < timedelta(minutes=62)
    client.post("/demo/jam/", {"forward": "1d"})
    assert clock.now() - before > timedelta(hours=16)
    assert client.post("/demo/jam/", {"forward": "-9d"}).status_code == 404


def test_the_clock_leads_back_to_the_page_but_not_to_another_site(
    demo: LazySettings, client: Client
) -> None:
    back = client.post("/demo/jam/", {"forward": "1h", "next": "/laporan/?q=x"})
    away = client.post("/demo/jam/", {"forward": "1h", "next": "https://jahat.example/"})
    assert (back["Location"], away["Location"]) == ("/laporan/?q=x", "/")


def test_mails_are_shown_as_their_reader_sees_them(demo: LazySettings, client: Client) -> None:
    folder = Path(demo.LAPOR_MAIL_DIR)
    folder.mkdir()
    (folder / "satu.eml").write_text(
        "Subject: Laporan diterima\nTo: rina@warga.example\n\nHalo <b>Rina</b>,\n\n"
        "Buka https://kota.example/lacak/\n"
    )
    assert "Laporan diterima" in client.get("/demo/surat/").content.decode()
    page = client.get("/demo/surat/satu.eml/").content.decode()
    assert "&lt;b&gt;Rina&lt;/b&gt;" in page
    assert '<a href="https://kota.example/lacak/">' in page


@pytest.mark.parametrize("name", ["..%2Fsecret", "tidak-ada.eml", "satu.txt", "a" * 200 + ".eml"])
def test_an_unknown_mail_is_not_found(demo: LazySettings, client: Client, name: str) -> None:
    assert client.get(f"/demo/surat/{name}/").status_code == 404


def test_a_mail_folder_that_is_missing_is_an_empty_list(demo: LazySettings, client: Client) -> None:
    assert "Belum ada surat" in client.get("/demo/surat/").content.decode()


def test_the_past_needs_a_demonstration_too(demo: LazySettings) -> None:
    moment = datetime(2023, 5, 2, 3, 0, tzinfo=UTC)
    with clock.standing_at(moment):
        complaint = t.submit()
    assert complaint.created_at == moment
