"""Users: one address each, whatever its case."""

import pytest
from django.db import IntegrityError, transaction

from accounts.models import User

pytestmark = pytest.mark.django_db


def test_an_address_is_kept_in_small_letters_and_found_in_any_case() -> None:
    user = User.objects.create_user("  Sri@Kota.EXAMPLE ")
    assert user.email == "sri@kota.example"
    assert User.objects.get_by_natural_key("SRI@kota.example") == user


def test_two_users_cannot_share_an_address_in_another_case() -> None:
    User.objects.create_user("sri@kota.example")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.bulk_create([User(email="Sri@Kota.example")])


def test_an_address_is_needed() -> None:
    with pytest.raises(ValueError, match="Alamat e-mail wajib diisi"):
        User.objects.create_user(" ")


def test_without_a_password_nobody_signs_in_with_one() -> None:
    assert not User.objects.create_user("sri@kota.example").has_usable_password()


def test_a_superuser_may_open_the_admin() -> None:
    user = User.objects.create_superuser("a@kota.example", "x")
    assert (user.is_staff, user.is_superuser, user.check_password("x")) == (True, True, True)


def test_a_user_is_shown_by_name_else_by_address() -> None:
    named = User(email="sri@kota.example", name="Sri Wahyuni")
    unnamed = User(email="sri@kota.example")
    assert [str(named), named.get_full_name(), named.get_short_name()] == [
        "Sri Wahyuni", "Sri Wahyuni", "Sri",
    ]  # fmt: skip
    assert [str(unnamed), unnamed.get_full_name(), unnamed.get_short_name()] == [
        "sri@kota.example"
    ] * 3
