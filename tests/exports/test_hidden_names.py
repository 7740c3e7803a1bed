"""Planted names: no role finds one in any file of any list, not even who may open it."""

from __future__ import annotations

import re
from itertools import product
from typing import Any

import pytest
from django.http import QueryDict

from complaints import actions
from complaints.access import Desk
from complaints.desk.inbox.listing import Listing
from complaints.exports.columns import UNREAD
from complaints.models import Complaint
from complaints.privacy import Contact
from tests import town as t
from tests.desk.conftest import SignIn
from tests.exports import opened

pytestmark = pytest.mark.django_db

CONTACT = Contact("Mirandasari Contohwati", "mirandasari@warga.example", "0811-2233-4455")
PLANTED = re.compile(
    r"mirandasari|contohwati|811[\s.-]?2233[\s.-]?4455|zulhijrah|6271012345", re.IGNORECASE
)
TEXT = "Saya penjual kue lapis bernama Zulhijrah, jalan di depan kios saya berlubang."
CLEARED = "Jalan di depan sebuah kios berlubang."
ROLES = (
    *("verifier", "verifier2", "liaison", "co_liaison", "operator", "supervisor"),
    *("coordinator", "overseer", "secretary", "custodian", "clerk"),
)
HIDDEN: dict[str, Any] = {
    "contact": CONTACT,
    "hides_reporter": True,
    "text": TEXT,
    "title": "Kios Zulhijrah",
    "numbers": "6271012345",
}


@pytest.fixture
def planted(town: t.Town) -> list[Complaint]:
    """Hidden reports: not looked at yet, cleared and forwarded, sealed, and opened by a custodian."""
    fresh = t.submit(**HIDDEN)
    cleared = actions.verify_and_forward(
        t.submit(**HIDDEN),
        by=town.verifier,
        verification=t.verification(town, working_text=CLEARED, public_text=CLEARED),
        routing={"lead": town.pupr, "co_agencies": [town.dlh]},
    )
    actions.reveal(cleared, by=town.custodian, reason="Perlu dihubungi segera.")
    sealed = t.submit(**HIDDEN, misconduct="yes", sealed_against=town.dinsos)
    return [fresh, cleared, sealed]


def test_no_file_of_any_list_names_who_hides(
    town: t.Town, sign_in: SignIn, planted: list[Complaint]
) -> None:
    found: set[str] = set()
    files = 0
    for who in ROLES:
        client = sign_in(who)
        desk = Desk.of(town.people[who])
        paths = [
            f"meja/?{Listing(QueryDict(f'daftar={tab.slug}'), desk).query_string}"
            for tab in Listing(QueryDict(), desk).tabs
        ]
        behind = [] if who in ("custodian", "clerk") else ["received/", "open/"]
        for path, kind in product([*paths, *behind], ("csv", "xlsx")):
            answer = client.post(f"/meja/unduhan/baru/{path}", {"kind": kind})
            text = opened.everything(opened.content(answer))
            assert not PLANTED.search(text), (who, path)
            files += 1
            found |= {report.code for report in planted if report.code in text}
    assert found == {report.code for report in planted}
    assert files > 100


def test_words_nobody_cleared_stay_in_the_desk(
    town: t.Town, sign_in: SignIn, planted: list[Complaint]
) -> None:
    fresh, cleared, _ = planted
    named = t.submit(text="Lampu jalan padam di depan pasar.", contact=CONTACT)
    answer = sign_in("verifier").post("/meja/unduhan/baru/meja/?daftar=semua", {"kind": "csv"})
    rows = {row["Nomor tiket"]: row for row in opened.separated(opened.content(answer))}
    assert (rows[fresh.code]["Judul"], rows[fresh.code]["Isi laporan"]) == (UNREAD, UNREAD)
    assert rows[cleared.code]["Isi laporan"] == CLEARED
    assert rows[cleared.code]["Sifat"] == "Anonim"
    assert rows[named.code]["Isi laporan"] == named.text


def test_agencies_get_the_working_text_and_verifiers_the_original(
    town: t.Town, sign_in: SignIn
) -> None:
    report = actions.verify_and_forward(
        t.submit(text="Lampu padam, kata Pak Amat dari toko sebelah."),
        by=town.verifier,
        verification=t.verification(town, working_text="Lampu padam."),
        routing={"lead": town.pupr},
    )
    for who, words in (
        ("verifier", report.text),
        ("overseer", report.text),
        ("liaison", "Lampu padam."),
        ("operator", "Lampu padam."),
        ("supervisor", "Lampu padam."),
    ):
        answer = sign_in(who).post("/meja/unduhan/baru/meja/?daftar=semua", {"kind": "xlsx"})
        (row,) = opened.workbook(opened.content(answer))
        assert row["Isi laporan"] == words, who
