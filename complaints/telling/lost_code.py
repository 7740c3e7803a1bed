"""A lost receipt code: a new link goes to the contact that the reporter left, and nowhere else.

Without a contact nobody can restore it. A phone number alone, while no gateway is set up, enters
the officers' call list (workflow.md, *Messages*): the officer tells how the report stands, and has
no code or link to give away.
"""

from __future__ import annotations

from django.db import transaction

from complaints import privacy
from complaints.models import Complaint, Delivery
from complaints.models.complaint import CODE_LENGTH
from complaints.reporters import receipts
from lapor import clock

NEW_LINK = "new_link"
"""``Delivery.template`` of a message that carries a new link, or of a call that was asked for."""


def ask(*, code: str, email: str = "", phone: str = "") -> None:
    """Send a new link to the contact of the report ``code``, if the contact given is that one.

    Whoever asks learns nothing: a wrong pair costs the same query, comparison and row, which is
    then taken back, and the answer of the page is the same.

    Args:
        code: the ticket number, however it was typed.
        email: the address given, or empty.
        phone: the number given in international form, or empty.
    """
    ticket = receipts.normal_code(code)[:CODE_LENGTH]
    rows = Complaint.objects.select_related("reporter")
    complaint: Complaint | None = rows.filter(code=ticket).first()
    matches = privacy.is_contact(complaint, email=email, phone=phone)
    reporter = getattr(complaint, "reporter", None)
    with transaction.atomic():
        now = clock.now()
        reporter_id = reporter.pk if reporter is not None else None
        if email:
            Delivery.by_email(now, reporter_id=reporter_id, template=NEW_LINK)
        else:
            Delivery.for_call(now, reporter_id=reporter_id, template=NEW_LINK)
        if not matches:
            transaction.set_rollback(True)
    _nudge()


def _nudge() -> None:
    from complaints.tasks import nudge  # noqa: PLC0415  (tasks import the outbox, that the letters)

    transaction.on_commit(nudge, robust=True)
