"""Merging, splitting and sweeping show their effect first, and refuse with a sentence."""

from __future__ import annotations

import pytest
from django.test import Client

from complaints import actions
from complaints.models import Complaint
from complaints.privacy import Contact
from complaints.reporters import senders
from routing.models import Category
from tests import town as t
from tests.complaints.given import At, stored
from tests.desk.conftest import SignIn
from tests.desk.verification.test_queue import QUEUE

RINA = Contact(name="Rina Penguji", email="rina@warga.example", phone="")
BUDI = Contact(name="Budi Penguji", email="budi@warga.example", phone="")


@pytest.fixture
def verifier(sign_in: SignIn) -> Client:
    return sign_in("verifier")


# -- compare and merge -------------------------------------------------------------------------


def test_many_become_one(town: t.Town, verifier: Client) -> None:
    main, one, two = t.forwarded(town), t.submit(), t.submit()
    path = f"{QUEUE}{one.code}/banding/"
    page = verifier.get(path, {"dengan": [main.code, two.code]}).context["page"]
    assert page.main == main
    assert {card.complaint.code: card.why_main for card in page.cards}[main.code] == (
        "sudah di Dinas PUPR, paling lama"
    )
    codes = [main.code, one.code, two.code]
    answer = verifier.post(path, {"dengan": codes, "ikut": codes, "utama": main.code})
    assert answer["Location"] == QUEUE
    assert {stored(one).merged_into, stored(two).merged_into} == {main}


def test_only_probable_repeats_are_ticked_beforehand(town: t.Town, verifier: Client) -> None:
    hole = "Jalan Seth Adji berlubang dalam di depan pasar, dua motor sudah jatuh."
    where = {"category": town.jalan, "region": town.langkai}
    again, other = t.forwarded(town, text=hole, **where), t.submit(text="Trotoar rusak.", **where)
    one = t.submit(text=hole, **where)
    path = f"{QUEUE}{one.code}/banding/"
    asked = {"dengan": [again.code, other.code]}
    for page in (verifier.get(path), verifier.get(path, asked)):
        cards = {card.complaint: card for card in page.context["page"].cards}
        assert {row for row, card in cards.items() if card.is_ticked} == {one, again}
        assert "Mungkin hal yang sama" in page.content.decode()
    assert not cards[other].is_ticked
    main = {**asked, "ikut": one.code, "utama": again.code}
    for more in ({}, {"pratinjau": "1"}):
        answer = verifier.post(path, {**main, **more})
        assert answer.context["page"].refused == [f"Laporan utama {again.code} belum dicentang."]
    assert stored(one).status == "received"


def test_the_effect_of_a_merge_is_shown_and_nothing_is_done(town: t.Town, verifier: Client) -> None:
    main, one = t.forwarded(town), t.submit()
    codes = [main.code, one.code]
    data = {"dengan": codes, "ikut": codes, "utama": main.code, "pratinjau": "1"}
    answer = verifier.post(f"{QUEUE}{one.code}/banding/", data)
    [effect] = [card.effect for card in answer.context["page"].cards if card.effect]
    stopped = {shift.name for shift in effect.shifts if shift.new is None}
    assert stopped == {"verifikasi", "penyelesaian"}
    assert effect.told == ["Pelapor (lewat email)"]
    assert stored(one).status == "received"
    assert one.events.count() == 1


def test_each_refused_one_says_why_and_the_others_are_merged(
    town: t.Town, verifier: Client
) -> None:
    main, one, secret = t.submit(), t.submit(), t.submit(is_secret=True)
    codes = [main.code, one.code, secret.code]
    answer = verifier.post(
        f"{QUEUE}{main.code}/banding/", {"dengan": codes, "ikut": codes, "utama": main.code}
    )
    assert answer.status_code == 409
    assert answer.context["page"].refused == [
        f"{secret.code}: Laporan rahasia hanya dapat digabung dengan laporan rahasia."
    ]
    assert stored(one).merged_into == main


