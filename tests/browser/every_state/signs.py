"""What overseers read of signs, and officers of the survey, empty and full."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from complaints import actions
from complaints.models import Sign, SignCase, SignRun
from tests import town as t
from tests.browser.every_state.walking import State, officer, passing
from tests.complaints import given


@passing("insights:signs", "insights:sign", "insights:satisfaction")
def signs(town: t.Town) -> Iterator[State]:
    """Months without and with signs, the reports behind one, the survey without and with marks."""
    overseer = officer(town, "overseer")
    yield overseer.get("signs, never looked at", "/dasbor/tanda/?bulan=1999-01")
    yield overseer.get("survey, nobody", "/dasbor/survei/?masa=1999")
    month = date(2026, 7, 1)
    SignRun.objects.create(month=month, at=given.wib("2026-08-01 01:00"))
    yield overseer.get("signs, none", "/dasbor/tanda/?bulan=2026-07")
    numbers = {"month": month, "part": 9, "whole": 12, "usual_part": 5, "usual_whole": 90}
    for kind in ("last_day", "same_text", "archived"):
        sign = Sign.objects.create(kind=kind, agency=town.pupr, officer=town.liaison, **numbers)
    yield overseer.get("signs", "/dasbor/tanda/?bulan=2026-07")
    yield overseer.get("sign without reports", f"/dasbor/tanda/{sign.pk}/")
    report = t.resolved(town)
    SignCase.objects.create(sign=sign, complaint=report)
    yield overseer.get("sign", f"/dasbor/tanda/{sign.pk}/")
    actions.fill_survey(report, by=t.reporter(report), marks=given.marks())
    yield officer(town, "liaison").get("survey", "/dasbor/survei/")
