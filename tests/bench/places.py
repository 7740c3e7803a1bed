"""The pages that are weighed: each with its address and the cookies of somebody who may see it.

People walk there over HTTP first, as anybody would: a draft is begun, a report sent, one opened with
ticket number and receipt code.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from complaints.models import Complaint, Publication
from complaints.reporters import receipts
from complaints.states import State
from tests.bench.browser import Browser, Page, Surprise
from tests.bench.stack import HOST, Town

OK = 200
MOST_QUESTIONS = 15
RECEIPT = "1234567890123456"
WORKED_ON = (State.FORWARDED, State.FOLLOWED_UP)
Answers = dict[str, dict[str, str]]
"""Question → what is answered."""


@dataclass(frozen=True)
class Place:
    """One page: what it is called, its path, and the cookies to see it with."""

    name: str
    path: str
    cookies: dict[str, str] = field(default_factory=dict)


def places(town: Town) -> list[Place]:
    """Return the pages in the order in which people meet them."""
    public, followed = _longest(State.RESOLVED), _answered_report()
    writer, sender = _browser(town, 1), _browser(town, 2)
    answers = _answers()
    questions = [Place(f"question: {slug}", path) for slug, path in _walk(writer, answers)]
    _send(sender, answers)
    drafting, sent = dict(writer.cookies), dict(sender.cookies)
    return [
        Place("home", "/"),
        Place("first question", "/lapor/"),
        *(Place(each.name, each.path, drafting) for each in questions),
        Place("check", "/lapor/periksa/", drafting),
        Place("one-page form", "/lapor/satu-halaman/"),
        Place("confirmation", "/lapor/terkirim/", sent),
        Place("track", "/lacak/"),
        Place("tracker", f"/lacak/{followed.code}/", _opened(town, followed)),
        Place("public list", "/laporan/"),
        Place("public report", f"/laporan/{public.code}/"),
        Place("public map", "/laporan/peta/"),
        Place("help", "/bantuan/"),
    ]


def _browser(town: Town, number: int) -> Browser:
    """Return a browser at an address of its own, because the town limits each address."""
    return Browser(HOST, town.port, f"127.3.0.{number}")


def _answers() -> Answers:
    """Return what is answered: like a report that is public, with a number, so that all is asked."""
    rows = Complaint.objects.filter(
        status__in=WORKED_ON,
        publication=Publication.PUBLIC,
        region__isnull=False,
        category__isnull=False,
    )
    like = rows.select_related("region", "category").order_by("-created_at")[0]
    return {
        "jenis": {"kind": "complaint"},
        "bahaya": {"danger": "no"},
        "pelanggaran": {"misconduct": "no"},
        "cerita": {
            "text": f"{like.public_text} Hubungi saya di 0812-5555-1234.",
            "category": like.category.code,
        },
        "tempat": {"place_text": like.place_text, "region": like.region.code},
        "tentang": {"name": "Rina Contoh", "email": "rina@bench.example"},
    }


def _walk(browser: Browser, answers: Answers) -> Iterator[tuple[str, str]]:
    """Answer question after question up to the check page; yield each slug and path."""
    page = _found(browser.get("/lapor/", "begin"))
    slug = "jenis"
    for _ in range(MOST_QUESTIONS):
        form = page.form(f"/lapor/tanya/{slug}/")
        page = _found(browser.send(form, answers.get(slug, {}), slug))
        path = urlsplit(page.url).path
        if path == "/lapor/periksa/":
            return
        slug = path.strip("/").rpartition("/")[2]
        yield slug, path
    raise Surprise(f"the questions have no end: {page.url}")


def _send(browser: Browser, answers: Answers) -> None:
    """Send a report, so that the browser may see its confirmation."""
    for _ in _walk(browser, answers):
        pass
    check = _found(browser.get("/lapor/periksa/", "check"))
    page = _found(browser.send(check.form("/lapor/terkirim/"), {}, "send"))
    if not page.url.endswith("/lapor/terkirim/") or "receipt-ticket" not in page.text:
        raise Surprise(f"{page.url} shows no receipt")


def opened_by_receipt(town: Town, report: Complaint) -> dict[str, str]:
    """Give a report a receipt code that is known, open it with that; return the cookies."""
    hashed = receipts.hash_of(report.code, RECEIPT)
    Complaint.objects.filter(pk=report.pk).update(receipt_hash=hashed)
    return _opened(town, report)


def _opened(town: Town, report: Complaint) -> dict[str, str]:
    """Open a report with ticket number and receipt code; return the cookies."""
    browser = _browser(town, 3)
    form = _found(browser.get("/lacak/", "track")).form("/lacak/")
    answers = {"code": report.code, "receipt": RECEIPT}
    page = _found(browser.send(form, answers, "open"))
    if not page.url.endswith(f"/{report.code}/"):
        raise Surprise(f"{report.code} was not opened: {page.url}")
    return dict(browser.cookies)


def _answered_report() -> Complaint:
    """Return a long report that waits for its reporter, with a receipt code that is known."""
    report = _longest(State.ANSWERED)
    hashed = receipts.hash_of(report.code, RECEIPT)
    Complaint.objects.filter(pk=report.pk).update(receipt_hash=hashed)
    return report


def _longest(state: str) -> Complaint:
    """Return the public report in ``state`` with the most files, and then the most events."""
    rows = Complaint.objects.filter(status=state, publication=Publication.PUBLIC, is_secret=False)
    rows = rows.order_by("-pk").prefetch_related("events", "attachments")
    longest: Complaint = max(
        rows[:200], key=lambda row: (len(row.attachments.all()), len(row.events.all()))
    )
    return longest


def _found(page: Page) -> Page:
    if page.status != OK:
        raise Surprise(f"{page.url} answered {page.status}")
    return page
