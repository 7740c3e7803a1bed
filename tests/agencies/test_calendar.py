"""Working-time arithmetic: the examples of other systems' bug trackers, and the laws behind them."""

import datetime as dt
from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agencies.calendar import NoWorkingDayError, Position, Segment, WorkingCalendar

Hours = Mapping[int, Sequence[Segment]]

WIB = ZoneInfo("Asia/Jakarta")
HOUR = 3600
LONG_DAY = [(dt.time(8), dt.time(18))]
SHORT_DAY = [(dt.time(8), dt.time(16))]
LUNCH_DAY = [(dt.time(8), dt.time(12)), (dt.time(13), dt.time(17))]
FRIDAY_DAY = [(dt.time(7, 30), dt.time(11, 30)), (dt.time(13), dt.time(16))]


def calendar(
    day: Sequence[Segment] = SHORT_DAY,
    *,
    holidays: Sequence[str] = (),
    **weekdays: Sequence[Segment],
) -> WorkingCalendar:
    hours = dict.fromkeys(range(5), day)
    hours.update({int(key.removeprefix("day_")): value for key, value in weekdays.items()})
    return WorkingCalendar(hours, [dt.date.fromisoformat(d) for d in holidays], WIB)


def at(text: str) -> dt.datetime:
    """Read "2026-11-23 16:00" on the town's clock face. 23 November 2026 is a Monday."""
    return dt.datetime.fromisoformat(f"{text}+07:00")


# Examples to hold (domain.md)


def test_four_hours_from_monday_16_end_tuesday_10() -> None:
    due = calendar(LONG_DAY).due_after_seconds(at("2026-11-23 16:00"), 4 * HOUR)
    assert due == at("2026-11-24 10:00")


def test_four_hours_from_monday_17_end_tuesday_11_and_one_hour_before_is_10() -> None:
    long_days = calendar(LONG_DAY)
    due = long_days.due_after_seconds(at("2026-11-23 17:00"), 4 * HOUR)
    assert due == at("2026-11-24 11:00")
    assert long_days.before_seconds(due, HOUR) == at("2026-11-24 10:00")


def test_sixteen_hours_are_two_working_days_of_eight() -> None:
    due = calendar().due_after_seconds(at("2026-11-23 08:00"), 16 * HOUR)
    assert due == at("2026-11-24 16:00")


def test_a_weekend_costs_no_working_time() -> None:
    friday, monday = at("2026-11-20 15:00"), at("2026-11-23 09:00")
    assert calendar().seconds_between(friday, monday) == 2 * HOUR
    assert calendar().due_after_seconds(friday, 2 * HOUR) == monday


def test_a_pause_over_a_weekend_moves_the_due_day_by_its_working_time_only() -> None:
    days = calendar()
    start = at("2026-11-19 10:00")
    paused = days.seconds_between(at("2026-11-20 15:00"), at("2026-11-23 09:00"))
    assert days.due_after_days(start, 2) == at("2026-11-23 16:00")
    assert days.due_after_days(start, 2, paused) == at("2026-11-23 16:00")
    assert days.due_after_days(start, 2, 8 * HOUR) == at("2026-11-24 16:00")


def test_paused_time_is_rounded_to_a_close_once_with_the_rest() -> None:
    days = calendar()
    start = at("2026-11-23 15:00")
    assert days.due_after_days(start, 1, HOUR) == at("2026-11-24 16:00")
    assert days.due_after_days(start, 1, HOUR + 1) == at("2026-11-25 16:00")
    assert days.due_after_days(start, 1, 9 * HOUR) == at("2026-11-25 16:00")


def test_a_lunch_break_makes_two_segments_a_day() -> None:
    lunch = calendar(LUNCH_DAY)
    assert lunch.due_after_seconds(at("2026-11-23 11:00"), 2 * HOUR) == at("2026-11-23 14:00")
    assert lunch.seconds_between(at("2026-11-23 11:30"), at("2026-11-23 13:30")) == HOUR
    assert lunch.seconds_between(at("2026-11-23 12:10"), at("2026-11-23 12:50")) == 0
    assert lunch.length(dt.date(2026, 11, 23)) == 8 * HOUR


def test_joint_leave_counts_as_a_holiday() -> None:
    christmas = calendar(holidays=["2026-12-24", "2026-12-25"])
    assert christmas.due_after_days(at("2026-12-23 10:00"), 1) == at("2026-12-28 16:00")


def test_sent_friday_evening_before_a_monday_holiday_counts_from_tuesday() -> None:
    days = calendar(holidays=["2026-11-23"])
    evening = at("2026-11-20 20:00")
    assert days.next_opening(evening) == at("2026-11-24 08:00")
    assert days.due_after_days(evening, 1) == at("2026-11-24 16:00")