def test_a_closed_report_is_told_again_and_not_merged(town: t.Town, verifier: Client) -> None:
    closed = t.resolved(town, category=town.jalan)
    again = t.submit(category=town.jalan)
    page = verifier.get(f"{QUEUE}{again.code}/banding/", {"dengan": closed.code}).context["page"]
    card = page.cards[1]
    assert not card.can_be_main
    form = verifier.get(card.again_url).context["form"]
    assert form["repeats"].value() == closed.code


def test_a_ticket_of_nothing_is_named(town: t.Town, sign_in: SignIn) -> None:
    sealed = t.submit(misconduct="yes", sealed_against=town.pupr)
    one = t.submit()
    typed = {"tambah": f"{sealed.code} XXXXXXXX \0"}
    page = sign_in("verifier2").get(f"{QUEUE}{one.code}/banding/", typed)
    assert page.status_code == 200
    assert page.context["page"].lost[:2] == [sealed.code, "XXXXXXXX"]
    assert [card.complaint for card in page.context["page"].cards] == [one]


def test_nothing_ticked_is_said(town: t.Town, verifier: Client) -> None:
    one = t.submit()
    answer = verifier.post(f"{QUEUE}{one.code}/banding/", {"utama": one.code})
    assert answer.status_code == 409
    assert "centang paling sedikit satu" in answer.content.decode()


def test_unmerging_shows_what_runs_on(town: t.Town, verifier: Client) -> None:
    merged = actions.merge(t.submit(), by=town.verifier, main=t.submit())
    path = f"/meja/{merged.code}/pisahkan/"
    answer = verifier.post(path, {"reason": "Dua lubang.", "pratinjau": "1"})
    effect = answer.context["effect"]
    assert {shift.name for shift in effect.shifts if shift.old is None} == {
        "verifikasi",
        "penyelesaian",
    }
    assert stored(merged).status == "merged"


# -- split -------------------------------------------------------------------------------------

TWO = "Jalan berlubang besar. Sudah seminggu. Baliho roboh di seberang."


@pytest.fixture
def billboard(town: t.Town) -> Category:
    """A category for the second part."""
    return Category.objects.create(
        code="reklame",
        name="Reklame",
        national_id=1,
        keywords=["baliho", "baliho roboh"],
        default_agency=town.dlh,
    )


def test_parts_are_made_of_ticked_sentences(
    town: t.Town, verifier: Client, billboard: Category
) -> None:
    report = t.submit(text=TWO, category=town.jalan)
    path = f"/meja/{report.code}/pecah/"
    data = {"bagian_1": ["0", "1"], "bagian_2": ["1", "2"], "pratinjau": "susun"}
    answer = verifier.post(path, data)
    form = answer.context["form"]
    assert answer.status_code == 200
    assert form["part_1"].value() == "Jalan berlubang besar. Sudah seminggu."
    assert form["part_2"].value() == "Sudah seminggu. Baliho roboh di seberang."
    assert form["category_2"].value() == str(billboard.pk)
    assert form.parts[1][2][0].agency == town.dlh
    assert "Yang akan terjadi" in answer.content.decode()
    assert report.events.count() == 1
    sent = {name: form[name].value() for name in ("part_1", "part_2", "category_1", "category_2")}
    assert verifier.post(path, sent).status_code == 302
    part = Complaint.objects.get(parent_report=report)
    assert (part.text, part.category) == (sent["part_2"], billboard)
    assert part.created_at == stored(report).created_at
    assert stored(report).category == town.jalan


def test_one_part_alone_is_no_split(town: t.Town, verifier: Client) -> None:
    report = t.submit(text=TWO)
    data = {"bagian_1": ["0", "99", "x"], "pratinjau": "susun"}
    answer = verifier.post(f"/meja/{report.code}/pecah/", data)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["part_2"]


# -- one sender --------------------------------------------------------------------------------


