"""What the counter knows of a report for one act: who asked, with which proof, what is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from django.http import HttpRequest

from complaints import on_request
from complaints.access import Desk
from complaints.desk.on_request.acts import Act, offered
from complaints.law.actors import Actor
from complaints.law.roles import OnRequest, Proof, actor_on
from complaints.messages.reporter import is_discreet
from complaints.models import Complaint, Event
from complaints.states import State
from lapor import clock

SESSION = "asked_on_request"
"""Session key: the report whose code was right, who saw it typed, and when. Never the code."""
VALID_FOR = timedelta(minutes=30)

STATES: dict[str, str] = {
    State.RECEIVED: "Terkirim, menunggu diperiksa",
    State.VERIFIED: "Sudah diperiksa, sedang diteruskan",
    State.FORWARDED: "Diteruskan, belum ditanggapi",
    State.FOLLOWED_UP: "Sedang ditindaklanjuti",
    State.ANSWERED: "Sudah dijawab, menunggu pendapat pelapor",
    State.RESOLVED: "Selesai",
    State.NEEDS_INFO: "Menunggu jawaban pelapor",
    State.REFERRED: "Dirujuk, dipantau",
    State.APPEALED: "Banding sedang diperiksa",
    State.ARCHIVED: "Tidak dilanjutkan",
    State.MERGED: "Digabung dengan laporan lain; hak pelapor tetap",
}
"""State in words that name no office, no reason and no other report."""


@dataclass(frozen=True)
class Asked:
    """One report for which a reporter stands at the counter, or a letter lies there.

    ``sees``: the officer sees the report anyway; who came in by the code alone is shown no more
    than the act needs.
    """

    own: Complaint
    main: Complaint
    proof: Proof
    by: OnRequest
    sees: bool

    @cached_property
    def actor(self) -> Actor:
        """The reporter's part in the officer's hands."""
        return actor_on(self.main, self.by)

    @cached_property
    def acts(self) -> list[Act]:
        """What may be asked for now."""
        return offered(self.main, self.actor)

    @property
    def title(self) -> str:
        """The title, unless the report is hidden, secret or sealed."""
        return "" if is_discreet(self.own) else self.own.agency_title

    @property
    def state_words(self) -> str:
        """The state in words that name nobody."""
        return STATES[self.own.status]

    @property
    def question(self) -> str:
        """The question that waits for the reporter's answer; empty for a report kept close."""
        if is_discreet(self.own) or self.own.status != State.NEEDS_INFO:
            return ""
        rows = Event.objects.filter(complaint=self.own, verb="ask_reporter")
        last = rows.select_related("words").order_by("-sequence").first()
        said = getattr(last, "words", None)
        return said.text if said is not None else ""


def keep(request: HttpRequest, complaint: Complaint, desk: Desk) -> None:
    """Remember that the code was right: one report at a time, for one act."""
    kept = {"report": complaint.pk, "officer": desk.user.pk, "at": clock.now().isoformat()}
    request.session[SESSION] = kept


def forget(request: HttpRequest) -> None:
    """Forget whose code was typed last."""
    request.session.pop(SESSION, None)


def asked_for(request: HttpRequest, desk: Desk, code: str) -> Asked | None:
    """Return the report ``code`` if its code was typed here, or a letter may be the proof.

    Anything else, also a ticket that nobody has, is None.
    """
    proved = on_request.proved(_typed(request, desk), code)
    seen = desk.visible().for_page().filter(code=code).first()
    if proved is not None:
        return _asked(proved, desk, Proof.CODE, sees=seen is not None)
    if seen is None or on_request.why_no_letter(seen):
        return None
    return _asked(seen, desk, Proof.LETTER, sees=True)


def _asked(own: Complaint, desk: Desk, proof: Proof, *, sees: bool) -> Asked:
    by = OnRequest(own.pk, desk.user, proof)
    return Asked(own, on_request.main_of(own), proof, by, sees)


def _typed(request: HttpRequest, desk: Desk) -> int | None:
    """Return the report whose code this officer saw typed a moment ago."""
    kept = request.session.get(SESSION) or {}
    if kept.get("officer") != desk.user.pk:
        return None
    late = clock.now() - datetime.fromisoformat(kept["at"]) > VALID_FOR
    return None if late else int(kept["report"])
