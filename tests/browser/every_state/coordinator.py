"""The verification desk, the counter, and the list of people to call."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from complaints import actions
from complaints.models import Complaint, NationalCopy
from tests import town as t
from tests.browser.every_state.walking import State, officer, passing
from tests.complaints import given
from tests.desk.on_request.test_on_request import filed
from tests.desk.test_calls import phoned
from tests.desk.test_intake import answers
from tests.desk.verification.test_queue import QUEUE, judged

Step = Callable[[t.Town, Complaint], Complaint]
TEXT = "Yang jatuh Bu Sari di Jl. Melati No. 7, nomornya 0812-5555-1234. Mohon ditambal."


def _asked(town: t.Town, report: Complaint) -> Complaint:
    return given.asked(town, report)


def _archived(town: t.Town, report: Complaint) -> Complaint:
    return actions.archive(report, by=town.verifier, reason="spam", words="Bukan laporan.")


FILED: dict[str, tuple[Step, ...]] = {"received": (), "asked": (_asked,), "archived": (_archived,)}
"""What was done to the reports for which somebody comes to the counter."""


@passing(
    "desk:verification",
    "desk:verify_report",
    "desk:verify_skip",
    "desk:compare",
    "desk:sender",
)
def verification(town: t.Town) -> Iterator[State]:
    """The queue, empty and with a report of each kind; side by side; and what one sender wrote."""
    walk = officer(town, "verifier")
    yield walk.get("queue, empty", QUEUE)
    report = t.submit(text=TEXT, category=town.jalan, region=town.langkai)
    path = f"{QUEUE}{report.code}/"
    yield walk.get("queue", QUEUE)
    yield walk.post("queue, empty answers", path, 422, verba="verify_and_forward")
    masked = judged(town, public_text=TEXT, pratinjau="samarkan-semua")
    yield walk.post("queue, masked", path, 200, **masked)
    yield walk.post("queue, difference", path, 200, **{**masked, "pratinjau": "beda"})
    hidden = t.submit(text="Saya Rina Penguji, jalan rusak.", hides_reporter=True)
    yield walk.get("queue, hidden name", f"{QUEUE}{hidden.code}/")
    danger = t.submit(danger=True)
    yield walk.get("queue, danger", f"{QUEUE}{danger.code}/")
    main = t.forwarded(town, text=TEXT, category=town.jalan, region=town.langkai)
    codes = [report.code, main.code]
    yield walk.get("side by side, alone", f"{QUEUE}{danger.code}/banding/")
    yield walk.get("side by side", f"{path}banding/?dengan={main.code}")
    data = {"dengan": codes, "ikut": codes, "utama": main.code}
    yield walk.post("side by side, effect", f"{path}banding/", 200, **data, pratinjau="1")
    secret = t.submit(is_secret=True)
    refused = {**data, "dengan": [*codes, secret.code], "ikut": [*codes, secret.code]}
    yield walk.post("side by side, refused", f"{path}banding/", 409, **refused)
    several = [t.submit(text=f"Promosi nomor {number}.") for number in range(4)]
    sender = f"{QUEUE}{several[0].code}/pengirim/"
    yield walk.get("sender", sender)
    yield walk.post("sender, nothing ticked", sender, 422, reason="spam")
    yield walk.post("skipped", f"{QUEUE}{hidden.code}/lewati/")
    yield walk.get("queue, too late", f"{QUEUE}{t.resolved(town).code}/", 409)
    late = judged(town, verba="verify_and_forward")
    yield walk.post("queue, lost race", f"{QUEUE}{main.code}/", 409, **late)
    for row in Complaint.objects.filter(status="received"):
        walk.client.post(f"{QUEUE}{row.code}/lewati/")
    yield walk.get("queue, all skipped", QUEUE)


@passing("desk:intake", "desk:intake_receipt")
def counter(town: t.Town) -> Iterator[State]:
    """The form of the counter, empty, checked, wrong, with what stands beside it, and the receipt."""
    walk = officer(town, "clerk")
    yield walk.get("counter", "/meja/catat/")
    yield walk.post("counter, empty", "/meja/catat/", 422)
    text = "Jalan di depan pasar berlubang besar dan sudah dua orang jatuh."
    t.forwarded(town, category=town.jalan, region=town.langkai)
    data = answers(walk.client, text=text, category=town.jalan.pk, region=town.langkai.pk)
    yield walk.post("counter, checked", "/meja/catat/", 200, **data, periksa="1")
    yield walk.get("counter, begun before", "/meja/catat/")
    data["files"] = [t.upload("surat.jpg")]
    yield walk.post("receipt of the counter", "/meja/catat/", 200, **data)
    sealed = answers(walk.client, misconduct="yes", hides_reporter="on")
    yield walk.post("receipt, sealed", "/meja/catat/", 200, **sealed)
    code = Complaint.objects.latest("pk").code
    yield officer(town, "verifier").get("receipt of another", f"/meja/catat/{code}/")


@passing("desk:on_request", "desk:on_request_report", "desk:on_request_act")
def on_request(town: t.Town) -> Iterator[State]:
    """What a clerk does for a reporter who stands at the counter: the proof, and each act."""
    walk, path = officer(town, "clerk"), "/meja/catat/permintaan/"
    yield walk.get("on request", path)
    yield walk.post("on request, empty", path, 422)
    for name, steps in FILED.items():
        report, code = filed(f"token-{name}")
        for step in steps:
            report = step(town, report)
        proof = {"code": report.code, "proof": "code", "receipt": code}
        yield walk.post(f"on request, {name}", path, 200, **proof)
        page = walk.client.get(f"{path}{report.code}/")
        for act in page.context["asked"].acts:
            own = f"{path}{report.code}/{act.slug}/"
            yield walk.get(f"on request, {act.slug} when {name}", own)
            if act.name != "withdraw":  # which asks for nothing
                yield walk.post(f"on request, {act.slug} when {name}, empty", own, 422)
    wrong = {"code": report.code, "proof": "code", "receipt": "1" * 16}
    yield walk.post("on request, wrong", path, 422, **wrong)
    own = f"{path}{report.code}/tulis/"
    yield walk.post("on request, too late", own, 403, text="Kalimat yang sudah diketik.")


@passing("desk:call_list")
def calls(town: t.Town) -> Iterator[State]:
    """The people to call: none, several, and after one was noted."""
    walk = officer(town, "verifier")
    yield walk.get("calls, none", "/meja/hubungi/")
    report = phoned()
    phoned(hides_reporter=True)
    yield walk.get("calls", "/meja/hubungi/")
    yield officer(town, "custodian").get("calls of hidden names", "/meja/hubungi/")
    yield walk.post("call, missed", "/meja/hubungi/", 200, code=report.code, missed="1")


@passing("desk:national", "desk:national_undo", "manage:national")
def national(town: t.Town) -> Iterator[State]:
    """What is copied to SP4N: nothing, a new report and news, a wrong number, a tick and its undoing."""
    walk, path = officer(town, "verifier"), "/meja/salin-sp4n/"
    yield walk.get("copying, nothing", path)
    report = t.followed_up(town, text=TEXT, hides_reporter=True, region=town.langkai)
    t.forwarded(town, is_secret=True)
    yield walk.get("copying", path)
    data = {"code": report.code, "seen": report.event_count}
    yield walk.post("copying, no number", path, 422, **data)
    yield walk.post("copying, ticked", path, 200, **data, number="7654321")
    actions.follow_up(report, by=town.liaison, text="Sudah ditambal.")
    yield walk.get("copying, news", path)
    copy = NationalCopy.objects.get()
    yield walk.post("copying, undone", f"{path}{copy.pk}/batal/")
    setting = "/kelola/salin-sp4n/"
    yield walk.get("copying, setting", setting)
    yield walk.post("copying, setting, wrong", setting, 422, since="31-02-2026")
    yield walk.post("copying, from a day on", setting, 200, copies="on", since="2026-01-01")
    yield walk.get("copying, list from a day on", path)
    yield walk.post("copying, off", setting)
    yield walk.get("copying, list that is off", path)
