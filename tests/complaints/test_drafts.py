"""``submit_draft``, ``approve``, ``return_draft``: answers that somebody else sends."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from agencies.models import Agency, Officer
from complaints import actions, sweep
from complaints.actions import drafting
from complaints.law import approval
from complaints.models import AnswerDraft, Complaint, FollowUp
from complaints.reporters import erasure
from complaints.telling import digests
from tests import town as t
from tests.complaints import given
from tests.complaints.given import At, clocks, last_event, record, told

pytestmark = pytest.mark.django_db

NEWS = {"text": "Petugas sudah meninjau.", "audience": "public"}
REFUSED: dict[str, Any] = {"outcome": "refused", "legal_basis": "Pasal 5", "proof_text": ""}


def draft(report: Complaint) -> AnswerDraft:
    """Return the newest draft of a report."""
    return AnswerDraft.objects.filter(complaint=report).latest("pk")


def policy(town: t.Town, value: str) -> None:
    """Let the road department ask for approval."""
    Agency.objects.filter(pk=town.pupr.pk).update(approval=value)


def hand_in(town: t.Town, report: Complaint, by: Any = None, **changes: Any) -> Complaint:
    """Hand in a final answer."""
    said = t.reply(**{"outcome": "explained", **changes})
    return actions.submit_draft(
        report, by=by or town.operator, verb="answer", content=drafting.content_of(said)
    )


def approve(report: Complaint, by: Any) -> Complaint:
    """Send the draft that waits."""
    return actions.approve(report, by=by, draft=draft(report).pk)


def refused(report: Complaint, by: Any) -> str:
    """Return why somebody may not send the draft that waits."""
    return given.refusal_of(lambda: approve(report, by))


# -- an operator's draft ------------------------------------------------------------------------


def test_an_operators_draft_waits_for_the_liaison_and_stops_no_clock(at: At, town: t.Town) -> None:
    report = t.forwarded(town)
    before = clocks(report)
    report = actions.submit_draft(
        report, by=town.operator, verb="follow_up", content=NEWS, files=[t.photo()]
    )
    event = last_event(report)
    assert record(event) == {
        "verb": "submit_draft",
        "from_status": "forwarded",
        "to_status": "forwarded",
        "role": "operator",
        "audience": "internal",
        "actor": "operator",
        "agency": "pupr",
    }
    assert told(event) == [("liaison", "digest")]
    assert event.attachments.get().audience == "internal"
    assert given.stored(report).draft_needs == "sending"
    assert clocks(report) == before


def test_the_liaison_sends_it_with_its_files_and_the_operator_stays_its_author(
    at: At, town: t.Town
) -> None:
    report = actions.submit_draft(
        t.forwarded(town), by=town.operator, verb="follow_up", content=NEWS, files=[t.photo()]
    )
    sent = approve(report, town.liaison)
    news, approved = list(sent.events.order_by("-sequence")[:2])
    assert (approved.verb, approved.role, approved.audience) == ("approve", "holder", "internal")
    assert (news.verb, news.role, news.audience) == ("follow_up", "holder", "public")
    assert given.words_of(news) == NEWS["text"]
    assert news.attachments.get().audience == "public"
    assert FollowUp.objects.get(event=news).author == town.operator
    row = draft(sent)
    assert (row.state, row.decided_by, row.sent_event) == ("sent", town.liaison, news)
    assert (given.stored(sent).status, given.stored(sent).draft_needs) == ("followed_up", "")
    assert "first_follow_up" not in clocks(sent)


def test_an_answer_goes_out_with_its_proof(at: At, town: t.Town) -> None:
    said = drafting.content_of(t.reply())
    report = actions.submit_draft(
        t.followed_up(town), by=town.operator, verb="answer", content=said, files=[t.photo()]
    )
    sent = approve(report, town.liaison)
    answer = last_event(sent)
    assert (answer.verb, given.stored(sent).status) == ("answer", "answered")
    assert answer.attachments.get().is_proof
    assert FollowUp.objects.get(event=answer).proof_text == "Foto jalan setelah ditambal."


def test_an_answer_without_what_its_outcome_asks_for_is_not_taken(at: At, town: t.Town) -> None:
    report = t.followed_up(town)
    assert given.refusal_of(lambda: hand_in(town, report, outcome="fixed")) == (
        "Sertakan paling sedikit satu bukti dan kalimat tentang isi bukti itu."
    )
    empty = {"text": " ", "audience": "public"}
    assert given.refusal_of(
        lambda: actions.submit_draft(report, by=town.operator, verb="follow_up", content=empty)
    ) == ("Tulis dahulu apa yang akan dikirim.")
    inside = {"text": "x", "audience": "internal"}
    assert given.refusal_of(
        lambda: actions.submit_draft(report, by=town.operator, verb="follow_up", content=inside)
    ).startswith("Tindak lanjut harus dapat dibaca pelapor.")


def test_only_the_lead_writes_the_answer(at: At, town: t.Town) -> None:
    report = t.followed_up(town, co=("dlh",))
    assert given.refusal_of(lambda: hand_in(town, report, town.co_liaison)) == (
        "Jawaban akhir disusun oleh petugas instansi utama."
    )


def test_who_may_hand_in(at: At, town: t.Town) -> None:
    report = t.forwarded(town, co=("dlh",))
    assert given.offered_to(town, report, "submit_draft") == ["co_liaison", "liaison", "operator"]
    assert given.refusal_of(lambda: hand_in(town, report, town.verifier)) == given.NOT_YOURS


def test_a_colleagues_draft_is_decided_first_and_the_own_one_is_replaced(
    at: At, town: t.Town
) -> None:
    report = hand_in(town, t.followed_up(town))
    first = draft(report)
    report = hand_in(town, report, text="Lebih jelas.")
    assert AnswerDraft.objects.get(pk=first.pk).state == "dropped"
    assert given.refusal_of(lambda: hand_in(town, report, town.liaison, **REFUSED)) == (
        "Konsep dari Operator Contoh masih menunggu. Putuskan dahulu yang itu."
    )
    assert (
        given.refusal_of(lambda: actions.approve(report, by=town.liaison, draft=first.pk))
        == drafting.GONE
    )


def test_a_draft_comes_back_with_a_note(at: At, town: t.Town) -> None:
    report = hand_in(town, t.followed_up(town))
    report = actions.return_draft(
        report, by=town.liaison, draft=draft(report).pk, note="Sebut tanggalnya."
    )
    event = last_event(report)
    assert (event.verb, given.words_of(event)) == ("return_draft", "Sebut tanggalnya.")
    assert told(event) == [("operator", "digest")]
    row = draft(report)
    assert (row.state, row.note, row.decided_by) == ("returned", "Sebut tanggalnya.", town.liaison)
    assert given.stored(report).draft_needs == ""
    assert given.refusal_of(lambda: approve(report, town.liaison)) == (
        "Tidak ada konsep yang menunggu."
    )


# -- approval ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "follow_up", "answer"),
    [("none", "", ""), ("answer", "", approval.SENTENCE), ("all", *[approval.SENTENCE] * 2)],
)
def test_the_agency_chooses_what_its_head_sees(
    value: str, follow_up: str, answer: str, at: At, town: t.Town
) -> None:
    policy(town, value)
    report = t.forwarded(town)
    actor = given.actor(report, town.liaison)
    assert approval.refusal(given.stored(report), "follow_up", actor) == follow_up
    assert approval.refusal(given.stored(report), "answer", actor) == answer


@pytest.mark.parametrize(
    "changes",
    [
        REFUSED,
        {
            "outcome": "planned",
            "planned_on": date(2026, 10, 1),
            "planned_unit": "UPT Jalan",
            "budget_source": "APBD",
        },
    ],
)
def test_no_agency_refuses_or_plans_without_its_head(
    changes: dict[str, Any], at: At, town: t.Town
) -> None:
    report = t.followed_up(town)
    reply = t.reply(**changes)
    sentence = given.refusal_of(lambda: actions.answer(report, by=town.liaison, reply=reply))
    assert sentence == approval.SENTENCE
    report = hand_in(town, report, town.liaison, **changes)
    assert told(last_event(report)) == [("supervisor", "digest")]
    sent = approve(report, town.supervisor)
    answer, approved = list(sent.events.order_by("-sequence")[:2])
    assert (approved.role, approved.actor) == ("supervisor", town.supervisor)
    assert (answer.role, answer.actor, answer.agency) == ("approver", town.supervisor, town.pupr)
    assert given.stored(sent).status == "answered"


def test_every_answer_after_an_objection_needs_the_head(at: At, town: t.Town) -> None:
    report = t.answered(town)
    report = actions.object_to_answer(report, by=t.reporter(report), text="Masih rusak.")
    sentence = given.refusal_of(
        lambda: actions.answer(report, by=town.liaison, reply=t.reply(), files=[t.photo()])
    )
    assert sentence == approval.SENTENCE
    report = hand_in(town, report, town.liaison)
    assert draft(report).needs == "always"


def test_a_liaison_cannot_approve_and_a_unit_obeys_its_office(at: At, town: t.Town) -> None:
    policy(town, "all")
    report = given.delegated(town)
    content = {"text": "Sudah ditinjau.", "audience": "public"}
    assert (
        given.refusal_of(
            lambda: actions.follow_up(report, by=town.unit_liaison, text="Sudah ditinjau.")
        )
        == approval.SENTENCE
    )
    report = actions.submit_draft(report, by=town.unit_liaison, verb="follow_up", content=content)
    assert refused(report, town.unit_liaison) == (
        "Pimpinan masih punya waktu satu hari kerja untuk memutuskan konsep ini."
    )
    assert refused(report, town.verifier) == given.NOT_YOURS
    sent = approve(report, town.supervisor)
    assert last_event(sent).agency == town.upt


def test_undecided_for_a_working_day_the_liaison_sends_and_the_event_says_so(
    at: At, town: t.Town
) -> None:
    policy(town, "answer")
    report = hand_in(town, t.followed_up(town), town.liaison)
    at("2026-07-07 15:59")
    assert refused(report, town.liaison).startswith("Pimpinan masih punya waktu")
    at("2026-07-07 16:01")
    sent = approve(report, town.liaison)
    approved = sent.events.get(verb="approve")
    assert approved.data == {"draft": draft(sent).pk, "undecided": True}


def test_what_always_needs_approval_escalates_and_is_never_sent_without(
    at: At, town: t.Town
) -> None:
    report = hand_in(town, t.followed_up(town), town.liaison, **REFUSED)
    assert sweep.escalate_drafts() == 0
    at("2026-07-07 16:01")
    assert refused(report, town.liaison) == (
        "Jawaban ini hanya dikirim dengan persetujuan pimpinan."
    )
    assert (sweep.escalate_drafts(), sweep.escalate_drafts()) == (1, 0)
    event = last_event(report)
    assert (event.verb, event.data) == ("escalate", {"draft": draft(report).pk})
    assert told(event) == [
        ("supervisor", "digest"),
        ("verifier", "digest"),
        ("verifier2", "digest"),
    ]
    counts = digests.gather(town.verifier, digest=digests.MORNING)
    assert "1 konsep terlalu lama menunggu persetujuan" in counts.subject


def test_nobody_approves_the_own_words(at: At, town: t.Town) -> None:
    Officer.objects.create(user=town.operator, agency=town.pupr, role=Officer.Role.SUPERVISOR)
    report = hand_in(town, t.followed_up(town), town.liaison, **REFUSED)
    assert approve(report, town.operator).status == "answered"
    other = hand_in(town, t.followed_up(town), town.operator, **REFUSED)
    assert draft(other).needs == "sending"  # an own head's answer needs no other head
    assert refused(other, town.operator) == "Konsep ini dikirim oleh pejabat penghubung."


def test_without_a_head_the_liaison_sends(at: At, town: t.Town) -> None:
    town.supervisor.officers.update(is_active=False)
    report = t.followed_up(town)
    assert given.refusal_of(lambda: hand_in(town, report, town.liaison, **REFUSED)) == (
        "Tidak ada pimpinan yang dapat menyetujui. Anda dapat mengirimnya langsung."
    )
    sent = actions.answer(report, by=town.liaison, reply=t.reply(**REFUSED))
    assert sent.status == "answered"


def test_a_liaison_may_ask_for_approval_though_none_is_needed(at: At, town: t.Town) -> None:
    report = hand_in(town, t.followed_up(town), town.liaison)
    assert draft(report).needs == "approval"


def test_the_digest_of_a_head_names_waiting_drafts_and_a_quiet_day_sends_nothing(
    at: At, town: t.Town
) -> None:
    report = t.followed_up(town)
    assert not digests.gather(town.supervisor, digest=digests.MORNING)
    hand_in(town, report, town.liaison, **REFUSED)
    digest = digests.gather(town.supervisor, digest=digests.MORNING)
    assert digest.subject.startswith("1 konsep menunggu persetujuan Anda")


def test_a_draft_ends_with_the_agency_that_wrote_it(at: At, town: t.Town) -> None:
    report = hand_in(town, t.forwarded(town))
    report = actions.recall(report, by=town.verifier, reason="Salah alamat.")
    assert (draft(report).state, given.stored(report).draft_needs) == ("dropped", "")
    waits = hand_in(town, t.followed_up(town))
    waits = actions.ask_reporter(waits, by=town.liaison, question="Di mana?")
    assert draft(waits).state == "waiting"
    withdrawn = actions.withdraw(waits, by=t.reporter(waits))
    assert draft(withdrawn).state == "dropped"


def test_erasing_a_report_blanks_its_drafts(at: At, town: t.Town) -> None:
    report = hand_in(town, t.followed_up(town))
    report = actions.return_draft(report, by=town.liaison, draft=draft(report).pk, note="Nama Rina")
    erasure.erase(report)
    assert (draft(report).content, draft(report).note) == ({"text": ""}, "")


def test_a_draft_says_all_that_a_paper_needs(at: At, town: t.Town) -> None:
    report = hand_in(town, t.followed_up(town), town.liaison, **REFUSED)
    sheet = approval.sheet_of(draft(report))
    assert (sheet.code, sheet.agency, sheet.author) == (report.code, "Dinas PUPR", "Liaison Contoh")
    assert (sheet.verb, sheet.outcome, sheet.legal_basis, sheet.needs_head) == (
        *("Jawaban akhir", "Tidak dapat dipenuhi", "Pasal 5"),
        True,
    )
