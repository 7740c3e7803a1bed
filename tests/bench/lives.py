"""Whole lives of reports, lived over HTTP by several people at once.

The citizen files a report; the verifier checks it and forwards it; the liaison follows up and
answers with a photo; the citizen confirms with the receipt code. Every step is a page or a form of
that page, with a real session and a real token.
"""

from __future__ import annotations

import html
import multiprocessing
import queue
import re
import signal
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from multiprocessing.queues import Queue
from typing import Any

from tests.bench.browser import Browser, Cost, File, Form, Page, Surprise

OK = 200
MOST_ERRORS = 3  # after which a client gives up
TICKET = re.compile(r'id="receipt-ticket"[^>]*>\s*([0-9A-Z]{8})')
RECEIPT = re.compile(r'id="receipt-code"[^>]*>([\d\s]+)<')
STORIES = (
    "Sudah dua minggu lubang di depan pasar ini dibiarkan, kemarin malam ada ibu jatuh.",
    "Petugas tidak datang sejak Senin lalu. Kami minta jadwal yang jelas, jangan hanya menunggu.",
    "Setiap pagi macet panjang di simpang ini. Anak sekolah sulit menyeberang, tidak ada petugas.",
    "Kalau malam gelap sekali dari ujung gang sampai jembatan, tiga tiang tidak menyala.",
)


@dataclass(frozen=True)
class Setting:
    """What all clients know of the town."""

    host: str
    port: int
    verifiers: tuple[str, ...]
    """Their e-mail addresses, also the word by which they sign in."""
    liaisons: tuple[tuple[str, str, str], ...]
    """E-mail address, agency and a category of the agency."""
    password: str
    photo: bytes
    lives: int


@dataclass
class Outcome:
    """What one client brings home."""

    codes: list[str] = field(default_factory=list)
    costs: list[Cost] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    began: float = 0.0
    ended: float = 0.0


def run(setting: Setting, clients: int) -> list[Outcome]:
    """Let ``clients`` processes live the lives of ``setting``; return what each brought home."""
    context = multiprocessing.get_context("spawn")
    outcomes: Queue[Outcome] = context.Queue()
    counter, barrier = context.Value("i", 0), context.Barrier(clients)
    processes: list[BaseProcess] = [
        context.Process(target=_client, args=(setting, number, counter, barrier, outcomes))
        for number in range(clients)
    ]
    try:
        for process in processes:
            process.start()
        return [_next_of(outcomes, processes) for _ in processes]
    finally:
        for process in processes:
            if process.pid is not None:
                process.terminate()
                process.join()


def _next_of(outcomes: Queue[Outcome], processes: list[BaseProcess]) -> Outcome:
    while True:
        try:
            return outcomes.get(timeout=1)
        except queue.Empty:
            if any(process.exitcode not in (None, 0) for process in processes):
                raise SystemExit("bench: a client died") from None