def test_the_day_of_sending_does_not_count() -> None:
    days = calendar()
    assert days.due_after_days(at("2026-11-23 07:00"), 1) == at("2026-11-24 16:00")
    assert days.due_after_days(at("2026-11-23 10:00"), 1) == at("2026-11-24 16:00")
    assert days.due_after_days(at("2026-11-23 16:00"), 1) == at("2026-11-24 16:00")
    assert days.due_after_days(at("2026-11-22 12:00"), 1) == at("2026-11-23 16:00")


def test_a_complaint_of_fourteen_days_is_due_in_the_third_week() -> None:
    assert calendar().due_after_days(at("2026-11-02 09:00"), 14) == at("2026-11-20 16:00")


# Days


def test_a_working_day_has_hours_and_is_no_holiday() -> None:
    days = calendar(holidays=["2026-11-25"])
    week = [dt.date(2026, 11, day) for day in range(23, 30)]
    assert [days.is_working_day(day) for day in week] == [
        True, True, False, True, True, False, False,
    ]  # fmt: skip


def test_opening_and_close_are_the_outer_ends_of_the_segments() -> None:
    lunch = calendar(LUNCH_DAY)
    assert lunch.opening(dt.date(2026, 11, 23)) == at("2026-11-23 08:00")
    assert lunch.close(dt.date(2026, 11, 23)) == at("2026-11-23 17:00")


def test_a_free_day_has_no_opening() -> None:
    with pytest.raises(ValueError, match="2026-11-22 is no working day"):
        calendar().opening(dt.date(2026, 11, 22))


def test_next_opening_is_now_in_office_time_and_else_the_next_stretch() -> None:
    lunch = calendar(LUNCH_DAY)
    assert lunch.next_opening(at("2026-11-23 09:15")) == at("2026-11-23 09:15")
    assert lunch.next_opening(at("2026-11-23 06:00")) == at("2026-11-23 08:00")
    assert lunch.next_opening(at("2026-11-23 12:30")) == at("2026-11-23 13:00")
    assert lunch.next_opening(at("2026-11-23 17:00")) == at("2026-11-24 08:00")


def test_offices_are_open_from_the_opening_until_before_the_close() -> None:
    moments = ["07:59", "08:00", "15:59", "16:00"]
    assert [calendar().is_open(at(f"2026-11-23 {time}")) for time in moments] == [
        False, True, True, False,
    ]  # fmt: skip


def test_next_close_is_today_until_the_offices_close() -> None:
    assert calendar().next_close(at("2026-11-23 15:59")) == at("2026-11-23 16:00")
    assert calendar().next_close(at("2026-11-23 16:00")) == at("2026-11-24 16:00")
    assert calendar().next_close(at("2026-11-21 12:00")) == at("2026-11-23 16:00")


def test_close_after_counts_working_days_after_the_date() -> None:
    days = calendar()
    assert days.close_after(at("2026-11-20 10:00"), 1) == at("2026-11-23 16:00")
    assert days.close_after(at("2026-11-21 10:00"), 1) == at("2026-11-23 16:00")
    assert days.close_after(at("2026-11-20 16:00"), 5) == at("2026-11-27 16:00")
    with pytest.raises(ValueError, match="from one working day"):
        days.close_after(at("2026-11-20 10:00"), 0)


def test_a_reminder_one_day_before_a_close_is_the_close_of_the_day_before() -> None:
    assert calendar().before_days(at("2026-11-23 16:00"), 1) == at("2026-11-20 16:00")


def test_escalation_two_days_after_a_close_is_a_close() -> None:
    assert calendar().shift_days(at("2026-11-20 16:00"), 2) == at("2026-11-24 16:00")


def test_a_full_day_stays_full_when_the_next_day_is_longer_or_shorter() -> None:
    days = calendar(day_4=FRIDAY_DAY)
    assert days.due_after_days(at("2026-11-19 20:00"), 1) == at("2026-11-20 16:00")
    assert days.shift_days(at("2026-11-19 16:00"), 1) == at("2026-11-20 16:00")
    assert days.shift_days(at("2026-11-20 16:00"), 1) == at("2026-11-23 16:00")


def test_days_between_counts_the_days_a_clock_counts() -> None:
    days = calendar(holidays=["2026-11-25"])
    assert days.days_between(at("2026-11-20 20:00"), at("2026-11-27 16:00")) == 4
    assert days.days_between(at("2026-11-27 16:00"), at("2026-11-20 20:00")) == 0
    assert days.days_between(at("2026-11-23 09:00"), at("2026-11-23 15:00")) == 0


