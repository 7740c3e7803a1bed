"""Other reports beside one: alike ones, and the reporter's own, only where they may be known."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from pytest_django import DjangoAssertNumQueries

from complaints import actions
from complaints.models import Complaint
from complaints.privacy import Contact
from tests import town as t
from tests.desk.conftest import SignIn

RINA = Contact(name="Rina Penguji", email="rina@warga.example")
OTHER = Contact(name="Budi Penguji", email="budi@warga.example")


def here(town: t.Town, title: str = "Jalan berlubang di pasar", **changes: Any) -> Complaint:
    """Return a forwarded report in one kelurahan about the road."""
    return actions.verify_and_forward(
        t.submit(region=town.langkai, **changes),
        by=town.verifier,
        verification=t.verification(town, title=title),
        routing={"lead": town.pupr},
    )


def shown(sign_in: SignIn, who: str, complaint: Complaint) -> tuple[list[str], list[str] | None]:
    """Return the tickets that look alike, and those of the same reporter (None: not to be known)."""
    context = sign_in(who).get(f"/meja/{complaint.code}/laporan-lain/").context
    of_reporter = context["of_reporter"]
    return (
        [one.code for one in context["alike"]],
        None if of_reporter is None else [one.code for one in of_reporter],
    )


def test_open_and_closed_reports_on_the_same_trouble_are_found(
    town: t.Town, sign_in: SignIn
) -> None:
    complaint = here(town, contact=RINA)
    still = here(town, contact=OTHER)
    closed = t.resolved(town, region=town.langkai, contact=OTHER)
    here(town, "Pohon tumbang", contact=OTHER, text="Dahan menutup saluran.")
    assert sorted(shown(sign_in, "liaison", complaint)[0]) == sorted([still.code, closed.code])
    page = sign_in("liaison").get(f"/meja/{complaint.code}/laporan-lain/")
    first = next(one for one in page.context["alike"] if one.code == still.code)
    assert first.why.startswith("kategori dan kelurahan sama, kata sama: ")
    assert first.merge_url == ""


def test_near_points_are_enough_without_shared_words(town: t.Town, sign_in: SignIn) -> None:
    complaint = here(town, latitude=-2.2, longitude=113.9)
    near = here(town, "Aspal", latitude=-2.2005, longitude=113.9, text="Mohon.")
    far = here(town, "Aspal", latitude=-2.25, longitude=113.9, text="Mohon.")
    alike, _ = shown(sign_in, "liaison", complaint)
    assert near.code in alike
    assert far.code not in alike


def test_older_than_twelve_months_is_not_alike(town: t.Town, sign_in: SignIn) -> None:
    with time_machine.travel("2025-06-02 09:00 +07:00", tick=False):
        here(town, contact=OTHER)
    with time_machine.travel("2026-06-04 09:00 +07:00", tick=False):
        complaint = here(town)
        assert shown(sign_in, "liaison", complaint)[0] == []


def test_a_verifier_goes_on_to_compare_and_merge(town: t.Town, sign_in: SignIn) -> None:
    main, complaint = here(town, contact=OTHER), t.submit(region=town.langkai, category=town.jalan)
    page = sign_in("verifier").get(f"/meja/{complaint.code}/laporan-lain/")
    [one] = page.context["alike"]
    assert one.merge_url == f"/meja/verifikasi/{complaint.code}/banding/?dengan={main.code}"
    assert one.merge_url in page.content.decode()


def test_nothing_of_other_agencies_and_nothing_sealed(town: t.Town, sign_in: SignIn) -> None:
    complaint = here(town)
    t.submit(region=town.langkai, category=town.jalan)
    sealed = t.submit(region=town.langkai, category=town.jalan, misconduct="yes")
    assert shown(sign_in, "liaison", complaint) == ([], [])
    alike, of_reporter = shown(sign_in, "verifier", complaint)
    assert sealed.code not in alike
    assert of_reporter is not None
    assert sealed.code not in of_reporter
    assert shown(sign_in, "overseer", sealed) == ([], None)


def test_the_reporters_other_reports_are_found_by_contact(town: t.Town, sign_in: SignIn) -> None:
    complaint = t.forwarded(town, contact=RINA)
    again = t.forwarded(town, contact=Contact(name="R.", email="RINA@warga.example"))
    t.forwarded(town, contact=OTHER)
    assert shown(sign_in, "liaison", complaint)[1] == [again.code]


def test_a_hidden_name_is_never_put_beside_another_report(town: t.Town, sign_in: SignIn) -> None:
    hidden = t.forwarded(town, contact=RINA, hides_reporter=True)
    named = t.forwarded(town, contact=RINA)
    actions.disclose(hidden, by=t.reporter(hidden))
    for who in ("verifier", "liaison", "overseer", "supervisor", "operator"):
        assert shown(sign_in, who, hidden)[1] is None
        assert shown(sign_in, who, named)[1] == []
    actions.reveal(hidden, by=town.custodian, reason="Perintah pengadilan.")
    assert shown(sign_in, "custodian", hidden)[1] is None


def test_who_only_reads_along_learns_of_nobodys_other_reports(
    town: t.Town, sign_in: SignIn
) -> None:
    complaint = t.forwarded(town, contact=RINA)
    t.forwarded(town, contact=RINA)
    actions.involve(complaint, by=town.verifier, agency=town.dlh, part="cc")
    assert shown(sign_in, "co_liaison", complaint)[1] is None
    helped = t.forwarded(town, co=("dlh",), contact=RINA)
    assert shown(sign_in, "co_liaison", helped)[1] == []


@pytest.mark.parametrize("page", ["laporan-lain", "riwayat-utuh"])
@pytest.mark.parametrize(("who", "status"), [("other_liaison", 404), ("superuser", 403)])
def test_both_are_for_those_who_see_the_report(
    page: str, who: str, status: int, town: t.Town, sign_in: SignIn
) -> None:
    assert sign_in(who).get(f"/meja/{here(town).code}/{page}/").status_code == status


@pytest.mark.parametrize(("who", "queries"), [("liaison", 10), ("verifier", 11)])
def test_it_costs_the_same_with_one_and_three(
    who: str,
    queries: int,
    town: t.Town,
    sign_in: SignIn,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    complaint = here(town)
    client = sign_in(who)
    for number in (1, 2):
        for _ in range(number):
            here(town)
        with django_assert_num_queries(queries):
            client.get(f"/meja/{complaint.code}/laporan-lain/")


def test_htmx_gets_the_lists_alone(town: t.Town, sign_in: SignIn) -> None:
    headers = {"HX-Request": "true", "HX-Target": "laporan-lain"}
    page = sign_in("liaison").get(f"/meja/{here(town).code}/laporan-lain/", headers=headers)
    assert page.content.decode().strip().startswith('<div id="laporan-lain">')


def test_the_law_of_a_category_stands_on_the_page(town: t.Town, sign_in: SignIn) -> None:
    town.jalan.legal_basis = "UU 38/2004 tentang Jalan\nPerda Jalan"
    town.jalan.save()
    page = sign_in("liaison").get(f"/meja/{here(town).code}/")
    assert page.context["legal_basis"] == ["UU 38/2004 tentang Jalan", "Perda Jalan"]
    assert "Perda Jalan" in page.content.decode()