def test_other_reports_of_the_sender_are_listed(town: t.Town, verifier: Client) -> None:
    report, other = t.submit(contact=RINA), t.submit(contact=RINA)
    t.submit(contact=BUDI)
    t.forwarded(town, contact=RINA)
    page = verifier.get(f"{QUEUE}{report.code}/pengirim/")
    assert [line.complaint for line in page.context["sweep"].lines] == [report, other]
    assert "+1 dari pengirim yang sama" in verifier.get(f"{QUEUE}{report.code}/").content.decode()


def test_a_sender_without_contact_has_no_others(town: t.Town, verifier: Client) -> None:
    report, _ = t.submit(contact=Contact()), t.submit(contact=Contact())
    page = verifier.get(f"{QUEUE}{report.code}/pengirim/")
    assert page.context["sweep"].lines == []


def test_a_hidden_name_is_never_put_beside_an_open_one(town: t.Town, verifier: Client) -> None:
    opened = [t.submit(contact=RINA) for _ in range(7)]
    hidden = [t.submit(contact=RINA, hides_reporter=True) for _ in range(2)]
    for report, others in ((hidden[0], 0), (opened[0], 6)):
        page = verifier.get(f"{QUEUE}{report.code}/")
        assert page.context["of_sender"] == others
    more = [t.submit(contact=RINA, hides_reporter=True) for _ in range(4)]
    lines = verifier.get(f"{QUEUE}{hidden[0].code}/pengirim/").context["sweep"].lines
    assert {line.complaint for line in lines} == {*hidden, *more}


def test_several_are_archived_with_one_reason(town: t.Town, verifier: Client) -> None:
    reports = [t.submit(contact=RINA) for _ in range(3)]
    danger = t.submit(contact=RINA, danger=True)
    data = {"pilih": [one.code for one in reports], "reason": "spam", "words": "Iklan."}
    path = f"{QUEUE}{reports[0].code}/pengirim/"
    refused = verifier.post(path, {**data, "pilih": [danger.code]})
    assert refused.status_code == 422
    assert verifier.post(path, data)["Location"] == QUEUE
    assert {stored(one).status for one in reports} == {"archived"}
    assert stored(danger).status == "received"


def test_an_archive_without_reason_is_refused_and_kept(town: t.Town, verifier: Client) -> None:
    reports = [t.submit(contact=RINA) for _ in range(2)]
    path = f"{QUEUE}{reports[0].code}/pengirim/"
    answer = verifier.post(path, {"pilih": [reports[1].code], "words": "Iklan pinjaman."})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["reason"]
    assert "Iklan pinjaman." in answer.content.decode()
    assert answer.context["form"].picked == {reports[1].code}


def test_more_than_five_in_seven_days_are_a_bundle(town: t.Town, at: At) -> None:
    old = t.submit(contact=RINA)
    at("2026-07-15 09:00")
    new = [t.submit(contact=RINA) for _ in range(5)]
    assert senders.bundles_of([old, *new]) == {}
    new.append(t.submit(contact=RINA))
    assert set(senders.bundles_of([old, *new])) >= {one.pk for one in new}
    danger = t.submit(contact=RINA, danger=True)
    assert danger.pk not in senders.bundles_of([danger, *new])


def test_a_bundle_is_skipped_as_one(town: t.Town, verifier: Client) -> None:
    bundle = [t.submit(contact=RINA) for _ in range(6)]
    other = t.submit(contact=BUDI)
    verifier.post(f"{QUEUE}{bundle[0].code}/lewati/")
    assert verifier.get(QUEUE)["Location"] == f"{QUEUE}{other.code}/"


def test_bundles_are_found_by_two_queries(town: t.Town, django_assert_num_queries: object) -> None:
    rows = [t.submit(contact=one) for one in (RINA, BUDI) for _ in range(6)]
    senders.bundles_of(rows)
    with django_assert_num_queries(2):  # type: ignore[operator]
        assert len(senders.bundles_of(rows)) == 12
