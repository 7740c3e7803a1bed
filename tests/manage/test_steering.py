"""How well routing does, as a page; and the switch with which an agency gets reports by itself."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agencies.models import Agency, Limit
from complaints.models import AutoForward, Event, SettingsChange, SuggestionRecord
from complaints.routed import quality
from lapor import clock, kept
from tests import town as t
from tests.complaints.given import At
from tests.desk.conftest import SignIn

pytestmark = pytest.mark.django_db
PAGE = "/kelola/penerusan/"
MONDAY = date(2026, 7, 6)


def forwarded(agency: Agency, town: t.Town, **changes: Any) -> SuggestionRecord:
    """Keep the record of a forward as the page counts it."""
    complaint = t.forwarded(town)
    event = Event.objects.filter(complaint=complaint).latest("sequence")
    SuggestionRecord.objects.filter(event=event).delete()
    values = {"week": MONDAY, "suggested": agency, "rank": 1, "is_sure": True, **changes}
    return SuggestionRecord.objects.create(
        complaint=complaint, event=event, chosen=agency, probability=0.9, **values
    )


@pytest.fixture
def weeks(at: At, town: t.Town) -> None:
    """Two weeks of forwards: four accepted of which one came back, one changed, one unsure."""
    at("2026-07-15 09:00")
    for _ in range(3):
        forwarded(town.pupr, town)
    forwarded(town.pupr, town, wrong="hand_back")
    forwarded(town.dlh, town, rank=2, suggested=town.pupr, week=MONDAY + timedelta(days=7))
    forwarded(town.dlh, town, is_sure=False, rank=0)
    forwarded(town.dlh, town, week=MONDAY - timedelta(weeks=60))


def test_every_forward_is_counted_once_and_comes_back_in_no_other_part(weeks: None) -> None:
    total = quality.read().total
    assert (total.total, total.accepted, total.changed, total.unsure) == (6, 4, 1, 1)
    assert (total.back, total.kept, total.hit_rate) == (1, 3, 0.8)


def test_saved_minutes_are_those_of_suggestions_that_were_taken_and_stayed(weeks: None) -> None:
    assert quality.read().saved_minutes == 3 * 4
    Limit.objects.filter(code="routing_minutes").update(value=10)
    kept.forget()
    assert quality.read().saved_minutes == 30


def test_the_page_tells_weeks_and_agencies_with_a_drawing_that_adds_up(
    weeks: None, town: t.Town, sign_in: SignIn
) -> None:
    answer = sign_in("verifier").get(PAGE)
    context = answer.context
    assert [(row.name, row.tally.total) for row in context["agencies"]] == [
        ("Dinas PUPR", 4),
        ("DLH", 2),
    ]
    assert [row.tally.total for row in context["weeks"]][-2:] == [5, 1]
    column = context["chart"].columns[-2]
    assert sum(piece.height for piece in column.pieces) == context["chart"].ground
    page = answer.content.decode()
    assert "12 menit" in page
    assert '<svg class="weeks"' in page
    one = sign_in("overseer").get(PAGE, {"instansi": "dlh", "minggu": "4"})
    assert [row.name for row in one.context["agencies"]] == ["DLH"]
    assert one.context["edits"] is False


@pytest.mark.parametrize("query", ["minggu=9999", "instansi=tidak-ada", "minggu=x&instansi=%00"])
def test_nonsense_in_the_address_shows_everything(query: str, weeks: None, sign_in: SignIn) -> None:
    answer = sign_in("verifier").get(f"{PAGE}?{query}")
    assert (answer.status_code, answer.context["total"]) == (200, 6)


def counted(client: Client) -> int:
    """Return how many queries the page takes."""
    client.get(PAGE)
    with CaptureQueriesContext(connection) as seen:
        client.get(PAGE)
    return len(seen)


def test_queries_do_not_grow_with_agencies_weeks_and_switches(
    at: At, town: t.Town, sign_in: SignIn
) -> None:
    at("2026-07-15 09:00")
    client, queries = sign_in("verifier"), []
    for place, name in enumerate(("pupr", "dlh", "dinsos")):
        agency = town.agencies[name]
        forwarded(agency, town, week=MONDAY - timedelta(weeks=place), automatic=True)
        AutoForward.objects.create(agency=agency, is_on=True, since=clock.now())
        if place != 1:
            queries.append(counted(client))
    assert queries[0] == queries[1]
    assert queries[0] <= 11


def test_a_switch_is_off_until_somebody_turns_it_on_and_that_is_kept(
    town: t.Town, sign_in: SignIn
) -> None:
    client, path = sign_in("verifier"), f"{PAGE}instansi/pupr/"
    assert client.get(path).context["form"]["is_on"].value() is False
    client.post(path, {"is_on": "on", "threshold": "90"})
    row = AutoForward.objects.get()
    assert (row.agency, row.is_on, row.threshold, row.since is not None) == (
        town.pupr,
        True,
        90,
        True,
    )
    client.post(path, {"threshold": "90"})
    changes = list(SettingsChange.objects.filter(thing="auto_forward").order_by("id"))
    assert [change.after["teruskan otomatis"] for change in changes] == ["ya", "tidak"]
    assert changes[1].before["teruskan otomatis"] == "ya"


def test_turned_on_again_it_starts_anew(at: At, town: t.Town, sign_in: SignIn) -> None:
    at("2026-07-15 09:00")
    AutoForward.objects.create(
        agency=town.pupr, since=clock.now() - timedelta(days=9), stopped_at=clock.now()
    )
    client = sign_in("verifier")
    assert "Mematikan diri" in client.get(PAGE).content.decode()
    assert "mematikan diri" in client.get(f"{PAGE}instansi/pupr/").content.decode()
    client.post(f"{PAGE}instansi/pupr/", {"is_on": "on", "threshold": "95"})
    row = AutoForward.objects.get()
    assert (row.since, row.stopped_at) == (clock.now(), None)


@pytest.mark.parametrize("threshold", ["", "49", "100", "abc"])
def test_a_threshold_out_of_bounds_is_a_sentence(
    threshold: str, town: t.Town, sign_in: SignIn
) -> None:
    answer = sign_in("verifier").post(
        f"{PAGE}instansi/pupr/", {"is_on": "on", "threshold": threshold}
    )
    assert answer.status_code == 422
    assert not AutoForward.objects.exists()


def test_the_drawing_names_the_first_the_middle_and_the_last_week(
    weeks: None, sign_in: SignIn
) -> None:
    client = sign_in("verifier")
    drawing = client.get(PAGE).context["chart"]
    assert drawing.ends == [drawing.columns[place].label for place in (0, 6, 11)]
    assert drawing.has_room
    long = client.get(PAGE, {"minggu": "52"}).context["chart"]
    assert (len(long.ends), long.has_room) == (3, False)
    short = client.get(PAGE, {"minggu": "4"}).content.decode()
    assert all(f"<span>{label}</span>" in short for label in ("22 Jun", "6 Jul", "13 Jul"))
