"""Words that rise: what people write of lately more than in the weeks before.

Of the public texts only, which anybody may read; what the lexicon of public words does not know is
never shown (``complaints.finding.lexicon``).
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from datetime import date, timedelta
from math import log
from typing import NamedTuple

from django.core.cache import cache
from django.db import connection

from complaints.models import PublicWord
from lapor import clock
from routing import traits

LATELY = timedelta(days=14)
EARLIER = timedelta(days=56)
MOST_READ = 1500
"""Texts of each of the two times; the newest of them."""
LEAST, TIMES_AS_OFTEN, SHORTEST = 3, 1.5, 4
MOST_WORDS = 8
KEPT_SECONDS = 1800
TALK = {
    *("katanya", "kata", "bilang", "dilihat", "melihat", "terlihat", "lihat", "nang", "bahwa"),
    *("sambil", "sendiri", "sama", "dilakukan", "memang", "ternyata", "pernah", "sebagai"),
    *("namun", "berada", "menurut", "sesuai"),
}
"""Words of telling, beside those that everybody writes: they rise when texts grow longer."""
_WORD = f"^[[:alpha:]]{{{SHORTEST},}}$"


class Topic(NamedTuple):
    """A word, in how many reports it stands lately, and in how many it would usually."""

    word: str
    lately: int
    usually: float


def rising(leads: Collection[int] | None = None) -> list[Topic]:
    """Return the words that rise most, as read within half an hour: three questions.

    Args:
        leads: only reports that these agencies lead; None for the whole town.
    """
    today = clock.today()
    mark = hashlib.sha256(repr((today, leads and sorted(leads))).encode()).hexdigest()[:32]
    found: list[Topic] | None = cache.get(f"topics-{mark}")
    if found is None:
        found = _rising(today, leads)
        cache.set(f"topics-{mark}", found, KEPT_SECONDS)
    return found


def _rising(today: date, leads: Collection[int] | None) -> list[Topic]:
    now, read_now = _counted(today - LATELY, today, leads)
    if not read_now:
        return []
    before, read_before = _counted(today - LATELY - EARLIER, today - LATELY, leads)
    scored = []
    for stem, count in now.items():
        usually = before.get(stem, 0) * read_now / max(read_before, 1)
        times = count / max(usually, 0.5)
        if count >= LEAST and times >= TIMES_AS_OFTEN:
            scored.append((count * log(times), stem, count, usually))
    best = sorted(scored, reverse=True)[: 4 * MOST_WORDS]
    words: dict[str, str] = {}
    for row in PublicWord.objects.filter(stem__in=[stem for _, stem, *_ in best]).order_by(
        "reports"
    ):
        if row.word not in TALK and row.word not in traits.plain_words():
            words[row.stem] = row.word
    found = [Topic(words[stem], count, usual) for _, stem, count, usual in best if stem in words]
    return found[:MOST_WORDS]


def _counted(after: date, until: date, leads: Collection[int] | None) -> tuple[dict[str, int], int]:
    """Return in how many texts each stem stands, and how many were read.

    ``ts_stat`` takes a statement as text; only dates and numbers of ours stand in it.
    """
    numbers = ",".join(str(int(pk)) for pk in leads or ())
    whose = "" if leads is None else f" AND lead_id = ANY('{{{numbers}}}')"
    texts = (
        "SELECT search FROM complaints_complaint WHERE published AND NOT is_secret"  # noqa: S608
        f" AND NOT is_sealed{whose} AND created_at > '{after.isoformat()}'"
        f" AND created_at <= '{(until + timedelta(days=1)).isoformat()}'"
        f" ORDER BY created_at DESC, id DESC LIMIT {MOST_READ}"
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word, ndoc FROM ts_stat(%s) WHERE word ~ %s AND ndoc >= 2"  # noqa: S608
            f" UNION ALL SELECT '', count(*) FROM ({texts}) AS texts",
            [texts, _WORD],
        )
        found = dict(cursor.fetchall())
    read = found.pop("", 0)
    return found, read
