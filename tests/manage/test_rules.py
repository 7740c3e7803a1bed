"""The rules of the city: tried on the town's own history before they are saved."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.models import Agency
from complaints import actions
from complaints.manage.lists.rule_effect import TOO_WIDE
from complaints.models import Complaint, SettingsChange
from complaints.routed import trying
from routing.models import Rule
from tests import town as t
from tests.complaints import given
from tests.desk.conftest import SignIn

pytestmark = pytest.mark.django_db
RULES = "/kelola/aturan-disposisi/"
LAMP = "Lampu jalan di gang kami padam."


def data(town: t.Town, **changes: Any) -> dict[str, Any]:
    """Return what the form sends: lamps go to the roads."""
    values = {"keyword": "Lampu  Jalan", "agency": town.pupr.pk, "weight": "50"}
    return {**values, "category": "", "region": "", **changes}


def test_before_saving_one_reads_how_often_it_would_be_right_and_where_not(
    town: t.Town, sign_in: SignIn
) -> None:
    client = sign_in("verifier")
    for _ in range(2):
        t.forwarded(town, text=LAMP)
    elsewhere = given.verified(town, text=LAMP)
    actions.forward(elsewhere, by=town.verifier, lead=town.dlh)
    t.forwarded(town, text="Jalan berlubang.")
    t.submit(text=LAMP)
    answer = client.post(f"{RULES}tambah/", data(town))
    page = answer.content.decode()
    assert "Aturan ini akan benar 2 dari 3 kali" in page
    assert "Dihitung dari 5 laporan terbaru." in page
    (wrong,) = answer.context["effect"]["reports"]
    assert (wrong["code"], wrong["agency"]) == (elsewhere.code, "DLH")
    assert not Rule.objects.exists()
    client.post(f"{RULES}tambah/", {**data(town), "simpan": "1"})
    rule = Rule.objects.get()
    assert (rule.keyword, rule.agency) == ("lampu jalan", town.pupr)
    change = SettingsChange.objects.get()
    assert (change.thing, change.verb, change.after["kata kunci"]) == (
        "rule",
        "create",
        "lampu jalan",
    )


def test_a_rule_that_is_mostly_wrong_is_said_to_be_too_wide_and_can_be_changed_first(
    town: t.Town, sign_in: SignIn
) -> None:
    client = sign_in("verifier")
    for _ in range(3):
        t.forwarded(town, text=LAMP)
    sent = data(town, agency=town.dlh.pk)
    answer = client.post(f"{RULES}tambah/", sent)
    assert TOO_WIDE in answer.context["effect"]["sentences"]
    again = client.post(f"{RULES}tambah/", {**sent, "ubah": "1"})
    assert (again.status_code, again.context["form"]["keyword"].value()) == (200, "Lampu  Jalan")
    assert "Lihat akibatnya" in again.content.decode()
    assert not Rule.objects.exists()


def test_an_edit_says_how_the_old_one_did_and_is_kept_with_before_and_after(
    town: t.Town, sign_in: SignIn
) -> None:
    client, rule = sign_in("verifier"), Rule.objects.create(keyword="lampu", agency=town.dlh)
    t.forwarded(town, text=LAMP)
    path = f"{RULES}{rule.pk}/"
    page = client.post(path, data(town)).content.decode()
    assert "akan benar 1 dari 1 kali" in page
    assert "Aturan yang lama benar 0 dari 1 kali." in page
    client.post(path, {**data(town), "simpan": "1"})
    change = SettingsChange.objects.get()
    assert (change.before["instansi tujuan"], change.after["instansi tujuan"]) == (
        "DLH",
        "Dinas PUPR",
    )


def test_a_place_holds_for_what_lies_below_it_and_a_unit_for_its_agency(town: t.Town) -> None:
    complaint = t.forwarded(town, text=LAMP, region=town.langkai)
    actions.delegate(complaint, by=town.liaison, unit=town.upt)
    t.forwarded(town, text=LAMP, region=None)
    seen = Complaint.objects.all()
    for region, matched in ((town.langkai, 1), (town.pahandut, 1), (town.city, 2)):
        trial = trying.tried(Rule(region=region, agency=town.pupr), seen)
        assert (trial.matched, trial.right) == (matched, matched)
    assert trying.tried(Rule(region=town.langkai, agency=town.upt), seen).right == 1
    assert trying.tried(Rule(category=town.lainnya, agency=town.pupr), seen).matched == 0


def test_sealed_reports_are_never_read(town: t.Town, sign_in: SignIn) -> None:
    t.submit(text=LAMP, misconduct="yes", sealed_against=town.dlh)
    page = sign_in("verifier").post(f"{RULES}tambah/", data(town)).content.decode()
    assert "Belum ada laporan yang cocok" in page
    assert "laporan terbaru" not in page


def test_what_is_read_is_bounded_and_takes_the_same_queries(
    town: t.Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    queries = []
    for _ in range(2):
        t.forwarded(town, text=LAMP)
        with CaptureQueriesContext(connection) as seen:
            trying.tried(Rule(keyword="lampu", agency=town.dlh), Complaint.objects.all())
        queries.append(len(seen))
    assert queries == [2, 2]
    monkeypatch.setattr(trying, "MOST_READ", 1)
    assert trying.tried(Rule(keyword="lampu", agency=town.dlh), Complaint.objects.all()).read == 1


def test_a_rule_to_a_closed_agency_or_without_a_condition_is_a_sentence(
    town: t.Town, sign_in: SignIn
) -> None:
    client, rule = sign_in("verifier"), Rule.objects.create(keyword="lampu", agency=town.dlh)
    Agency.objects.filter(pk=town.dlh.pk).update(is_active=False)
    answer = client.post(f"{RULES}{rule.pk}/", data(town, agency=town.dlh.pk))
    assert "sudah ditutup" in answer.content.decode()
    answer = client.post(f"{RULES}tambah/", data(town, keyword=""))
    assert "Isi kategori, wilayah, atau kata kunci." in answer.content.decode()


@pytest.mark.parametrize("who", ["overseer", "liaison", "supervisor"])
def test_only_verifiers_change_rules(who: str, town: t.Town, sign_in: SignIn) -> None:
    assert sign_in(who).post(f"{RULES}tambah/", data(town)).status_code == 403
    assert not Rule.objects.exists()
