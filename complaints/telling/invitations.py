"""The letter that asks somebody to come to the desk: a link that sets a password, once, for some days."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.db import transaction
from django.urls import reverse

from agencies.models import Officer
from complaints import links
from complaints.messages.sections import Section, section
from complaints.models import Delivery
from lapor import clock

if TYPE_CHECKING:
    from accounts.models import User

INVITATION = "invite_officer"
"""``Delivery.template`` of this letter."""


def send(user: User) -> None:
    """Put the letter into the outbox, inside the caller's transaction."""
    from complaints.tasks import nudge  # noqa: PLC0415  (tasks import the rooms)

    Delivery.by_email(clock.now(), user_id=user.pk, template=INVITATION)
    transaction.on_commit(nudge, robust=True)


def valid_days() -> int:
    """Return for how many days the link of a letter works."""
    return timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT).days


def has_come(user: User) -> bool:
    """Whether the person has set a password or signed in before."""
    return user.has_usable_password() or user.last_login is not None


def link_for(user: User) -> str:
    """Return the address that sets a password.

    It is worth nothing once a password was set, the address changed, or the days have passed. It
    is made when the letter is sent and kept nowhere.
    """
    if has_come(user):
        return links.inbox_link()
    key = default_token_generator.make_token(user)
    uid = user_pk_to_url_str(user)
    return links.absolute(reverse("account_reset_password_from_key", args=[uid, key]))


def told(user: User) -> Section:
    """Return what the letter says."""
    roles = Officer.objects.active().filter(user=user).select_related("agency")
    return section(
        "messages/officer/invite.txt",
        name=user.get_short_name(),
        roles=", ".join(f"{row.get_role_display()} di {row.agency}" for row in roles),
        is_new=not has_come(user),
        days=valid_days(),
    )
