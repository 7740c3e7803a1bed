"""``split``: several troubles in one text become several reports."""

from __future__ import annotations

import pytest

from complaints import actions, privacy
from complaints.models import Complaint, PrivateNumbers
from complaints.reporters import receipts
from tests import town as t
from tests.complaints import given
from tests.complaints.given import At, clocks, last_event, record, told

pytestmark = pytest.mark.django_db


PARTS = ["Jalan berlubang di depan pasar.", "Lampu jalan mati.", "Sampah tidak diangkut."]


def split(report: Complaint, town: t.Town, parts: list[str] | None = None) -> list[Complaint]:
    """Split a report."""
    return actions.split(report, by=town.verifier, parts=PARTS if parts is None else parts)


def test_the_first_part_stays_and_the_others_count_from_the_first_sending(
    at: At, town: t.Town
) -> None:
    report = t.submit()
    at("2026-07-08 10:00")
    made = split(report, town)
    event = last_event(report)
    assert record(event) == {
        "verb": "split",
        "from_status": "received",
        "to_status": "received",
        "role": "verifier",
        "audience": "reporter",
        "actor": "verifier",
        "agency": "diskominfo",
    }
    assert told(event) == [(report.code, "email")]
    assert given.stored(report).agency_text == PARTS[0]
    assert [part.text for part in made] == PARTS[1:]
    for part in made:
        assert (part.created_at, part.parent_report) == (report.created_at, report)
        assert (
            clocks(part)
            == clocks(report)
            == {
                "verification": "2026-07-09 16:00",
                "resolution": "2026-07-24 16:00",
            }
        )
        assert told(last_event(part)) == []
        assert last_event(part).at == given.wib("2026-07-08 10:00")


def test_parts_keep_the_paused_time_of_the_whole(at: At, town: t.Town) -> None:
    asked = given.asked(town)
    at("2026-07-08 09:00")
    report = actions.complete(asked, by=t.reporter(asked), text="Tiga hal.")
    part = split(report, town)[0]
    assert clocks(part) == clocks(report)
    assert clocks(part)["resolution"] == "2026-07-28 16:00"


def test_after_a_hand_back_a_part_has_a_full_verification(at: At, town: t.Town) -> None:
    report = t.forwarded(town)
    at("2026-07-20 10:00")
    report = actions.hand_back(
        report, by=town.liaison, reason="several_agencies", words="Tiga instansi."
    )
    part = split(report, town)[0]
    assert clocks(part) == {"verification": "2026-07-23 16:00", "resolution": "2026-07-24 16:00"}


def test_one_receipt_code_opens_all_parts_also_parts_of_parts(at: At, town: t.Town) -> None:
    report, _ = actions.submit(t.filing(), token="satu")
    receipt = receipts.receipt_of("satu")
    part = split(report, town)[0]
    grandchild = split(part, town, ["Lampu mati.", "Tiang miring."])[0]
    for one in (report, part, grandchild):
        assert receipts.find(one.code, receipt) == one
        assert receipts.find(one.code, receipts.receipt_of("dua")) is None


def test_parts_keep_who_reported_and_what_was_shown(at: At, town: t.Town) -> None:
    report, _ = actions.submit(
        t.filing(hides_reporter=True, is_secret=True, numbers="NIK 6271"),
        token="satu",
        files=[t.photo()],
    )
    part = split(report, town)[0]
    assert (part.hides_reporter, part.is_secret) == (True, True)
    assert privacy.contact_for_sending(part.reporter).email == "rina@warga.example"
    assert PrivateNumbers.objects.filter(complaint=part).count() == 1
    photo, original = part.attachments.get(), report.attachments.get()
    assert (photo.file.name, photo.audience) == (original.file.name, "reporter")


@pytest.mark.parametrize("parts", [[], ["Satu."], ["Satu.", "  "], list("abcde")])
def test_two_to_four_parts(at: At, town: t.Town, parts: list[str]) -> None:
    sentence = given.refusal_of(lambda: split(t.submit(), town, parts))
    assert sentence == "Isi paling sedikit dua dan paling banyak 4 bagian."


def test_only_verifiers_split(at: At, town: t.Town) -> None:
    assert given.offered_to(town, t.submit(), "split") == ["verifier", "verifier2"]
