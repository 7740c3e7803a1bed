"""/kinerja/: a year in its published sentence, offices compared fairly, and no small number."""

from __future__ import annotations

import gzip
import re
from datetime import date

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from complaints.figures import folding
from complaints.figures.protection import SMALL
from complaints.openness import record, telling
from tests import town as t
from tests.openness.given import counted, year_2023

pytestmark = pytest.mark.django_db

NOW = "2026-11-23T10:00:00+07:00"
SENTENCE = "Dari 606 aduan: 589 tertangani, 12 dalam proses, 5 belum ditindaklanjuti."
KILOBYTE = 1024


@pytest.fixture
def town() -> t.Town:
    """A town that published the year 2023, whose first report is a secret one."""
    with time_machine.travel("2023-05-02T10:00:00+07:00", tick=False):
        town = t.build()
        t.submit(is_secret=True)
    with time_machine.travel(NOW, tick=False):
        year_2023(town.agencies)
        folding.fold_all()
    return town


def words_of(client: Client, path: str) -> str:
    """Return a page as anybody reads it, without markup."""
    answer = client.get(path)
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def lines(year: int) -> dict[str, tuple[str, dict[str, str]]]:
    """Return rank and cells of each office that is compared."""
    found = [line for group in telling.groups(record.year(year)) for line in group.lines]
    return {str(line.agency): (line.rank, dict(line.cells)) for line in found}


@time_machine.travel(NOW, tick=False)
def test_the_published_year_says_its_sentence_and_three_figures(
    town: t.Town, client: Client
) -> None:
    page = words_of(client, "/kinerja/?tahun=2023")
    assert SENTENCE in page
    assert "Ditindaklanjuti 601" in page
    assert "Selesai 567" in page
    assert "Dikonfirmasi pelapor 400" in page


@time_machine.travel(NOW, tick=False)
def test_offices_are_compared_with_their_like_and_none_below_ten(
    town: t.Town, client: Client
) -> None:
    told = record.year(2023)
    assert [
        (group.volume.least, [str(line.agency) for line in group.lines])
        for group in telling.groups(told)
    ] == [(100, ["Dinas PUPR"]), (30, ["DLH"]), (10, ["Inspektorat"])]
    assert [name for name, _ in telling.not_compared(told)] == ["Dinas Sosial", "Diskominfo"]
    table = lines(2023)
    assert table["Dinas PUPR"] == (
        "1",
        {
            "Diterima": "512",
            "Ditindaklanjuti": "512",
            "Selesai": "500",
            "Dikonfirmasi pelapor": "400",
            "Jawaban akhir": "2 hari kerja",
            "Janji jawaban ditepati": "80%",
            "Disanggah": "0",
            "Dibuka kembali": "0",
        },
    )
    assert table["DLH"][1]["Disanggah"] == "60"
    assert table["Inspektorat"][0] == ""  # nothing was answered: no rank
    assert table["Inspektorat"][1]["Jawaban akhir"] == "terlalu sedikit"


@time_machine.travel(NOW, tick=False)
def test_small_and_secret_ones_are_in_no_row(town: t.Town, client: Client) -> None:
    told = record.year(2023)
    by_name = {str(one.agency): one for one in told.records}
    assert by_name["Dinas Sosial"].received == SMALL
    assert not by_name["None"].received.is_shown  # the secret one, not forwarded yet
    shown = sum(one.received.value or 0 for one in told.records)
    assert 606 - shown >= 10
    page = words_of(client, "/kinerja/dinsos/?tahun=2023")
    assert "Jumlah laporan kurang dari 10" in page
    assert "Apa jadinya" not in page


@time_machine.travel(NOW, tick=False)
def test_a_year_that_runs_tells_no_small_number(town: t.Town, client: Client) -> None:
    counted(5, lead=town.pupr, day=date(2026, 10, 1), bucket="forwarded")
    assert "Kurang dari 10 aduan sejauh ini." in words_of(client, "/kinerja/")
    counted(70, lead=town.pupr, day=date(2026, 10, 1))
    cache.clear()
    page = words_of(client, "/kinerja/")
    assert "Dari 75 aduan: 0 dalam proses, kurang dari 10 belum ditindaklanjuti." in page


