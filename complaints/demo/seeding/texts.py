"""The written reports of the demo, as the life of a report needs them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parent.parent / "data"


@dataclass(frozen=True)
class Text:
    """One written report with what an officer and its reporter say later."""

    row: dict[str, Any]

    def __getattr__(self, name: str) -> Any:
        """Read a field of the data; missing ones are empty."""
        return self.row.get(name, "")

    @property
    def is_usual(self) -> bool:
        """Whether the report takes the main road: no junk, nothing sealed, one trouble, ours."""
        odd = ("junk", "sealed", "outside", "parts", "secret", "repeat_of")
        return not any(self.row.get(name) for name in odd)

    def fits(self, month: int) -> bool:
        """Whether the report can come in ``month`` (smoke in Aug–Oct, floods in Nov–Jan)."""
        match self.row.get("season"):
            case "smoke":
                return month in (8, 9, 10)
            case "flood":
                return month in (11, 12, 1)
            case _:
                return True


@cache
def reports() -> tuple[Text, ...]:
    """Return every written report."""
    return tuple(Text(row) for row in _read("reports.json"))


@cache
def people() -> tuple[dict[str, str], ...]:
    """Return invented reporters: name, email, phone."""
    return tuple(_read("people.json"))


@cache
def phrases() -> dict[str, list[str]]:
    """Return sentences by occasion."""
    found: dict[str, list[str]] = _read("phrases.json")
    return found


def _read(name: str) -> Any:
    return json.loads((DATA / name).read_text(encoding="utf-8"))
