"""``join``: the same trouble told by another, with a remark that only officers read, and no vote."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from complaints import actions
from complaints.desk.report import history
from complaints.law.roles import actor_on
from complaints.models import Attachment, Complaint, EventWords, Notification, Support
from complaints.states import Audience
from complaints.trail import timeline
from tests import town as t

pytestmark = pytest.mark.django_db

SOMEBODY = actions.Joiner("warga-1")
REMARK = "Masih terjadi, saya Darmawansyah di rumah nomor 12."


def stored(report: Complaint) -> Complaint:
    return Complaint.objects.get(pk=report.pk)


def joined(report: Complaint, who: str = "warga-1", **more: object) -> Complaint:
    return actions.join(report, by=actions.Joiner(who), **more)  # type: ignore[arg-type]


def test_joining_supports_once_and_leaves_an_internal_remark(town: t.Town) -> None:
    report = joined(t.forwarded(town), remark=REMARK, files=[t.photo()])
    event = report.events.get(verb="join")
    assert (event.role, event.actor, event.agency, event.audience) == (
        "joiner",
        None,
        None,
        Audience.INTERNAL,
    )
    assert (event.from_status, event.to_status, event.data) == ("forwarded", "forwarded", {})
    assert EventWords.objects.get(event=event).text == REMARK
    assert stored(report).support_count == 1
    [file] = Attachment.objects.filter(event=event)
    assert file.audience == Audience.INTERNAL
    assert "foto" not in file.name


def test_nobody_is_told_and_no_clock_moves(town: t.Town) -> None:
    report = t.forwarded(town)
    before = list(report.deadlines.values())
    told = Notification.objects.count()
    joined(report, remark=REMARK)
    assert list(report.deadlines.values()) == before
    assert Notification.objects.count() == told


def test_the_same_browser_joins_once(town: t.Town) -> None:
    report = joined(t.forwarded(town))
    with pytest.raises(actions.JoinedBefore, match="sudah ikut mengalami"):
        joined(report, remark="Sekali lagi.", files=[t.photo()])
    assert stored(report).support_count == 1
    assert report.events.filter(verb="join").count() == 1
    assert Attachment.objects.filter(complaint=report, audience=Audience.INTERNAL).count() == 0


def test_support_that_was_given_before_is_not_counted_again(town: t.Town) -> None:
    report = t.forwarded(town)
    Support.objects.create(complaint=report, supporter="warga-1", created_at=report.created_at)
    Complaint.objects.filter(pk=report.pk).update(support_count=1)
    joined(report)
    assert stored(report).support_count == 1
    assert Support.objects.get().joined_at is not None


def test_each_person_counts(town: t.Town) -> None:
    report = t.forwarded(town)
    for who in ("warga-1", "warga-2", "warga-3"):
        joined(report, who)
    assert stored(report).support_count == 3


def test_the_officers_read_the_remark_and_the_public_does_not(town: t.Town) -> None:
    report = stored(joined(t.forwarded(town), remark=REMARK, files=[t.photo()]))
    (entry,) = history.entries([report.events.get(verb="join")], report.code)
    assert entry.title == "Warga lain juga mengalami"
    assert (entry.text, entry.who, entry.role, entry.audience) == (REMARK, "Warga", "", "internal")
    assert len(entry.files) == 1
    story = timeline.Story.of(report)
    assert "join" not in [one.verb for one in timeline.for_public(story)]
    assert "join" not in [one.verb for one in timeline.for_reporter(story, report)]


@pytest.mark.parametrize("state", ["secret", "unverified", "sealed", "closed"])
def test_what_is_not_open_to_all_cannot_be_joined(town: t.Town, state: str) -> None:
    makers: dict[str, Callable[[], Complaint]] = {
        "secret": lambda: t.forwarded(town, is_secret=True),
        "unverified": t.submit,
        "sealed": lambda: t.submit(misconduct="yes"),
        "closed": lambda: t.resolved(town),
    }
    report = makers[state]()
    with pytest.raises(actions.Refused):
        joined(report, remark=REMARK, files=[t.photo()])
    assert Support.objects.count() == 0
    assert not EventWords.objects.filter(text=REMARK).exists()


def test_joining_gives_no_other_right(town: t.Town) -> None:
    report = t.answered(town)
    actor = actor_on(report, SOMEBODY)
    assert actions.offered(report, actor) == ["join"]


@pytest.mark.django_db(transaction=True)
def test_a_double_click_is_one(town: t.Town) -> None:
    report = t.forwarded(town)

    def click(_: int) -> str:
        try:
            joined(report, remark=REMARK)
            return "joined"
        except actions.JoinedBefore:
            return "before"
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as people:
        answers = sorted(people.map(click, range(4)))
    assert answers == ["before", "before", "before", "joined"]
    assert (stored(report).support_count, report.events.filter(verb="join").count()) == (1, 1)
