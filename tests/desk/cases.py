"""Every verb of officers: a report on which it is possible, who does it, and what is sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils import timezone

from agencies import law
from complaints import actions
from complaints.models import AnswerDraft, Complaint
from lapor import clock
from tests import town as t
from tests.complaints import given

Make = Callable[[t.Town], Complaint]
TYPED = "Kalimat panjang yang sudah diketik petugas ini."


@dataclass(frozen=True)
class Case:
    """One verb: a report on which it is possible, who does it, and what is sent."""

    slug: str
    who: str
    make: Make
    data: Callable[[t.Town], dict[str, Any]]
    status: str
    verb: str
    typed: str = "reason"
    files: list[str] = field(default_factory=list)
    impossible: Make = t.resolved


def received(town: t.Town) -> Complaint:
    return t.submit(category=town.jalan)


def verified(town: t.Town) -> Complaint:
    return actions.verify(received(town), by=town.verifier, **t.verification(town))


def verification(town: t.Town) -> dict[str, Any]:
    return {
        "kind": "complaint",
        "category": town.jalan.pk,
        "region": town.langkai.pk,
        "publication": "public",
        "title": "Jalan berlubang",
        "public_text": "Jalan berlubang besar di depan pasar.",
    }


def asked(town: t.Town) -> Complaint:
    return actions.ask_reporter(t.forwarded(town), by=town.liaison, question="Di mana persisnya?")


def delegated(town: t.Town) -> Complaint:
    return actions.delegate(t.forwarded(town), by=town.liaison, unit=town.upt)


def drafted(town: t.Town) -> Complaint:
    content = {"text": "Petugas sudah meninjau.", "audience": "public"}
    return actions.submit_draft(
        t.forwarded(town), by=town.operator, verb="follow_up", content=content
    )


def newest_draft() -> int:
    """Return the id of the draft on the page; any number where there is none."""
    newest = AnswerDraft.objects.order_by("-pk").first()
    return newest.pk if newest else 1


def with_request(town: t.Town) -> Complaint:
    return actions.request_extension(
        t.followed_up(town), by=town.liaison, until=extension_day(t.followed_up(town)), reason="x"
    )


def extension_day(complaint: Complaint) -> Any:
    due = timezone.localdate(complaint.resolution_due_at)
    return law.calendar().move_day(due, 2)


def extension(town: t.Town) -> dict[str, Any]:
    return {"until": extension_day(t.followed_up(town)).isoformat(), "reason": TYPED}


def planned(town: t.Town) -> Complaint:
    answered = t.send(
        t.followed_up(town),
        town,
        outcome="planned",
        planned_on=clock.today() + timedelta(days=90),
        planned_unit="UPT Jalan",
        budget_source="APBD",
    )
    return actions.confirm(answered, by=t.reporter(answered))


def referred(town: t.Town) -> Complaint:
    assert town.outside is not None
    return actions.refer(
        received(town), by=town.verifier, body=town.outside, reference="1/2026", words="Dirujuk."
    )


def referral(town: t.Town) -> dict[str, Any]:
    assert town.outside is not None
    return {"body": town.outside.pk, "reference": "12/2026", "words": TYPED}


def merged(town: t.Town) -> Complaint:
    return actions.merge(received(town), by=town.verifier, main=received(town))


def appealed(town: t.Town) -> Complaint:
    complaint = t.resolved(town)
    return actions.appeal(complaint, by=t.reporter(complaint), text="Belum selesai.")


def hidden(town: t.Town) -> Complaint:
    return t.submit(hides_reporter=True)


def withdrawn(town: t.Town) -> Complaint:
    complaint = t.forwarded(town)
    return actions.withdraw(complaint, by=t.reporter(complaint))


def reason(_: t.Town) -> dict[str, Any]:
    return {"reason": TYPED}


def public_text(_: t.Town) -> dict[str, Any]:
    return {"publication": "public", "title": "Judul", "public_text": TYPED}


CASES = [
    Case(
        "ambil-alih",
        "verifier",
        lambda town: given.imported(town, "forwarded"),
        lambda _: {},
        "forwarded",
        "take_over",
    ),
    Case("verifikasi", "verifier", received, verification, "verified", "verify", "public_text"),
    Case(
        "verifikasi-dan-teruskan",
        "verifier",
        received,
        lambda town: {**verification(town), "lead": town.pupr.pk, "instruction": TYPED},
        "forwarded",
        "forward",
        "instruction",
    ),
    Case(
        "teruskan",
        "verifier",
        verified,
        lambda town: {
            "lead": town.pupr.pk,
            "co_agencies": [town.dlh.pk],
            "readers": [town.dinsos.pk],
            "instruction": TYPED,
        },
        "forwarded",
        "forward",
        "instruction",
    ),
    Case(
        "tindak-lanjut",
        "liaison",
        t.forwarded,
        lambda town: {"text": TYPED, "audience": "public"},
        "followed_up",
        "follow_up",
        "text",
        files=["foto.jpg"],
    ),
    Case(
        "jawab",
        "liaison",
        t.followed_up,
        lambda town: {
            "outcome": "fixed",
            "text": TYPED,
            "audience": "public",
            "proof_text": "Foto sesudah ditambal.",
        },
        "answered",
        "answer",
        "text",
        files=["bukti.jpg"],
    ),
    Case(
        "tanya",
        "liaison",
        t.forwarded,
        lambda town: {"question": TYPED},
        "needs_info",
        "ask_reporter",
        "question",
    ),
    Case("lanjutkan", "liaison", asked, reason, "forwarded", "resume"),
    Case(
        "limpahkan",
        "liaison",
        t.forwarded,
        lambda town: {"unit": town.upt.pk, "instruction": TYPED},
        "forwarded",
        "delegate",
        "instruction",
    ),
    Case(
        "ambil-kembali",
        "liaison",
        delegated,
        reason,
        "forwarded",
        "take_back",
        impossible=t.forwarded,
    ),
    Case(
        "kembalikan",
        "liaison",
        t.forwarded,
        lambda town: {"reason": "not_our_authority", "words": TYPED, "suggestion": town.dlh.pk},
        "verified",
        "hand_back",
        "words",
    ),
    Case(
        "kembalikan",
        "unit_liaison",
        delegated,
        lambda town: {"reason": "wrong_area", "words": TYPED},
        "forwarded",
        "hand_back",
        "words",
        impossible=lambda town: actions.follow_up(
            delegated(town), by=town.unit_liaison, text="Sudah ditinjau."
        ),
    ),
    Case(
        "ajukan-jawaban",
        "operator",
        t.followed_up,
        lambda town: {"outcome": "explained", "text": TYPED, "audience": "public"},
        "followed_up",
        "submit_draft",
        "text",
    ),
    Case(
        "ajukan-tindak-lanjut",
        "operator",
        t.forwarded,
        lambda town: {"text": TYPED, "audience": "public"},
        "forwarded",
        "submit_draft",
        "text",
        files=["foto.jpg"],
    ),
    Case(
        "setujui",
        "liaison",
        drafted,
        lambda town: {"konsep": newest_draft()},
        "followed_up",
        "follow_up",
        "konsep",
        impossible=t.forwarded,
    ),
    Case(
        "kembalikan-konsep",
        "liaison",
        drafted,
        lambda town: {"konsep": newest_draft(), "note": TYPED},
        "forwarded",
        "return_draft",
        "note",
        impossible=t.forwarded,
    ),
    Case(
        "tugaskan",
        "liaison",
        t.forwarded,
        lambda town: {"to": town.operator.pk, "seen": 0},
        "forwarded",
        "assign",
        "to",
    ),
    Case(
        "beri-tanda",
        "liaison",
        t.resolved,
        lambda town: {"add": "Musim hujan, rapat"},
        "resolved",
        "tag",
        "add",
    ),
    Case("tarik", "verifier", t.forwarded, reason, "verified", "recall"),
    Case(
        "libatkan",
        "liaison",
        t.forwarded,
        lambda town: {"agency": town.dlh.pk, "part": "co", "instruction": TYPED},
        "forwarded",
        "involve",
        "instruction",
    ),
    Case(
        "lepas",
        "co_liaison",
        lambda town: t.forwarded(town, co=("dlh",)),
        reason,
        "forwarded",
        "release",
        impossible=lambda town: t.resolved(town, co=("dlh",)),
    ),
    Case(
        "minta-perpanjangan",
        "liaison",
        t.followed_up,
        extension,
        "followed_up",
        "request_extension",
    ),
    Case("beri-perpanjangan", "verifier", with_request, reason, "followed_up", "grant_extension"),
    Case("tolak-perpanjangan", "verifier", with_request, reason, "followed_up", "refuse_extension"),
    Case(
        "kembalikan-jawaban",
        "verifier",
        t.answered,
        lambda town: {"reason": "no_proof", "words": TYPED},
        "followed_up",
        "return_answer",
        "words",
    ),
    Case(
        "laksanakan",
        "liaison",
        planned,
        lambda town: {"text": TYPED},
        "resolved",
        "carry_out",
        "text",
        files=["bukti.jpg"],
    ),
    Case(
        "rujuk",
        "verifier",
        received,
        referral,
        "referred",
        "refer",
        "words",
    ),
    Case(
        "kabar-luar",
        "verifier",
        referred,
        lambda town: {"words": TYPED, "answered": "on"},
        "answered",
        "outside_news",
        "words",
    ),
    Case(
        "arsipkan",
        "verifier",
        received,
        lambda town: {"reason": "spam", "words": TYPED},
        "archived",
        "archive",
        "words",
    ),
    Case(
        "pecah",
        "verifier",
        received,
        lambda town: {"part_1": "Jalan berlubang.", "part_2": TYPED},
        "received",
        "split",
        "part_2",
    ),
    Case(
        "gabungkan",
        "verifier",
        received,
        lambda town: {"main": received(town).code},
        "merged",
        "merge",
        "main",
    ),
    Case("pisahkan", "verifier", merged, reason, "received", "unmerge"),
    Case(
        "ubah",
        "verifier",
        received,
        lambda town: {
            "kind": "information",
            "category": town.lainnya.pk,
            "danger": "on",
            "reason": TYPED,
        },
        "received",
        "correct",
    ),
    Case(
        "sunting",
        "verifier",
        t.forwarded,
        public_text,
        "forwarded",
        "redact",
        "public_text",
    ),
    Case(
        "tulis", "liaison", t.forwarded, lambda town: {"text": TYPED}, "forwarded", "write", "text"
    ),
    Case(
        "catatan",
        "liaison",
        t.forwarded,
        lambda town: {"text": TYPED, "mentions": [town.verifier.pk, town.supervisor.pk]},
        "forwarded",
        "note",
        "text",
    ),
    Case(
        "buka-identitas",
        "custodian",
        hidden,
        reason,
        "received",
        "reveal",
    ),
    Case(
        "serahkan-berkas",
        "overseer",
        t.forwarded,
        lambda town: {"recipient": "Ombudsman RI", "letter_number": TYPED, "parts": ["talk"]},
        "forwarded",
        "hand_over_file",
    ),
    Case(
        "kabulkan",
        "overseer",
        appealed,
        lambda town: {"to": "agency", "lead": town.pupr.pk, "reason": TYPED},
        "forwarded",
        "uphold",
    ),
    Case("tolak", "overseer", appealed, reason, "resolved", "dismiss"),
]
ALWAYS_POSSIBLE = {
    *("sunting", "catatan", "beri-tanda", "buka-identitas", "serahkan-berkas"),
    "ambil-alih",
}
"""No state refuses these, only a role; and whoever takes a report over types nothing."""


def sent(case: Case, town: t.Town) -> dict[str, Any]:
    """Return what the browser sends."""
    data = case.data(town)
    if case.files:
        data["files"] = [t.upload(name) for name in case.files]
    return data
