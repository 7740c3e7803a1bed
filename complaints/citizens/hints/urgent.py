"""Whom to call before one writes on: numbers and a sentence, drawn from the town's danger words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from routing import danger, reading
from routing.models import Hotline, Topic

TITLES: dict[Topic, str] = {
    Topic.FIRE: "Kebakaran atau gas bocor? Menjauh dulu, lalu telepon",
    Topic.POWER: "Jangan mendekat. Telepon dulu",
    Topic.FALL: "Menjauh dulu dari tempat itu, lalu telepon",
    Topic.WATER: "Ada orang dalam bahaya? Telepon dulu",
    Topic.HEALTH: "Ada yang perlu ditolong sekarang? Telepon dulu",
    Topic.TRAFFIC: "Ada yang terluka? Telepon dulu",
    Topic.VIOLENCE: "Anda atau orang lain tidak aman? Telepon dulu",
    Topic.SELF_HARM: "Anda tidak sendirian",
    Topic.ANIMAL: "Menjauh dulu, lalu telepon",
    Topic.OTHER: "Keadaan darurat? Telepon dulu",
}
WORDS = "Setelah aman, lanjutkan di sini. Laporan Anda tetap kami terima."
SELF_HARM_WORDS = (
    "Kami ikut prihatin. Bicaralah sekarang dengan orang yang Anda percaya, atau telepon nomor ini. "
    "Anda tetap boleh menulis di sini."
)
TICKABLE = frozenset(Topic) - {Topic.SELF_HARM}
"""Dangers of which the page offers to mark the report; nobody in despair is asked for a tick."""


@dataclass(frozen=True)
class Urgent:
    """What stands first when a text speaks of danger."""

    topic: Topic
    title: str
    text: str
    hotlines: Sequence[Hotline]
    offers_tick: bool
    tone: str
    """Of the notice: calm for somebody in despair."""


def urgent_for(text: str, *, is_marked: bool = False) -> Urgent | None:
    """Return whom to call when ``text`` speaks of danger and does not deny it, else None."""
    found = danger.gravest(text)
    if found is None:
        return None
    despair = found.topic == Topic.SELF_HARM
    return Urgent(
        topic=found.topic,
        title=TITLES[found.topic],
        text=SELF_HARM_WORDS if despair else WORDS,
        hotlines=numbers_for(found.topic),
        offers_tick=found.topic in TICKABLE and not is_marked,
        tone="info" if despair else "danger",
    )


def numbers_for(topic: Topic) -> list[Hotline]:
    """Return the numbers for a danger; those that name it before those for everything."""
    rows = [row for row in reading.hotlines() if not row.topics or topic in row.topics]
    if topic == Topic.SELF_HARM:
        rows.sort(key=lambda row: not row.topics)
    return rows
