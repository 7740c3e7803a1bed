"""The readers of the law: what they read, how long they keep it, what they say when it is missing."""

import datetime as dt

import pytest
from pytest_django import DjangoAssertNumQueries

from agencies import law
from agencies.models import EscalationLevel, Holiday, Limit, OfficeHours, Promise
from lapor import kept

pytestmark = pytest.mark.django_db


def test_the_calendar_is_made_of_office_hours_and_holidays() -> None:
    OfficeHours.objects.all().delete()
    Holiday.objects.all().delete()
    for opens, closes in ((8, 12), (13, 16)):
        OfficeHours.objects.create(weekday=0, opens=dt.time(opens), closes=dt.time(closes))
    Holiday.objects.create(date=dt.date(2026, 11, 23), name="Hari jadi", kind=Holiday.Kind.LOCAL)
    calendar = law.calendar()
    assert calendar.length(dt.date(2026, 11, 30)) == 7 * 3600
    assert not calendar.is_working_day(dt.date(2026, 11, 23))
    assert calendar.close(dt.date(2026, 11, 30)) == dt.datetime(2026, 11, 30, 9, tzinfo=dt.UTC)


def test_a_town_without_office_hours_is_told_what_to_do() -> None:
    OfficeHours.objects.all().delete()
    with pytest.raises(law.MissingLawError, match="Jam kerja belum diisi"):
        law.calendar()


def test_a_promise_falls_back_to_the_default_of_its_clock() -> None:
    Promise.objects.all().delete()
    Promise.objects.create(clock="verification", amount=3)
    Promise.objects.create(clock="verification", case="danger", amount=4, unit="hour")
    assert law.promise("verification", "aspiration") == law.Amount(3, Promise.Unit.DAY)
    assert law.promise("verification") == law.Amount(3, Promise.Unit.DAY)
    danger = law.promise("verification", "danger")
    assert (danger.in_hours, danger.seconds, str(danger)) == (True, 14_400, "4 jam kerja")


def test_days_have_no_fixed_seconds() -> None:
    with pytest.raises(ValueError, match="no fixed seconds"):
        _ = law.Amount(3, Promise.Unit.DAY).seconds


def test_a_clock_without_a_promise_is_named() -> None:
    Promise.objects.all().delete()
    with pytest.raises(law.MissingLawError, match="Janji layanan “verifikasi” belum diisi"):
        law.promise("verification")


def test_a_limit_is_a_number() -> None:
    Limit.objects.all().delete()
    Limit.objects.create(code="hand_backs", value=2, description="-")
    assert law.limit("hand_backs") == 2
    with pytest.raises(law.MissingLawError, match="Batas “banding” belum diisi"):
        law.limit("banding")


def test_levels_come_in_order() -> None:
    EscalationLevel.objects.all().delete()
    EscalationLevel.objects.create(level=1, after_days=0, audience="supervisor")
    EscalationLevel.objects.create(level=0, after_days=-1, audience="liaison")
    assert law.escalation_levels() == [
        law.Level(0, -1, EscalationLevel.Audience.LIAISON),
        law.Level(1, 0, EscalationLevel.Audience.SUPERVISOR),
    ]


def test_what_was_read_is_kept_until_it_is_forgotten(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    Limit.objects.update_or_create(code="hand_backs", defaults={"value": 2, "description": "-"})
    assert law.limit("hand_backs") == 2
    Limit.objects.filter(code="hand_backs").update(value=9)
    with django_assert_num_queries(0):
        assert law.limit("hand_backs") == 2
    law.forget()
    assert law.limit("hand_backs") == 9


def test_what_was_read_is_kept_for_a_minute_only(monkeypatch: pytest.MonkeyPatch) -> None:
    Limit.objects.update_or_create(code="hand_backs", defaults={"value": 2, "description": "-"})
    assert law.limit("hand_backs") == 2
    Limit.objects.filter(code="hand_backs").update(value=9)
    monkeypatch.setattr(kept, "KEEP_SECONDS", 0.0)
    law.forget()
    assert law.limit("hand_backs") == 9
    Limit.objects.filter(code="hand_backs").update(value=3)
    assert law.limit("hand_backs") == 3


def test_an_empty_table_is_not_asked_again_and_again(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    EscalationLevel.objects.all().delete()
    with django_assert_num_queries(1):
        assert law.escalation_levels() == []
        assert law.escalation_levels() == []
