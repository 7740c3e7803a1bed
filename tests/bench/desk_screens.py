"""The officers' pages of docs/screens/: whose they are, which report they show, and what is pressed."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import openpyxl
import typst
from playwright.sync_api import FilePayload, Page

from agencies.models import Officer
from complaints import typeset
from complaints.demo import cast
from complaints.desk.answering import letters
from complaints.law.roles import actor_on
from complaints.models import Complaint, Publication
from complaints.states import State
from lapor import clock
from tests.bench.browser import Surprise

VERIFIER, LIAISON = "verifier:diskominfo", "liaison:dinas-pupr"
CLERK, CUSTODIAN = "clerk:disdukcapil", "custodian:inspektorat"
LETTER_INCH = 70.0  # points of a letter's picture in one inch
Press = Callable[[Page], None]


@dataclass(frozen=True)
class DeskScreen:
    """A page of officers: the picture's name, what it shows, whose page, its path, what is pressed."""

    name: str
    words: str
    who: str
    path: str
    press: Press | None = None
    is_dark_too: bool = False


def of_officers() -> list[DeskScreen]:
    """Return the officers' pages in the order in which a report meets them."""
    fresh, alike = _tickets(VERIFIER, State.RECEIVED)[:2]
    worked_on = _tickets(LIAISON, State.FOLLOWED_UP)[0]
    verification = f"/meja/verifikasi/{fresh}/"
    return [
        DeskScreen("meja", "The verifier's inbox", VERIFIER, "/meja/", is_dark_too=True),
        DeskScreen("verifikasi", "Verification", VERIFIER, verification, is_dark_too=True),
        DeskScreen(
            "bandingkan",
            "Two reports compared before they are merged",
            VERIFIER,
            f"{verification}banding/?dengan={alike}",
        ),
        DeskScreen("borongan", "One thing for many reports", VERIFIER, "/meja/?daftar=siap", _many),
        DeskScreen("kejadian", "An incident", VERIFIER, "/meja/kejadian/baru/", _incident),
        DeskScreen(
            "meja-pratinjau",
            "The liaison's inbox with a report beside it",
            LIAISON,
            f"/meja/?daftar=dikerjakan&buka={worked_on}",
            is_dark_too=True,
        ),
        DeskScreen(
            "meja-laporan",
            "A report at the agency's desk",
            LIAISON,
            f"/meja/{worked_on}/",
            None,
            True,
        ),
        DeskScreen(
            "jawab",
            "The answer as the reporter will read it, before it is sent",
            LIAISON,
            f"/meja/{worked_on}/jawab/",
            _answer,
        ),
        DeskScreen("loket", "A report taken in at a counter", CLERK, "/meja/catat/"),
        DeskScreen("hubungi", "Reporters to be called", VERIFIER, "/meja/hubungi/"),
        DeskScreen("identitas", "Hidden names and their custodian", CUSTODIAN, "/meja/identitas/"),
        DeskScreen("kelola", "The town's settings", VERIFIER, "/kelola/"),
        DeskScreen(
            "impor-petugas",
            "Officers from a spreadsheet, before anything is saved",
            VERIFIER,
            "/kelola/petugas/impor/",
            _import,
        ),
    ]


def letter() -> bytes:
    """Return the first page of an answer as a letter, as PNG.

    Raises:
        Surprise: no answered report of the agency can be printed.
    """
    user = cast.user_of(LIAISON)
    for code in _tickets(LIAISON, State.ANSWERED):
        report = Complaint.objects.get(code=code)
        sheet = letters.KINDS["tanggapan"](report, actor_on(report, user)) if user else None
        if sheet is not None:
            inputs = {"sheet": json.dumps(sheet), "qr": typeset.svg("https://lapor.example")}
            made: Any = typst.compile(
                str(letters.SOURCE), sys_inputs=inputs, format="png", ppi=LETTER_INCH
            )
            return bytes(made[0] if isinstance(made, list) else made)  # several pages are a list
    raise Surprise("no answer of the demonstration can be printed")


def _tickets(part: str, state: State) -> list[str]:
    """Return the ordinary reports in ``state`` that ``part`` sees, the newest first."""
    role, _, agency = part.partition(":")
    mine = {"holder__code": agency} if role == Officer.Role.LIAISON else {}
    plain = Complaint.objects.filter(
        status=state, is_secret=False, is_sealed=False, danger=False, hides_reporter=False, **mine
    )
    if mine:
        plain = plain.filter(publication=Publication.PUBLIC)
    codes = list(plain.order_by("-pk").values_list("code", flat=True)[:10])
    if not codes:
        raise Surprise(f"the demonstration has no report in {state} for {part}")
    return codes


def _many(page: Page) -> None:
    boxes = page.locator(".inbox-tick")
    for number in range(min(3, boxes.count())):
        boxes.nth(number).check()
    page.locator(".bulk-bar").get_by_role("button", name="Teruskan").click()


def _incident(page: Page) -> None:
    """Open an incident; a second picture opens another one with the same name."""
    page.get_by_label("Nama kejadian").fill("Banjir Flamboyan, November 2026")
    page.get_by_label("Kategori").select_option(label="Drainase dan banjir")
    page.get_by_label("Sejak").fill(clock.today().isoformat())
    page.get_by_role("button", name="Buka kejadian").click()


def _answer(page: Page) -> None:
    page.locator("input[name=outcome][value=explained]").check()
    page.locator("textarea[name=text]").fill(
        "Kami memeriksa tempat ini bersama ketua RT. Perbaikannya sudah masuk rencana kerja UPT "
        "Jalan dan dimulai pekan depan. Bila ada pertanyaan, datanglah ke loket kami di lantai 1."
    )
    page.get_by_role("button", name="Lihat seperti pelapor").click()


def _import(page: Page) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (
        ("Nama", "E-mail", "Instansi", "Peran"),
        ("Yuliana Sahay", "yuliana.sahay@dlh.example", "dlh", "Pejabat penghubung"),
        ("Rudi Hartono", "rudi.hartono", "dishub", "Operator"),
        ("Mina Sari", "mina.sari@dinsos.example", "Dinas Kelautan", "Pejabat penghubung"),
        ("", "tanpa.nama@dlh.example", "dlh", "Operator"),
    ):
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    upload = FilePayload(name="petugas.xlsx", mimeType=kind, buffer=file.getvalue())
    page.locator("input[type=file]").set_input_files(upload)
    page.locator("main form button").last.click()