# Hours


def test_time_before_a_moment_goes_back_over_nights_breaks_and_holidays() -> None:
    lunch = calendar(LUNCH_DAY, holidays=["2026-11-24"])
    assert lunch.before_seconds(at("2026-11-25 09:00"), HOUR) == at("2026-11-25 08:00")
    assert lunch.before_seconds(at("2026-11-25 09:00"), 2 * HOUR) == at("2026-11-23 16:00")
    assert lunch.before_seconds(at("2026-11-23 14:00"), HOUR) == at("2026-11-23 13:00")
    assert lunch.before_seconds(at("2026-11-23 17:00"), 0) == at("2026-11-25 08:00")


def test_four_danger_hours_sent_on_saturday_end_monday_noon() -> None:
    assert calendar().due_after_seconds(at("2026-11-21 22:00"), 4 * HOUR) == at("2026-11-23 12:00")


def test_no_time_at_all_ends_at_the_next_opening() -> None:
    assert calendar().due_after_seconds(at("2026-11-21 22:00"), 0) == at("2026-11-23 08:00")


def test_seconds_between_is_nothing_when_the_end_is_earlier() -> None:
    assert calendar().seconds_between(at("2026-11-24 10:00"), at("2026-11-23 10:00")) == 0


def test_parts_of_a_second_are_dropped() -> None:
    moment = at("2026-11-23 10:00").replace(microsecond=999_999)
    assert calendar().position(moment) == Position(dt.date(2026, 11, 23), 2 * HOUR)


def test_results_are_in_utc() -> None:
    assert calendar().due_after_days(at("2026-11-23 10:00"), 1).tzinfo is dt.UTC


def test_the_zone_of_the_town_decides_the_day() -> None:
    late_in_utc = dt.datetime(2026, 11, 22, 23, 0, tzinfo=dt.UTC)
    assert calendar().position(late_in_utc) == Position(dt.date(2026, 11, 23), 0)


# Wrong input


def test_a_year_without_a_working_day_is_an_error_not_a_loop() -> None:
    first = dt.date(2026, 1, 1)
    year = [first + dt.timedelta(days=n) for n in range(800)]
    closed = WorkingCalendar(dict.fromkeys(range(5), SHORT_DAY), year, WIB)
    with pytest.raises(NoWorkingDayError, match="Tidak ada hari kerja dalam setahun"):
        closed.due_after_days(at("2026-06-01 10:00"), 1)
    with pytest.raises(NoWorkingDayError, match="Periksa jam kerja dan hari libur"):
        closed.next_opening(at("2026-06-01 10:00"))


