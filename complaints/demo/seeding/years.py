"""The demo's two years: 2023 with its published figures, and the present with every state."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from complaints.demo.seeding import present
from complaints.demo.seeding.lives import Cast, Life
from complaints.demo.seeding.texts import Text, reports
from lapor import clock

SEED = 62_71
PAST_YEAR = 2023
PAST_TOTAL, PAST_IN_PROCESS, PAST_NOT_STARTED = 606, 12, 5
"""The figures that the town published: 606 reports, 589 handled, 12 in process, 5 not started."""


def past() -> int:
    """Let the reports of 2023 live; return how many there are."""
    dice = random.Random(SEED)
    cast = Cast.gather()
    texts = [text for text in reports() if text.is_usual and text.kind]
    ends = _past_ends(dice)
    moments = _moments(dice, len(ends))
    for number, (sent, end) in enumerate(zip(moments, ends, strict=True)):
        life = Life(
            _fitting(texts, sent, dice),
            sent=sent,
            until=clock.now(),
            cast=cast,
            dice=dice,
            number=f"{PAST_YEAR}-{number}",
        )
        end(life)
        life.act_clocks()
    return len(ends)


def now() -> int:
    """Let the reports of the last months live, in every state; return how many there are."""
    dice = random.Random(SEED + 1)
    cast = Cast.gather()
    until = clock.now()
    made = 0
    for number, (days_ago, text, play) in enumerate(present.plan(dice)):
        sent = _hour(dice, until - timedelta(days=days_ago))
        sent = min(sent, until - timedelta(minutes=30))
        life = Life(text, sent=sent, until=until, cast=cast, dice=dice, number=f"kini-{number}")
        # Nobody has opened what came in after the last office hour.
        road = present.received if sent > life.last_work else play
        road(life)
        life.act_clocks()
        made += 1
    return made


def _past_ends(dice: random.Random) -> list[Callable[[Life], None]]:
    """Return how each report of 2023 ended: 70 % by silence, 15 % confirmed, 9 % archived."""
    handled = PAST_TOTAL - PAST_IN_PROCESS - PAST_NOT_STARTED
    archived = round(handled * 0.09)
    confirmed = round(handled * 0.2)
    silent = handled - archived - confirmed
    ends: list[Callable[[Life], None]] = [
        *[present.archived] * archived,
        *[present.confirmed] * confirmed,
        *[present.answered_at_once] * (silent - silent // 8),
        *[present.silent] * (silent // 8),
        *[present.followed_up] * PAST_IN_PROCESS,
        *[present.forwarded] * PAST_NOT_STARTED,
    ]
    dice.shuffle(ends)
    return ends


def _moments(dice: random.Random, count: int) -> list[datetime]:
    """Return sorted moments of 2023: a fifth at weekends, most in the day, some at night."""
    zone = ZoneInfo(settings.TIME_ZONE)
    first = datetime(PAST_YEAR, 1, 1, tzinfo=zone)
    moments: list[datetime] = []
    while len(moments) < count:
        day = first + timedelta(days=dice.randrange(365))
        if day.weekday() >= 5 and dice.random() < 0.35:
            continue
        moments.append(_hour(dice, day))
    return sorted(moments)


def _hour(dice: random.Random, day: datetime) -> datetime:
    """Return a moment on the day of ``day``, as people write: mostly between 7 and 21."""
    hour = dice.choices(range(24), weights=[1] * 6 + [3] * 2 + [7] * 10 + [5] * 4 + [2] * 2)[0]
    local = timezone.localtime(day)
    moment = datetime.combine(local.date(), time(hour, dice.randrange(60)), tzinfo=local.tzinfo)
    return moment.astimezone(UTC)


def _fitting(texts: list[Text], sent: datetime, dice: random.Random) -> Text:
    """Return a text that fits the month."""
    for _ in range(50):
        text = dice.choice(texts)
        if text.fits(timezone.localtime(sent).month):
            return text
    return texts[0]
