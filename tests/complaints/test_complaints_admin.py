"""The admin: calendar and reasons can be edited, reports and their record cannot be reached."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib import admin
from django.test import Client

from agencies import law
from agencies.models import Holiday, OfficeHours
from complaints import sweep
from complaints.law import reasons
from complaints.models import CalendarEdit, Deadline, Event, Reason
from tests import town as t

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(town: t.Town) -> Client:
    """The browser of a superuser."""
    client = Client()
    client.force_login(town.superuser)
    return client


def test_only_lists_of_the_town_are_there() -> None:
    ours = {
        f"{model._meta.app_label}.{model._meta.model_name}"
        for model in admin.site._registry
        if model._meta.app_label == "complaints"
    }
    assert ours == {"complaints.reason"}


def test_a_new_holiday_moves_running_clocks(client: Client, town: t.Town) -> None:
    t.forwarded(town)
    resolution = Deadline.objects.get(clock="resolution", stopped_at=None)
    calendar = law.calendar()
    day = calendar.move_day(resolution.due_at.astimezone(calendar.zone).date(), 0)
    client.post(
        "/admin/agencies/holiday/add/",
        {"date": day.isoformat(), "name": "Hari jadi kota", "kind": "local"},
    )
    assert Holiday.objects.filter(date=day).exists()
    assert not law.calendar().is_working_day(day)
    assert CalendarEdit.objects.get().why == "calendar:holiday"
    assert sweep.apply_calendar_edits() == 1
    moved = Deadline.objects.get(pk=resolution.pk)
    assert moved.due_at > resolution.due_at
    assert Event.objects.latest("id").verb == "move_deadline"


@pytest.mark.parametrize("way", ["one", "several"])
def test_a_holiday_that_is_taken_away_is_noted(client: Client, way: str) -> None:
    holiday = Holiday.objects.create(date=date(2026, 9, 9), name="Libur", kind="local")
    if way == "one":
        client.post(f"/admin/agencies/holiday/{holiday.pk}/delete/", {"post": "yes"})
    else:
        client.post(
            "/admin/agencies/holiday/",
            {"action": "delete_selected", "_selected_action": [holiday.pk], "post": "yes"},
        )
    assert not Holiday.objects.filter(pk=holiday.pk).exists()
    assert CalendarEdit.objects.count() == 1


def test_office_hours_can_be_edited_but_not_all_taken_away(client: Client) -> None:
    last = OfficeHours.objects.order_by("weekday").last()
    assert last is not None
    OfficeHours.objects.exclude(pk=last.pk).delete()
    answer = client.post(f"/admin/agencies/officehours/{last.pk}/delete/", {"post": "yes"})
    assert answer.status_code == 403
    client.post(
        f"/admin/agencies/officehours/{last.pk}/change/",
        {"weekday": last.weekday, "opens": "07:00", "closes": "15:00"},
    )
    assert [edit.why for edit in CalendarEdit.objects.all()] == ["calendar:officehours"]


def test_several_office_hours_cannot_be_deleted_at_once(client: Client) -> None:
    every = list(OfficeHours.objects.values_list("pk", flat=True))
    client.post(
        "/admin/agencies/officehours/",
        {"action": "delete_selected", "_selected_action": every, "post": "yes"},
    )
    assert OfficeHours.objects.count() == len(every)


def test_a_reason_keeps_its_code_and_stays(client: Client) -> None:
    reason = Reason.objects.get(verb="archive", code="in_court")
    client.post(
        f"/admin/complaints/reason/{reason.pk}/change/",
        {"code": "other", "label": "masih di pengadilan", "order": 3, "is_active": "on"},
    )
    reason.refresh_from_db()
    assert (reason.code, reason.label) == ("in_court", "masih di pengadilan")
    assert reasons.label_of("archive", "in_court") == "masih di pengadilan"
    answer = client.post(f"/admin/complaints/reason/{reason.pk}/delete/", {"post": "yes"})
    assert answer.status_code == 403


def test_pages_speak_indonesian(client: Client) -> None:
    page = client.get("/admin/").content.decode()
    assert "Pengaturan LAPOR" in page
    assert "Hari libur" in page
