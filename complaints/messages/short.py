"""What an SMS or a WhatsApp message says: one line with ticket and link; no gateway sends it yet.

Law: workflow.md, *Messages*: only for sent, question, answer and the decision of an appeal. The
link is that of the tracker with the ticket filled in; a key in an SMS would pass through many hands.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse

from complaints import links
from complaints.messages import texts

VERBS: Final = ("submit", "ask_reporter", "answer", "uphold", "dismiss")
SMS, WHATSAPP = "sms", "whatsapp"
LONGEST: Final = {SMS: 160, WHATSAPP: 320}
"""Characters of one message; an SMS of plain letters holds 160."""


def text_of(verb: str, *, code: str, channel: str, until: str = "", discreet: bool = False) -> str:
    """Return the text for ``verb``, one of :data:`VERBS`.

    Args:
        verb: what happened.
        code: the ticket number.
        channel: ``sms`` or ``whatsapp``; only the second one has room for a date.
        until: until when the reporter has time, in words.
        discreet: for hidden, secret and sealed reports, of which it says only that there is news.
    """
    assert verb in VERBS
    query = urlencode({"tiket": code})
    context = {
        "city": settings.LAPOR_CITY,
        "code": code,
        "link": links.absolute(f"{reverse('citizens:track')}?{query}"),
        "until": until if channel == WHATSAPP else "",
    }
    name = "discreet" if discreet else verb
    return texts.render(f"messages/short/{name}.txt", context).strip()
