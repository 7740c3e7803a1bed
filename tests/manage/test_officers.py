"""Officers: who names whom, the invitation, and the end of a role."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client

from accounts.models import User
from agencies.models import Agency, Officer
from complaints import actions
from complaints.models import Complaint, Delivery, SettingsChange
from complaints.telling import outbox
from tests import mailbox
from tests import town as t
from tests.desk.conftest import SignIn

pytestmark = pytest.mark.django_db


def invitation(agency: Agency, *roles: str, **changes: Any) -> dict[str, Any]:
    values = {"name": "Noor Rahman", "email": "Noor@Kota.example", "agency": agency.pk}
    return {**values, "roles": list(roles), **changes}


def roles_of(email: str) -> set[tuple[str, str]]:
    seats = Officer.objects.active().filter(user__email=email)
    return set(seats.values_list("agency__code", "role"))


def seat_of(user: User, role: str = "") -> Officer:
    seats = Officer.objects.filter(user=user)
    return seats.get(role=role) if role else seats.get()


def test_several_roles_come_with_one_letter(town: t.Town, sign_in: SignIn) -> None:
    data = invitation(town.dlh, "liaison", "operator")
    answer = sign_in("verifier").post("/kelola/petugas/undang/", data)
    assert answer.status_code == 302
    assert roles_of("noor@kota.example") == {("dlh", "liaison"), ("dlh", "operator")}
    assert Delivery.objects.filter(template="invite_officer").count() == 1
    assert set(SettingsChange.objects.values_list("thing", "verb")) == {("officer", "create")}


def test_the_letter_sets_a_password_once(
    town: t.Town, sign_in: SignIn, settings: LazySettings, tmp_path: Path
) -> None:
    settings.EMAIL_BACKEND = "accounts.mail.FileBackend"
    settings.LAPOR_MAIL_DIR = tmp_path
    sign_in("verifier").post("/kelola/petugas/undang/", invitation(town.dlh, "liaison"))
    outbox.deliver()
    letter = mailbox.mails()[0]
    text = mailbox.text(letter)
    assert letter["To"] == "noor@kota.example"
    assert "pejabat penghubung di DLH" in text
    found = re.search(r"https?://[^/\s]+(/akun/sandi/baru/\S+)", text)
    assert found is not None
    visitor = Client()
    page = visitor.get(found[1], follow=True)
    password = "gerbang-sungai-kahayan-9"
    done = visitor.post(
        page.request["PATH_INFO"], {"password1": password, "password2": password}, follow=True
    )
    assert done.status_code == 200
    assert User.objects.get(email="noor@kota.example").check_password(password)
    again = Client().get(found[1], follow=True)
    assert "tidak berlaku" in again.content.decode()


def test_somebody_with_a_password_gets_no_link_to_set_one(
    town: t.Town, sign_in: SignIn, settings: LazySettings, tmp_path: Path
) -> None:
    settings.EMAIL_BACKEND = "accounts.mail.FileBackend"
    settings.LAPOR_MAIL_DIR = tmp_path
    data = invitation(town.dlh, "operator", email=town.liaison.email)
    sign_in("verifier").post("/kelola/petugas/undang/", data)
    outbox.deliver()
    text = mailbox.text(mailbox.mails()[0])
    assert "/akun/sandi/" not in text
    assert "/meja/" in text
    town.liaison.refresh_from_db()
    assert town.liaison.name == "Liaison Contoh"


@pytest.mark.parametrize(
    ("who", "agency", "role", "allowed"),
    [
        ("verifier", "dlh", "liaison", True),
        ("verifier", "diskominfo", "verifier", True),
        ("verifier", "dlh", "verifier", False),
        ("verifier", "setda", "custodian", False),
        ("verifier", "inspektorat", "overseer", False),
        ("overseer", "setda", "custodian", True),
        ("overseer", "inspektorat", "overseer", True),
        ("overseer", "dlh", "custodian", False),
        ("overseer", "dlh", "liaison", False),
        ("supervisor", "pupr", "liaison", True),
        ("supervisor", "upt", "clerk", True),
        ("supervisor", "pupr", "supervisor", False),
        ("supervisor", "dlh", "liaison", False),
    ],
)
def test_each_names_only_whom_the_law_says(
    town: t.Town, sign_in: SignIn, who: str, agency: str, role: str, allowed: bool
) -> None:
    answer = sign_in(who).post("/kelola/petugas/undang/", invitation(town.agencies[agency], role))
    assert answer.status_code == (302 if allowed else 422)
    expected = {(town.agencies[agency].code, role)} if allowed else set()
    assert roles_of("noor@kota.example") == expected
    assert User.objects.filter(email="noor@kota.example").exists() is allowed


@pytest.mark.parametrize(
    ("who", "name", "agency", "role"),
    [
        ("overseer", "liaison", "setda", "custodian"),
        ("overseer", "verifier2", "setda", "custodian"),
        ("verifier", "custodian", "dlh", "liaison"),
    ],
)
def test_a_custodian_is_never_a_liaison_or_verifier(
    town: t.Town, sign_in: SignIn, who: str, name: str, agency: str, role: str
) -> None:
    person = town.people[name]
    data = invitation(town.agencies[agency], role, email=person.email)
    answer = sign_in(who).post("/kelola/petugas/undang/", data)
    assert answer.status_code == 422
    assert "ustodian" in answer.content.decode()
    assert Officer.objects.filter(user=person).count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "Tulis namanya."),
        ({"name": "x" * 151}, "Terlalu panjang"),
        ({"email": "bukan"}, "tidak lengkap"),
        ({"agency": ""}, "Pilih instansi."),
        ({"agency": "999999"}, "Pilih dari daftar."),
        ({"roles": []}, "Pilih paling sedikit satu peran."),
        ({"roles": ["raja"]}, "raja"),
    ],
)
def test_a_wrong_value_gets_a_sentence(
    town: t.Town, sign_in: SignIn, changes: dict[str, Any], sentence: str
) -> None:
    data = {**invitation(town.dlh, "liaison"), **changes}
    answer = sign_in("verifier").post("/kelola/petugas/undang/", data)
    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    assert not Delivery.objects.filter(template="invite_officer").exists()


def test_a_closed_account_is_not_invited(town: t.Town, sign_in: SignIn) -> None:
    User.objects.filter(pk=town.citizen.pk).update(is_active=False)
    data = invitation(town.dlh, "liaison", email=town.citizen.email)
    answer = sign_in("verifier").post("/kelola/petugas/undang/", data)
    assert "sudah ditutup" in answer.content.decode()


def test_the_overseer_alone_names_who_sees_sealed_reports(town: t.Town, sign_in: SignIn) -> None:
    page = f"/kelola/petugas/peran/{seat_of(town.verifier2).pk}/tersegel/"
    assert sign_in("verifier").post(page, {"lihat": "1"}).status_code == 403
    assert not seat_of(town.verifier2).sees_sealed
    sign_in("overseer").post(page, {"lihat": "1"})
    assert seat_of(town.verifier2).sees_sealed
    row = SettingsChange.objects.get()
    assert (row.role, row.after) == ("overseer", {"melihat laporan tersegel": "ya"})
    liaison = f"/kelola/petugas/peran/{seat_of(town.liaison).pk}/tersegel/"
    answer = sign_in("overseer").post(liaison, {"lihat": "1"}, follow=True)
    assert "Hanya admin instansi dan Inspektorat" in answer.content.decode()
    assert not seat_of(town.liaison).sees_sealed


def leave(client: Client, seat: Officer, **values: Any) -> Any:
    return client.post(f"/kelola/petugas/peran/{seat.pk}/nonaktif/", values)


def test_what_was_assigned_goes_to_a_colleague(town: t.Town, sign_in: SignIn) -> None:
    report = actions.assign(t.forwarded(town), by=town.liaison, to=town.operator)
    client = sign_in("supervisor")
    page = f"/kelola/petugas/peran/{seat_of(town.operator).pk}/nonaktif/"
    assert "1 laporan berjalan" in client.get(page).content.decode()
    leave(client, seat_of(town.operator), colleague=town.liaison.pk)
    assert Complaint.objects.get(pk=report.pk).holder_officer == town.liaison
    assert not seat_of(town.operator).is_active
    assert sign_in("operator").get("/meja/").status_code == 403


def test_without_a_colleague_it_goes_to_nobody(town: t.Town, sign_in: SignIn) -> None:
    report = actions.assign(t.forwarded(town), by=town.liaison, to=town.operator)
    leave(sign_in("verifier"), seat_of(town.operator), colleague="")
    assert Complaint.objects.get(pk=report.pk).holder_officer is None


def test_the_last_liaison_needs_a_successor(town: t.Town, sign_in: SignIn) -> None:
    t.forwarded(town)
    client = sign_in("verifier")
    answer = leave(client, seat_of(town.liaison))
    assert answer.status_code == 422
    assert "Pilih penggantinya." in answer.content.decode()
    assert seat_of(town.liaison).is_active
    leave(client, seat_of(town.liaison), heir=town.operator.pk)
    assert not seat_of(town.liaison).is_active
    assert seat_of(town.operator, "liaison").is_active


def test_a_last_liaison_without_reports_may_go(town: t.Town, sign_in: SignIn) -> None:
    leave(sign_in("verifier"), seat_of(town.other_liaison))
    assert not seat_of(town.other_liaison).is_active


def test_an_office_with_nobody_else_says_so(town: t.Town, sign_in: SignIn) -> None:
    actions.verify_and_forward(
        t.submit(),
        by=town.verifier,
        verification=t.verification(town),
        routing={"lead": town.dinsos},
    )
    seat = seat_of(town.other_liaison)
    page = sign_in("verifier").get(f"/kelola/petugas/peran/{seat.pk}/nonaktif/")
    assert "Belum ada yang dapat menggantikan" in page.content.decode()


def test_the_town_keeps_its_last_custodian(town: t.Town, sign_in: SignIn) -> None:
    answer = leave(sign_in("overseer"), seat_of(town.custodian))
    assert "satu-satunya" in answer.content.decode()
    assert seat_of(town.custodian).is_active


def test_a_head_reaches_nobody_outside_the_office(town: t.Town, sign_in: SignIn) -> None:
    client = sign_in("supervisor")
    listed = {person.email for person, _ in client.get("/kelola/petugas/").context["people"]}
    assert listed == {
        f"{name}@kota.example"
        for name in ("liaison", "operator", "supervisor", "unit_liaison", "clerk")
    }
    assert client.get(f"/kelola/petugas/{town.co_liaison.pk}/").status_code == 404
    assert leave(client, seat_of(town.co_liaison)).status_code == 404
    assert leave(client, seat_of(town.supervisor)).status_code == 404
    assert seat_of(town.co_liaison).is_active


def test_a_role_comes_back(town: t.Town, sign_in: SignIn) -> None:
    client = sign_in("verifier")
    leave(client, seat_of(town.clerk))
    client.post(f"/kelola/petugas/peran/{seat_of(town.clerk).pk}/aktif/")
    assert seat_of(town.clerk).is_active
    verbs = list(SettingsChange.objects.values_list("verb", flat=True))
    assert verbs == ["reactivate", "deactivate"]


def test_the_letter_is_sent_again_only_to_who_never_came(town: t.Town, sign_in: SignIn) -> None:
    client = sign_in("verifier")
    client.post("/kelola/petugas/undang/", invitation(town.dlh, "liaison"))
    fresh = User.objects.get(email="noor@kota.example")
    client.post(f"/kelola/petugas/{fresh.pk}/undang-lagi/")
    client.post(f"/kelola/petugas/{town.liaison.pk}/undang-lagi/")
    sent = Delivery.objects.filter(template="invite_officer").values_list("user", flat=True)
    assert list(sent) == [fresh.pk, fresh.pk]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("q=clerk", {"clerk"}),
        ("peran=custodian", {"custodian"}),
        ("instansi=dlh", {"co_liaison"}),
        ("instansi=pupr&peran=liaison", {"liaison", "unit_liaison"}),
        ("keadaan=nonaktif", set()),
        ("q=%00tidak-ada", set()),
    ],
)
def test_the_list_can_be_narrowed(
    town: t.Town, sign_in: SignIn, query: str, names: set[str]
) -> None:
    people = sign_in("verifier").get(f"/kelola/petugas/?{query}").context["people"]
    assert {one.email for one, _ in people} == {f"{name}@kota.example" for name in names}


def test_pages_of_the_list_follow_each_other(town: t.Town, sign_in: SignIn) -> None:
    for number in range(40):
        user = t.person(f"petugas-{number:02}")
        Officer.objects.create(user=user, agency=town.dlh, role="operator")
    client, seen, url = sign_in("verifier"), list[str](), "/kelola/petugas/?peran=operator"
    while url:
        context = client.get(url).context
        seen += [one.email for one, _ in context["people"]]
        url = context["older"]
    assert len(seen) == len(set(seen)) == 41


@pytest.mark.parametrize("query", ["setelah=x~y", "setelah=~99999999999999999999", "peran=raja"])
def test_a_bad_value_narrows_nothing(town: t.Town, sign_in: SignIn, query: str) -> None:
    answer = sign_in("verifier").get(f"/kelola/petugas/?{query}")
    assert (answer.status_code, len(answer.context["people"])) == (200, 14)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_reads_a_bounded_number_of_queries(
    town: t.Town, sign_in: SignIn, rows: int, django_assert_num_queries: Any
) -> None:
    for number in range(rows - 1):
        user = t.person(f"kustodian-{number}")
        Officer.objects.create(user=user, agency=town.setda, role="custodian")
    client = sign_in("verifier")
    with django_assert_num_queries(6):
        people = client.get("/kelola/petugas/?peran=custodian").context["people"]
    assert len(people) == rows
