"""The page on which an officer chooses when the digests come."""

from __future__ import annotations

from complaints.models import DigestWish
from tests import town as t
from tests.desk.conftest import SignIn

PATH = "/akun/ringkasan/"


def test_an_officer_chooses_for_himself_alone(town: t.Town, sign_in: SignIn) -> None:
    client = sign_in("liaison")
    assert client.get(PATH).context["form"]["hours"].value() == "both"
    assert client.post(PATH, {"hours": "noon"})["Location"] == PATH
    client.post(PATH, {"hours": "none"})
    row = DigestWish.objects.get()
    assert (row.user, row.hours) == (town.liaison, "none")
    assert client.get(PATH).context["form"]["hours"].value() == "none"


def test_an_unknown_hour_gets_a_sentence(town: t.Town, sign_in: SignIn) -> None:
    answer = sign_in("liaison").post(PATH, {"hours": "tengah malam"})
    assert answer.status_code == 422
    assert not DigestWish.objects.exists()


def test_citizens_have_no_digests(town: t.Town, sign_in: SignIn) -> None:
    assert sign_in("citizen").get(PATH).status_code == 403
