"""Personal data is marked and taken out by one button, and the change is shown before sending."""

from __future__ import annotations

import pytest
from django.test import Client

from complaints.desk.verification import changes
from lapor.personal import MASK
from routing import engine
from tests import town as t
from tests.complaints.given import stored
from tests.desk.conftest import SignIn
from tests.desk.verification.test_queue import QUEUE, judged

TEXT = "Yang jatuh Bu Sari di Jl. Melati No. 7, nomornya 0812-5555-1234. Mohon ditambal."


@pytest.fixture
def verifier(sign_in: SignIn) -> Client:
    return sign_in("verifier")


def test_marks_say_their_kind(town: t.Town, verifier: Client) -> None:
    page = verifier.get(f"{QUEUE}{t.submit(text=TEXT).code}/")
    assert [str(one.kind.label) for one in page.context["findings"]] == [
        "Nama orang",
        "Alamat rumah",
        "Nomor telepon",
    ]
    assert "<mark>Sari <small>Nama orang</small></mark>" in page.content.decode()


def test_the_program_masks_numbers_and_leaves_names_to_a_person(
    town: t.Town, verifier: Client
) -> None:
    form = verifier.get(f"{QUEUE}{t.submit(text=TEXT).code}/").context["form"]
    assert form["public_text"].value() == TEXT.replace("0812-5555-1234", MASK)
    assert [one.text for one in form.left] == ["Sari", "Jl. Melati No. 7"]


@pytest.mark.parametrize(
    ("button", "left"),
    [("samarkan-semua", []), ("samarkan:Sari", ["Jl. Melati No. 7"])],
)
def test_a_button_takes_it_out_and_keeps_the_rest(
    button: str, left: list[str], town: t.Town, verifier: Client
) -> None:
    report = t.submit(text=TEXT)
    data = judged(town, public_text=TEXT, instruction="Tolong cepat.", lead="", pratinjau=button)
    answer = verifier.post(f"{QUEUE}{report.code}/", data)
    form = answer.context["form"]
    assert answer.status_code == 200
    assert "Bu Sari" not in form["public_text"].value()
    assert [one.text for one in form.left if one.text != "0812-5555-1234"] == left
    assert form["instruction"].value() == "Tolong cepat."
    assert form.errors == {}
    assert stored(report).status == "received"


def test_htmx_gets_only_the_form(town: t.Town, verifier: Client) -> None:
    report = t.submit(text=TEXT)
    data = judged(town, public_text=TEXT, pratinjau="samarkan-semua")
    answer = verifier.post(f"{QUEUE}{report.code}/", data, headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert page.strip().startswith('<div id="judgement">')
    assert "Naskah pelapor" not in page.partition("<form")[0]


def test_another_suggestion_is_taken_over(town: t.Town, verifier: Client) -> None:
    report = t.submit(text="Jalan rusak dan bau.", category=town.jalan)
    page = verifier.get(f"{QUEUE}{report.code}/")
    advice = page.context["advice"]
    assert [one.agency for one in advice] == [town.pupr, town.upt, town.dlh]
    data = judged(town, pratinjau="saran:3")
    form = verifier.post(f"{QUEUE}{report.code}/", data).context["form"]
    assert (form["lead"].value(), form["category"].value()) == (
        str(town.dlh.pk),
        str(advice[2].category.pk),
    )


def test_confidence_is_a_number_and_a_word(town: t.Town, verifier: Client) -> None:
    report = t.submit(category=town.jalan)
    page = verifier.get(f"{QUEUE}{report.code}/")
    [first, *_] = page.context["advice"]
    [suggested, *_] = engine.suggest(
        title=report.title, text=report.text, category=report.category, region=report.region
    )
    assert first.percent == round(100 * suggested.probability)
    assert f"{first.words.capitalize()} ({first.percent} dari 100)" in page.content.decode()


def test_the_change_is_shown_word_by_word(town: t.Town, verifier: Client) -> None:
    report = t.submit(text="Jalan rusak, kata Bu Sari kemarin.")
    data = judged(town, public_text="Jalan rusak sejak kemarin.", pratinjau="beda")
    page = verifier.post(f"{QUEUE}{report.code}/", data).content.decode()
    assert "<del> rusak, kata Bu Sari</del><ins> rusak sejak</ins>" in page


def test_a_diff_reads_as_both_texts() -> None:
    old, new = "satu dua\n\ntiga empat", "satu lima\n\ntiga  empat enam"
    found = changes.between(old, new)
    assert "".join(one.words for one in found if one.how != "in") == old
    assert "".join(one.words for one in found if one.how != "out") == new
    assert changes.between(old, old) == [changes.Change("same", old)]
    assert changes.counted(found) == (2, 3)


# -- anonymous ---------------------------------------------------------------------------------

NAMED = "Saya Rina Penguji, jalan di depan rumah saya berlubang."


def test_an_anonymous_text_that_names_its_author_is_cleared_first(
    town: t.Town, verifier: Client
) -> None:
    report = t.submit(text=NAMED, hides_reporter=True)
    path = f"{QUEUE}{report.code}/"
    data = judged(town, working_text=NAMED)
    answer = verifier.post(path, data)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["working_text"]
    helped = verifier.post(path, data | {"pratinjau": "samarkan-semua"}).context["form"]
    data["working_text"] = helped["working_text"].value()
    assert data["working_text"] == NAMED.replace("Rina Penguji", MASK)
    assert verifier.post(path, data).status_code == 302
    assert stored(report).working_text == data["working_text"]


def test_a_verifier_may_say_that_it_names_nobody(town: t.Town, verifier: Client) -> None:
    report = t.submit(text="Bu Sari jatuh di lubang itu.", hides_reporter=True)
    data = judged(town, working_text=report.text, working_checked="on")
    assert verifier.post(f"{QUEUE}{report.code}/", data).status_code == 302
    assert stored(report).working_text == ""


@pytest.mark.parametrize("slug", ["sunting", "verifikasi-dan-teruskan"])
def test_the_page_of_a_verb_clears_too(slug: str, town: t.Town, verifier: Client) -> None:
    report = t.submit(text=TEXT)
    data = judged(town, public_text=TEXT, pratinjau="samarkan-semua")
    answer = verifier.post(f"/meja/{report.code}/{slug}/", data)
    assert answer.status_code == 200
    assert answer.context["form"].left == []
    assert report.events.count() == 1


def test_the_page_of_a_verb_asks_for_a_second_look_too(town: t.Town, verifier: Client) -> None:
    report = t.submit(text=NAMED, hides_reporter=True)
    data = judged(town, working_text=NAMED)
    path = f"/meja/{report.code}/verifikasi-dan-teruskan/"
    answer = verifier.post(path, data)
    assert answer.status_code == 422
    assert 'name="working_checked"' in answer.content.decode()
    assert verifier.post(path, {**data, "working_checked": "on"}).status_code == 302
