"""The record of what was suggested and what was chosen: kept with the forward, marked when wrong."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from complaints import actions
from complaints.models import Complaint, SuggestionRecord
from routing import engine
from tests import town as t
from tests.complaints import given
from tests.complaints.given import At

TEXT = "Jalan berlubang besar di depan pasar, mohon ditambal."


def forwarded(town: t.Town, lead: Any = None, **changes: Any) -> Complaint:
    """Verify and forward a report about a road to an agency (default: the one suggested)."""
    complaint = t.submit(text=TEXT, category=town.jalan, **changes)
    return actions.verify_and_forward(
        complaint,
        by=town.verifier,
        verification=t.verification(town),
        routing={"lead": lead or town.pupr},
    )


def test_a_forward_keeps_what_was_suggested_beside_what_was_chosen(at: At, town: t.Town) -> None:
    at("2026-07-08 09:00")
    complaint = forwarded(town)
    record = SuggestionRecord.objects.get()
    assert (record.complaint, record.event.verb) == (complaint, "forward")
    assert (record.week, record.suggested, record.chosen) == (
        date(2026, 7, 6),
        town.pupr,
        town.pupr,
    )
    assert (record.rank, record.automatic, record.wrong) == (1, False, "")
    assert record.layer in set(engine.Layer)
    assert record.probability is not None
    assert 0 < record.probability <= 1


def test_another_choice_has_no_rank_or_a_later_one(town: t.Town) -> None:
    forwarded(town, town.dinsos)
    record = SuggestionRecord.objects.get()
    assert (record.suggested, record.chosen, record.rank) == (town.pupr, town.dinsos, 0)


def test_nothing_of_the_text_is_kept(town: t.Town) -> None:
    forwarded(town)
    row = SuggestionRecord.objects.values().get()
    kept = " ".join(str(value) for value in row.values()).lower()
    assert not [word for word in TEXT.lower().split() if len(word) > 4 and word in kept]


def test_each_forward_has_its_record_and_the_newest_is_marked(town: t.Town) -> None:
    complaint = forwarded(town, town.dlh)
    actions.hand_back(
        complaint, by=town.co_liaison, reason="not_our_authority", words="Bukan kami."
    )
    actions.forward(given.stored(complaint), by=town.verifier, lead=town.pupr)
    assert list(SuggestionRecord.objects.order_by("id").values_list("wrong", "chosen__code")) == [
        ("hand_back", "dlh"),
        ("", "pupr"),
    ]
    actions.recall(given.stored(complaint), by=town.verifier, reason="Salah lagi.")
    assert SuggestionRecord.objects.latest("id").wrong == "recall"


def test_a_unit_that_hands_back_to_its_parent_says_nothing_about_the_forward(
    town: t.Town,
) -> None:
    complaint = actions.delegate(forwarded(town), by=town.liaison, unit=town.upt)
    actions.hand_back(
        complaint, by=town.unit_liaison, reason="not_our_authority", words="Bukan kami."
    )
    assert SuggestionRecord.objects.get().wrong == ""


@pytest.mark.parametrize(("category", "wrong"), [("lainnya", "correct"), ("jalan", "")])
def test_only_another_category_marks_a_forward(category: str, wrong: str, town: t.Town) -> None:
    complaint = forwarded(town)
    actions.correct(
        complaint,
        by=town.verifier,
        kind=complaint.kind,
        category=town.categories[category],
        region=town.langkai,
        danger=True,
    )
    assert SuggestionRecord.objects.get().wrong == wrong
