"""Everything a town starts with: hours, promises, reasons, categories."""

from __future__ import annotations

from django.db import transaction

from agencies import defaults as of_agencies
from complaints import reply_defaults
from complaints.law import reasons
from routing import defaults as of_routing


@transaction.atomic
def install() -> None:
    """Fill what is still empty in every room; what a city has edited is left alone."""
    of_agencies.install()
    reasons.install()
    reply_defaults.install()
    of_routing.install()
