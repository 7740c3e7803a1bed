"""Choosing many reports in the inbox, one action for all of them, and the page of the job."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from django.http import HttpResponseBase
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from complaints import actions
from complaints.desk.bulk.sheet import HEADINGS
from complaints.desk.inbox import lists
from complaints.models import BulkJob, Complaint, Event
from complaints.states import State
from complaints.together import bulk
from tests import town as t
from tests.desk.conftest import SignIn

pytestmark = pytest.mark.django_db

TAGS = ("beri-tanda", "cabut-tanda")
BULK = "/meja/borongan/"


def ready(town: t.Town, **changes: Any) -> Complaint:
    """Return a report that waits to be forwarded."""
    return actions.verify(t.submit(**changes), by=town.verifier, **t.verification(town))


def tick(client: Client, *reports: Complaint, action: str = "ingat", **more: Any) -> Any:
    """Send a page of the inbox with these reports ticked."""
    codes = [report.code for report in reports]
    return client.post(
        BULK, {"pilih": codes, "di-halaman": " ".join(codes), "aksi": action, **more}
    )


def send(client: Client, slug: str, **data: Any) -> HttpResponseBase:
    """Send the form of an action as its page was drawn."""
    form = client.get(f"{BULK}aksi/{slug}/").context["form"]
    hidden = {"token": form["token"].value(), "choice": form["choice"].value()}
    return client.post(f"{BULK}aksi/{slug}/", {**hidden, **data})


def chosen(client: Client) -> set[str]:
    """Return the tickets that the page of the choice names."""
    return {row.code for row in client.get(BULK).context["chosen"]}


# -- choosing ------------------------------------------------------------------------------


def test_a_choice_survives_paging_and_loses_what_is_unticked(
    town: t.Town, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "PAGE", 2)
    one, two, three = ready(town), ready(town), ready(town)
    client = sign_in("verifier")
    answer = tick(client, one, two, alamat="daftar=siap", setelah="x.1")
    assert (answer.status_code, answer["Location"]) == (302, "/meja/?daftar=siap&setelah=x.1")
    tick(client, three, ke="?daftar=semua")
    assert chosen(client) == {one.code, two.code, three.code}
    page = client.get("/meja/", {"daftar": "siap"}).content.decode()
    assert f'value="{one.code}" checked' in page
    assert "<b data-bulk-count>3</b>" in page
    client.post(BULK, {"di-halaman": f"{one.code} {two.code}", "pilih": [two.code]})
    assert chosen(client) == {two.code, three.code}
    client.post(BULK, {"aksi": "kosongkan"})
    assert chosen(client) == set()


def test_a_whole_page_and_a_whole_filter_are_chosen_by_one_button(
    town: t.Town, sign_in: SignIn
) -> None:
    new, wanted, other = t.submit(), ready(town), ready(town)
    client = sign_in("verifier")
    client.post(BULK, {"aksi": "halaman", "di-halaman": new.code})
    assert chosen(client) == {new.code}
    client.post(BULK, {"aksi": "semua", "alamat": "daftar=siap"})
    assert chosen(client) == {wanted.code, other.code}


def test_more_than_fit_are_cut_off_and_that_is_said(
    town: t.Town, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "MOST", 2)
    reports = [ready(town) for _ in range(3)]
    client = sign_in("verifier")
    page = client.post(BULK, {"aksi": "semua", "alamat": "daftar=siap"}, follow=True)
    assert "Paling banyak 2 laporan sekaligus" in page.content.decode()
    assert chosen(client) == {report.code for report in reports[1:]}


def test_nonsense_in_a_choice_is_left_out(town: t.Town, sign_in: SignIn) -> None:
    client = sign_in("verifier")
    answer = client.post(BULK, {"pilih": ["../etc", "", "00000000", "x" * 5000], "ke": "//evil"})
    assert answer["Location"] == "/meja/?"
    assert chosen(client) == set()


def test_reports_of_others_are_not_there(town: t.Town, sign_in: SignIn) -> None:
    ours, sealed = t.forwarded(town), t.submit(misconduct="yes", sealed_against=town.pupr)
    client = sign_in("other_liaison")
    tick(client, ours, sealed)
    assert chosen(client) == set()
    for slug in ("tugaskan", "unduh", "cetak"):
        page = client.get(f"{BULK}aksi/{slug}/").content.decode()
        assert ours.code not in page
        assert sealed.code not in page
    assert send(client, "tugaskan", to="").status_code == 422
    assert not BulkJob.objects.exists()


# -- doing ---------------------------------------------------------------------------------


def test_the_page_of_an_action_says_how_many_and_which(town: t.Town, sign_in: SignIn) -> None:
    one, two = ready(town), ready(town)
    client = sign_in("verifier")
    assert tick(client, one, two, action="teruskan")["Location"] == f"{BULK}aksi/teruskan/"
    page = client.get(f"{BULK}aksi/teruskan/").content.decode()
    assert "<h1>Teruskan 2 laporan</h1>" in page
    assert one.code in page
    assert two.code in page


def test_forwarding_many_shows_what_was_done_and_why_not(town: t.Town, sign_in: SignIn) -> None:
    good, gone = ready(town), ready(town)
    client = sign_in("verifier")
    tick(client, good, gone)
    actions.forward(gone, by=town.verifier2, lead=town.dlh)
    answer = send(client, "teruskan", lead=town.pupr.pk, instruction="Mohon dicek.")
    job = BulkJob.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{BULK}{job.key}/")
    page = client.get(f"{BULK}{job.key}/")
    assert page.context["numbers"] == {"total": 2, "waiting": 0, "done": 1, "refused": 1}
    assert [row.complaint.code for row in page.context["refused"]] == [gone.code]
    assert "Tindakan ini tidak mungkin lagi" in page.content.decode()
    assert Complaint.objects.get(pk=good.pk).lead == town.pupr
    assert chosen(client) == set()


def test_the_same_form_sent_twice_is_one_job(town: t.Town, sign_in: SignIn) -> None:
    report, client = ready(town), sign_in("verifier")
    tick(client, report)
    form = client.get(f"{BULK}aksi/teruskan/").context["form"]
    data = {name: form[name].value() for name in ("token", "choice")} | {"lead": town.pupr.pk}
    first, second = (client.post(f"{BULK}aksi/teruskan/", data) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Event.objects.filter(complaint=report, verb="forward").count() == 1


def test_a_choice_that_changed_meanwhile_is_shown_again(town: t.Town, sign_in: SignIn) -> None:
    one, two = ready(town), ready(town)
    client = sign_in("verifier")
    tick(client, one)
    form = client.get(f"{BULK}aksi/arsipkan/").context["form"]
    data = {name: form[name].value() for name in ("token", "choice")}
    data |= {"reason": "spam", "explanation": "Iklan semata."}
    tick(client, two)
    page = client.post(f"{BULK}aksi/arsipkan/", data)
    assert page.status_code == 422
    assert "Pilihan Anda berubah" in page.content.decode()
    assert "Iklan semata." in page.content.decode()
    again = page.context["form"]
    data |= {"choice": again["choice"].value()}
    assert client.post(f"{BULK}aksi/arsipkan/", data).status_code == 302
    assert set(Complaint.objects.values_list("status", flat=True)) == {State.ARCHIVED}


def test_bad_answers_are_sentences_and_keep_the_choice(town: t.Town, sign_in: SignIn) -> None:
    client = sign_in("verifier")
    tick(client, ready(town))
    for slug, data in (
        ("teruskan", {"lead": "999999999999999999999"}),
        ("tugaskan", {"to": "x"}),
        ("arsipkan", {"reason": "withdrawn", "explanation": ""}),
        ("gabungkan", {"main": "ZZZZZZZZ"}),
        ("unduh", {"kind": "exe"}),
    ):
        answer = send(client, slug, **data)
        assert (slug, answer.status_code) == (slug, 422)
    assert len(chosen(client)) == 1
    assert not BulkJob.objects.exists()


def test_merging_keeps_the_main_report_though_it_was_ticked(town: t.Town, sign_in: SignIn) -> None:
    main, other = t.submit(), t.submit()
    client = sign_in("verifier")
    tick(client, main, other)
    send(client, "gabungkan", main=main.code.lower())
    assert bulk.counts(BulkJob.objects.get())["done"] == 1
    assert Complaint.objects.get(pk=other.pk).merged_into == main


def test_assigning_is_taken_back_by_one_button(town: t.Town, sign_in: SignIn) -> None:
    report, client = t.forwarded(town), sign_in("liaison")
    tick(client, report)
    send(client, "tugaskan", to=town.operator.pk)
    job = BulkJob.objects.get()
    assert Complaint.objects.get(pk=report.pk).holder_officer == town.operator
    assert "Batalkan semua" in client.get(f"{BULK}{job.key}/").content.decode()
    client.post(f"{BULK}{job.key}/")
    assert Complaint.objects.get(pk=report.pk).holder_officer is None
    page = client.get(f"{BULK}{job.key}/").content.decode()
    assert "Batalkan semua" not in page
    assert "Sudah dibatalkan" in page
    assert "sudah dibatalkan" in client.post(f"{BULK}{job.key}/", follow=True).content.decode()


@pytest.mark.parametrize(
    ("who", "offered"),
    [
        (
            "verifier",
            [
                "teruskan",
                "ambil-alih",
                "tugaskan",
                "arsipkan",
                "gabungkan",
                *TAGS,
                "unduh",
                "cetak",
            ],
        ),
        ("liaison", ["ambil-alih", "tugaskan", *TAGS, "unduh", "cetak"]),
        ("operator", ["tugaskan", *TAGS, "unduh", "cetak"]),
        ("supervisor", ["tugaskan", *TAGS, "unduh", "cetak"]),
        ("overseer", ["unduh", "cetak"]),
        ("custodian", ["unduh", "cetak"]),
        ("clerk", ["unduh", "cetak"]),
    ],
)
def test_each_role_has_its_actions(sign_in: SignIn, who: str, offered: list[str]) -> None:
    client = sign_in(who)
    assert [action.slug for action in client.get(BULK).context["actions"]] == offered
    every = ("teruskan", "tugaskan", "arsipkan", "gabungkan", *TAGS, "unduh", "cetak")
    got = {slug: client.get(f"{BULK}aksi/{slug}/").status_code for slug in every}
    assert got == {slug: 200 if slug in offered else 403 for slug in every}


def test_an_operator_gives_reports_only_to_himself(town: t.Town, sign_in: SignIn) -> None:
    client = sign_in("operator")
    form = client.get(f"{BULK}aksi/tugaskan/").context["form"]
    assert [key for key, _ in form.fields["to"].choices] == ["", str(town.operator.pk)]


# -- the page of a job -----------------------------------------------------------------------


def test_only_its_owner_sees_a_job(town: t.Town, sign_in: SignIn) -> None:
    client = sign_in("verifier")
    tick(client, ready(town))
    send(client, "teruskan", lead=town.pupr.pk)
    address = f"{BULK}{BulkJob.objects.get().key}/"
    for who in ("verifier2", "liaison", "overseer"):
        assert sign_in(who).get(address).status_code == 404
        assert sign_in(who).post(address).status_code == 404
        assert sign_in(who).get(BULK).context["jobs"] == []


def test_a_running_job_shows_its_progress_and_asks_again(
    town: t.Town, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "AT_ONCE", 1)
    client = sign_in("verifier")
    tick(client, *(ready(town) for _ in range(3)))
    send(client, "teruskan", lead=town.pupr.pk)
    address = f"{BULK}{BulkJob.objects.get().key}/"
    page = client.get(address).content.decode()
    assert 'hx-trigger="every 2s"' in page
    assert 'max="3" value="1"' in page
    bulk.go_on_all()
    part = client.get(address, headers={"HX-Request": "true", "HX-Target": "kemajuan"})
    assert "<h1" not in part.content.decode()
    assert "hx-trigger" not in part.content.decode()
    assert "<b>3</b> diteruskan" in part.content.decode()


def test_a_refused_report_that_was_sealed_since_is_not_named(town: t.Town, sign_in: SignIn) -> None:
    report, client = t.forwarded(town), sign_in("verifier2")
    tick(client, report)
    send(client, "teruskan", lead=town.dlh.pk)
    address = f"{BULK}{BulkJob.objects.get().key}/"
    assert report.code in client.get(address).content.decode()
    Complaint.objects.filter(pk=report.pk).update(is_sealed=True)
    assert report.code not in client.get(address).content.decode()


# -- sheets ----------------------------------------------------------------------------------


def test_a_sheet_says_what_the_list_says_and_never_who_sent_it(
    town: t.Town, sign_in: SignIn
) -> None:
    report = ready(town, hides_reporter=True, place_text='=HYPERLINK("http://x")')
    client = sign_in("verifier")
    tick(client, report)
    text = b"".join(send(client, "unduh", kind="csv").streaming_content).decode()  # type: ignore[attr-defined]
    lines = text.lstrip("\ufeff").splitlines()
    assert lines[0].split(";") == list(HEADINGS)
    assert lines[1].startswith(f"{report.code};")
    assert "'=HYPERLINK" in text
    answer = send(client, "unduh", kind="xlsx")
    raw = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    page = openpyxl.load_workbook(io.BytesIO(raw)).active
    assert page is not None
    cells = [cell for row in page.iter_rows(values_only=True) for cell in row]
    assert cells[len(HEADINGS)] == report.code
    assert '\'=HYPERLINK("http://x")' in cells
    sheet = client.get(f"{BULK}aksi/cetak/").content.decode()
    assert report.code in sheet
    for shown in (text, str(cells), sheet):
        assert "Rina" not in shown
        assert "rina@" not in shown


# -- what it costs -----------------------------------------------------------------------------


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow_with_the_choice(
    town: t.Town,
    sign_in: SignIn,
    number: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client = sign_in("verifier2")
    tick(client, *(t.forwarded(town) for _ in range(number)))
    with django_assert_num_queries(5):
        client.get(BULK)
    with django_assert_num_queries(5):
        client.get(f"{BULK}aksi/teruskan/")
    send(client, "teruskan", lead=town.dlh.pk)
    address = f"{BULK}{BulkJob.objects.get().key}/"
    with django_assert_num_queries(7):
        page = client.get(address)
    assert len(page.context["refused"]) == number
