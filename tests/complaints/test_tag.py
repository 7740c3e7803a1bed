"""``tag``: words by which officers find reports again, of the town or of one agency."""

from __future__ import annotations

from functools import partial

import pytest

from complaints import actions
from complaints.models import BulkJob, Complaint, Event, Tag
from complaints.reporters import receipts
from complaints.together import bulk, tags
from tests import town as t
from tests.complaints import given
from tests.complaints.given import At, clocks, last_event, record, told

pytestmark = pytest.mark.django_db


def on(report: Complaint) -> set[tuple[str, str]]:
    """Return the tags on a report with their owner."""
    ids = Complaint.objects.get(pk=report.pk).tag_ids
    rows = Tag.objects.filter(pk__in=ids).select_related("agency")
    return {(row.name, row.agency.code if row.agency else "kota") for row in rows}


def test_tags_come_and_go_in_one_act_that_tells_nobody(at: At, town: t.Town) -> None:
    report = t.forwarded(town)
    before = clocks(report)
    report = actions.tag(report, by=town.verifier, add=["Musim hujan", "Rapat Senin"])
    rain = Tag.objects.get(name="Musim hujan")
    report = actions.tag(report, by=town.liaison, add=["alat berat"], untag=[rain])
    event = last_event(report)
    assert record(event) == {
        "verb": "tag",
        "from_status": "forwarded",
        "to_status": "forwarded",
        "role": "holder",
        "audience": "internal",
        "actor": "liaison",
        "agency": "pupr",
    }
    assert event.data == {
        "tags": [Tag.objects.get(name="alat berat").pk],
        "untagged": [rain.pk],
    }
    assert (told(event), clocks(report)) == ([], before)
    assert on(report) == {("Rapat Senin", "kota"), ("alat berat", "pupr")}


def test_a_known_name_is_used_whatever_its_case(at: At, town: t.Town) -> None:
    first, second = t.forwarded(town), t.forwarded(town)
    actions.tag(first, by=town.verifier, add=["Banjir"])
    actions.tag(second, by=town.liaison, add=["bANJIR", "Pompa"])
    actions.tag(t.forwarded(town), by=town.operator, add=["POMPA"])
    assert sorted(Tag.objects.values_list("name", flat=True)) == ["Banjir", "Pompa"]
    delegated = given.delegated(town)
    actions.tag(delegated, by=town.unit_liaison, add=["pompa", "Lapangan"])
    assert on(delegated) == {("Pompa", "pupr"), ("Lapangan", "pupr")}


def test_who_may_give_them_in_any_state(at: At, town: t.Town) -> None:
    working = ["co_liaison", "liaison", "operator", "supervisor", "verifier", "verifier2"]
    for make in (t.forwarded, t.resolved):
        assert given.offered_to(town, make(town, co=("dlh",)), "tag") == working
    assert given.offered_to(town, t.submit(), "tag") == ["coordinator", "verifier", "verifier2"]
    sentence = given.refusal_of(
        lambda: actions.tag(t.forwarded(town), by=town.overseer, add=["Banjir"])
    )
    assert sentence == given.NOT_YOURS


def test_tags_of_another_agency_are_neither_seen_nor_touched(at: At, town: t.Town) -> None:
    report = t.forwarded(town, co=("dlh",))
    actions.tag(report, by=town.liaison, add=["Internal PUPR"])
    own = Tag.objects.get()
    for who in (town.co_liaison, town.verifier):
        sentence = given.refusal_of(partial(actions.tag, report, by=who, untag=[own]))
        assert sentence == "Tanda ini tidak ada di daftar Anda."
    actions.tag(report, by=town.co_liaison, add=["internal pupr"])
    assert on(report) == {("Internal PUPR", "pupr"), ("internal pupr", "dlh")}


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("x" * 31, "Paling banyak 30 karakter"),
        ("0812 3456 7890", "tampak seperti data pribadi"),
        ("???", "bukan nama tanda"),
        ("a, b", "tidak memuat koma"),
        ("", "Tulis nama tanda."),
        ("Lama", "Tanda “Lama” sudah tidak dipakai."),
    ],
)
def test_a_name_that_cannot_be_one_is_refused_and_leaves_nothing(
    at: At, town: t.Town, name: str, sentence: str
) -> None:
    Tag.objects.create(name="Lama", is_active=False)
    report = t.forwarded(town)
    said = given.refusal_of(lambda: actions.tag(report, by=town.liaison, add=["Baru", name]))
    assert sentence in said
    assert Tag.objects.count() == 1
    assert on(report) == set()


