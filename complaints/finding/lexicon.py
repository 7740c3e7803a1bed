"""Keeping the lexicon of public words: verbs append changes, a beat folds them, a command rebuilds it.

It is made of what the public may read and of nothing else: a text that is withdrawn or redacted
takes its words along.
"""

from __future__ import annotations

from typing import Any

from django.db import connection, transaction

from complaints.models import Complaint
from complaints.models.public_words import LONGEST_WORD
from complaints.models.words import STOP_WORDS

FOLD_ROWS = 2000
"""How many changes one fold takes."""
EVERY = ""
"""The word whose count is that of the reports."""

_WORD = f"^[[:alpha:]]{{2,{LONGEST_WORD}}}$"
_APPEND = """
INSERT INTO complaints_publicwordsdelta (words, amount)
SELECT array_append(array(
    SELECT lexeme FROM unnest(to_tsvector('simple', %s)) WHERE lexeme ~ %s AND lexeme <> ALL (%s)
), ''), %s
"""
_FOLD = """
WITH gone AS (
    DELETE FROM complaints_publicwordsdelta WHERE id IN (
        SELECT id FROM complaints_publicwordsdelta ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED
    ) RETURNING words, amount
), sums AS (
    SELECT word, sum(amount) AS amount FROM gone, unnest(words) AS word GROUP BY word
), kept AS (
    INSERT INTO complaints_publicword (word, stem, reports)
    SELECT word, coalesce((ts_lexize('indonesian_stem', word))[1], word), amount FROM sums
    WHERE amount <> 0 ORDER BY word
    ON CONFLICT (word) DO UPDATE SET reports = complaints_publicword.reports + EXCLUDED.reports
)
SELECT count(*) FROM gone
"""
_REBUILD = """
INSERT INTO complaints_publicword (word, stem, reports)
SELECT word, coalesce((ts_lexize('indonesian_stem', word))[1], word), ndoc
FROM ts_stat($words$
    SELECT to_tsvector('simple', public_title || ' ' || public_text) FROM complaints_complaint
    WHERE published AND NOT is_secret AND NOT is_sealed
$words$) WHERE word ~ %s AND word <> ALL (%s)
UNION ALL
SELECT '', '', count(*) FROM complaints_complaint
WHERE published AND NOT is_secret AND NOT is_sealed
"""


def record(complaint: Complaint, before: dict[str, Any]) -> None:
    """Append what changed in the public words of a report, inside the verb's transaction.

    Args:
        complaint: the report as it is now.
        before: its columns as they were; empty for a new one.
    """
    was, now = _public_words(before), _public_words(complaint.__dict__)
    if was == now:
        return
    with connection.cursor() as cursor:
        for text, amount in ((was, -1), (now, 1)):
            if text is not None:
                cursor.execute(_APPEND, [text, _WORD, STOP_WORDS, amount])


def _public_words(columns: dict[str, Any]) -> str | None:
    """Return the words that the public reads of a report; None when it is not public."""
    if not columns.get("published") or columns.get("is_secret") or columns.get("is_sealed"):
        return None
    return f"{columns['public_title']} {columns['public_text']}"


def fold() -> int:
    """Add the appended changes to the lexicon; return how many were folded.

    A change that is folded before an older one may leave a count below zero for a moment.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_FOLD, [FOLD_ROWS])
        folded = int(cursor.fetchone()[0])
        if folded:
            cursor.execute(
                "DELETE FROM complaints_publicword WHERE reports = 0 AND word <> %s", [EVERY]
            )
    return folded


def rebuild() -> int:
    """Make the lexicon anew from all public texts; return how many words it has.

    Changes made meanwhile wait for the lock and are folded afterwards.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("LOCK TABLE complaints_publicwordsdelta IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute("DELETE FROM complaints_publicwordsdelta")
        cursor.execute("DELETE FROM complaints_publicword")
        cursor.execute(_REBUILD, [_WORD, STOP_WORDS])
        return int(cursor.rowcount)
