"""What a good answer has: questions to tick for oneself, and honest hints counted from the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from complaints.desk.answering.jargon import CONTACT_WORDS, DONE_WORDS, PLAIN_WORDS, UNIT_WORDS
from complaints.models import Outcome
from lapor.words import DAYS, MONTHS

if TYPE_CHECKING:
    from django.http import QueryDict

    from complaints.desk.verbs.base import VerbForm
    from complaints.desk.verbs.table import Verb

CHECKED = frozenset({"answer", "follow_up"})
"""The verbs whose words are looked at."""
LONG_SENTENCE = 25
"""Words; a sentence with more is hard to follow on a phone."""
SHORT_ANSWER = 8
MOST_JARGON = 4
ATTENTIVE = 20
"""Characters from which there is something to look at."""

QUESTIONS = (
    "Setiap hal yang dilaporkan sudah dijawab",
    "Jelas apa yang dilakukan, kapan, dan oleh siapa",
    "Ada bukti yang dapat dilihat pelapor",
    "Pelapor tahu ke mana bertanya lagi",
    "Tetangga Anda akan mengerti setiap kalimat",
)

_DATE = re.compile(
    rf"\b\d{{1,2}}[./-]\d{{1,2}}\b|\b\d{{1,2}}\s+(?:{'|'.join(MONTHS)}|{'|'.join(m[:3] for m in MONTHS)})"
    rf"\b|\b(?:{'|'.join(DAYS)}|hari ini|kemarin|tadi pagi|besok|lusa)\b",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"[.!?\n]+(?:\s|$)")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Hint:
    """One remark about the text; ``says`` is a sentence."""

    code: str
    says: str


def of_form(verb: Verb, form: VerbForm) -> list[Hint] | None:
    """Return the hints for what stands in a form now; None for a verb that is not looked at."""
    if verb.name not in CHECKED:
        return None
    text = str(form["text"].value() or "")
    outcome = str(form["outcome"].value() or "") if "outcome" in form.fields else ""
    return list(hints(text, outcome=outcome, has_files=bool(form.waiting)))


def of_post(verb: Verb, data: QueryDict) -> list[Hint] | None:
    """Return the hints for a form on its way; whether files were chosen it does not tell."""
    if verb.name not in CHECKED:
        return None
    return list(hints(data.get("text", ""), outcome=data.get("outcome", ""), has_files=True))


def hints(text: str, *, outcome: str = "", has_files: bool = False) -> Iterator[Hint]:
    """Yield what a reader would miss or stumble over; nothing for a text that hardly began.

    Args:
        text: the answer.
        outcome: how the report ends, where it does; a plan has its date in a field.
        has_files: whether a photo or paper goes with it.
    """
    if len(text.strip()) < ATTENTIVE:
        return
    low = text.lower()
    if not _DATE.search(text) and outcome != Outcome.PLANNED:
        yield Hint("date", "Belum ada tanggal. Kapan ini dilakukan?")
    if not _has_any(low, UNIT_WORDS):
        yield Hint("unit", "Belum ada unit atau petugas yang disebut. Siapa yang mengerjakan?")
    if not _has_any(low, DONE_WORDS):
        yield Hint("done", "Belum jelas apa yang sudah atau akan dilakukan.")
    if not _has_any(low, CONTACT_WORDS):
        yield Hint("contact", "Belum ada cara bertanya lagi, misalnya nomor loket.")
    if outcome == Outcome.FIXED and not has_files:
        yield Hint("proof", "Belum ada foto atau berkas bukti.")
    yield from _style(text, low)


def _style(text: str, low: str) -> Iterator[Hint]:
    lengths = [len(_WORD.findall(one)) for one in _SENTENCES.split(text)]
    if sum(lengths) < SHORT_ANSWER:
        yield Hint("short", "Jawaban ini sangat pendek. Apakah setiap hal sudah terjawab?")
    if max(lengths) > LONG_SENTENCE:
        yield Hint("long", f"Kalimat terpanjang {max(lengths)} kata. Potong menjadi dua kalimat.")
    found = [said for said in PLAIN_WORDS if _has_any(low, (said,))][:MOST_JARGON]
    for said in found:
        yield Hint("jargon", f"“{said}” dapat ditulis: {PLAIN_WORDS[said]}.")


def _has_any(low: str, words: tuple[str, ...]) -> bool:
    return any(re.search(rf"\b{re.escape(word)}\b", low) for word in words)
