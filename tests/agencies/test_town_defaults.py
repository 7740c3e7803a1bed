"""What a town starts with: hours, holidays with joint leave, promises, levels, limits, bodies."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from agencies import defaults, law
from agencies.models import (
    EscalationLevel,
    Holiday,
    Limit,
    OfficeHours,
    OutsideBody,
    Promise,
)

pytestmark = pytest.mark.django_db

TABLES = (OfficeHours, Holiday, Promise, EscalationLevel, Limit, OutsideBody)


@pytest.fixture(autouse=True)
def _installed() -> None:
    for table in TABLES:
        table.objects.all().delete()
    defaults.install()


def test_offices_are_open_from_8_to_16_on_five_days() -> None:
    assert list(OfficeHours.objects.values_list("weekday", "opens", "closes")) == [
        (day, dt.time(8), dt.time(16)) for day in range(5)
    ]


def test_every_year_from_2024_to_2027_has_its_holidays() -> None:
    years = Holiday.objects.values_list("date__year", flat=True)
    assert sorted(set(years)) == [2024, 2025, 2026, 2027]
    assert Holiday.objects.count() == 108


@pytest.mark.parametrize(
    ("date", "kind", "name"),
    [
        ("2026-12-25", "national", "Hari Raya Natal"),
        ("2026-12-24", "joint_leave", "Cuti Bersama Hari Raya Natal"),
        ("2026-03-22", "national", "Hari kedua dari Hari Raya Idul Fitri"),
    ],
)
def test_joint_leave_and_weekend_holidays_are_in(date: str, kind: str, name: str) -> None:
    day = Holiday.objects.get(date=date)
    assert (day.kind, day.name) == (kind, name)


def test_joint_leave_is_no_working_day() -> None:
    assert not law.calendar().is_working_day(dt.date(2026, 12, 24))


@pytest.mark.parametrize(
    ("clock", "case", "words"),
    [
        ("verification", "", "3 hari kerja"),
        ("verification", "complaint", "3 hari kerja"),
        ("verification", "information", "1 hari kerja"),
        ("verification", "danger", "4 jam kerja"),
        ("reforward", "", "1 hari kerja"),
        ("first_follow_up", "", "5 hari kerja"),
        ("first_follow_up", "danger", "1 hari kerja"),
        ("progress", "", "10 hari kerja"),
        ("resolution", "complaint", "14 hari kerja"),
        ("resolution", "aspiration", "5 hari kerja"),
        ("resolution", "information", "5 hari kerja"),
        ("resolution", "inspection", "60 hari kerja"),
        ("completion", "", "10 hari kerja"),
        ("completion", "no_contact", "20 hari kerja"),
        ("confirmation", "", "10 hari kerja"),
        ("confirmation", "undelivered", "20 hari kerja"),
        ("outside", "", "14 hari kerja"),
        ("appeal", "", "10 hari kerja"),
    ],
)
def test_promises_are_those_of_the_workflow(clock: str, case: str, words: str) -> None:
    assert str(law.promise(clock, case)) == words


def test_a_late_report_climbs_from_supervisor_to_coordinator_to_overseer() -> None:
    assert [(one.level, one.after_days, str(one.audience)) for one in law.escalation_levels()] == [
        (0, -1, "liaison"),
        (1, 0, "supervisor"),
        (2, 2, "coordinator"),
        (3, 5, "overseer"),
    ]


def test_limits_are_those_of_the_workflow() -> None:
    assert {code: law.limit(code) for code, _, _ in defaults.LIMITS} == {
        "hand_backs": 2, "objections": 2, "reopenings": 2, "questions": 1, "outside_rounds": 2,
        "survey_days": 30, "ask_again_days": 28,
        "reopen_days": 30, "appeal_days": 30, "complete_days": 30, "extension_days": 7,
        "progress_days": 10, "pause_floor_days": 2, "reminder_days": 3, "unmerge_days": 7,
        "split_parts": 4, "planned_months": 12, "reveal_minutes": 10, "receipt_hours": 24,
        "upload_files": 10, "upload_megabytes": 10, "text_length": 3000,
        "similar_days": 180, "similar_metres": 500, "bundle_reports": 5, "bundle_days": 7,
        "auto_of": 20, "auto_wrong": 3, "routing_minutes": 4,
    }  # fmt: skip


def test_ombudsman_and_other_bodies_are_there() -> None:
    assert OutsideBody.objects.get(name="Ombudsman Republik Indonesia").kind == "oversight"
    assert OutsideBody.objects.get(name="PT PLN (Persero)").phone == "123"
    assert OutsideBody.objects.filter(kind="province").count() == 10


def test_installing_again_changes_nothing_that_a_city_has_edited() -> None:
    Promise.objects.filter(clock="resolution", case="complaint").update(amount=10)
    Limit.objects.filter(code="hand_backs").update(value=1)
    OfficeHours.objects.filter(weekday=4).delete()
    Holiday.objects.filter(date="2026-12-24").delete()
    EscalationLevel.objects.filter(level=3).delete()
    OutsideBody.objects.filter(name="Pengadilan Agama").delete()
    before = [list(table.objects.values()) for table in TABLES]
    defaults.install()
    assert [list(table.objects.values()) for table in TABLES] == before


def test_installing_again_adds_what_is_missing() -> None:
    Promise.objects.filter(clock="appeal").delete()
    Limit.objects.filter(code="split_parts").delete()
    Holiday.objects.filter(date__year=2027).delete()
    Holiday.objects.create(date="2027-07-17", name="Hari jadi kota", kind=Holiday.Kind.LOCAL)
    defaults.install()
    assert law.promise("appeal").amount == 10
    assert law.limit("split_parts") == 4
    assert Holiday.objects.filter(date__year=2027).count() == 27


def test_office_hours_may_not_overlap() -> None:
    with pytest.raises(ValidationError, match="bertumpang tindih"):
        OfficeHours(weekday=0, opens=dt.time(15), closes=dt.time(17)).full_clean()
    OfficeHours(weekday=0, opens=dt.time(16), closes=dt.time(17)).full_clean()
    OfficeHours.objects.get(weekday=0).full_clean()


def test_office_hours_may_not_run_backwards() -> None:
    with pytest.raises(ValidationError, match="Jam selesai harus sesudah jam mulai"):
        OfficeHours(weekday=5, opens=dt.time(12), closes=dt.time(12)).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        OfficeHours.objects.create(weekday=5, opens=dt.time(12), closes=dt.time(8))


def test_a_holiday_of_the_year_1_is_refused() -> None:
    with pytest.raises(ValidationError) as refused:
        Holiday(date=dt.date(1, 1, 1), name="Salah ketik").full_clean()
    assert list(refused.value.message_dict) == ["date"]


def test_a_reminder_must_come_before_and_a_level_not_before_due() -> None:
    for level, after_days in ((0, 0), (4, -1)):
        with pytest.raises(ValidationError, match="Tingkat 0 harus sebelum tenggat"):
            EscalationLevel(level=level, after_days=after_days, audience="liaison").full_clean(
                validate_unique=False
            )


@pytest.mark.parametrize("amount", [0, 401])
def test_a_promise_is_at_least_one_and_at_most_400(amount: int) -> None:
    with pytest.raises(ValidationError):
        Promise(clock="planned", amount=amount).full_clean()
