"""Whether a report's record is whole: said when it is, and said loudly when it is not."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from complaints import actions
from complaints.models import Complaint, EventWords, Seal
from complaints.reporters import erasure
from complaints.trail import seals
from tests import town as t
from tests.desk.conftest import SignIn


def checked(client: Client, complaint: Complaint) -> tuple[str, list[str]]:
    """Return the page of the check and what it found."""
    page = client.get(f"/meja/{complaint.code}/riwayat-utuh/")
    return page.content.decode(), [flaw.what for flaw in page.context["proof"].flaws]


def test_a_whole_record_says_what_was_checked(town: t.Town, sign_in: SignIn) -> None:
    complaint = t.followed_up(town)
    seals.seal_new()
    page, flaws = checked(sign_in("liaison"), complaint)
    assert flaws == []
    assert "Riwayat utuh" in page
    assert "4 peristiwa diperiksa" in page
    assert "1 segel yang memuat peristiwa ini ikut dihitung ulang." in page
    assert "belum disegel" not in page


def test_what_is_not_sealed_yet_is_said(town: t.Town, sign_in: SignIn) -> None:
    page, flaws = checked(sign_in("liaison"), t.followed_up(town))
    assert flaws == []
    assert "4 peristiwa belum disegel" in page


def test_changed_words_are_said_loudly(town: t.Town, sign_in: SignIn) -> None:
    complaint = t.followed_up(town)
    EventWords.objects.filter(event__complaint=complaint).update(text="Lain.")
    page, flaws = checked(sign_in("liaison"), complaint)
    assert flaws == ["kata-kata peristiwa berubah"]
    assert 'role="alert"' in page
    assert "Riwayat laporan ini tidak utuh" in page
    assert "Riwayat utuh</p>" not in page


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"last_hash": "0" * 64}, "peristiwa terakhir terpotong"),
        ({"event_count": 9}, "peristiwa terakhir terpotong"),
    ],
)
def test_a_cut_off_record_is_found(
    change: dict[str, object], expected: str, town: t.Town, sign_in: SignIn
) -> None:
    complaint = t.followed_up(town)
    Complaint.objects.filter(pk=complaint.pk).update(**change)
    assert checked(sign_in("liaison"), complaint)[1] == [expected]


def test_lawful_erasure_leaves_the_record_whole(town: t.Town, sign_in: SignIn) -> None:
    complaint = erasure.erase(t.resolved(town))
    assert checked(sign_in("verifier"), complaint)[1] == []


def test_the_check_costs_the_same_with_one_and_three_seals(
    town: t.Town, sign_in: SignIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    complaint = t.submit()
    client = sign_in("verifier")
    for number in (1, 2):
        for _ in range(number):
            complaint = actions.note(complaint, by=town.verifier, text="Lihat.")
            seals.seal_new()
        with django_assert_num_queries(8):
            client.get(f"/meja/{complaint.code}/riwayat-utuh/")
    assert Seal.objects.count() == 3
