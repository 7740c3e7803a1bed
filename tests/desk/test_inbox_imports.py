"""Imported reports at the desk: in no list of work but their own, marked, found, taken over."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from complaints.models import Complaint, ImportRun, NationalRecord
from complaints.wording import officer_status
from lapor import kept
from tests import town as t
from tests.complaints import given
from tests.desk.bulk.test_pages import BULK, send, tick
from tests.desk.conftest import SignIn


@pytest.fixture(autouse=True)
def fresh() -> None:
    """Forget whether the town ever imported anything."""
    kept.forget()


def codes(client: Any, **query: str) -> list[str]:
    """Return the tickets of a list."""
    return [row.code for row in client.get("/meja/", query).context["rows"]]


def tabs(client: Any) -> dict[str, str | None]:
    """Return the number of each list."""
    return {tab["label"]: tab["count"] for tab in client.get("/meja/").context["tabs"]}


def test_there_is_no_list_of_imports_in_a_town_that_never_imported(sign_in: SignIn) -> None:
    assert "Impor" not in tabs(sign_in("verifier"))


def test_what_waits_to_be_taken_over_is_work_of_its_own_list_only(
    town: t.Town, sign_in: SignIn
) -> None:
    new, theirs = given.imported(town), given.imported(town, "forwarded")
    old, ours = given.imported(town, "resolved"), t.forwarded(town)
    verifier, liaison = sign_in("verifier"), sign_in("liaison")
    assert tabs(verifier) == {
        "Perlu tindakan saya": "0",
        "Belum diverifikasi": "0",
        "Siap diteruskan": "0",
        "Dikembalikan": "0",
        "Perpanjangan": "0",
        "Menunggu pelapor": "0",
        "Dirujuk": "0",
        "Di instansi": "1",
        "Belum disunting": "0",
        "Banding": "0",
        "Impor": "2",
        "Anda disebut": "0",
        "Selesai": None,
        "Semua": None,
    }
    assert tabs(liaison)["Baru"] == tabs(liaison)["Impor"] == "1"
    assert set(codes(verifier, daftar="impor")) == {new.code, theirs.code}
    assert codes(liaison, daftar="impor") == [theirs.code]
    assert codes(liaison, daftar="baru") == [ours.code]
    assert set(codes(verifier, impor="1")) == {new.code, theirs.code, old.code}
    assert (
        "Impor" not in tabs(sign_in("other_liaison"))
        or codes(sign_in("other_liaison"), daftar="impor") == []
    )
    assert verifier.get("/meja/verifikasi/").context["waiting"].amount == 0


def test_the_mark_stands_in_list_preview_and_page(town: t.Town, sign_in: SignIn) -> None:
    client, complaint = sign_in("verifier"), given.imported(town)
    for path in (
        "/meja/?daftar=impor",
        f"/meja/?daftar=semua&buka={complaint.code}",
        f"/meja/{complaint.code}/",
    ):
        page = client.get(path).content.decode()
        assert "Impor, belum diambil alih" in page, path
        assert f"{complaint.external_ref}" in page, path
    client.post(f"/meja/{complaint.code}/ambil-alih/")
    page = client.get(f"/meja/{complaint.code}/").content.decode()
    assert "belum diambil alih" not in page
    assert "Impor</span>" in page


def test_many_are_taken_over_at_once_and_what_cannot_be_says_why(
    town: t.Town, sign_in: SignIn
) -> None:
    client = sign_in("verifier")
    waiting = [given.imported(town), given.imported(town, "forwarded")]
    tick(client, *waiting, t.forwarded(town))
    answer = send(client, "ambil-alih")
    page = client.get(answer["Location"]).content.decode()
    assert "belum diambil alih yang dapat diambil alih" in page
    assert not any(given.stored(one).awaits_take_over for one in waiting)
    assert Complaint.objects.filter(taken_over_at__isnull=False).count() == len(waiting)


def test_a_bulk_forward_of_an_untaken_report_is_refused_with_the_sentence(
    town: t.Town, sign_in: SignIn
) -> None:
    client = sign_in("verifier")
    tick(client, given.imported(town, "verified"))
    answer = send(client, "teruskan", lead=town.pupr.pk)
    assert "Ambil alih dulu" in client.get(answer["Location"]).content.decode()
    assert client.get(BULK).status_code == 200


@pytest.mark.parametrize(
    ("closed_by", "words"),
    [("admin", "Ditutup oleh admin (SP4N)"), ("system", "Ditutup otomatis")],
)
def test_who_closed_it_in_the_national_system_is_said_truly(
    closed_by: str, words: str, town: t.Town, sign_in: SignIn
) -> None:
    rows = [given.imported(town, "resolved") for _ in range(2)]
    Complaint.objects.filter(pk__in=[row.pk for row in rows]).update(
        closed_at=None, was_confirmed=False
    )
    for row in rows:
        NationalRecord.objects.create(
            complaint=row,
            number=f"7{row.pk}",
            run=ImportRun.objects.get(),
            row=1,
            closed_by=closed_by,
        )
    client = sign_in("verifier")
    with CaptureQueriesContext(connection) as queries:
        lines = client.get("/meja/", {"daftar": "semua"}).context["rows"]
    assert [line.state_words for line in lines] == [words, words]
    asked = [one["sql"] for one in queries if 'FROM "complaints_nationalrecord"' in one["sql"]]
    assert asked == []
    assert words in client.get(f"/meja/{rows[0].code}/").content.decode()


def test_what_our_own_clock_closed_after_it_was_taken_over_is_said_to_be_so(town: t.Town) -> None:
    complaint = given.imported(town, "resolved")
    Complaint.objects.filter(pk=complaint.pk).update(was_confirmed=False)
    assert officer_status(given.stored(complaint)) == "Ditutup otomatis"
