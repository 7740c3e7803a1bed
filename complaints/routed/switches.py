"""The switch of each agency: whether the system may forward to it, and when that ends by itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from agencies import law
from agencies.models import Agency
from complaints.actions._move import moving
from complaints.law.roles import System
from complaints.models import AutoForward, Complaint, SuggestionRecord
from complaints.states import Told
from lapor import clock, kept

BACK = (SuggestionRecord.Wrong.HAND_BACK, SuggestionRecord.Wrong.RECALL)
"""What counts against a switch: the report came back."""


class Stand(NamedTuple):
    """How the newest automatic forwards to an agency went."""

    done: int
    wrong: int


def any_on() -> bool:
    """Return whether the system may forward to any agency at all; read once in a minute."""
    return kept.remember("routed.any_on", AutoForward.objects.filter(is_on=True).exists)


def stand_of(switch: AutoForward) -> Stand:
    """Return how the newest forwards since a switch was turned on went: one query."""
    return stands_of([switch]).get(switch.agency_id, Stand(0, 0))


def stands_of(rows: Iterable[AutoForward]) -> dict[int, Stand]:
    """Return by agency how the newest forwards since its switch was turned on went: one query.

    The index ``automatic_forwards`` serves each of them.
    """
    pieces = [
        SuggestionRecord.objects.filter(
            chosen=row.agency_id, automatic=True, event__at__gte=row.since
        )
        .order_by("-id")
        .values_list("chosen", "wrong")[: law.limit("auto_of")]
        for row in rows
        if row.since is not None
    ]
    if not pieces:
        return {}
    joined = pieces[0].union(*pieces[1:], all=True) if len(pieces) > 1 else pieces[0]
    stands: dict[int, Stand] = {}
    for agency, wrong in joined:
        done, back = stands.get(agency, Stand(0, 0))
        stands[agency] = Stand(done + 1, back + (wrong in BACK))
    return stands


def judge(complaint: Complaint, record: SuggestionRecord | None) -> bool:
    """Turn a switch off after too many automatic forwards came back; return whether it did.

    The coordinator reads why in a note on the report that was the last of them.

    Args:
        complaint: the report that came back.
        record: of its forward, already marked as wrong.
    """
    if record is None or not record.automatic:
        return False
    switches = AutoForward.objects.select_for_update().filter(agency=record.chosen_id, is_on=True)
    switch = switches.first()
    if switch is None:
        return False
    stand = stand_of(switch)
    if stand.wrong < law.limit("auto_wrong"):
        return False
    switch.is_on, switch.stopped_at = False, clock.now()
    switch.save(update_fields=["is_on", "stopped_at"])
    kept.forget()
    _tell(complaint, record.chosen, stand)
    return True


def _tell(complaint: Complaint, agency: Agency, stand: Stand) -> None:
    sentence = (
        f"Penerusan otomatis ke {agency} dimatikan: {stand.wrong} dari {stand.done} yang terakhir "
        "dikembalikan. Periksa di Kelola, Penerusan."
    )
    data = {"auto_forward": "stopped", "agency": agency.pk}
    with moving(complaint, "note", System(), words=sentence, data=data) as step:
        step.told = {Told.VERIFIERS}
