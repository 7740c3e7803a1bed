"""The page of one report at the desk: every state of it for every role, its files and its proofs."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from complaints import actions
from complaints.models import Complaint
from tests import town as t
from tests.browser.every_state.citizens import TRACKED
from tests.browser.every_state.walking import State, officer, passing
from tests.complaints import given
from tests.complaints.given import stored
from tests.desk import cases
from tests.desk.test_report_photos import with_photos

Make = Callable[[t.Town], Complaint]

BY_STATE: dict[str, tuple[str, ...]] = {
    "received": ("verifier",),
    "verified": ("verifier",),
    "forwarded": ("liaison", "co_liaison", "supervisor", "verifier"),
    "followed up": ("liaison", "operator", "overseer"),
    "answered": ("verifier", "liaison"),
    "resolved": ("liaison",),
    "asked": ("verifier",),
    "referred": ("verifier",),
    "archived": ("verifier",),
    "appealed": ("overseer",),
    "merged": ("verifier",),
    "objected": ("liaison",),
    "split": ("verifier",),
    "withdrawn": ("verifier",),
}
"""Who opens a report in each state of it."""


def _sealed(town: t.Town) -> Complaint:
    return t.submit(misconduct="yes", sealed_against=town.pupr)


OTHERS: dict[str, tuple[Make, str]] = {
    "danger": (lambda town: t.submit(danger=True, region=town.langkai), "verifier"),
    "secret": (lambda town: t.forwarded(town, is_secret=True), "liaison"),
    "hidden name": (lambda town: t.forwarded(town, hides_reporter=True), "liaison"),
    "hidden name, its keeper": (cases.hidden, "custodian"),
    "sealed": (_sealed, "overseer"),
    "draft waiting": (cases.drafted, "liaison"),
    "draft waiting, its author": (cases.drafted, "operator"),
    "extension asked": (cases.with_request, "verifier"),
    "planned": (cases.planned, "liaison"),
    "delegated": (cases.delegated, "unit_liaison"),
    "aspiration": (lambda town: t.forwarded(town, kind="aspiration"), "liaison"),
}
"""Reports of other kinds, and who opens each."""


@passing("desk:report")
def reports(town: t.Town) -> Iterator[State]:
    """The page of a report in each state, and of the kinds that need care."""
    for name, make in TRACKED.items():
        report = make(town)
        for who in BY_STATE[name]:
            yield officer(town, who).get(f"report for {who}, {name}", f"/meja/{report.code}/")
    for name, (make, who) in OTHERS.items():
        report = make(town)
        yield officer(town, who).get(f"report, {name}", f"/meja/{report.code}/")


@passing(
    "desk:photo",
    "desk:cover",
    "desk:told",
    "desk:others",
    "desk:proof",
    "desk:draft",
)
def beside_a_report(town: t.Town) -> Iterator[State]:
    """What a report's page leads to: photos, who was told, the same reporter, and the history."""
    report = with_photos(town, "a.jpg", "b.jpg")
    given.merged(town, report)
    t.submit(region=town.langkai)
    t.forwarded(town)
    actions.note(stored(report), by=town.liaison, text="Cek ulang hari Rabu.")
    path = f"/meja/{report.code}/"
    walk = officer(town, "verifier")
    page = walk.get("report with photos", path)
    yield page
    for part in ("diberi-tahu", "laporan-lain", "riwayat-utuh"):
        yield walk.get(f"report: {part}", f"{path}{part}/")
        if part != "laporan-lain":
            yield walk.part(f"report with {part}", f"{path}{part}/", page, part)
    yield walk.get("report, only notes", f"{path}?tampil=internal")
    first = report.attachments.order_by("name")[0]
    photo = f"{path}foto/{first.pk}/"
    boxes = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0"}
    whole = {"form-0-left": "10", "form-0-top": "10", "form-0-width": "30", "form-0-height": "40"}
    yield walk.get("photo", photo)
    yield officer(town, "liaison").get("photo for an agency", photo)
    yield walk.get("photo to cover", f"{photo}tutup/")
    wrong = {**boxes, **whole, "form-0-left": "1000"}
    yield walk.post("photo to cover, wrong", f"{photo}tutup/", 422, **wrong)
    yield walk.post("photo covered", f"{photo}tutup/", 200, **boxes, **whole)
    yield walk.get("photo covered, to change", f"{photo}tutup/")
    liaison = officer(town, "liaison")
    draft = {"text": "Belum selesai ditulis.", "audience": "public"}
    yield liaison.post("draft kept", f"{path}tindak-lanjut/draf/", 200, **draft)
    yield liaison.get("report with a kept draft", path)
    yield officer(town, "other_liaison").get("no such report", path, 404)
