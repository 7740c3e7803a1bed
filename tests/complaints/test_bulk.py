"""One verb for many reports: each once, each refusal with its sentence, nothing half done."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import connection, transaction

from accounts.models import User
from agencies.models import Officer
from complaints import actions
from complaints.models import BulkItem, BulkJob, Complaint, Event
from complaints.reporters import receipts
from complaints.states import State
from complaints.together import bulk
from tests import town as t

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> t.Town:
    """A small town."""
    return t.build()


def ready(town: t.Town, **changes: Any) -> Complaint:
    """Return a report that waits to be forwarded."""
    return actions.verify(t.submit(**changes), by=town.verifier, **t.verification(town))


def begin(owner: User, verb: str, reports: list[Complaint], **more: Any) -> BulkJob:
    more.setdefault("token", receipts.new_token())
    more.setdefault("arguments", {})
    return bulk.start(owner, verb, [report.pk for report in reports], **more)


def results(job: BulkJob) -> list[tuple[str, str, str]]:
    """Return ticket, state and sentence of every report of a job."""
    items = job.items.select_related("complaint").order_by("place")
    return [(item.complaint.code, item.state, item.why) for item in items]


def forward(town: t.Town, reports: list[Complaint], **more: Any) -> BulkJob:
    more.setdefault("arguments", {"lead": town.pupr.pk})
    return begin(town.verifier, "forward", reports, **more)


def test_each_report_is_forwarded_by_the_law_and_refusals_say_why(town: t.Town) -> None:
    first, gone, last = ready(town), t.forwarded(town), ready(town)
    job = forward(town, [first, gone, last], words="Mohon dicek pekan ini.")
    done, refused = results(job)[0::2], results(job)[1]
    assert done == [(first.code, "done", ""), (last.code, "done", "")]
    assert refused[:2] == (gone.code, "refused")
    assert "Perubahan terakhir: diteruskan oleh Admin instansi" in refused[2]
    assert (bulk.counts(job)["done"], bulk.counts(job)["total"]) == (2, 3)
    event = Event.objects.get(complaint=first, verb="forward")
    assert (event.actor, event.words.text) == (town.verifier, "Mohon dicek pekan ini.")
    job = BulkJob.objects.get()
    assert job.finished_at is not None
    assert job.words == ""


def test_what_the_owner_does_not_see_is_not_there(town: t.Town) -> None:
    seen = t.forwarded(town)
    hidden = t.submit(misconduct="yes", sealed_against=town.pupr)
    job = begin(town.liaison, "assign", [hidden, seen], arguments={"to": town.operator.pk})
    assert results(job) == [(seen.code, "done", "")]
    assert not Event.objects.filter(complaint=hidden, verb="assign").exists()


def test_rights_are_those_of_the_moment_when_a_report_is_tried(
    town: t.Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "AT_ONCE", 1)
    first, second = ready(town), ready(town)
    job = forward(town, [first, second])
    Officer.objects.filter(user=town.verifier).update(is_active=False)
    bulk.go_on_all()
    assert results(job) == [(first.code, "done", "")]
    assert Complaint.objects.get(pk=second.pk).status == State.VERIFIED
    assert BulkJob.objects.get().finished_at is not None


def test_the_same_form_twice_is_one_job(town: t.Town) -> None:
    report = ready(town)
    first = forward(town, [report], token="c" * 43)
    assert forward(town, [report], token="c" * 43) == first
    assert Event.objects.filter(complaint=report, verb="forward").count() == 1


def test_a_danger_needs_a_second_officer_in_bulk_too(town: t.Town) -> None:
    plain, danger = t.submit(), t.submit(danger=True)
    arguments = {"reason": "spam"}
    job = begin(town.verifier, "archive", [plain, danger], arguments=arguments, words="Iklan.")
    assert [why for _, _, why in results(job)] == ["", "Usul arsip dicatat. Perlu petugas kedua."]
    assert Complaint.objects.get(pk=plain.pk).status == State.ARCHIVED
    assert Complaint.objects.get(pk=danger.pk).status == State.RECEIVED


def test_merging_leaves_the_main_report_and_refuses_it_under_itself(town: t.Town) -> None:
    main, one, two = t.submit(), t.submit(), t.submit()
    job = begin(town.verifier, "merge", [one, main, two], arguments={"main": main.pk})
    assert [state for _, state, _ in results(job)] == ["done", "refused", "done"]
    assert Complaint.objects.get(pk=main.pk).merged_count == 2


def test_assigning_is_taken_back_where_nobody_changed_it_since(town: t.Town) -> None:
    kept, changed, given = t.forwarded(town), t.forwarded(town), t.forwarded(town)
    actions.assign(given, by=town.liaison, to=town.liaison)
    reports = [kept, changed, given]
    job = begin(town.liaison, "assign", reports, arguments={"to": town.operator.pk})
    actions.assign(Complaint.objects.get(pk=changed.pk), by=town.liaison, to=town.liaison)
    back = bulk.undo(job, token="d" * 43)
    assert [state for _, state, _ in results(back)] == ["done", "refused", "done"]
    assert "baru saja ditugaskan kepada Liaison Contoh" in results(back)[1][2]
    held = Complaint.objects.in_bulk([report.pk for report in reports])
    now = [held[report.pk].holder_officer for report in reports]
    assert now == [None, town.liaison, town.liaison]
    with pytest.raises(actions.Refused, match="sudah dibatalkan"):
        bulk.undo(job, token="e" * 43)
    with pytest.raises(actions.Refused, match="tidak dapat dibatalkan"):
        bulk.undo(back, token="f" * 43)


def test_a_long_one_is_left_to_a_worker_and_goes_on_where_it_stood(
    town: t.Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "AT_ONCE", 1)
    reports = [ready(town) for _ in range(4)]
    job = forward(town, reports, words="Mohon dicek.")
    assert (job.finished_at, bulk.counts(job)["waiting"]) == (None, 3)
    bulk.go_on(job, most=1)
    assert bulk.counts(job)["done"] == 2
    assert bulk.go_on_all() == 1
    assert (bulk.counts(job)["done"], bulk.go_on_all()) == (4, 0)
    assert Event.objects.filter(verb="forward").count() == 4


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_dies_in_a_report_leaves_it_for_the_next(
    town: t.Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The line, the event and the report fall back together, as when the process is killed."""
    monkeypatch.setattr(bulk, "AT_ONCE", 0)
    job = forward(town, [ready(town) for _ in range(3)])
    lines = list(job.items.order_by("place"))
    with pytest.raises(KeyboardInterrupt):
        _die_after_one(job)
    assert Event.objects.filter(verb="forward").count() == 0
    assert {item.state for item in BulkItem.objects.filter(job=job)} == {"waiting"}
    bulk.go_on_all()
    done = Event.objects.filter(verb="forward").values_list("complaint_id", flat=True)
    assert sorted(done) == sorted(line.complaint_id for line in lines)


def _die_after_one(job: BulkJob) -> None:
    with transaction.atomic():
        bulk.go_on(job, most=1)
        assert Event.objects.filter(verb="forward").count() == 1
        raise KeyboardInterrupt


@pytest.mark.django_db(transaction=True)
def test_two_workers_share_the_reports(town: t.Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "AT_ONCE", 0)
    job = forward(town, [ready(town) for _ in range(8)])
    begin_together = threading.Barrier(2)

    def work() -> None:
        begin_together.wait()
        bulk.go_on_all()
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    job = BulkJob.objects.get()
    assert (bulk.counts(job)["done"], job.finished_at is not None) == (8, True)
    assert Event.objects.filter(verb="forward").count() == 8
