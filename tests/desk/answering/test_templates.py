"""Reply templates: who writes them, what fills them, and that they give no name away."""

from __future__ import annotations

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from complaints import reply_defaults
from complaints.desk.answering import templates
from complaints.desk.answering.template_pages import VERBS
from complaints.models import ReplyTemplate
from complaints.privacy import Contact
from lapor import clock
from tests import town as t
from tests.desk.conftest import SignIn
from tests.desk.test_access import OFFICERS

READERS = {
    *("verifier", "verifier2", "coordinator", "liaison", "operator", "supervisor"),
    *("unit_liaison", "co_liaison", "other_liaison"),
}
WRITERS = READERS - {"operator"}


@pytest.fixture(autouse=True)
def none_yet(town: t.Town) -> None:
    ReplyTemplate.objects.all().delete()


def template(**changes: Any) -> ReplyTemplate:
    values = {"verb": "write", "title": "Kabar", "body": "Yth. {pelapor}, laporan {tiket}."}
    return ReplyTemplate.objects.create(edited_at=clock.now(), **{**values, **changes})


def data(owner: object, **changes: Any) -> dict[str, Any]:
    values = {"owner": str(owner), "verb": "answer", "title": "Selesai", "kind": "plain"}
    return {**values, "body": "Laporan {tiket} selesai di {tempat}.", **changes}


@pytest.mark.parametrize("who", [*OFFICERS, "citizen"])
def test_pages_open_for_those_who_answer(who: str, town: t.Town, sign_in: SignIn) -> None:
    client = sign_in(who)
    assert client.get("/meja/templat/").status_code == (200 if who in READERS else 403)
    assert client.get("/meja/templat/baru/").status_code == (200 if who in WRITERS else 403)


def test_liaison_writes_for_the_own_unit_and_verifier_for_the_town(
    town: t.Town, sign_in: SignIn
) -> None:
    saved = sign_in("liaison").post("/meja/templat/baru/", data(town.pupr.pk))
    assert saved.status_code == 302
    row = ReplyTemplate.objects.get()
    assert (row.agency, row.edited_by, row.verb) == (town.pupr, town.liaison, "answer")
    refused = sign_in("liaison").post("/meja/templat/baru/", data("kota"))
    assert refused.status_code == 422
    foreign = sign_in("liaison").post("/meja/templat/baru/", data(town.dlh.pk))
    assert foreign.status_code == 422
    assert sign_in("verifier").post("/meja/templat/baru/", data("kota")).status_code == 302
    assert ReplyTemplate.objects.filter(agency=None).count() == 1


def test_template_of_another_unit_is_not_there_and_the_towns_is_read_only(
    town: t.Town, sign_in: SignIn
) -> None:
    theirs, towns = template(agency=town.dlh), template(title="Kota")
    client = sign_in("liaison")
    assert theirs.title not in client.get("/meja/templat/").context["rows"]
    assert [row.pk for row, *_ in client.get("/meja/templat/").context["rows"]] == [towns.pk]
    for pk, status in ((theirs.pk, 404), (towns.pk, 403), (999_999, 404)):
        assert client.get(f"/meja/templat/{pk}/").status_code == status
        assert client.post(f"/meja/templat/{pk}/", {"hapus": "1"}).status_code == status
    assert ReplyTemplate.objects.count() == 2


def test_unknown_placeholder_is_refused_with_a_sentence(town: t.Town, sign_in: SignIn) -> None:
    typed = "Yth. {nama}, laporan {tiket} sudah {selesai}."
    page = sign_in("liaison").post("/meja/templat/baru/", data(town.pupr.pk, body=typed))
    assert page.status_code == 422
    assert "Tidak dikenal: {nama}, {selesai}. Yang ada: {tiket}" in str(page.context["form"].errors)
    assert typed in page.content.decode()
    assert not ReplyTemplate.objects.exists()


def test_template_is_changed_and_deleted(town: t.Town, sign_in: SignIn) -> None:
    row = template(agency=town.pupr)
    client = sign_in("supervisor")
    address = f"/meja/templat/{row.pk}/"
    assert client.get(address).context["form"].initial["body"] == row.body
    client.post(address, data(town.pupr.pk, title="Judul baru"))
    assert ReplyTemplate.objects.get().title == "Judul baru"
    client.post(address, {"hapus": "1"})
    assert not ReplyTemplate.objects.exists()


def choose(client: Any, code: str, slug: str, row: ReplyTemplate, typed: str = "") -> Any:
    sent = {"templat": row.pk, "pakai-templat": "1", "text": typed, "question": typed}
    return client.post(f"/meja/{code}/{slug}/draf/", sent)


