"""The admin: every change leaves a line in the town's record; what the law forbids is refused."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib import admin
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from accounts.models import User
from agencies.models import Agency, Officer, Promise
from complaints.models import Complaint, Reporter, SettingsChange
from complaints.trail import audit
from routing.models import DangerWord
from tests import town as t

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(town: t.Town) -> Client:
    """The browser of a superuser."""
    client = Client()
    client.force_login(town.superuser)
    return client


def url(page: str, of: Model | type[Model]) -> str:
    """Return the address of a page of the admin."""
    meta = of._meta
    arguments = [of.pk] if isinstance(of, Model) else []
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{page}", args=arguments)


def seat(user: User, role: str) -> Officer:
    """Return a role that somebody has."""
    return Officer.objects.get(user=user, role=role)


def changes() -> list[tuple[str, str, str]]:
    """Return what the record says was changed here, oldest first."""
    rows = SettingsChange.objects.filter(role=audit.SUPERUSER).order_by("id")
    return [(row.thing, row.name, row.verb) for row in rows]


def test_every_page_of_the_admin_is_audited_and_none_shows_reports() -> None:
    assert set(admin.site._registry) <= set(audit.THINGS)
    for model, page in admin.site._registry.items():
        names = {one.__name__ for one in type(page).__mro__}
        assert names & {"Audited", "SeatAdmin"}, model


def test_a_change_says_who_what_before_and_after(client: Client, town: t.Town) -> None:
    row = Promise.objects.get(clock="resolution", case="complaint")
    client.post(
        url("change", row), {"clock": row.clock, "case": row.case, "amount": 10, "unit": "day"}
    )
    word = {"word": "amblas", "topic": "other", "marks_report": "on", "is_active": "on"}
    word["topic"] = DangerWord._meta.get_field("topic").choices[0][0]  # type: ignore[index]
    client.post(url("add", DangerWord), word)
    added = DangerWord.objects.get(word="amblas")
    client.post(
        url("changelist", DangerWord),
        {"action": "delete_selected", "_selected_action": [added.pk], "post": "yes"},
    )
    assert changes() == [
        ("promise", str(Promise.objects.get(pk=row.pk)), "change"),
        ("danger_word", str(added), "create"),
        ("danger_word", str(added), "delete"),
    ]
    first = SettingsChange.objects.earliest("id")
    assert (first.user, first.before, first.after) == (
        town.superuser,
        {"lama": "14"},
        {"lama": "10"},
    )


def test_the_last_liaison_with_reports_stays(client: Client, town: t.Town) -> None:
    t.forwarded(town)
    last = seat(town.liaison, "liaison")
    answer = client.post(url("change", last), {})  # an unticked box is not sent
    assert "Tunjuk pejabat penghubung penggantinya" in answer.content.decode()
    assert Officer.objects.get(pk=last.pk).is_active
    operator = seat(town.operator, "operator")
    assert client.post(url("change", operator), {}).status_code == 302
    assert not Officer.objects.get(pk=operator.pk).is_active
    assert changes() == [("officer", str(operator), "deactivate")]


@pytest.mark.parametrize("role", ["overseer", "custodian"])
def test_the_inspectorate_alone_names_overseers_and_custodians(
    client: Client, town: t.Town, role: str
) -> None:
    sent = {"user": town.clerk.pk, "agency": town.inspektorat.pk, "role": role, "is_active": "on"}
    answer = client.post(url("add", Officer), sent)
    assert "hanya diatur oleh Inspektorat" in answer.content.decode()
    held = Officer.objects.filter(role=role).first()
    assert held is not None
    answer = client.post(url("change", held), {})
    assert "hanya diatur oleh Inspektorat" in answer.content.decode()
    assert Officer.objects.get(pk=held.pk).is_active
    Officer.objects.filter(role="overseer").update(is_active=False)
    client.post(url("add", Officer), sent)  # a town without an inspectorate gets its first one
    found = Officer.objects.filter(user=town.clerk, role=role).exists()
    assert found == (role == "overseer")


def test_a_role_is_not_turned_into_another_and_nobody_is_named_for_sealed_reports(
    client: Client, town: t.Town
) -> None:
    row = seat(town.verifier2, "verifier")
    sent: dict[str, Any] = {"is_active": "on", "role": "clerk", "sees_sealed": "on"}
    sent |= {"user": town.superuser.pk, "agency": town.dlh.pk}
    client.post(url("change", row), sent)
    after = Officer.objects.get(pk=row.pk)
    assert (after.role, after.sees_sealed, after.user) == ("verifier", False, town.verifier2)
    sent = {"user": town.clerk.pk, "agency": town.pupr.pk, "role": "verifier", "is_active": "on"}
    answer = client.post(url("add", Officer), sent)
    assert "bertugas di koordinator" in answer.content.decode()


def test_an_agency_is_closed_in_kelola_only(client: Client, town: t.Town) -> None:
    row = town.pupr
    fields = ("code", "name", "short_name", "kind", "phone", "email", "address")
    sent = {name: getattr(row, name) for name in fields} | {"parent": "", "region": ""}
    assert client.post(url("change", row), sent | {"phone": "0536 12"}).status_code == 302
    assert Agency.objects.get(pk=row.pk).is_active
    assert changes() == [("agency", str(row), "change")]
    assert "ditutup di Kelola" in client.get(url("change", row)).content.decode()


def test_an_account_on_duty_stays_open_and_keeps_its_password(client: Client, town: t.Town) -> None:
    person = town.liaison
    before = User.objects.values("password", "is_active").get(pk=person.pk)
    sent = {"email": person.email, "name": person.name}
    answer = client.post(url("change", person), sent)
    assert "masih bertugas" in answer.content.decode()
    new = {"password1": "kata-sandi-panjang", "password2": "kata-sandi-panjang"}
    path = reverse("admin:auth_user_password_change", args=[person.pk])
    answer = client.post(path, {**new, "usable_password": "true"}, follow=True)
    assert "hanya diganti oleh pemiliknya" in answer.content.decode()
    assert User.objects.values("password", "is_active").get(pk=person.pk) == before
    client.post(url("change", person), {**sent, "name": "Nama Baru", "is_active": "on"})
    assert changes() == [("account", "Nama Baru", "change")]
    assert "password" not in str(SettingsChange.objects.latest("id").after)


def test_citizens_who_reported_are_nobodys_business(client: Client, town: t.Town) -> None:
    citizen = User.objects.create_user("warga@contoh.example", name="Warga Contoh")
    Reporter.objects.filter(complaint=t.submit()).update(user=citizen)
    assert Complaint.objects.exists()
    listed = client.get(url("changelist", User), {"q": "warga"}).content.decode()
    assert "warga@contoh.example" not in listed
    assert client.get(url("change", citizen)).status_code == 302
    found = client.get(
        reverse("admin:autocomplete"),
        {"term": "warga", "app_label": "agencies", "model_name": "officer", "field_name": "user"},
    )
    assert found.json()["results"] == []
