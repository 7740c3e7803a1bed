"""Whether a town copies to SP4N, and from which day on: a setting, kept in the record of changes."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.test import Client

from complaints.models import Complaint, NationalUse, SettingsChange
from lapor import kept
from tests import town as t
from tests.complaints import given
from tests.complaints.given import At
from tests.desk.conftest import SignIn

PAGE, LIST = "/kelola/salin-sp4n/", "/meja/salin-sp4n/"


def save(client: Client, **data: str) -> str:
    """Send the form; return the page after it."""
    answer = client.post(PAGE, data, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def codes(client: Client) -> list[str]:
    """Return what the list shows."""
    return [item.complaint.code for item in client.get(LIST).context["page"].items]


def shown(client: Client) -> bool:
    """Whether the head of the pages leads to the list."""
    return f'href="{LIST}"' in client.get("/meja/").content.decode()


def test_a_fresh_town_copies_everything(town: t.Town, sign_in: SignIn) -> None:
    client, report = sign_in("verifier"), t.forwarded(town)
    form = client.get(PAGE).context["form"]
    assert (form.initial["copies"], form.initial["since"]) == (True, None)
    assert codes(client) == [report.code]
    assert shown(client)
    assert not NationalUse.objects.exists()


def test_a_town_that_does_not_use_it_has_no_list_and_finds_all_when_it_begins(
    town: t.Town, sign_in: SignIn
) -> None:
    client = sign_in("verifier")
    assert "Tersimpan" in save(client)
    assert not shown(client)
    report = t.forwarded(town)
    page = client.get(LIST).content.decode()
    assert "Daftar ini dimatikan" in page
    assert report.code not in page
    save(client, copies="on")
    assert shown(client)
    assert codes(client) == [report.code]


def test_the_list_begins_on_the_day_that_the_town_says(
    town: t.Town, sign_in: SignIn, at: At
) -> None:
    at("2026-07-13 23:30")
    before = t.forwarded(town)
    at("2026-07-14 00:30")
    after = t.forwarded(town)
    at("2026-07-15 09:00")
    client = sign_in("verifier")
    assert codes(client) == [before.code, after.code]
    save(client, copies="on", since="2026-07-14")
    assert codes(client) == [after.code]
    assert "Hanya yang menunggu sejak Selasa, 14 Juli 2026" in client.get(LIST).content.decode()
    save(client, copies="on")
    assert codes(client) == [before.code, after.code]
    assert given.stored(before).sp4n_owed_at is not None


def test_every_change_stands_in_the_record(town: t.Town, sign_in: SignIn) -> None:
    client = sign_in("verifier")
    save(client, since="2026-07-14")
    row = NationalUse.objects.get()
    assert (row.copies, row.since) == (False, date(2026, 7, 14))
    change = SettingsChange.objects.get()
    assert (change.user, change.thing, change.verb) == (town.verifier, "national", "change")
    name, day = "laporan disalin ke SP4N", "yang diteruskan sejak"
    assert (change.before[name], change.after[name]) == ("ya", "tidak")
    assert (change.before[day], change.after[day]) == ("–", "Selasa, 14 Juli 2026")
    assert "Tidak ada yang berubah" in save(client, since="2026-07-14")
    assert SettingsChange.objects.count() == 1
    assert "Salinan ke SP4N" in client.get("/kelola/riwayat/").content.decode()


def test_a_day_that_is_none_is_refused_and_changes_nothing(town: t.Town, sign_in: SignIn) -> None:
    answer: Any = sign_in("verifier").post(PAGE, {"copies": "on", "since": "31-02-2026"})
    assert answer.status_code == 422
    assert "Tulis tanggal yang ada" in answer.content.decode()
    assert not SettingsChange.objects.exists()


def test_a_page_has_few_rows_and_every_field_can_be_copied_while_it_is_folded(
    town: t.Town, sign_in: SignIn
) -> None:
    for _ in range(9):
        t.forwarded(town)
    kept.forget()
    page = sign_in("verifier").get(LIST)
    assert len(page.context["page"].items) == 8
    assert page.context["more_url"]
    html = page.content.decode()
    fields = sum(len(item.fields) for item in page.context["page"].items)
    assert html.count("data-copy=") == html.count("readonly") == fields
    assert '<details class="more" open' not in html
    assert Complaint.objects.filter(sp4n_owed_at__isnull=False).count() == 9
