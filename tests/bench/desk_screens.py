"""The officers' pages of docs/screens/: whose they are, which report they show, and what is pressed."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
from playwright.sync_api import FilePayload, Page

from agencies.models import Officer
from complaints import actions
from complaints.finding import similar_desk
from complaints.law.roles import ReporterOf, actor_on
from complaints.models import Complaint, Publication, Sign
from complaints.states import State
from lapor import clock
from tests.bench.browser import Surprise
from tests.sp4n import files

VERIFIER, LIAISON = "verifier:diskominfo", "liaison:dinas-pupr"
CLERK, CUSTODIAN = "clerk:disdukcapil", "custodian:inspektorat"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BAD = ({"sent_on": "kemarin dulu"}, {"status": "Terbang ke bulan"}, {"city": "Kabupaten Katingan"})
"""What is wrong with the last rows of the file that is brought."""
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
    tall: int = 1


def of_officers() -> list[DeskScreen]:
    """Return the officers' pages in the order in which a report meets them."""
    fresh = tickets(VERIFIER, State.RECEIVED)[0]
    told, again = _told_twice()
    worked_on = tickets(LIAISON, State.FOLLOWED_UP)[0]
    verification = f"/meja/verifikasi/{fresh}/"
    return [
        DeskScreen("meja", "The verifier's inbox", VERIFIER, "/meja/", is_dark_too=True),
        DeskScreen("verifikasi", "Verification", VERIFIER, verification, is_dark_too=True),
        DeskScreen(
            "bandingkan",
            "Two reports compared before they are merged",
            VERIFIER,
            f"/meja/verifikasi/{told}/banding/?dengan={again}",
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
        DeskScreen(
            "impor-sp4n",
            "The city's history from SP4N-LAPOR!, before anything is saved",
            VERIFIER,
            "/kelola/impor-sp4n/",
            _history,
            is_dark_too=True,
        ),
        DeskScreen(
            "penerusan", "How well routing does", VERIFIER, "/kelola/penerusan/", _figures, True
        ),
        DeskScreen(
            "aturan",
            "What a rule would have done, before it is saved",
            VERIFIER,
            "/kelola/aturan-disposisi/tambah/",
            _rule,
        ),
        DeskScreen(
            "saklar",
            "The switch of automatic forwarding to one agency",
            VERIFIER,
            "/kelola/penerusan/instansi/disperkimtan/",
        ),
        *_of_figures(),
    ]


def _of_figures() -> list[DeskScreen]:
    behind = "received/?masa=2023"
    return [
        DeskScreen("dasbor", "The city's dashboard this year", VERIFIER, "/dasbor/", tall=2),
        DeskScreen(
            "dasbor-2023",
            "The same of a year that is over",
            VERIFIER,
            "/dasbor/?masa=2023",
            tall=2,
        ),
        DeskScreen("layar", "The dashboard for a wall", VERIFIER, "/dasbor/layar/?masa=2023"),
        DeskScreen("di-balik", "The list behind a figure", VERIFIER, f"/dasbor/daftar/{behind}"),
        DeskScreen("unduh", "A list as a file", VERIFIER, f"/meja/unduhan/baru/{behind}"),
        DeskScreen(
            "tanda",
            "What stands out, for the inspectorate alone",
            "overseer:inspektorat",
            f"/dasbor/tanda/?bulan={Sign.objects.latest('month').month:%Y-%m}",
        ),
    ]


def awaiting(verb: str) -> Complaint:
    """Return the newest public report whose reporter may do this now.

    Raises:
        Surprise: the demonstration has none.
    """
    ended = Complaint.objects.filter(status=State.RESOLVED, publication=Publication.PUBLIC)
    report: Complaint
    for report in ended.order_by("-closed_at")[:200]:
        if verb in actions.offered(report, actor_on(report, ReporterOf(report.pk))):
            return report
    raise Surprise(f"no reporter of the demonstration can {verb}")


def tickets(part: str, state: State, most: int = 10) -> list[str]:
    """Return the ordinary reports in ``state`` that ``part`` sees, the newest first."""
    role, _, agency = part.partition(":")
    mine = {"holder__code": agency} if role == Officer.Role.LIAISON else {}
    plain = Complaint.objects.filter(
        status=state, is_secret=False, is_sealed=False, danger=False, hides_reporter=False, **mine
    )
    if mine:
        plain = plain.filter(publication=Publication.PUBLIC)
    codes = list(plain.order_by("-pk").values_list("code", flat=True)[:most])
    if not codes:
        raise Surprise(f"the demonstration has no report in {state} for {part}")
    return codes


def _told_twice() -> tuple[str, str]:
    """Return a report that waits and one that looks like it, a probable repeat where there is one."""
    waiting = Complaint.objects.filter(code__in=tickets(VERIFIER, State.RECEIVED, most=100))
    others = Complaint.objects.filter(is_secret=False, is_sealed=False)
    best: tuple[float, str, str] | None = None
    for row in waiting.select_related("category", "region"):
        for found in similar_desk.find(
            row,
            others,
            read=lambda one: (one.agency_title, one.agency_text),
            topics=[row.category] if row.category else [],
            limit=1,
        ):
            rank = (float(found.is_repeat), row.code, found.report.code)
            best = max(best or rank, rank)
    if best is None:
        raise Surprise("no report of the demonstration looks like another one")
    return best[1], best[2]


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
    upload = FilePayload(name="petugas.xlsx", mimeType=XLSX, buffer=file.getvalue())
    page.locator("input[type=file]").set_input_files(upload)
    page.locator("main form button").last.click()


def _history(page: Page) -> None:
    """Bring a file as cities have it, and wait until it is looked through."""
    usual = {
        "agency": "Dinas Pekerjaan Umum dan Penataan Ruang",
        "city": "Kota Palangka Raya",
    }
    odd = (
        {"agency": "Perusahaan Daerah Air Minum Kota", "agency_id": 7109},
        {"agency": "Dinas Pertanian dan Pangan", "agency_id": 7110, "klass": "Aspirasi"},
        {"status": "Diarsipkan oleh Admin", "reason": "Tidak jelas"},
        {"agency": "Bagian Tata Pemerintahan", "agency_id": 7111},
    )
    days = [f"{1 + place % 28} {('Jan', 'Mei', 'Sep')[place % 3]} 2024" for place in range(480)]
    rows = [
        files.row(
            6_500_000 + place,
            **usual | {"sent_on": day} | (odd[place % 20] if place % 20 < len(odd) else {}),
        )
        for place, day in enumerate(days)
    ]
    rows += [files.row(6_600_000 + place, **usual | BAD[place]) for place in range(len(BAD))]
    with TemporaryDirectory() as folder:
        path = files.xlsx(Path(folder) / "a.xlsx", rows, above=[["LAPORAN RINGKAS"], []])
        upload = FilePayload(
            name="Laporan Ringkas 2024.xlsx", mimeType=XLSX, buffer=path.read_bytes()
        )
    page.locator("input[type=file]").set_input_files(upload)
    page.get_by_role("button", name="Lihat isinya").click()
    page.get_by_text("Belum ada yang disimpan.").wait_for()


def _figures(page: Page) -> None:
    page.locator(".figures").evaluate("(figures) => figures.scrollIntoView()")


def _rule(page: Page) -> None:
    page.get_by_label("Kata kunci").fill("jalan")
    page.get_by_label("Instansi tujuan").select_option(label="Dinas PUPR")
    page.get_by_role("button", name="Lihat akibatnya").click()


def type_a_report(page: Page) -> None:
    """Write about a lamp, and wait for the suggestion."""
    field = page.get_by_label("Apa yang terjadi?")
    field.press_sequentially("Lampu jalan padam sudah seminggu di depan pasar, gelap sekali.")
    page.locator("#saran .notice").first.wait_for()
    field.evaluate("(field) => field.closest('.field').scrollIntoView()")
