"""Every page of citizens in its states, asked for one after the other, as people come to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import RequestFactory

from complaints import actions
from complaints.citizens.choices import UNKNOWN
from complaints.models import Complaint
from complaints.openness.data import writing
from lapor import clock
from tests import town as t
from tests.browser.every_state.walking import State, Walk
from tests.citizens import pages
from tests.citizens.filing import walking
from tests.complaints import given
from tests.openness.given import counted


def homes(town: t.Town) -> Iterator[State]:
    """The first page of an empty town, what explains it, and the pages of trouble."""
    walk = Walk()
    yield walk.get("home without reports", "/")
    yield walk.get("public list without reports", "/laporan/")
    yield walk.get("public map without reports", "/laporan/peta/")
    for guide in ("", "privasi/", "yang-dapat-dilaporkan/", "aksesibilitas/", "masalah-layanan/"):
        yield walk.get(f"help {guide}", f"/bantuan/{guide}")
    t.resolved(town, region=town.langkai)
    t.followed_up(town)
    yield walk.get("home", "/")
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    for name in ("400", "403", "403_csrf", "404", "413", "429", "500", "luring"):
        html = render_to_string(f"{name}.html", request=request)
        yield State(f"trouble {name}", "/gangguan/", HttpResponse(html), walk.client)


def filing(town: t.Town) -> Iterator[State]:
    """Each question, empty and with what is wrong with it, the check page and the confirmation."""
    walk = Walk()
    yield walk.get("first question", "/lapor/")
    yield walk.post("first question, not answered", "/lapor/tanya/jenis/", 422, kind="")
    wrong: dict[str, dict[str, Any]] = {
        "cerita": {"text": ""},
        "tempat": {"incident_date": "2031-01-01", "place_text": "x" * 400},
        "foto": {"files": SimpleUploadedFile("virus.exe", b"MZ" * 600)},
        "tentang": {"email": "bukan alamat", "phone": "satu dua"},
    }
    for slug, answers in walking.COMPLAINT:
        yield walk.get(f"question {slug}", f"/lapor/tanya/{slug}/")
        if slug in wrong:
            yield walk.post(f"question {slug}, wrong", f"/lapor/tanya/{slug}/", 422, **wrong[slug])
        walking.answer(walk.client, slug, **answers)
    yield walk.get("check", "/lapor/periksa/")
    yield walk.get("one-page form, answers kept", "/lapor/satu-halaman/")
    yield walk.get("question changed from the check page", "/lapor/tanya/cerita/?ubah=1")
    yield walk.post("one-page form, empty", "/lapor/periksa/", 422, kind="complaint")
    sent = Walk()
    check = pages.checked(sent.client)
    yield State("check of the one-page form", "/lapor/periksa/", check, sent.client)
    yield sent.post("confirmation", "/lapor/terkirim/", **pages.hidden(check))


def filing_aside(town: t.Town) -> Iterator[State]:
    """A draft found again, a number asked for, danger, and the sealed, secret, hidden paths."""
    walk = Walk()
    walking.walk(walk.client, until="tempat")
    walk.client.cookies.pop("sessionid", None)
    for name in [name for name in walk.client.cookies if not walk.client.cookies[name]["max-age"]]:
        del walk.client.cookies[name]
    yield walk.get("draft found", "/lapor/")
    numbers = Walk()
    text = "Pengurusan KTP saya macet, NIK 6271 0101 0190 0001, sudah tiga bulan."
    walking.walk(numbers.client, until="foto", cerita={"text": text})
    numbers.client.post("/lapor/tanya/foto/")
    yield numbers.get("question data", "/lapor/tanya/data/")
    danger = Walk()
    walking.answer(danger.client, "jenis", kind="complaint")
    yield danger.post("danger", "/lapor/tanya/bahaya/", danger="yes")
    sealed = Walk()
    unit = sealed.post("question unit", "/lapor/tanya/pelanggaran/", misconduct="yes")
    yield unit
    carried = pages.hidden(unit.answer)
    yield sealed.post("question unit, not answered", "/lapor/tanya/unit/", 422, **carried)
    check = pages.checked(sealed.client, misconduct="yes", sealed_against=UNKNOWN)
    yield State("check, sealed", "/lapor/periksa/", check, sealed.client)
    yield sealed.post("confirmation, sealed", "/lapor/terkirim/", **pages.hidden(check))
    contact = Walk()
    check = pages.checked(contact.client, name="Rina Penguji", email="rina@warga.example")
    yield contact.post("confirmation, contact", "/lapor/terkirim/", **pages.hidden(check))


def _objected(town: t.Town) -> Complaint:
    report = t.answered(town)
    return actions.object_to_answer(report, by=t.reporter(report), text="Lubangnya masih ada.")


def _split(town: t.Town) -> Complaint:
    report = t.submit()
    actions.split(report, by=town.verifier, parts=["Jalan rusak.", "Lampu mati."])
    return report


def _withdrawn(_town: t.Town) -> Complaint:
    report = t.submit()
    return actions.withdraw(report, by=t.reporter(report))


TRACKED: dict[str, Callable[[t.Town], Complaint]] = {
    "received": lambda _town: t.submit(),
    "verified": given.verified,
    "forwarded": lambda town: t.forwarded(town, co=("dlh",)),
    "followed up": t.followed_up,
    "answered": t.answered,
    "resolved": t.resolved,
    "asked": given.asked,
    "referred": given.referred,
    "archived": given.archived,
    "appealed": given.appealed,
    "merged": given.merged,
    "objected": _objected,
    "split": _split,
    "withdrawn": _withdrawn,
}


def tracking(town: t.Town) -> Iterator[State]:
    """The door of the tracker, and the tracker in every state of a report."""
    walk = Walk()
    yield walk.get("track", "/lacak/")
    yield walk.post("track, empty", "/lacak/", 422, code="", receipt="")
    yield walk.post("track, wrong", "/lacak/", 422, code="ABCDEFGH", receipt="1" * 16)
    yield walk.get("receipt lost", "/lacak/kode-hilang/")
    yield walk.post("receipt lost, empty", "/lacak/kode-hilang/", 422)
    for name, make in TRACKED.items():
        path = pages.opened(walk.client, make(town))
        yield walk.get(f"tracker, {name}", path)
    path = pages.opened(walk.client, t.answered(town))
    for slug in ("sanggah", "tulis", "cabut"):
        yield walk.get(f"tracker, {slug}", f"{path}{slug}/")
    yield walk.post("tracker, sanggah without words", f"{path}sanggah/", 422, text="")
    path = pages.opened(walk.client, given.asked_again(town))
    yield walk.get("tracker, asked again", path)
    for slug in ("masih-baik", "survei"):
        yield walk.get(f"tracker, {slug}", f"{path}{slug}/")
        yield walk.post(f"tracker, {slug} not answered", f"{path}{slug}/", 422)


def public(town: t.Town) -> Iterator[State]:
    """What everybody may read: list, search, map, a report in its public states, and following."""
    reports = [t.forwarded(town, region=town.langkai), t.answered(town), t.resolved(town)]
    reports += [given.referred(town)]
    walk = Walk()
    yield walk.get("public list", "/laporan/")
    yield walk.get("public list, found", "/laporan/?q=berlubang")
    yield walk.get("public list, nothing found", "/laporan/?q=zeppelin")
    yield walk.get("public map", "/laporan/peta/")
    for report in reports[:3]:
        yield walk.get(f"public report, {report.status}", f"/laporan/{report.code}/")
    path = f"/laporan/{reports[0].code}/"
    yield walk.get("joining", f"{path}ikut/")
    yield walk.get("following", f"{path}kabar/")
    yield walk.post("following, wrong", f"{path}kabar/", 422, email="bukan alamat")
    yield walk.post("following, asked", f"{path}kabar/", email="dewi@warga.example")
    yield walk.post("supported", f"{path}dukung/")
    yield walk.get("no such report", "/laporan/ABCDEFGH/", 404)


def openness(town: t.Town) -> Iterator[State]:
    """How the town works, before and after there is anything to tell."""
    walk = Walk()
    yield walk.get("performance of an empty town", "/kinerja/")
    t.submit()
    year = clock.today().year
    counted(40, lead=town.pupr, day=date(year, 1, 5))
    counted(12, lead=town.upt, day=date(year, 1, 5))
    counted(3, lead=town.dlh, day=date(year, 1, 5))
    cache.clear()
    yield walk.get("performance", "/kinerja/")
    yield walk.get("performance, no such year", "/kinerja/?tahun=abc")
    yield walk.get("performance of an office", "/kinerja/pupr/")
    yield walk.get("performance of a small office", "/kinerja/dlh/")
    yield walk.get("performance of an idle office", "/kinerja/setda/")
    yield walk.get("open data before the first file", "/data/")
    t.forwarded(town)
    writing.write()
    yield walk.get("open data", "/data/")
    yield walk.get("counter in a frame", "/data/hitung/")
