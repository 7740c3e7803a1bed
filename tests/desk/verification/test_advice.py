"""What the desk advises: calibrated words, why not the others, and nothing where it does not know."""

from __future__ import annotations

from typing import Any

import pytest

from agencies.models import Agency
from complaints.desk.verification import advice
from routing.engine import Suggestion
from routing.models import Rule
from tests import town as t
from tests.desk.conftest import SignIn


def one(agency: Agency, probability: float, *words: str, **more: Any) -> Suggestion:
    """Return a suggestion with these words for it."""
    values = {"unit": None, "category": None, "reasons": ("karena menyebut “x”",), **more}
    return Suggestion(agency=agency, probability=probability, words=words, **values)


def test_the_first_is_filled_in_and_the_others_say_why_they_are_less_likely(town: t.Town) -> None:
    first = one(town.pupr, 0.8, "aspal", "lubang")
    shown = advice.of([first, one(town.dlh, 0.15, "lubang"), one(town.dinsos, 0.05)])
    assert [(line.percent, line.words, line.taken) for line in shown] == [
        (80, "yakin", True),
        (15, "kurang yakin", False),
        (5, "kurang yakin", False),
    ]
    assert [line.less for line in shown] == [
        "",
        "“aspal” lebih menunjuk ke Dinas PUPR.",
        "“aspal”, “lubang” lebih menunjuk ke Dinas PUPR.",
    ]


def test_a_rule_or_the_place_is_said_before_words(town: t.Town) -> None:
    rule = Rule(keyword="lubang", agency=town.pupr)
    by_rule = one(town.pupr, 0.9, "lubang", rule=rule)
    assert advice.why_less(one(town.dlh, 0.1), by_rule) == "Aturan kota mendahulukan Dinas PUPR."
    ward = Agency(short_name="Kel. Langkai", kind=Agency.Kind.WARD)
    local = one(ward, 0.7, "ronda")
    assert advice.why_less(one(town.dlh, 0.1), local) == "Tempat kejadian ditangani Kel. Langkai."
    same = advice.why_less(one(town.dlh, 0.4, "lubang"), one(town.pupr, 0.5, "lubang"))
    assert same == "Tanda untuk Dinas PUPR lebih kuat."


def test_a_hundred_is_never_promised_and_an_unsure_first_is_not_filled_in(town: t.Town) -> None:
    (sure,) = advice.of([one(town.pupr, 1.0)])
    assert (sure.percent, sure.words) == (99, "sangat yakin")
    (unsure,) = advice.of([one(town.pupr, 0.3, is_sure=False)])
    assert unsure.taken is False


@pytest.mark.parametrize("text", ["Tolong dibantu."])
def test_what_the_program_does_not_know_is_left_to_the_verifier(
    text: str, town: t.Town, sign_in: SignIn
) -> None:
    complaint = t.submit(text=text, title="Tolong", category=None, region=None)
    answer = sign_in("verifier").get(f"/meja/verifikasi/{complaint.code}/")
    assert not any(line.taken for line in answer.context["advice"])
    assert "lead" not in answer.context["form"].initial
