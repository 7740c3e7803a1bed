"""By the calendar: made on the first working day after a month, quarter or year, and told to who wants it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from agencies import law
from agencies.models import Agency, Officer
from complaints.insights.period import Length, Period
from complaints.insights.upward import making
from complaints.models import Delivery, UpwardPost, UpwardReport, UpwardWish
from complaints.models.upward import heads_of
from complaints.models.visibility import EVERYTHING_ROLES
from complaints.telling.upward import UPWARD
from lapor import clock

FROM = time(6)
"""Before anybody comes to the office."""
LATEST = timedelta(days=10)
"""So long after its day a report is still made and told, when the town was not running then."""
RESTS = timedelta(hours=1)
"""Before what failed is tried again."""
KINDS = {"month": Length.MONTH, "quarter": Length.QUARTER, "year": Length.YEAR}
"""What an officer may wish, by the name of the wish."""


def due(length: Length) -> Period | None:
    """Return the period whose report is to be made now; None on other days."""
    now = timezone.localtime(clock.now())
    period = Period.around(length, now.date()).previous()
    day = first_working_day(period.last + timedelta(days=1))
    begins = now.date() > day or (now.date() == day and now.time() >= FROM)
    return period if begins and now.date() - day <= LATEST else None


def first_working_day(day: date) -> date:
    """Return ``day``, or the first working day after it."""
    calendar = law.calendar()
    return day if calendar.is_working_day(day) else calendar.move_day(day, 1)


def ask_due() -> int:
    """Ask for every report that is due and wanted, and tell who wants it when it is ready."""
    asked = 0
    for user, agency, period in _wanted():
        report = _of(period, agency)
        if report is None:
            asked += making.ask(period, agency=agency, by=None) is not None
        elif report.state == UpwardReport.State.FAILED:
            asked += making.try_again(report, after=RESTS)
        elif report.state == UpwardReport.State.READY:
            _tell(report, user)
    return asked


def _wanted() -> Iterator[tuple[User, Agency | None, Period]]:
    periods = {name: period for name, one in KINDS.items() if (period := due(one))}
    if not periods:
        return
    wishes = UpwardWish.objects.filter(user__is_active=True).select_related("user")
    for wish in wishes.order_by("user"):
        wanted = [period for name, period in periods.items() if getattr(wish, name)]
        for agency in scopes_of(Officer.objects.of(wish.user)) if wanted else []:
            for period in wanted:
                yield wish.user, agency, period


def scopes_of(officers: list[Officer]) -> list[Agency | None]:
    """Return of whom somebody with these roles gets reports: of the town, or of the own agencies."""
    if any(officer.role in EVERYTHING_ROLES for officer in officers):
        return [None]
    return list(heads_of(officers))


def _of(period: Period, agency: Agency | None) -> UpwardReport | None:
    """Return the newest edition that was asked for when the period was over."""
    over = datetime.combine(
        period.last + timedelta(days=1), time(0), tzinfo=timezone.get_current_timezone()
    )
    same = UpwardReport.objects.filter(period=period.code, agency=agency, asked_at__gte=over)
    return same.order_by("-edition").first()


@transaction.atomic
def _tell(report: UpwardReport, user: User) -> None:
    """Write the message that tells somebody of a report, once for all its editions."""
    row = UpwardReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
    same = UpwardPost.objects.filter(
        user=user, report__period=report.period, report__agency=report.agency
    )
    if same.exists():
        return
    now = clock.now()
    delivery = Delivery.by_email(now, user_id=user.pk, template=UPWARD)
    UpwardPost.objects.create(report=row, user=user, delivery=delivery)
    UpwardReport.objects.filter(pk=row.pk, mailed_at__isnull=True).update(mailed_at=now)
