"""Reports that go upward: none yet, being made, ready, failed, of an agency."""

from __future__ import annotations

from collections.abc import Iterator

from complaints.insights.period import Period
from complaints.insights.upward import making
from complaints.models import UpwardReport
from lapor import clock
from tests import town as t
from tests.browser.every_state.walking import State, officer, passing

FRONT = "/dasbor/laporan/"


@passing("insights:upward_reports", "insights:upward_report", "insights:upward_wish")
def reports(town: t.Town) -> Iterator[State]:
    """The list without and with reports, each state of one, its second edition, and the wish."""
    walk = officer(town, "verifier")
    yield walk.get("upward, none", FRONT)
    yield walk.post("upward, wished", f"{FRONT}kirimi-saya/", 200, month="on")
    this_year = Period.of_year(clock.today().year)
    asked = {"masa": this_year.code, "instansi": "kota"}
    yield walk.post("upward, being made", FRONT, 200, **asked)
    page = f"{FRONT}kota-{this_year.code}-1/"
    UpwardReport.objects.update(state=UpwardReport.State.FAILED)
    yield walk.get("upward, failed", page)
    UpwardReport.objects.update(state=UpwardReport.State.QUEUED)
    making.make_waiting()
    yield walk.get("upward, ready", page)
    yield walk.post("upward, made before", FRONT, 422, **asked)
    yield walk.post("upward, again", FRONT, 200, catatan="Data terlambat masuk.", **asked)
    making.ask(this_year, agency=town.pupr, by=town.supervisor)
    making.make_waiting()
    yield walk.get("upward, editions", f"{FRONT}kota-{this_year.code}-2/")
    yield officer(town, "supervisor").get("upward of an agency", FRONT)
