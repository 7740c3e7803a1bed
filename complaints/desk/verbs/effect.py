"""What a verb would do to clocks and to whom it would speak: it is tried and taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from agencies.models import Officer
from complaints import actions
from complaints.desk.verbs.base import VerbForm
from complaints.desk.verbs.table import Verb
from complaints.models import Complaint, Deadline, Notification
from complaints.states import Clock

CHANNELS = {
    Notification.Channel.EMAIL.value: "lewat email",
    Notification.Channel.CALL.value: "dihubungi petugas",
    Notification.Channel.DIGEST.value: "di ringkasan berikutnya",
}


@dataclass(frozen=True)
class Shift:
    """One clock whose date would change; without ``old`` it starts, without ``new`` it stops."""

    name: str
    old: datetime | None
    new: datetime | None


@dataclass(frozen=True)
class Effect:
    """What would happen: or the sentence of the refusal, and nothing else."""

    refusal: str = ""
    shifts: list[Shift] = field(default_factory=list)
    told: list[str] = field(default_factory=list)


def of(verb: Verb, form: VerbForm) -> Effect:
    """Return what the verb of a valid form would do."""
    arguments = form.arguments()
    return trial(form.complaint, lambda: verb.do(form.complaint, by=form.desk.user, **arguments))


def trial(complaint: Complaint, do: Callable[[], object]) -> Effect:
    """Do something to a report, note what it changed, and take it back."""
    before = dict(_dates(complaint))
    known = complaint.events.count()
    try:
        with transaction.atomic():
            do()
            after = dict(_dates(complaint))
            told = list(_told(complaint, known))
            transaction.set_rollback(True)
    except actions.Refused as refusal:
        return Effect(refusal=str(refusal))
    names = list(dict.fromkeys([*before, *after]))
    shifts = [
        Shift(Clock(name).label, before.get(name), after.get(name))
        for name in names
        if before.get(name) != after.get(name)
    ]
    return Effect(shifts=shifts, told=told)


def _dates(complaint: Complaint) -> Iterator[tuple[str, datetime]]:
    running = Deadline.objects.filter(complaint=complaint, stopped_at__isnull=True)
    yield from running.order_by("due_at", "id").values_list("clock", "due_at")


def _told(complaint: Complaint, known: int) -> Iterator[str]:
    """Yield who hears of what was just done: reporters by channel, officers by agency."""
    rows = Notification.objects.filter(event__complaint=complaint, event__sequence__gt=known)
    to_reporters = rows.filter(reporter__isnull=False).order_by("id")
    by_channel = [CHANNELS[row] for row in to_reporters.values_list("channel", flat=True)]
    for words in dict.fromkeys(by_channel):
        amount = by_channel.count(words)
        yield f"{f'{amount} pelapor' if amount > 1 else 'Pelapor'} ({words})"
    if not by_channel:
        yield "Pelapor membacanya di halaman lacak; tidak ada pesan yang dikirim"
    to_officers = rows.filter(user__isnull=False).values_list("user_id", "channel")
    channels = {user: CHANNELS[channel] for user, channel in to_officers}
    officers = Officer.objects.active().filter(user__in=channels).order_by("agency__name", "id")
    lines = {
        f"{one.agency}: {one.get_role_display()} ({channels[one.user_id]})"
        for one in officers.select_related("agency")
    }
    yield from sorted(lines)
