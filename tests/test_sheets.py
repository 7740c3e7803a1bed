"""Cells that no spreadsheet takes for a formula."""

import pytest

from lapor.sheets import harmless


@pytest.mark.parametrize("text", ["=1+1", "+62", "-5", "@cmd", "\t=1", "  =1"])
def test_what_begins_like_a_formula_is_made_harmless(text: str) -> None:
    assert harmless(text) == f"'{text}"
    assert harmless(f"Jalan {text}") == f"Jalan {text}"
