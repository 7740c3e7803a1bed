"""The chain of hashes through the events of one report, and the seals over all of them."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from complaints.models import Complaint, Event, EventWords, Seal

WRITERS_LOCK = 7_160_001
"""Advisory lock: shared by every verb that writes an event, exclusive for sealing."""
EMPTY_ROOT = hashlib.sha256(b"").hexdigest()


def new_salt() -> str:
    """Return a salt for the digest of words (32 hex characters)."""
    return secrets.token_hex(16)


def digest_of(words: str, salt: str) -> str:
    """Return the salted hash of what was said (hex), or nothing when nothing was."""
    return hashlib.sha256(f"{salt}\x1f{words}".encode()).hexdigest() if words else ""


def hash_of(event: Event) -> str:
    """Return the hash of an event over all its columns and the hash before it (hex)."""
    fields: dict[str, Any] = {
        "complaint": event.complaint_id,
        "sequence": event.sequence,
        "verb": event.verb,
        "from": event.from_status,
        "to": event.to_status,
        "actor": event.actor_id,
        "agency": event.agency_id,
        "role": str(event.role),
        "audience": str(event.audience),
        "at": event.at.isoformat(),
        "data": event.data,
        "words": event.words_digest,
        "previous": event.previous_hash,
    }
    canonical = json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def merkle_root(leaves: Sequence[str]) -> str:
    """Return the Merkle root of hashes (hex); a lone leaf is carried up unchanged."""
    level = list(leaves)
    if not level:
        return EMPTY_ROOT
    while len(level) > 1:
        pairs = [level[i : i + 2] for i in range(0, len(level), 2)]
        level = [
            hashlib.sha256("".join(pair).encode()).hexdigest() if len(pair) > 1 else pair[0]
            for pair in pairs
        ]
    return level[0]


def seal_hash(root: str, previous: str, first: int, last: int, count: int) -> str:
    """Return the hash of a seal (hex) over its root, its range and the seal before it."""
    return hashlib.sha256(
        f"{previous}\x1f{root}\x1f{first}\x1f{last}\x1f{count}".encode()
    ).hexdigest()


@dataclass(frozen=True)
class Flaw:
    """Something wrong in the record: where, and what."""

    where: str
    what: str


def flaws_of(complaint: Complaint, events: Sequence[Event]) -> Iterator[Flaw]:
    """Yield what is wrong with the chain of one report: tampered, missing or cut-off rows.

    ``events`` are all events of the report in the order of their sequence, with their words.
    """
    previous = ""
    for number, event in enumerate(events, start=1):
        where = f"{complaint.code}#{event.sequence}"
        if event.sequence != number:
            yield Flaw(where, f"peristiwa nomor {number} hilang")
            return
        if event.previous_hash != previous:
            yield Flaw(where, "tidak menyambung ke peristiwa sebelumnya")
        if event.hash != hash_of(event):
            yield Flaw(where, "isi peristiwa tidak cocok dengan sidiknya")
        yield from _flaws_of_words(event, where)
        previous = event.hash
    if len(events) != complaint.event_count or previous != complaint.last_hash:
        yield Flaw(complaint.code, "peristiwa terakhir terpotong")


def flaws_of_seal(seal: Seal, leaves: Sequence[str], previous: str) -> Iterator[Flaw]:
    """Yield what is wrong with one seal, given the hashes of its range and the seal before."""
    where = f"segel {seal.pk}"
    if len(leaves) != seal.event_count or merkle_root(leaves) != seal.root:
        yield Flaw(where, "peristiwa di dalam segel berubah atau hilang")
    expected = seal_hash(seal.root, previous, seal.first_event, seal.last_event, seal.event_count)
    if seal.previous != previous or seal.hash != expected:
        yield Flaw(where, "segel tidak cocok")


def _flaws_of_words(event: Event, where: str) -> Iterator[Flaw]:
    if not event.words_digest:
        return
    words: EventWords | None = getattr(event, "words", None)
    if words is None:
        yield Flaw(where, "kata-kata peristiwa hilang")
    elif words.erased_at is None and digest_of(words.text, words.salt) != event.words_digest:
        yield Flaw(where, "kata-kata peristiwa berubah")