def test_chosen_template_stands_below_what_was_typed_and_is_counted_when_sent(
    town: t.Town, sign_in: SignIn
) -> None:
    complaint = t.forwarded(town)
    row = template()
    client = sign_in("liaison")
    page = choose(client, complaint.code, "tulis", row, "Sudah saya tulis ini.")
    form = page.context["form"]
    expected = f"Sudah saya tulis ini.\n\nYth. Rina Penguji, laporan {complaint.code}."
    assert form.initial["text"] == expected
    sent = {"text": expected, "token": form.token, "dari-templat": form.template_used}
    assert client.post(f"/meja/{complaint.code}/tulis/", sent).status_code == 302
    counted = ReplyTemplate.objects.get()
    assert (counted.used, counted.used_at is not None) == (1, True)


@pytest.mark.parametrize("hidden", [True, False])
def test_name_stands_only_where_the_officer_may_read_it_and_nobody_else_reads_on(
    hidden: bool, town: t.Town, sign_in: SignIn
) -> None:
    contact = Contact(name="Rina Penguji", email="rina@warga.example", phone="")
    complaint = t.forwarded(town, hides_reporter=hidden, contact=contact)
    client = sign_in("liaison")
    private = choose(client, complaint.code, "tulis", template())
    public = choose(client, complaint.code, "tindak-lanjut", template(verb="follow_up"))
    texts = [page.context["form"].initial["text"] for page in (private, public)]
    name = "Pelapor" if hidden else "Rina Penguji"
    assert texts == [
        f"Yth. {name}, laporan {complaint.code}.",
        f"Yth. Pelapor, laporan {complaint.code}.",
    ]
    if hidden:
        assert "Rina" not in private.content.decode()


def test_precise_place_stays_out_of_public_words(town: t.Town, sign_in: SignIn) -> None:
    complaint = t.forwarded(town, region=town.langkai, place_text="Rumah Bu Sari")
    row = template(verb="follow_up", body="Di {tempat}, {kategori}, {instansi}, {hari_ini}.")
    page = choose(sign_in("liaison"), complaint.code, "tindak-lanjut", row)
    text = page.context["form"].initial["text"]
    assert text.startswith("Di Kelurahan Langkai, Jalan")
    assert "Dinas PUPR" in text


def test_only_fitting_templates_are_offered(town: t.Town, sign_in: SignIn) -> None:
    complaint = t.forwarded(town)
    fits = [
        template(verb="answer", title="Unit", agency=town.pupr),
        template(verb="answer", title="Kategori", category=town.jalan),
        template(verb="answer", title="Kota"),
    ]
    template(verb="answer", title="Lain", category=town.lainnya)
    other = template(verb="answer", title="DLH", agency=town.dlh)
    client = sign_in("liaison")
    complaint = t.followed_up(town)
    form = client.get(f"/meja/{complaint.code}/jawab/").context["form"]
    assert [row.title for row in form.reply_templates] == [row.title for row in fits]
    page = choose(client, complaint.code, "jawab", other)
    assert page.context["form"].template_put_in is None


def test_town_starts_with_texts_that_fill_and_keeps_what_it_edited(town: t.Town) -> None:
    reply_defaults.install()
    rows = list(ReplyTemplate.objects.all())
    assert {row.verb for row in rows} <= set(VERBS)
    assert [row.title for row in rows if templates.unknown_in(row.body)] == []
    ReplyTemplate.objects.exclude(pk=rows[0].pk).delete()
    reply_defaults.install()
    assert ReplyTemplate.objects.count() == 1


@pytest.mark.parametrize("number", ["", "x", "-1", "9" * 40, "٣"])
def test_nonsense_is_no_template(number: str, town: t.Town, sign_in: SignIn) -> None:
    complaint = t.forwarded(town)
    client = sign_in("liaison")
    chosen = {"templat": number, "pakai-templat": "1", "text": "Tulisan saya."}
    page = client.post(f"/meja/{complaint.code}/tulis/draf/", chosen)
    assert page.context["form"].initial["text"] == "Tulisan saya."
    sent = {"text": "Tulisan saya.", "dari-templat": number}
    assert client.post(f"/meja/{complaint.code}/tulis/", sent).status_code == 302
    assert client.get("/meja/templat/", {"hal": number}).status_code == 200


def test_list_costs_the_same_for_one_and_three(
    town: t.Town, sign_in: SignIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = sign_in("liaison")
    for number in (1, 2):
        for _ in range(number):
            template(agency=town.pupr, category=town.jalan, edited_by=town.liaison)
        with django_assert_num_queries(5):
            page = client.get("/meja/templat/")
    assert len(page.context["rows"]) == 3
