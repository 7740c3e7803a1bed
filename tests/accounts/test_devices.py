"""The devices on which an account is signed in: seen by their owner alone, and signed out."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts import sessions
from accounts.models import Session, User
from complaints.tasks import drop_unsent
from tests.accounts.steps import PASSWORD, assert_ours

pytestmark = pytest.mark.django_db
LISTING = reverse("account_devices")
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = (
    "Mozilla/5.0 (Linux; Android 15; SM-A165F) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/142.0.0.0 Mobile Safari/537.36"
)


def signed_in(user: User, agent: str = FIREFOX, password: str = PASSWORD) -> Client:
    client = Client(headers={"user-agent": agent})
    client.post(reverse("account_login"), {"login": user.email, "password": password})
    assert client.session["_auth_user_id"] == str(user.pk)
    return client


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (FIREFOX, "Firefox di Linux"),
        (PHONE, "Chrome di Android"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/142.0 Safari/537.36 Edg/142.0", "Edge di Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) Version/18.0 Safari/604.1", "Safari di iPhone"),
        ("", "Peramban lain"),
        ("<script>alert(1)</script>" * 99, "Peramban lain"),
    ],
)
def test_a_device_is_named_by_browser_and_system(agent: str, words: str) -> None:
    assert sessions.device_words(agent) == words


def test_the_own_devices_are_listed_and_this_one_marked(officer: User) -> None:
    signed_in(officer, PHONE)
    here = signed_in(officer)
    page = here.get(LISTING)
    assert_ours(page, "Perangkat yang masuk")
    assert [(one["words"], one["here"]) for one in page.context["devices"]] == [
        ("Firefox di Linux", True),
        ("Chrome di Android", False),
    ]
    assert page["Cache-Control"] == "private, no-store"


def test_nothing_of_the_place_is_kept(officer: User) -> None:
    signed_in(officer, PHONE)
    names = {one.name for one in Session._meta.get_fields()}
    assert names == {"session_key", "session_data", "expire_date", "user", "device", "last_seen_at"}
    assert Session.objects.get().device == "Chrome di Android"
    assert "SM-A165F" not in str(Session.objects.get().get_decoded())


def test_the_key_of_a_session_is_on_no_page(officer: User) -> None:
    there, here = signed_in(officer, PHONE), signed_in(officer)
    html = here.get(LISTING).content.decode()
    for client in (there, here):
        assert str(client.session.session_key) not in html


def test_last_seen_moves_every_five_minutes(officer: User) -> None:
    client = signed_in(officer)
    started = Session.objects.get().last_seen_at
    for minutes, moved in ((4, 0), (6, 6)):
        moment = started + timedelta(minutes=minutes)
        with time_machine.travel(moment, tick=False):
            client.get(reverse("citizens:help"))
            client.get(LISTING)
        assert Session.objects.get().last_seen_at == started + timedelta(minutes=moved)


def test_one_device_is_signed_out(officer: User) -> None:
    there, here = signed_in(officer, PHONE), signed_in(officer)
    [other] = [one for one in here.get(LISTING).context["devices"] if not one["here"]]
    answer = here.post(reverse("account_end_one", args=[other["mark"]]), follow=True)
    assert "Chrome di Android sudah dikeluarkan." in answer.content.decode()
    assert there.get(LISTING).status_code == 302
    again = here.post(reverse("account_end_one", args=[other["mark"]]), follow=True)
    assert "Perangkat itu sudah keluar." in again.content.decode()


def test_somebody_elses_device_is_out_of_reach(officer: User) -> None:
    stranger = User.objects.create_user("lain@surat.example", PASSWORD)
    theirs = Client()
    theirs.force_login(stranger)
    mark = sessions.mark_of(sessions.of(stranger)[0])
    here = signed_in(officer)
    assert [one["mark"] == mark for one in here.get(LISTING).context["devices"]] == [False]
    here.post(reverse("account_end_one", args=[mark]))
    assert len(sessions.of(stranger)) == 1
    assert theirs.get(LISTING).status_code == 200


def test_out_of_all_devices_is_out_of_all(officer: User) -> None:
    there, here = signed_in(officer, PHONE), signed_in(officer)
    answer = here.post(reverse("account_end_all"), follow=True)
    assert answer.redirect_chain == [(reverse("account_login"), 302)]
    assert "Anda sudah keluar dari semua perangkat." in answer.content.decode()
    for client in (there, here):
        assert client.get(LISTING)["Location"].startswith(reverse("account_login"))


def test_a_new_password_signs_the_other_devices_out(officer: User) -> None:
    there, here = signed_in(officer, PHONE), signed_in(officer)
    new = "rumah-panjang-di-tepi-kahayan-9"
    data = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert here.post(reverse("account_change_password"), data).status_code == 302
    assert there.get(LISTING).status_code == 302
    assert [one["here"] for one in here.get(LISTING).context["devices"]] == [True]


@pytest.mark.parametrize("name", ["account_devices", "account_end_all"])
def test_strangers_are_asked_to_sign_in(client: Client, name: str) -> None:
    for answer in (client.get(reverse(name)), client.post(reverse(name))):
        assert answer["Location"].startswith(reverse("account_login"))


def test_ending_needs_a_post(officer: User) -> None:
    client = signed_in(officer)
    assert client.get(reverse("account_end_all")).status_code == 405
    assert client.get(reverse("account_end_one", args=["x"])).status_code == 405


def test_sessions_that_ended_go(officer: User) -> None:
    client = signed_in(officer)
    Session.objects.update(expire_date=Session.objects.get().last_seen_at - timedelta(1))
    assert sessions.of(officer) == []
    drop_unsent()
    assert not Session.objects.exists()
    assert client.get(LISTING).status_code == 302
