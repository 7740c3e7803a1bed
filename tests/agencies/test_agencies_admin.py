"""The admin of agencies: the tree stays in order, nothing is deleted, edits of the law hold at once."""

from typing import Any

import pytest
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from accounts.models import User
from agencies import defaults, law
from agencies.models import Agency, EscalationLevel, Limit, Officer, OutsideBody, Promise, Region
from tests.agencies.given import agency

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("admin@kota.example", "rahasia-sekali"))
    return client


def form_of(row: Agency, **changes: Any) -> dict[str, Any]:
    fields = ("code", "name", "short_name", "kind", "phone", "email", "address")
    data = {name: getattr(row, name) for name in fields}
    return {**data, "parent": row.parent_id or "", "region": "", "is_active": "on", **changes}


def url(page: str, of: Model | type[Model]) -> str:
    name = f"admin:agencies_{of._meta.model_name}_{page}"
    return reverse(name, args=[of.pk] if isinstance(of, Model) else [])


@pytest.mark.parametrize(
    "model", [Agency, Region, Officer, OutsideBody, Promise, EscalationLevel, Limit]
)
def test_every_list_opens_with_rows(admin: Client, model: type[Model]) -> None:
    defaults.install()
    city = Region.objects.create(code="62.71", name="Kota", level="city")
    liaison = User.objects.create_user("sri@pupr.example")
    Officer.objects.create(user=liaison, agency=agency("pupr", region=city), role="liaison")
    page = admin.get(url("changelist", model), {"q": "a"} if model is Agency else {})
    assert page.status_code == 200
    assert 'id="result_list"' in page.content.decode() or model is Agency


def test_a_new_agency_gets_its_path(admin: Client) -> None:
    head = agency("dinkes")
    data = form_of(Agency(code="pkm", name="Puskesmas", short_name="Puskesmas", kind="unit"))
    response = admin.post(url("add", Agency), {**data, "parent": head.pk})
    assert response.status_code == 302
    assert Agency.objects.get(code="pkm").ancestor_ids == [head.pk]


def test_another_parent_moves_the_agency_and_all_below_it(admin: Client) -> None:
    old, new = agency("lama"), agency("baru")
    middle = agency("tengah", old)
    leaf = agency("daun", middle)
    data = form_of(middle, parent=new.pk, name="Tengah Baru")
    assert admin.post(url("change", middle), data).status_code == 302
    middle.refresh_from_db()
    leaf.refresh_from_db()
    assert (middle.name, middle.parent, middle.ancestor_ids) == ("Tengah Baru", new, [new.pk])
    assert leaf.ancestor_ids == [new.pk, middle.pk]


def test_a_parent_below_itself_is_an_error_in_the_form(admin: Client) -> None:
    head = agency("dinkes")
    leaf = agency("puskesmas", head)
    page = admin.post(url("change", head), form_of(head, parent=leaf.pk))
    assert "dinkes tidak dapat berada di bawah puskesmas" in page.content.decode()
    head.refresh_from_db()
    assert head.parent is None


def test_the_page_of_an_agency_shows_its_path(admin: Client) -> None:
    leaf = agency("pustu", agency("puskesmas", agency("dinkes")))
    assert "dinkes › puskesmas" in admin.get(url("change", leaf)).content.decode()


def test_agencies_and_officers_cannot_be_deleted(admin: Client) -> None:
    pupr = agency("pupr")
    user = User.objects.create_user("sri@pupr.example")
    officer = Officer.objects.create(user=user, agency=pupr, role="liaison")
    for row in (officer, pupr):
        assert admin.post(url("delete", row), {"post": "yes"}).status_code == 403
    assert admin.post(reverse("admin:accounts_user_delete", args=[user.pk])).status_code == 403
    assert Officer.objects.filter(pk=officer.pk).exists()


def test_an_edited_limit_holds_at_once_and_keeps_its_code(admin: Client) -> None:
    defaults.install()
    assert law.limit("hand_backs") == 2
    row = Limit.objects.get(code="hand_backs")
    data = {"code": "lain", "value": 3, "description": row.description}
    assert admin.post(url("change", row), data).status_code == 302
    assert law.limit("hand_backs") == 3


def test_limits_are_neither_added_nor_deleted(admin: Client) -> None:
    row = Limit.objects.create(code="x", value=1, description="-")
    assert admin.get(url("add", Limit)).status_code == 403
    assert admin.post(url("delete", row), {"post": "yes"}).status_code == 403


def test_an_edited_promise_holds_at_once(admin: Client) -> None:
    defaults.install()
    assert law.promise("resolution", "complaint").amount == 14
    row = Promise.objects.get(clock="resolution", case="complaint")
    data = {"clock": row.clock, "case": row.case, "amount": 10, "unit": "day"}
    assert admin.post(url("change", row), data).status_code == 302
    assert law.promise("resolution", "complaint").amount == 10


def test_a_special_promise_can_go_but_not_the_default_of_a_clock(admin: Client) -> None:
    defaults.install()
    special = Promise.objects.get(clock="verification", case="danger")
    default = Promise.objects.get(clock="verification", case="")
    assert law.promise("verification", "danger").in_hours
    assert admin.post(url("delete", special), {"post": "yes"}).status_code == 302
    assert admin.post(url("delete", default), {"post": "yes"}).status_code == 403
    assert str(law.promise("verification", "danger")) == "3 hari kerja"


def test_deleted_escalation_levels_are_forgotten_at_once(admin: Client) -> None:
    defaults.install()
    assert len(law.escalation_levels()) == 4
    chosen = list(EscalationLevel.objects.filter(level__gte=2).values_list("pk", flat=True))
    data = {"action": "delete_selected", "_selected_action": chosen, "post": "yes"}
    admin.post(url("changelist", EscalationLevel), data)
    assert [one.level for one in law.escalation_levels()] == [0, 1]


def test_a_user_is_added_with_address_and_password(admin: Client) -> None:
    data = {
        "email": "Baru@Kota.example",
        "name": "Noor Rahman",
        "usable_password": "true",
        "password1": "kata-sandi-panjang",
        "password2": "kata-sandi-panjang",
    }
    assert admin.post(reverse("admin:accounts_user_add"), data).status_code == 302
    user = User.objects.get(name="Noor Rahman")
    assert user.check_password("kata-sandi-panjang")
    assert admin.get(reverse("admin:accounts_user_changelist")).status_code == 200