def test_a_calendar_without_hours_is_an_error_when_used() -> None:
    with pytest.raises(NoWorkingDayError):
        WorkingCalendar({}, [], WIB).due_after_seconds(at("2026-06-01 10:00"), 1)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a time zone"):
        calendar().position(dt.datetime(2026, 11, 23, 10, 0))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("hours", "message"),
    [
        ({7: SHORT_DAY}, "no such weekday: 7"),
        ({0: [(dt.time(16), dt.time(8))]}, "end before they begin"),
        ({0: [(dt.time(8), dt.time(12)), (dt.time(11), dt.time(16))]}, "overlap"),
    ],
)
def test_wrong_hours_are_refused(hours: Hours, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        WorkingCalendar(hours, [], WIB)


def test_negative_amounts_are_refused() -> None:
    days, moment = calendar(), at("2026-11-23 10:00")
    for call in (days.due_after_days, days.due_after_seconds, days.before_days):
        with pytest.raises(ValueError, match="cannot be negative"):
            call(moment, -1)
    with pytest.raises(ValueError, match="cannot be negative"):
        days.before_seconds(moment, -1)


# Laws

moments = st.datetimes(
    min_value=dt.datetime(2024, 1, 1),  # noqa: DTZ001
    max_value=dt.datetime(2027, 12, 31),  # noqa: DTZ001
    timezones=st.just(WIB),
).map(lambda moment: moment.replace(microsecond=0))
seconds = st.integers(min_value=0, max_value=60 * 8 * HOUR)
numbers_of_days = st.integers(min_value=0, max_value=60)
day_plans = st.sampled_from([SHORT_DAY, LONG_DAY, LUNCH_DAY, FRIDAY_DAY])


@st.composite
def calendars(
    draw: st.DrawFn, plan: st.SearchStrategy[Sequence[Segment]] = day_plans, *, same: bool = False
) -> WorkingCalendar:
    """Any town: hours by weekday, some days off. With `same`, every working day is alike."""
    one = draw(plan)
    hours = {day: one if same else draw(plan) for day in range(draw(st.integers(1, 6)))}
    offsets = draw(st.sets(st.integers(min_value=0, max_value=1460), max_size=60))
    first = dt.date(2024, 1, 1)
    return WorkingCalendar(hours, {first + dt.timedelta(days=n) for n in offsets}, WIB)


@given(calendars(), moments, seconds)
def test_adding_and_taking_away_seconds_come_back_to_the_same_office_time(
    days: WorkingCalendar, moment: dt.datetime, amount: int
) -> None:
    moment = days.next_opening(moment)
    back = days.before_seconds(days.due_after_seconds(moment, amount), amount)
    assert days.seconds_between(moment, back) == 0
    assert days.seconds_between(back, moment) == 0


@given(calendars(same=True), moments, numbers_of_days)
def test_adding_and_taking_away_days_come_back_to_the_same_position(
    days: WorkingCalendar, moment: dt.datetime, amount: int
) -> None:
    moment = days.next_opening(moment)
    there = days.shift_days(moment, amount)
    assert days.position(days.before_days(there, amount)) == days.position(moment)


@given(calendars(), moments, seconds)
def test_the_time_until_a_due_moment_is_what_was_promised(
    days: WorkingCalendar, moment: dt.datetime, amount: int
) -> None:
    assert days.seconds_between(moment, days.due_after_seconds(moment, amount)) == amount


@given(calendars(), moments, moments, seconds)
def test_a_later_start_is_never_due_earlier(
    days: WorkingCalendar, one: dt.datetime, other: dt.datetime, amount: int
) -> None:
    early, late = sorted((one, other))
    assert days.due_after_seconds(early, amount) <= days.due_after_seconds(late, amount)


@given(calendars(), moments, moments, numbers_of_days)
def test_a_later_start_in_days_is_never_due_earlier(
    days: WorkingCalendar, one: dt.datetime, other: dt.datetime, amount: int
) -> None:
    early, late = sorted((one, other))
    assert days.due_after_days(early, amount) <= days.due_after_days(late, amount)


@given(calendars(), moments, numbers_of_days, seconds, seconds)
def test_a_longer_pause_is_never_due_earlier(
    days: WorkingCalendar, moment: dt.datetime, amount: int, one: int, other: int
) -> None:
    short, long = sorted((one, other))
    assert days.due_after_days(moment, amount, short) <= days.due_after_days(moment, amount, long)


@given(calendars(), moments, numbers_of_days, seconds)
def test_a_clock_in_days_ends_at_the_close_of_a_working_day(
    days: WorkingCalendar, moment: dt.datetime, amount: int, paused: int
) -> None:
    due = days.due_after_days(moment, amount, paused)
    day = due.astimezone(WIB).date()
    assert days.is_working_day(day)
    assert due == days.close(day)


@given(calendars(), moments, numbers_of_days)
def test_a_clock_in_days_counts_exactly_its_days(
    days: WorkingCalendar, moment: dt.datetime, amount: int
) -> None:
    due = days.due_after_days(moment, amount)
    assert days.days_between(moment, due) == amount


@given(calendars(), moments, moments, moments)
def test_seconds_add_up(
    days: WorkingCalendar, one: dt.datetime, two: dt.datetime, three: dt.datetime
) -> None:
    a, b, c = sorted((one, two, three))
    assert days.seconds_between(a, c) == days.seconds_between(a, b) + days.seconds_between(b, c)


@given(calendars(), moments, st.integers(min_value=0, max_value=40))
def test_seconds_of_long_stretches_are_the_sum_of_their_days(
    days: WorkingCalendar, moment: dt.datetime, stretch: int
) -> None:
    start = moment.replace(hour=0, minute=0, second=0)
    end = start + dt.timedelta(days=stretch)
    lengths = [days.length(start.date() + dt.timedelta(days=n)) for n in range(stretch)]
    assert days.seconds_between(start, end) == sum(lengths)


@given(calendars(), moments, seconds)
def test_a_due_moment_lies_in_office_time_or_at_its_close(
    days: WorkingCalendar, moment: dt.datetime, amount: int
) -> None:
    due = days.due_after_seconds(moment, amount)
    assert days.is_open(due) or days.is_open(due - dt.timedelta(seconds=1))


@given(calendars(), moments)
def test_sundays_cost_no_time(days: WorkingCalendar, moment: dt.datetime) -> None:
    midnight = moment.replace(hour=0, minute=0, second=0)
    sunday = midnight + dt.timedelta(days=6 - midnight.weekday())
    assert days.seconds_between(sunday, sunday + dt.timedelta(days=1)) == 0
