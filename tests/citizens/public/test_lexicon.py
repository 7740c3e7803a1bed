"""The lexicon holds the words of public texts, as long as they are public."""

from __future__ import annotations

from typing import Any

import pytest

from complaints import actions
from complaints.finding import lexicon, search
from complaints.models import Complaint, Publication, PublicWord, PublicWordsDelta
from tests import town as t

pytestmark = pytest.mark.django_db


def counted() -> dict[str, int]:
    """Fold everything and return the lexicon."""
    while lexicon.fold():
        pass
    return dict(PublicWord.objects.exclude(word="").values_list("word", "reports"))


def published(town: t.Town, text: str, **more: Any) -> Complaint:
    values = {"title": "Lampu", "public_text": text, **more}
    return actions.verify_and_forward(
        t.submit(),
        by=town.verifier,
        verification=t.verification(town, **values),
        routing={"lead": town.pupr},
    )


def test_words_are_counted_by_reports(town: t.Town) -> None:
    published(town, "Lampu jalan padam, lampu!")
    published(town, "Padam lagi.")
    assert counted() == {"lampu": 2, "jalan": 1, "padam": 2}
    assert PublicWordsDelta.objects.count() == 0


@pytest.mark.parametrize("kind", ["unverified", "secret", "sealed", "personal"])
def test_words_of_what_is_not_public_never_come_in(town: t.Town, kind: str) -> None:
    if kind == "unverified":
        t.submit()
    elif kind == "secret":
        t.forwarded(town, is_secret=True)
    elif kind == "sealed":
        t.submit(misconduct="yes")
    else:
        published(town, "Zulhijrah", publication=Publication.PERSONAL)
    assert counted() == {}


def test_redacting_takes_the_words_along(town: t.Town) -> None:
    complaint = published(town, "Zulhijrah menutup parit")
    assert "zulhijrah" in counted()
    actions.redact(
        complaint,
        by=town.verifier,
        title="Lampu",
        text="Seseorang menutup parit",
        publication=Publication.PUBLIC,
    )
    assert counted() == {"lampu": 1, "seseorang": 1, "menutup": 1, "parit": 1}


def test_withdrawing_takes_all_words_along(town: t.Town) -> None:
    complaint = actions.verify(
        t.submit(), by=town.verifier, **t.verification(town, title="Lampu", public_text="Padam")
    )
    assert counted() == {"lampu": 1, "padam": 1}
    actions.archive(complaint, by=town.verifier, reason="spam", words="Iklan.")
    assert counted() == {}


def test_numbers_and_masked_pieces_are_no_words(town: t.Town) -> None:
    published(town, "Hubungi 081234567890 atau a@b.example, KH 1234 AB, rumah 17")
    assert counted() == {"lampu": 1, "hubungi": 1, "rumah": 1}


def test_rebuilding_counts_the_same(town: t.Town) -> None:
    published(town, "Lampu jalan padam")
    published(town, "Banjir di gang")
    before = counted()
    PublicWord.objects.all().delete()
    lexicon.rebuild()
    assert counted() == before


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("lmpu jalan", "lampu jalan"),
        ("lampu jalan", ""),
        ("lampunya", ""),
        ("bnjir", "banjir"),
        ("unta", ""),
        ('"lmpu jalan"', '"lampu jalan"'),
    ],
)
def test_slips_are_put_right(town: t.Town, typed: str, shown: str) -> None:
    published(town, "Lampu jalan padam")
    published(town, "Banjir di gang")
    counted()
    assert search.understand(typed).shown == shown
    assert search.understand(typed, exactly=True).shown == ""


def test_synonyms_are_lower_case_words() -> None:
    assert search.synonyms()
    assert all(word.isalnum() and word.islower() for phrase in search.synonyms() for word in phrase)
