"""The papers of docs/screens/, a page of each: an answer as a letter, and the report of a year."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import typst
from django.conf import settings

from complaints import typeset
from complaints.demo import cast
from complaints.desk.answering import letters
from complaints.insights import period as periods
from complaints.insights.upward import gathering, pdf
from complaints.law.roles import actor_on
from complaints.models import Complaint
from complaints.states import State
from lapor import clock, logo
from tests.bench.browser import Surprise
from tests.bench.desk_screens import LIAISON, tickets

DOTS_PER_INCH = 70.0
YEAR, AGENCIES = "2023", 6
"""The year of the demonstration that is over, and the page of its report that compares agencies."""


def letter() -> bytes:
    """Return the first page of an answer as a letter, as PNG.

    Raises:
        Surprise: no answered report of the agency can be printed.
    """
    user = cast.user_of(LIAISON)
    for code in tickets(LIAISON, State.ANSWERED):
        report = Complaint.objects.get(code=code)
        sheet = letters.KINDS["tanggapan"](report, actor_on(report, user)) if user else None
        if sheet is not None:
            inputs = {"sheet": json.dumps(sheet), "qr": typeset.svg("https://lapor.example")}
            return _page(letters.SOURCE, inputs, 1)
    raise Surprise("no answer of the demonstration can be printed")


def upward() -> bytes:
    """Return the page of the agencies in the report of a year, as PNG.

    Raises:
        Surprise: the report has no such page.
    """
    period = periods.read(YEAR)
    if period is None:
        raise Surprise(f"{YEAR} is no period")
    contents = gathering.gather(period, agency=None, now=clock.now())
    sheet = json.dumps(pdf.variables(contents, edition=1, note=""))
    inputs = {"sheet": sheet, "qr": "", "logo": logo.drawing(settings.LAPOR_LOGO)}
    return _page(pdf.SOURCE, inputs, AGENCIES)


def _page(source: Path, inputs: dict[str, str], number: int) -> bytes:
    made: Any = typst.compile(str(source), sys_inputs=inputs, format="png", ppi=DOTS_PER_INCH)
    pages = made if isinstance(made, list) else [made]  # several pages are a list
    if len(pages) < number:
        raise Surprise(f"{source.name} has only {len(pages)} pages")
    return bytes(pages[number - 1])