def test_no_change_and_too_many_are_refused(at: At, town: t.Town) -> None:
    report = actions.tag(t.forwarded(town), by=town.liaison, add=["Banjir"])
    refused = given.refusal_of
    said = refused(lambda: actions.tag(report, by=town.liaison, add=["banjir"]))
    assert said == "Laporan ini sudah bertanda “Banjir”."
    away = Tag.objects.create(name="Lain")
    said = refused(lambda: actions.tag(report, by=town.liaison, untag=[away]))
    assert said == "Laporan ini tidak bertanda “Lain”."
    many = [f"Tanda {number}" for number in range(tags.MOST_ON_REPORT)]
    said = refused(lambda: actions.tag(report, by=town.liaison, add=many))
    assert said == "Paling banyak 10 tanda pada satu laporan."


def test_a_secret_or_sealed_report_makes_no_new_name(at: At, town: t.Town) -> None:
    Tag.objects.create(name="Prioritas")
    for report in (t.submit(is_secret=True), t.submit(misconduct="yes", sealed_against=town.pupr)):
        new = partial(actions.tag, report, by=town.verifier, add=["Pungli di loket"])
        said = given.refusal_of(new)
        assert said.startswith("Pada laporan rahasia atau tersegel")
        actions.tag(report, by=town.verifier, add=["prioritas"])
        assert on(report) == {("Prioritas", "kota")}
    assert Tag.objects.count() == 1


def test_a_merged_tag_is_the_other_one_from_now_on(at: At, town: t.Town) -> None:
    report = actions.tag(t.forwarded(town), by=town.verifier, add=["Banjir", "Genangan"])
    flood, pool = Tag.objects.order_by("name")
    Tag.objects.filter(pk=pool.pk).update(merged_into=flood, is_active=False)
    known = tags.known_to([])
    assert known.of([flood.pk, pool.pk]) == [flood]
    said = given.refusal_of(lambda: actions.tag(report, by=town.liaison, add=["genangan"]))
    assert said == "Laporan ini sudah bertanda “Banjir”."
    actions.tag(report, by=town.liaison, untag=[flood])
    assert on(report) == set()


def test_many_are_tagged_and_untagged_at_once_and_back(at: At, town: t.Town) -> None:
    one, two, done = t.forwarded(town), t.resolved(town), t.forwarded(town)
    actions.tag(done, by=town.operator, add=["Banjir"])
    sealed = t.submit(misconduct="yes", sealed_against=town.dlh)

    def states(job: BulkJob) -> list[str]:
        return [item.state for item in job.items.order_by("place")]

    ids = [one.pk, two.pk, done.pk, sealed.pk]
    named = {"name": "banjir"}
    job = bulk.start(town.liaison, "tag", ids, token=receipts.new_token(), arguments=named)
    assert states(job) == ["done", "done", "refused"]
    assert job.items.get(complaint=done).why == "Laporan ini sudah bertanda “Banjir”."
    actions.tag(two, by=town.liaison, untag=[Tag.objects.get()])
    back = bulk.undo(job, token=receipts.new_token())
    assert states(back) == ["done", "refused"]
    assert (on(one), on(done)) == (set(), {("Banjir", "pupr")})
    off = bulk.start(town.liaison, "untag", ids, token=receipts.new_token(), arguments=named)
    assert states(off) == ["refused", "refused", "done"]
    assert states(bulk.undo(off, token=receipts.new_token())) == ["done"]
    assert on(done) == {("Banjir", "pupr")}
    assert not Event.objects.filter(complaint=sealed, verb="tag").exists()