@time_machine.travel(NOW, tick=False)
def test_an_office_shows_its_months_and_units(town: t.Town, client: Client) -> None:
    for month, many in ((1, 30), (2, 4), (3, 25), (10, 40), (11, 3)):
        counted(many, lead=town.pupr, day=date(2026, month, 2))
    page = words_of(client, "/kinerja/pupr/?tahun=2026")
    assert "102 laporan diterima" in page
    assert "Paling banyak diterima pada Oktober 2026: 40 laporan" in page
    steps = record.over_months(2026, town.pupr)
    said = [one.received.words for one in steps]
    few = "kurang dari 10"
    assert said == ["30", few, "tidak ditampilkan", *["0"] * 6, "40", few]
    assert (steps[-1].is_running, len(steps)) == (True, 11)
    assert record.over_months(2023, town.dinsos) == []
    assert [(str(unit), one.words) for unit, one in record.of_units(2023, town.pupr)] == [
        ("Dinas PUPR", "412"),
        ("UPT Jalan", "100"),
    ]


@time_machine.travel(NOW, tick=False)
def test_a_unit_leads_to_its_office_and_a_stranger_nowhere(town: t.Town, client: Client) -> None:
    answer = client.get("/kinerja/upt-jalan/?tahun=2023")
    assert (answer.status_code, answer["Location"]) == (302, "/kinerja/pupr/?tahun=2023")
    assert client.get("/kinerja/tidak-ada/").status_code == 404


@time_machine.travel(NOW, tick=False)
@pytest.mark.parametrize("asked", ["1999", "abc", "9" * 30, "2023'--", "\x00"])
def test_a_senseless_year_is_said_and_the_newest_shown(
    town: t.Town, client: Client, asked: str
) -> None:
    for path in ("/kinerja/", "/kinerja/pupr/"):
        answer = client.get(path, {"tahun": asked})
        assert answer.status_code == 200
        assert "Tahun itu tidak ada di sini. Ini angka tahun 2026." in answer.content.decode()


@time_machine.travel(NOW, tick=False)
def test_an_empty_town_has_its_page(db: None, client: Client) -> None:
    assert "Tidak ada aduan pada masa ini." in words_of(client, "/kinerja/")


@time_machine.travel(NOW, tick=False)
@pytest.mark.parametrize("many", [1, 3])
@pytest.mark.parametrize(
    ("path", "queries"), [("/kinerja/?tahun=2026", 4), ("/kinerja/pupr/?tahun=2026", 6)]
)
def test_pages_cost_the_same_queries_for_any_number(
    town: t.Town,
    client: Client,
    path: str,
    queries: int,
    many: int,
    django_assert_num_queries: object,
) -> None:
    for number in range(many):
        counted(12, lead=town.agencies[("pupr", "upt", "dlh")[number]], day=date(2026, 3, 2))
    with django_assert_num_queries(queries):  # type: ignore[operator]
        client.get(path)


@time_machine.travel(NOW, tick=False)
def test_pages_are_light(town: t.Town, client: Client) -> None:
    for path in ("/kinerja/?tahun=2023", "/kinerja/pupr/?tahun=2023"):
        body = client.get(path).content
        assert len(gzip.compress(body)) <= 8 * KILOBYTE
    styles = (settings.BASE_DIR / "static" / "css" / "openness.css").read_bytes()
    assert len(gzip.compress(styles)) <= 2 * KILOBYTE


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (None, "terlalu sedikit"),
        (60, "1 jam"),
        (960, "2 hari kerja"),
        (1200, "2 hari kerja 4 jam"),
        (4800, "10 hari kerja"),
        (48000, "lebih dari 100 hari kerja"),
    ],
)
def test_working_time_in_words(minutes: int | None, words: str) -> None:
    assert telling.duration(minutes) == words


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (None, "terlalu sedikit"),
        (0, "0%"),
        (0.001, "1%"),
        (0.5, "50%"),
        (0.999, "99%"),
        (1, "100%"),
    ],
)
def test_shares_in_whole_percents(share: float | None, words: str) -> None:
    assert telling.percent(share) == words
