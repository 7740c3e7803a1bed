"""The letter that says that a file of a list is ready; it leads to a page behind the sign-in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from complaints import links
from complaints.messages.sections import Section, section
from complaints.models import ListExport
from lapor import words

if TYPE_CHECKING:
    from complaints.models import Delivery

LIST_READY = "list_ready"
"""``Delivery.template`` of this letter."""


def told(delivery: Delivery) -> Section | None:
    """Return what the letter says; None when the file is gone or was taken meanwhile.

    It carries nothing of the list, not even how many reports there are.
    """
    ready = ListExport.State.READY
    row = ListExport.objects.filter(message=delivery, state=ready, downloads=0).first()
    if row is None or row.expires_at is None:
        return None
    return section(
        "messages/officer/list_ready.txt",
        link=links.absolute(reverse("exports:one", args=[row.key])),
        until=words.moment(row.expires_at),
    )
