"""Tags on the officers' pages: given, found, kept; of other agencies and hidden reports nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from complaints import actions
from complaints.models import BulkJob, Complaint, Event, SettingsChange, Tag
from tests import town as t
from tests.desk.bulk.test_pages import send, tick
from tests.desk.conftest import SignIn

pytestmark = pytest.mark.django_db


def rows(client: Client, **query: str | int) -> dict[str, list[str]]:
    """Return the tags on each row of a list by its ticket."""
    return {row.code: row.tags for row in client.get("/meja/", query).context["rows"]}


def said(answer: Any) -> str:
    """Return what an answer says."""
    return str(answer.content.decode())


def test_the_page_of_a_report_puts_tags_on_and_takes_them_off(
    town: t.Town, sign_in: SignIn
) -> None:
    report = t.forwarded(town)
    client = sign_in("liaison")
    address = f"/meja/{report.code}/"
    answer = client.post(f"{address}beri-tanda/", {"add": "Musim hujan, <b>Tebal</b>"}, follow=True)
    page = answer.content.decode()
    assert "Tanda disimpan." in page
    assert "Cabut tanda &lt;b&gt;Tebal&lt;/b&gt;" in page
    assert "Diberi:" in page
    rain = Tag.objects.get(name="Musim hujan")
    page = client.post(f"{address}beri-tanda/", {"untag": rain.pk}, follow=True).content.decode()
    assert f'<option value="{rain}">' in page
    assert f"Cabut tanda {rain}" not in page
    assert [event.verb for event in report.events.order_by("-sequence")[:2]] == ["tag", "tag"]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "Tulis tanda, atau centang tanda yang dicabut."),
        ({"add": " , ,"}, "Tulis tanda, atau centang tanda yang dicabut."),
        ({"add": "x" * 31}, "terlalu panjang. Paling banyak 30 karakter."),
        ({"add": "Pak Budi 0812 3456 7890"}, "tampak seperti data pribadi"),
        ({"add": "a," * 200}, "Terlalu banyak sekaligus."),
        ({"untag": "999999"}, "Tanda yang dicabut tidak ada lagi pada laporan ini."),
        ({"untag": "'; --"}, "Tanda yang dicabut tidak ada lagi pada laporan ini."),
    ],
)
def test_what_cannot_be_done_is_said_and_stays_typed(
    town: t.Town, sign_in: SignIn, data: dict[str, str], sentence: str
) -> None:
    report = t.forwarded(town)
    answer = sign_in("liaison").post(f"/meja/{report.code}/beri-tanda/", data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert data.get("add", "")[:300].strip() in page
    assert not Complaint.objects.exclude(tag_ids=[]).exists()


def test_tags_of_another_agency_stand_nowhere(town: t.Town, sign_in: SignIn) -> None:
    report = t.forwarded(town, co=("dlh",))
    actions.tag(report, by=town.liaison, add=["Hanya PUPR"])
    actions.tag(report, by=town.verifier, add=["Seluruh warga"])
    own = Tag.objects.get(name="Hanya PUPR")
    for who in ("verifier", "overseer", "co_liaison", "coordinator"):
        client = sign_in(who)
        if who != "coordinator":
            page = client.get(f"/meja/{report.code}/").content.decode()
            assert "Seluruh warga" in page
            assert "Hanya PUPR" not in page
            shown = rows(client, daftar="semua")
            assert shown == ({} if who == "co_liaison" else {report.code: ["Seluruh warga"]})
        answer = client.get("/meja/", {"tanda": own.pk})
        page = answer.content.decode()
        assert "Tanda ini tidak ada di daftar, jadi tidak dipakai." in page
        assert "Hanya PUPR" not in page
    guess = sign_in("co_liaison").post(f"/meja/{report.code}/beri-tanda/", {"untag": own.pk})
    assert guess.status_code == 422
    for who in ("operator", "supervisor"):
        assert rows(sign_in(who), tanda=own.pk) == {report.code: ["Hanya PUPR", "Seluruh warga"]}
    unit = actions.delegate(report, by=town.liaison, unit=town.upt)
    assert "Hanya PUPR" in sign_in("unit_liaison").get(f"/meja/{unit.code}/").content.decode()


def test_who_only_reads_sees_tags_and_no_form(town: t.Town, sign_in: SignIn) -> None:
    report = actions.tag(t.forwarded(town), by=town.verifier, add=["Prioritas"])
    page = sign_in("overseer").get(f"/meja/{report.code}/").content.decode()
    assert "Prioritas" in page
    assert "beri-tanda" not in page
    answer = sign_in("overseer").post(f"/meja/{report.code}/beri-tanda/", {"add": "Lain"})
    assert answer.status_code == 409
    assert sign_in("other_liaison").get(f"/meja/{report.code}/beri-tanda/").status_code == 404


def test_citizens_never_read_a_tag(town: t.Town) -> None:
    report = actions.tag(t.forwarded(town), by=town.verifier, add=["Pelapor rewel"])
    for path in (f"/laporan/{report.code}/", "/laporan/"):
        assert "rewel" not in Client().get(path).content.decode()


def test_a_filter_finds_tagged_reports_and_hides_what_one_does_not_see(
    town: t.Town, sign_in: SignIn
) -> None:
    mine, other = t.forwarded(town), t.forwarded(town)
    closed = t.resolved(town)
    sealed = t.submit(misconduct="yes", sealed_against=town.pupr)
    for report in (mine, closed, sealed):
        actions.tag(report, by=town.verifier, add=["Banjir"])
    actions.tag(other, by=town.verifier, add=["Genangan"])
    flood, pool = Tag.objects.order_by("name")
    found = {"liaison": {mine.code, closed.code}, "verifier": {mine.code, closed.code, sealed.code}}
    found["verifier2"] = found["liaison"]
    for who, codes in found.items():
        assert set(rows(sign_in(who), tanda=flood.pk)) == codes
    assert set(rows(sign_in("liaison"), tanda=flood.pk, daftar="tindakan")) == {mine.code}
    Tag.objects.filter(pk=pool.pk).update(merged_into=flood, is_active=False)
    assert rows(sign_in("liaison"), tanda=flood.pk)[other.code] == ["Banjir"]
    Tag.objects.filter(pk=flood.pk).update(is_active=False)
    page = sign_in("liaison").get("/meja/", {"tanda": flood.pk}).content.decode()
    assert '<optgroup label="Tidak dipakai lagi">' in page
    peek = sign_in("liaison").get(f"/meja/{mine.code}/intip/", headers={"HX-Request": "true"})
    assert "Banjir" in peek.content.decode()


@pytest.mark.parametrize("typed", ["abc", "-1", "0", "99999999999999999999", "1 OR 1=1"])
def test_nonsense_in_the_filter_is_said(town: t.Town, sign_in: SignIn, typed: str) -> None:
    answer = sign_in("liaison").get("/meja/", {"tanda": typed})
    assert answer.status_code == 200
    assert "Tanda ini tidak ada di daftar" in answer.content.decode()


def test_pages_cost_the_same_with_one_and_three_tags(
    town: t.Town, sign_in: SignIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = actions.tag(t.forwarded(town), by=town.verifier, add=["Banjir"])
    client = sign_in("liaison")
    for warm in ("/meja/", f"/meja/{first.code}/"):
        client.get(warm)  # the town's law is kept for a minute
    flood = Tag.objects.get()
    for number in (1, 3):
        for _ in range(number - 1):
            actions.tag(t.forwarded(town), by=town.verifier, add=["Banjir", f"Pompa {number}"])
            actions.tag(first, by=town.liaison, add=[f"Alat {Tag.objects.count()}"])
        with django_assert_num_queries(10):
            client.get("/meja/", {"daftar": "semua"})
        with django_assert_num_queries(11):
            client.get("/meja/", {"tanda": flood.pk})
        with django_assert_num_queries(23):
            client.get(f"/meja/{first.code}/")


# -- many at once ----------------------------------------------------------------------------


def test_many_are_tagged_from_the_inbox_and_undone(town: t.Town, sign_in: SignIn) -> None:
    one, two = t.forwarded(town), actions.tag(t.resolved(town), by=town.liaison, add=["Banjir"])
    client = sign_in("liaison")
    tick(client, one, two)
    for names, sentence in (
        ("", "tidak boleh kosong"),
        ("a, b", "Satu tanda sekali jalan."),
        ("0812 3456 7890", "tampak seperti data pribadi"),
    ):
        answer = send(client, "beri-tanda", names=names)
        assert answer.status_code == 422
        assert sentence in said(answer)
    job = client.get(send(client, "beri-tanda", names="banjir")["Location"])
    page = job.content.decode()
    assert "<b>1</b> diberi tanda" in page
    assert "Laporan ini sudah bertanda “Banjir”." in page
    back = client.post(job.request["PATH_INFO"], follow=True).content.decode()
    assert "<b>1</b> dikembalikan seperti semula" in back
    assert list(Complaint.objects.exclude(tag_ids=[])) == [two]
    tick(client, one, two)
    other = Tag.objects.create(agency=town.dlh, name="Hanya DLH")
    answer = send(client, "cabut-tanda", tag=other.pk)
    assert "Tanda ini tidak ada di daftar Anda." in said(answer)
    off = client.get(send(client, "cabut-tanda", tag=Tag.objects.get(name="Banjir").pk)["Location"])
    assert "Laporan ini tidak bertanda “Banjir”." in off.content.decode()
    assert not Complaint.objects.exclude(tag_ids=[]).exists()
    assert BulkJob.objects.count() == 3
    assert sign_in("overseer").get("/meja/borongan/aksi/beri-tanda/").status_code == 403


# -- the lists of tags -----------------------------------------------------------------------


def test_the_towns_tags_are_kept_under_kelola(town: t.Town, sign_in: SignIn) -> None:
    report = actions.tag(t.forwarded(town), by=town.verifier, add=["Genangan"])
    actions.tag(report, by=town.liaison, add=["Hanya PUPR"])
    pool, own = Tag.objects.get(name="Genangan"), Tag.objects.get(name="Hanya PUPR")
    client = sign_in("verifier")
    assert "Hanya PUPR" not in client.get("/kelola/tanda/").content.decode()
    assert client.get(f"/kelola/tanda/{own.pk}/").status_code == 404
    client.post("/kelola/tanda/tambah/", {"name": "  Banjir  2026 ", "is_active": "on"})
    flood = Tag.objects.get(name="Banjir 2026")
    for name, sentence in (("GENANGAN", "sudah ada"), ("x" * 31, "31"), ("a,b", "koma")):
        answer = client.post("/kelola/tanda/tambah/", {"name": name, "is_active": "on"})
        assert answer.status_code == 422, sentence
        assert name in answer.content.decode()
    for wrong in (own.pk, pool.pk, 10**9):
        data = {"name": "Genangan", "is_active": "on", "merged_into": wrong}
        assert client.post(f"/kelola/tanda/{pool.pk}/", data).status_code == 422
    data = {"name": "Genangan", "is_active": "on", "merged_into": flood.pk}
    page = client.post(f"/kelola/tanda/{pool.pk}/", data, follow=True).content.decode()
    assert "Laporannya sekarang tampil dengan tanda Banjir 2026." in page
    assert rows(client, tanda=flood.pk) == {report.code: ["Banjir 2026"]}
    last = SettingsChange.objects.first()
    assert last is not None
    assert (last.thing, last.after) == ("tag", {"dipakai": "tidak", "digabung ke": "Banjir 2026"})
    third = Tag.objects.create(name="Air")
    client.post(f"/kelola/tanda/{flood.pk}/", {"name": "Banjir 2026", "merged_into": third.pk})
    assert rows(client, tanda=third.pk) == {report.code: ["Air"]}
    assert sign_in("overseer").post(f"/kelola/tanda/{third.pk}/", data).status_code == 403


def test_an_agency_keeps_its_own_tags_out_of_the_towns_record(
    town: t.Town, sign_in: SignIn
) -> None:
    foreign = Tag.objects.create(agency=town.dlh, name="Hanya DLH")
    client = sign_in("supervisor")
    page = client.post("/meja/tanda/", {"name": "Alat berat", "is_active": "on"}, follow=True)
    own = Tag.objects.get(agency=town.pupr)
    assert "Alat berat ditambahkan" in page.content.decode()
    assert "Hanya DLH" not in page.content.decode()
    assert client.post("/meja/tanda/", {"name": "alat BERAT"}).status_code == 422
    data = {"name": "Ekskavator", "merged_into": foreign.pk}
    assert client.post(f"/meja/tanda/{own.pk}/", data).status_code == 422
    assert client.post(f"/meja/tanda/{foreign.pk}/", {"name": "Milik kami"}).status_code == 404
    client.post(f"/meja/tanda/{own.pk}/", {"name": "Ekskavator"})
    own.refresh_from_db()
    assert (own.name, own.is_active) == ("Ekskavator", False)
    unit = sign_in("unit_liaison")
    assert "Unit Anda memakai tanda instansi induk" in unit.get("/meja/tanda/").content.decode()
    assert unit.post("/meja/tanda/", {"name": "Milik UPT"}).status_code == 200
    assert not Tag.objects.filter(name="Milik UPT").exists()
    assert {row.thing for row in SettingsChange.objects.all()} == {"own_tag"}
    record = sign_in("verifier").get("/kelola/riwayat/").content.decode()
    assert "Ekskavator" not in record
    assert "Tanda instansi" not in record


def test_events_name_no_tag(town: t.Town) -> None:
    report = actions.tag(t.forwarded(town), by=town.liaison, add=["Kata rahasia kantor"])
    event = Event.objects.filter(complaint=report).latest("sequence")
    assert event.data == {"tags": [Tag.objects.get().pk], "untagged": []}
    assert Complaint.objects.get(pk=report.pk).event_count == event.sequence
