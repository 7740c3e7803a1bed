"""With 20,000 reports the inbox reads little more than it shows: asked of the real plans."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from complaints.access import Desk
from complaints.desk.inbox import lists
from complaints.desk.inbox.tabs import tabs_of
from complaints.models import Complaint, Tag
from lapor import clock
from lapor.database import as_owner
from tests import crowd
from tests import town as t
from tests.desk.conftest import SignIn

REPORTS = 20_000
MOST = 50
"""Rows read for each row that is shown; a page of fewer than ten may read as if it showed ten."""
FEWEST = 10
FILTERS = (
    *("keadaan=resolved", "keadaan=referred"),
    *("kategori=jalan-jembatan", "kategori=lainnya"),
    *("kecamatan=62.71.01", "kelurahan=62.71.01.1003"),
    *("saluran=web", "saluran=sms", "saluran=import"),
    *("petugas=saya", "petugas=belum"),
    *("tanda={often}", "tanda={seldom}"),
    *("terlambat=1", "bahaya=1", "inspeksi=1"),
    *("dari={week}", "sampai={year}", "dari={year}&sampai={year}"),
    *("saluran=sms&kategori=lainnya", "bahaya=1&terlambat=1"),
    *("q=berlubang", "q=mampet", "q=berlubang+mampet", "q=mampet&saluran=letter"),
)
"""Each filter with a value that is frequent and one that is rare, and some together."""
LOOKS = (
    *("daftar=tindakan", "daftar=semua", "daftar=selesai", "daftar=baru"),
    *(f"daftar=semua&urut={order}" for order in ("terbaru", "terlama", "dukungan")),
    *("daftar=sunting", "daftar=sunting&urut=terbaru", "daftar=sunting&kategori=lainnya"),
    *("q=SP4N-778812", "daftar=selesai&q=berlubang"),
    *(f"daftar=semua&{one}" for one in FILTERS),
    *(f"daftar={{working}}&{one}" for one in FILTERS[1::2]),
    *(f"daftar={{working}}&urut={order}&kategori=lainnya" for order in ("terlama", "dukungan")),
)


def looked(client: Client, query: str) -> tuple[int, int, str]:
    """Open a list; return how many rows it read and showed, and where its next page is."""
    with CaptureQueriesContext(connection) as queries:
        page = client.get(f"/meja/?{query}")
    lists_read = [
        one["sql"]
        for one in queries
        if "complaints_complaint" in one["sql"]
        and "AS lane" not in one["sql"]
        and not one["sql"].startswith("EXPLAIN")
    ]
    read = sum(crowd.reads(sql) for sql in lists_read)
    return read, len(page.context["rows"]), page.context["next_url"].partition("?")[2]


@pytest.mark.django_db(transaction=True)
def test_lists_read_little_more_than_they_show(town: t.Town, sign_in: SignIn) -> None:
    often, seldom = (Tag.objects.create(name=name).pk for name in ("Musim hujan", "Rapat Senin"))
    crowd.fill(town, REPORTS, tags=[often, seldom])
    Complaint.objects.alias(place=F("pk") % 3).filter(place=0).update(publication="pending")
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("VACUUM (FULL, ANALYZE) complaints_complaint")
    too_much = {}
    today = clock.today()
    for who in ("verifier", "liaison"):
        client = sign_in(who)
        client.get("/meja/?q=berlubang")  # the town's law is kept for a minute
        for query in LOOKS:
            following = query.format(
                week=today - timedelta(days=7),
                year=today - timedelta(days=365),
                often=often,
                seldom=seldom,
                working="instansi" if who == "verifier" else "dikerjakan",
            )
            for number in (1, 2) if "&" not in query else (1,):
                if following:
                    read, shown, following = looked(client, following)
                    if read > MOST * max(shown, FEWEST):
                        too_much[f"{who}: {query}, page {number}"] = (read, shown)
        for name, read in numbers(town, who).items():
            if read > MOST * lists.PAGE:
                too_much[f"{who}: number of {name}"] = (read, lists.PAGE)
    assert too_much == {}


def numbers(town: t.Town, who: str) -> dict[str, int]:
    """Return how many rows the number of each tab reads."""
    request = RequestFactory().get("/meja/")
    request.user = town.people[who]
    desk = Desk(request)
    found = {}
    for tab in tabs_of(desk, who):
        with CaptureQueriesContext(connection) as queries:
            lists.counts(lists.sight_of(desk), [tab])
        found[tab.slug] = sum(crowd.reads(one["sql"]) for one in queries if tab.counted)
    return found
