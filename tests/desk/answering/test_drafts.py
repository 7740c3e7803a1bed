"""What an officer typed is kept until it is sent, and only the officer reads it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from complaints import desk_drafts
from complaints.models import Complaint, DeskDraft
from complaints.reporters import erasure
from lapor import clock
from tests import town as t
from tests.desk.conftest import SignIn

TYPED = "Petugas kami akan meninjau lokasi besok pagi."
HTMX = {"HX-Request": "true"}


def address(complaint: Complaint, slug: str = "tindak-lanjut") -> str:
    return f"/meja/{complaint.code}/{slug}/"


def keep(client: Client, complaint: Complaint, slug: str = "tindak-lanjut", **data: Any) -> Any:
    sent = {"text": TYPED, "audience": "reporter", **data}
    return client.post(f"{address(complaint, slug)}draf/", sent, headers=HTMX)


def test_draft_is_kept_while_typing_and_there_on_opening(town: t.Town, sign_in: SignIn) -> None:
    complaint = t.forwarded(town)
    client = sign_in("liaison")
    assert "Draf tersimpan pukul" in keep(client, complaint).content.decode()
    page = client.get(address(complaint))
    form = page.context["form"]
    assert (form.initial["text"], form.initial["audience"]) == (TYPED, "reporter")
    assert "Draf dari " in page.content.decode()
    assert TYPED in client.get(f"/meja/{complaint.code}/").content.decode()


def test_draft_is_the_writers_own(town: t.Town, sign_in: SignIn) -> None:
    complaint = t.forwarded(town, co=("dlh",))
    keep(sign_in("liaison"), complaint)
    for who in ("co_liaison", "verifier", "supervisor", "overseer", "superuser"):
        for page in (f"/meja/{complaint.code}/", address(complaint)):
            assert TYPED not in sign_in(who).get(page).content.decode(), who


def test_draft_goes_when_the_verb_is_done(town: t.Town, sign_in: SignIn) -> None:
    complaint = t.forwarded(town)
    client = sign_in("liaison")
    keep(client, complaint)
    token = client.get(address(complaint)).context["form"].token
    data = {"text": TYPED, "audience": "public", "token": token}
    assert client.post(address(complaint), data).status_code == 302
    assert not DeskDraft.objects.exists()
    late = keep(client, complaint, token=token)  # an autosave that comes after the form
    assert "Draf" not in late.content.decode()
    assert not DeskDraft.objects.exists()


def test_draft_is_thrown_away_with_its_files(town: t.Town, sign_in: SignIn) -> None:
    complaint = t.forwarded(town)
    client = sign_in("liaison")
    page = client.post(
        f"{address(complaint)}draf/", {"text": TYPED, "files": [t.upload("foto.jpg")]}
    )
    form = page.context["form"]
    assert [file.name for file in form.waiting] == ["foto.jpg"]
    client.post(f"{address(complaint)}draf/", {"buang": "1", "token": form.token})
    assert not DeskDraft.objects.exists()
    assert form.waiting == []


def test_button_without_javascript_shows_the_form_with_everything(
    town: t.Town, sign_in: SignIn
) -> None:
    complaint = t.followed_up(town)
    client = sign_in("liaison")
    data = {"text": TYPED, "outcome": "planned", "audience": "public", "planned_unit": "UPT"}
    page = client.post(f"{address(complaint, 'jawab')}draf/", data)
    form = page.context["form"]
    assert page.status_code == 200
    assert not form.is_bound
    assert {name: form.initial[name] for name in data} == data


def test_emptied_form_leaves_no_draft(town: t.Town, sign_in: SignIn) -> None:
    complaint = t.forwarded(town)
    client = sign_in("liaison")
    keep(client, complaint)
    client.post(f"{address(complaint)}draf/", {"text": " \n"}, headers=HTMX)
    assert not DeskDraft.objects.exists()


def test_strange_fields_are_left_out_and_long_ones_cut(town: t.Town, sign_in: SignIn) -> None:
    complaint = t.forwarded(town)
    odd = {"text": "panjang " * 5000, "A b": "x", "__proto__": "x", "nul": "a\0b"}
    keep(sign_in("liaison"), complaint, **odd)
    row = DeskDraft.objects.get()
    assert set(row.data) == {"text", "audience", "nul"}
    assert (len(row.data["text"][0]), row.data["nul"]) == (20_000, ["ab"])


@pytest.mark.parametrize("who", ["other_liaison", "custodian", "clerk"])
def test_who_does_not_see_the_report_keeps_nothing(who: str, town: t.Town, sign_in: SignIn) -> None:
    complaint = t.forwarded(town)
    assert keep(sign_in(who), complaint).status_code == 404
    assert not DeskDraft.objects.exists()


def test_citizen_is_refused_and_a_get_too(town: t.Town, sign_in: SignIn) -> None:
    complaint = t.forwarded(town)
    assert keep(sign_in("citizen"), complaint).status_code == 403
    assert sign_in("liaison").get(f"{address(complaint)}draf/").status_code == 405
    assert keep(sign_in("liaison"), complaint, "hapus").status_code == 404


def test_erasure_and_time_delete_drafts(town: t.Town, sign_in: SignIn) -> None:
    reports = [t.forwarded(town) for _ in range(3)]
    client = sign_in("liaison")
    for complaint in reports:
        keep(client, complaint)
    erasure.erase(reports[0])
    old = clock.now() - timedelta(days=30, minutes=1)
    DeskDraft.objects.filter(complaint=reports[1]).update(updated_at=old)
    assert desk_drafts.drop_stale() == 1
    assert [row.complaint for row in DeskDraft.objects.all()] == [reports[2]]


@pytest.mark.parametrize("who", ["verifier", "liaison", "operator"])
def test_every_form_opens_with_a_draft_of_nonsense(who: str, town: t.Town, sign_in: SignIn) -> None:
    """A draft may be older than the choices of its form."""
    complaint = t.forwarded(town)
    client = sign_in(who)
    names = ("text", "reason", "kind", "lead", "until", "mentions", "category", "part_1", "danger")
    report = client.get(f"/meja/{complaint.code}/")
    offered = [offer.verb.address for offer in report.context["offers"]]
    for slug in offered:
        keep(client, complaint, slug, **dict.fromkeys(names, "bukan pilihan"))
        page = client.get(address(complaint, slug))
        assert (page.status_code, page.context["form"].draft.verb) == (200, slug)
    assert client.get(f"/meja/{complaint.code}/").status_code == 200
    assert DeskDraft.objects.count() == len(offered)


def test_autosave_costs_few_queries(
    town: t.Town, sign_in: SignIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = sign_in("liaison")
    for number in (1, 3):
        for complaint in [t.forwarded(town) for _ in range(number)]:
            keep(client, complaint)
            with django_assert_num_queries(8):
                keep(client, complaint)
