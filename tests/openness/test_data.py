"""/data/: files that are whole, what they may say of reports and numbers, and what they never say."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from complaints import actions
from complaints.figures import folding
from complaints.models import Complaint, Publication, Seal
from complaints.openness import tasks
from complaints.openness.data import rows, writing
from complaints.openness.data.dictionary import BY_KEY, DATASETS
from complaints.privacy import Contact
from complaints.reporters import erasure
from complaints.trail import seals
from tests import town as t
from tests.openness.given import counted, year_2023

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
NOW = "2026-11-23T10:00:00+07:00"
NEXT_DAY = "2026-11-24T03:00:00+07:00"
PLANTED = "Zulhijrah"
"""Stands in every word that must not come out."""


@pytest.fixture
def town() -> t.Town:
    """A small town."""
    return t.build()


def filed(**changes: Any) -> Complaint:
    """File a report whose every word is planted."""
    contact = Contact(name=f"{PLANTED} Contoh", email="zulhijrah@warga.example", phone="")
    planted = {"text": f"Oleh {PLANTED}, jalan berlubang.", "place_text": f"Depan kios {PLANTED}"}
    return t.submit(**{**planted, "contact": contact, **changes})


def published(town: t.Town, report: Complaint | None = None, **verification: Any) -> Complaint:
    """Release a report under a text of its own."""
    return actions.verify_and_forward(
        report or filed(region=town.langkai),
        by=town.verifier,
        verification=t.verification(town, **verification),
        routing={"lead": town.pupr},
    )


def planted(town: t.Town, **changes: Any) -> dict[str, Any]:
    """Return a verification whose public words are planted too."""
    return t.verification(town, title=PLANTED, public_text=PLANTED, **changes)


HIDDEN: dict[str, Callable[[t.Town], Complaint]] = {
    "unverified": lambda town: filed(),
    "secret": lambda town: actions.verify(
        filed(is_secret=True), by=town.verifier, **planted(town, publication=Publication.SECRET)
    ),
    "sealed": lambda town: filed(misconduct="yes"),
    "personal": lambda town: actions.verify(
        filed(), by=town.verifier, **planted(town, publication=Publication.PERSONAL)
    ),
    "anonymous": lambda town: published(town, filed(hides_reporter=True)),
    "internal": lambda town: actions.note(
        published(town), by=town.liaison, text=f"Kata {PLANTED} di dalam."
    ),
}


def content() -> str:
    """Return everything that lies in the folder."""
    return "\n".join(path.read_text() for path in writing.folder().iterdir())


def data(name: str) -> list[dict[str, Any]]:
    """Return the rows of a JSON file."""
    entry = writing.listed()["files"][f"{name}.json"]
    found: list[dict[str, Any]] = json.loads((writing.folder() / entry["name"]).read_text())["data"]
    return found


def sheet(name: str) -> list[list[str]]:
    """Return the lines of a CSV file."""
    entry = writing.listed()["files"][f"{name}.csv"]
    with (writing.folder() / entry["name"]).open(newline="") as file:
        return list(csv.reader(file))


# -- files ----------------------------------------------------------------------------------


@time_machine.travel(NOW, tick=False)
def test_files_are_whole_alike_and_as_their_schema_says(town: t.Town, client: Client) -> None:
    shown = published(town, public_text="=HYPERLINK(0)\nSebuah “kutipan”, dan koma.")
    counted(40, lead=town.pupr, category=town.jalan, day=date(2026, 3, 2))
    assert tasks.write_open_data() is True
    for dataset in DATASETS:
        for kind in ("csv", "json"):
            entry = writing.listed()["files"][f"{dataset.key}.{kind}"]
            body = (writing.folder() / entry["name"]).read_bytes()
            assert (len(body), hashlib.sha256(body).hexdigest()) == (
                entry["bytes"],
                entry["sha256"],
            )
        whole = json.loads(body)
        jsonschema.validate(whole, client.get(f"/data/{dataset.key}.schema.json").json())
        lines = sheet(dataset.key)
        assert lines[0] == dataset.heads
        assert len(lines) - 1 == len(whole["data"]) == entry["rows"]
    (report,) = data("laporan")
    assert report["tiket"] == shown.code
    assert report["kelurahan"] == "Langkai"
    assert report["keadaan"] == "diteruskan"
    assert report["isi"].startswith("=HYPERLINK")
    assert sheet("laporan")[1][10].startswith("'=HYPERLINK")


@pytest.mark.parametrize("kind", HIDDEN)
def test_what_is_not_public_stands_in_no_file(town: t.Town, client: Client, kind: str) -> None:
    HIDDEN[kind](town)
    shown = published(town)
    writing.write()
    assert PLANTED.lower() not in content().lower()
    assert shown.code in content()
    for path in ("/data/", "/data/atom/", "/data/daftar.json", "/data/hitung.svg", "/kinerja/"):
        assert PLANTED.lower() not in client.get(path).content.decode().lower()


@pytest.mark.parametrize("how", ["redacted", "erased"])
def test_words_taken_back_leave_the_files_at_once(town: t.Town, how: str) -> None:
    with time_machine.travel(NOW, tick=False):
        report = published(town, filed(), title=PLANTED, public_text=PLANTED)
        assert tasks.write_open_data() is True
        assert PLANTED in content()
        assert tasks.write_open_data() is False
        if how == "redacted":
            actions.redact(
                report,
                by=town.verifier,
                title="",
                text="",
                publication=Publication.PERSONAL,
            )
        else:
            ended = actions.withdraw(report, by=t.reporter(report))
            erasure.erase(ended)
        assert tasks.write_open_data() is True
        assert PLANTED not in content()
        assert tasks.write_open_data() is False
    with time_machine.travel(NEXT_DAY, tick=False):
        assert tasks.write_open_data() is True


def test_a_writing_that_breaks_off_leaves_the_old_files(
    town: t.Town, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(town)
    writing.write()
    before = client.get("/data/laporan.csv").getvalue()

    def broken() -> Any:
        yield ["half", *[""] * 12]
        raise OSError("disk full")

    published(town)
    with monkeypatch.context() as patch:
        patch.setattr(rows, "reports", broken)
        with pytest.raises(OSError, match="disk full"):
            writing.write()
    assert client.get("/data/laporan.csv").getvalue() == before
    assert not list(Path(writing.folder()).glob("*.part"))
    writing.write()
    assert len(list(writing.folder().iterdir())) == 1 + 2 * len(DATASETS)


@pytest.mark.parametrize("many", [1, 3])
def test_reports_are_read_in_pieces(
    town: t.Town,
    monkeypatch: pytest.MonkeyPatch,
    many: int,
    django_assert_num_queries: Any,
) -> None:
    monkeypatch.setattr(rows, "AT_ONCE", 2)
    codes = [published(town).code for _ in range(many)]
    with django_assert_num_queries(3 + 2 + (many > 2)):  # three names, pieces, and an empty one
        assert [line[0] for line in rows.reports()] == codes


def test_a_file_is_sent_once_and_what_is_not_there_is_not(town: t.Town, client: Client) -> None:
    assert client.get("/data/laporan.csv").status_code == 404
    assert "sedang disiapkan" in client.get("/data/").content.decode()
    published(town)
    writing.write()
    first = client.get("/data/laporan.csv")
    assert first["Content-Disposition"] == 'attachment; filename="lapor-laporan.csv"'
    assert first["Access-Control-Allow-Origin"] == "*"
    first.close()
    again = client.get("/data/laporan.csv", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    for path in ("/data/rahasia.csv", "/data/daftar.csv", "/data/..%2Fkunci.json"):
        assert client.get(path).status_code == 404
    listed = client.get("/data/daftar.json").json()
    assert [one["nama"] for one in listed["berkas"]] == [
        f"{dataset.key}.{kind}" for dataset in DATASETS for kind in ("csv", "json")
    ]
    assert "event" not in listed  # how many events there are is nobody's business


# -- numbers --------------------------------------------------------------------------------


def told() -> dict[tuple[str, str, str], list[int | None]]:
    """Return the numbers of the file of figures by month, office and category."""
    return {
        (one["bulan"], one["instansi_kode"], one["kategori_kode"]): [
            one[name] for name in ("diterima", "ditindaklanjuti", "selesai", "dikonfirmasi")
        ]
        for one in data("angka")
    }


@time_machine.travel(NOW, tick=False)
def test_the_published_year_is_exact(town: t.Town, client: Client) -> None:
    with time_machine.travel("2023-05-02T10:00:00+07:00", tick=False):
        t.submit(is_secret=True)
    year_2023(town.agencies)
    folding.fold_all()
    writing.write()
    assert data("tahunan") == [
        dict(zip(BY_KEY["tahunan"].heads, [2023, 606, 589, 12, 5, 601, 567, 400], strict=True))
    ]
    sentence = "Dari 606 aduan: 589 tertangani, 12 dalam proses, 5 belum ditindaklanjuti."
    assert sentence in client.get("/data/").content.decode()


@time_machine.travel(NOW, tick=False)
def test_small_numbers_and_the_running_month_are_not_told(town: t.Town) -> None:
    with time_machine.travel("2025-03-01T10:00:00+07:00", tick=False):
        t.submit(is_secret=True)
    for category, day, many in (
        (town.jalan, date(2026, 3, 2), 40),
        (town.lainnya, date(2026, 3, 2), 4),
        (None, date(2026, 3, 2), 50),
        (town.jalan, date(2026, 4, 2), 30),
        (town.jalan, date(2026, 11, 2), 33),
    ):
        counted(many, lead=town.pupr, category=category, day=day)
    for year in (2025, 2026):
        counted(4, lead=town.dinsos, category=town.jalan, day=date(year, 4, 2))
        counted(60, lead=town.dlh, category=town.jalan, day=date(year, 4, 2))
    counted(40, lead=town.inspektorat, category=town.jalan, day=date(2026, 11, 2))
    writing.write()
    found = told()
    assert found["2026-03", "pupr", "lainnya"] == [None] * 4
    assert found["2026-03", "pupr", "tanpa"] == [None] * 4  # else 94 - 90 would tell it
    assert found["2026-03", "pupr", "jalan-jembatan"] == [40, 40, 40, 0]
    assert found["2026-04", "pupr", "jalan-jembatan"] == [30, 30, 30, 0]
    assert found["", "dinsos", ""] == found["", "dlh", ""] == [None] * 4
    assert not [key for key in found if key[0] == "2026-11"]
    assert {one["tahun"] for one in data("angka") if not one["bulan"]} == {2025}
    assert not [key for key in found if key[1] == "inspektorat"]  # all of it is of this month
    assert {one["keterangan"] for one in data("angka") if one["diterima"] is None} >= {
        "kurang dari 10; tidak ditampilkan",
        "bulan tidak dirinci; kurang dari 10; tidak ditampilkan",
    }


@time_machine.travel(NOW, tick=False)
def test_where_no_part_may_be_told_the_whole_is(town: t.Town) -> None:
    with time_machine.travel("2026-03-01T10:00:00+07:00", tick=False):
        t.submit()
    counted(30, lead=town.dlh, day=date(2026, 3, 2))
    for month, category, many in (
        (1, town.jalan, 40),
        (2, town.jalan, 3),
        (2, town.lainnya, 8),
        (5, town.jalan, 60),
    ):
        counted(many, lead=town.pupr, category=category, day=date(2026, month, 2))
    for month in range(1, 7):
        counted(6, lead=town.inspektorat, category=town.jalan, day=date(2026, month, 2))
    writing.write()
    found = told()
    assert found["2026-02", "pupr", ""] == [11, 11, 11, 0]
    assert found["2026-01", "pupr", "jalan-jembatan"] == [40, 40, 40, 0]
    assert ("2026-02", "pupr", "lainnya") not in found
    assert (
        found["2026-01", "inspektorat", ""] == [None] * 4
    )  # each month may be anything from 1 to 9
    assert ("", "", "") not in found  # its year still runs


@time_machine.travel(NOW, tick=False)
def test_two_files_do_not_tell_of_one_report(town: t.Town) -> None:
    with time_machine.travel("2026-03-01T10:00:00+07:00", tick=False):
        t.submit()
    counted(30, lead=town.dlh, day=date(2026, 3, 2))
    key = ("2026-03", "pupr", "jalan-jembatan")
    seen = []
    for many in (40, 1, 8, 1):
        counted(many, lead=town.pupr, category=town.jalan, day=date(2026, 3, 2))
        cache.clear()
        writing.write()
        seen.append(told()[key][0])
    assert seen == [40, 40, 40, 50]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [(None, 12, 12), (12, None, None), (40, 49, 40), (40, 50, 50), (40, 31, 40), (40, 40, 40)],
)
def test_a_number_moves_by_ten_or_not_at_all(
    old: int | None, new: int | None, said: int | None
) -> None:
    assert rows.settled(old, new) == said


# -- seals, feed, counter -------------------------------------------------------------------


def test_seals_of_days_that_are_over_without_counts(town: t.Town, client: Client) -> None:
    for moment in ("2026-11-20T09:00:00+07:00", "2026-11-20T15:00:00+07:00", NOW):
        with time_machine.travel(moment, tick=False):
            t.submit()
            seals.seal_new()
    with time_machine.travel(NOW, tick=False):
        writing.write()
    hashes = list(Seal.objects.order_by("pk").values_list("hash", flat=True))
    assert data("segel") == [{"tanggal": "2026-11-20", "segel": hashes[1]}]
    assert hashes[1] in client.get("/data/").content.decode()


def test_the_feed_goes_by_release_and_forgets_what_is_taken_back(
    town: t.Town, client: Client
) -> None:
    def titles() -> list[str]:
        feed = ET.fromstring(client.get("/data/atom/").content)
        return [entry.findtext(f"{ATOM}title") or "" for entry in feed.findall(f"{ATOM}entry")]

    older, newer = filed(), filed()
    published(town, newer, title="Yang baru")
    older = published(town, older, title="Yang lama")
    assert titles() == ["Yang lama", "Yang baru"]
    feed = ET.fromstring(client.get("/data/atom/").content)
    assert feed.findtext(f"{ATOM}author/{ATOM}name", "").startswith("LAPOR ")
    actions.redact(
        older, by=town.verifier, title="", text="", publication=Publication.PRIVATE_PERSON
    )
    assert titles() == ["Yang baru"]
    first = client.get("/data/atom/")
    again = client.get("/data/atom/", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304


@time_machine.travel(NOW, tick=False)
def test_others_may_show_the_counter(town: t.Town, client: Client) -> None:
    t.submit()
    assert "kurang dari 10" in client.get("/data/hitung.svg").content.decode()
    counted(70, lead=town.pupr, day=date(2026, 3, 2))
    counted(30, lead=town.pupr, day=date(2026, 3, 2), bucket="followed_up")
    cache.clear()
    picture = client.get("/data/hitung.svg")
    ET.fromstring(picture.content)
    assert "101 laporan diterima, 70 tertangani" in picture.content.decode()
    frame = client.get("/data/hitung/")
    assert "frame-ancestors *" in frame["Content-Security-Policy"]
    assert "script-src 'none'" in frame["Content-Security-Policy"]
    assert "X-Frame-Options" not in frame
    assert "Set-Cookie" not in frame
    assert "frame-ancestors 'none'" in client.get("/data/")["Content-Security-Policy"]


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_reads_files_and_few_sums(
    town: t.Town, client: Client, many: int, django_assert_num_queries: Any
) -> None:
    with time_machine.travel("2025-05-02T10:00:00+07:00", tick=False):
        for _ in range(many):
            published(town)
    writing.write()
    cache.clear()
    with django_assert_num_queries(2):
        client.get("/data/")
    with django_assert_num_queries(4):
        client.get("/data/atom/")