def _client(
    setting: Setting, number: int, counter: Any, barrier: Any, outcomes: Queue[Outcome]
) -> None:
    """Sign the officers in, wait for the others, then live one life after the other."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started us ends us
    outcome = Outcome()
    cast = Cast(setting, number)
    with _noted(outcome):
        cast.sign_in()
    barrier.wait()
    outcome.began = outcome.ended = time.monotonic()
    while len(outcome.errors) < MOST_ERRORS and (life := _take(counter)) < setting.lives:
        with _noted(outcome):
            outcome.codes.append(cast.live(life))
        outcome.ended = time.monotonic()
    outcome.costs = cast.costs
    outcomes.put(outcome)


def _take(counter: Any) -> int:
    with counter.get_lock():
        counter.value += 1
        return int(counter.value) - 1


@contextmanager
def _noted(outcome: Outcome) -> Iterator[None]:
    """Write down what goes wrong instead of losing it with the process."""
    try:
        yield
    except Exception:  # noqa: BLE001 - whatever it is, it is the result of this measurement
        outcome.errors.append(traceback.format_exc(limit=-4))


@dataclass
class Cast:
    """The people of one client: two officers who stay signed in, and a new citizen for each life."""

    setting: Setting
    number: int
    costs: list[Cost] = field(default_factory=list)

    def __post_init__(self) -> None:
        liaisons = self.setting.liaisons
        self.liaison_email, self.agency, self.category = liaisons[self.number % len(liaisons)]
        self.verifier_email = self.setting.verifiers[self.number % len(self.setting.verifiers)]
        self.verifier = self._browser(f"127.1.0.{self.number + 1}")
        self.liaison = self._browser(f"127.1.1.{self.number + 1}")

    def _browser(self, address: str) -> Browser:
        """Return a browser at an address of its own, because the town limits each address."""
        return Browser(self.setting.host, self.setting.port, address)

    def sign_in(self) -> None:
        """Let both officers in by e-mail and password."""
        for browser, email in (
            (self.verifier, self.verifier_email),
            (self.liaison, self.liaison_email),
        ):
            form = _found(browser.get("/akun/masuk/petugas/", "sign in")).form("/masuk/petugas/")
            answers = {"login": email, "password": self.setting.password}
            browser.send(form, answers, "sign in")
            if not _found(browser.get("/meja/", "inbox")).url.endswith("/meja/"):
                raise Surprise(f"{email} was not let in")

    def live(self, life: int) -> str:
        """Live one life from the first page to the last; return its ticket number."""
        citizen = self._browser(f"127.2.{life // 250 % 250}.{life % 250 + 1}")
        others = self._browser(citizen.address)  # the same person, later, on another device
        for browser in (citizen, self.verifier, self.liaison, others):
            browser.costs = self.costs
        try:
            code, receipt = self._file(citizen, life)
            self._verify(code)
            self._answer(code)
            self._confirm(others, code, receipt)
        finally:
            citizen.close()
            others.close()
        return code

    def _file(self, citizen: Browser, life: int) -> tuple[str, str]:
        form = _found(citizen.get("/lapor/satu-halaman/", "form")).form("/lapor/periksa/")
        answers = {
            "kind": "complaint",
            "text": f"{STORIES[life % len(STORIES)]} (laporan ke-{life + 1})",
            "place_text": f"Depan rumah nomor {life + 1}",
            "region": _option(form, "region", life),
            "category": _option(form, "category", self.category),
            "name": "Warga Penguji",
            "email": f"warga{life}@bench.example",
            **({"hides_reporter": "on"} if life % 4 == 0 else {}),
        }
        check = _found(citizen.send(form, answers, "check page"))
        page = _found(citizen.send(check.form("/lapor/terkirim/"), {}, "send", then="receipt"))
        ticket, receipt = TICKET.search(page.text), RECEIPT.search(page.text)
        if ticket is None or receipt is None:
            raise Surprise(f"{page.url} shows no receipt")
        return ticket[1], receipt[1].strip()

    def _verify(self, code: str) -> None:
        _found(self.verifier.get(f"/meja/{code}/", "verifier: report"))
        address = f"/meja/{code}/verifikasi-dan-teruskan/"
        form = _found(self.verifier.get(address, "verifier: verify page")).form(address)
        answers = {
            "lead": _option(form, "lead", self.agency),
            "category": _option(form, "category", self.category),
        }
        page = self.verifier.send(
            form, answers, "verify and forward", then="verifier: report after"
        )
        _expect(page, self.agency)

    def _answer(self, code: str) -> None:
        page = _found(self.liaison.get(f"/meja/{code}/", "liaison: report"))
        form = page.form(f"/meja/{code}/tindak-lanjut/")
        words = {"text": "Regu sudah meninjau lokasi pagi ini dan bahan sudah dipesan."}
        page = _found(self.liaison.send(form, words, "follow up", then="liaison: report after"))
        form = page.form(f"/meja/{code}/jawab/")
        answers = {
            "outcome": "fixed",
            "text": "Pekerjaan selesai siang ini oleh regu unit kami, lokasi sudah dibersihkan.",
            "proof_text": "Foto lokasi sesudah dikerjakan.",
        }
        photo = {"files": File("bukti.jpg", self.setting.photo, "image/jpeg")}
        page = self.liaison.send(
            form, answers, "answer with photo", files=photo, then="liaison: report at the end"
        )
        _expect(page, "bukti.jpg")

    def _confirm(self, citizen: Browser, code: str, receipt: str) -> None:
        form = _found(citizen.get("/lacak/", "track")).form("/lacak/")
        page = citizen.send(
            form, {"code": code, "receipt": receipt}, "enter ticket and code", then="tracker"
        )
        form = _found(page).form(f"/lacak/{code}/konfirmasi/")
        answers = {"stars": "5", "words": "Terima kasih, sudah bagus."}
        page = citizen.send(form, answers, "confirm", then="tracker at the end")
        _expect(page, "Selesai, Anda menyetujui")


def _found(page: Page) -> Page:
    """Return a page that was answered well. Raises Surprise otherwise."""
    if page.status != OK:
        words = " ".join(re.sub(r"<[^>]+>", " ", page.text).split())
        raise Surprise(f"{page.url} answered {page.status}: {words[:600]}")
    return page


def _expect(page: Page, words: str) -> None:
    if words not in html.unescape(_found(page).text):
        raise Surprise(f"{page.url} does not say “{words}”")


def _option(form: Form, name: str, wanted: str | int) -> str:
    """Return the value of a choice, by its words or by number. Raises Surprise."""
    choices = [pair for pair in form.options[name] if pair[0]]
    if isinstance(wanted, int):
        return choices[wanted % len(choices)][0]
    for value, words in choices:
        if words == wanted:
            return value
    raise Surprise(f"{form.action} does not offer “{wanted}” for {name}")
