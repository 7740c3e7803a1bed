"""What the program notices in the words of an answer, and that it never stands in the way."""

from __future__ import annotations

import pytest

from complaints.desk.answering.checklist import LONG_SENTENCE, hints
from tests import town as t
from tests.desk.conftest import SignIn

GOOD = (
    "Lubang di depan pasar ditambal pada 20 November 2026 oleh UPT Jalan. "
    "Bila masih ada yang kurang, hubungi loket kami di nomor 0536-000000."
)


def codes(text: str, **more: object) -> list[str]:
    return [hint.code for hint in hints(text, **more)]  # type: ignore[arg-type]


def test_good_answer_gets_no_hint() -> None:
    assert codes(GOOD, outcome="fixed", has_files=True) == []


def test_text_that_hardly_began_is_left_alone() -> None:
    assert codes("Sudah.") == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (GOOD.replace("pada 20 November 2026 ", ""), "date"),
        (GOOD.replace("oleh UPT Jalan", "dengan aspal").replace("loket kami di ", ""), "unit"),
        (GOOD.partition(". ")[0] + ".", "contact"),
        (f"{GOOD} {'kata ' * (LONG_SENTENCE + 1)}.", "long"),
        (f"{GOOD} Sehubungan dengan itu kami berkoordinasi.", "jargon"),
    ],
)
def test_each_gap_is_named(text: str, code: str) -> None:
    assert code in codes(text, has_files=True)


@pytest.mark.parametrize("day", ["20/11", "kemarin", "Senin", "3 Des", "20-11-2026", "hari ini"])
def test_dates_are_known_however_they_are_written(day: str) -> None:
    assert "date" not in codes(f"Sudah ditambal {day} oleh petugas UPT Jalan.")


def test_plan_has_its_date_in_a_field_and_a_fixed_one_wants_proof() -> None:
    text = "Akan dikerjakan oleh UPT Jalan, hubungi loket kami."
    assert "date" not in codes(text, outcome="planned")
    assert "proof" in codes(text, outcome="fixed")


def test_page_shows_the_hints_of_what_was_typed_and_sends_it_all_the_same(
    town: t.Town, sign_in: SignIn
) -> None:
    complaint = t.followed_up(town)
    client = sign_in("liaison")
    poor = {"text": "Secepatnya akan kami tindak lanjuti.", "outcome": "explained"}
    address = f"/meja/{complaint.code}/jawab/"
    saved = client.post(f"{address}draf/", {**poor, "petunjuk": "1"}, headers={"HX-Request": "1"})
    assert "Belum ada tanggal" in saved.content.decode()
    page = client.get(address)
    assert [hint.code for hint in page.context["hints"]][:2] == ["date", "unit"]
    assert client.get(f"/meja/{complaint.code}/catatan/").context["hints"] is None
    assert client.post(address, {**poor, "audience": "public"}).status_code == 302
