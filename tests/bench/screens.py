"""The pictures of docs/screens/: the main pages of the demonstration's town, all by one command.

Everybody in them is invented; the officers' names are those of the demonstration.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.test import Client
from PIL import Image
from playwright.sync_api import Browser, FloatRect, Page, ViewportSize

from accounts.models import User
from complaints.demo import cast
from tests.bench import desk_screens, papers
from tests.bench.browser import Surprise
from tests.bench.pages import chromium
from tests.bench.places import Place, opened_by_receipt, places
from tests.bench.stack import ROOT, Town

FOLDER = ROOT / "docs" / "screens"
MOST = 3_000_000  # bytes of all pictures together
COLOURS = 128
OF_PAPER = 16
SIZES: dict[str, ViewportSize] = {
    "360": {"width": 360, "height": 740},
    "1280": {"width": 1280, "height": 800},
}
PAPERS = (
    ("surat-tanggapan.png", "An answer as a letter", "page 1", papers.letter),
    (
        "laporan-berkala.png",
        "The report of a year that goes upward: its agencies",
        f"page {papers.AGENCIES}",
        papers.upward,
    ),
)
"""Name of the picture, what it shows, which page of it, and how it is made."""
DRAWN = 1500  # milliseconds for a map to be drawn


@dataclass(frozen=True)
class Screen:
    """One page to be pictured: the picture's name, what it shows, and whether also in the dark."""

    name: str
    words: str
    place: Place
    is_dark_too: bool = False
    press: desk_screens.Press | None = None
    tall: int = 1
    """How many screens of it, from its top, are in the picture."""


CITIZENS = (
    ("home", "beranda", "Home", True),
    ("question: cerita", "cerita", "A question of the filing flow", False),
    ("question: tempat", "tempat", "The place, with the map open", True),
    ("check", "periksa", "The answers once more", False),
    ("confirmation", "tanda-terima", "Ticket number and receipt code", False),
    ("tracker", "lacak", "The own report", True),
    ("public list", "daftar", "Public reports", False),
    ("public report", "laporan", "One public report", False),
)
"""Name of the place, of the picture, what it shows, and whether also in the dark."""
OPEN = (
    ("kinerja", "The city's own record of a year", "/kinerja/?tahun=2023", 3),
    ("data", "Open data", "/data/", 2),
)
"""Name of the picture, what it shows, its path, and how many screens of it."""


def take(town: Town) -> Iterator[str]:
    """Take all pictures anew; yield a line for each.

    Raises:
        Surprise: a page could not be opened, or the pictures are too large.
    """
    screens = all_of(town)
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    with chromium() as browser:
        for screen in screens:
            for scheme in ("light", "dark") if screen.is_dark_too else ("light",):
                for width, size in SIZES.items():
                    ending = "-gelap" if scheme == "dark" else ""
                    file = FOLDER / f"{screen.name}-{width}{ending}.png"
                    _take(browser, town, screen, file, size, scheme)
                    yield f"{file.name}: {file.stat().st_size / 1024:.0f} KB"
    for name, _, _, draw in PAPERS:
        _save(draw(), FOLDER / name, OF_PAPER)
        yield f"{name}: {(FOLDER / name).stat().st_size / 1024:.0f} KB"
    whole = sum(file.stat().st_size for file in FOLDER.glob("*.png"))
    if whole > MOST:
        raise Surprise(f"the pictures have {whole:,} bytes together, more than {MOST:,}")
    (FOLDER / "README.md").write_text(_readme(screens), encoding="utf-8")
    yield f"{whole / 1024:.0f} KB together (at most {MOST / 1024:.0f})"


def all_of(town: Town) -> list[Screen]:
    """Return what is pictured, in the order of the index."""
    return [*_of_citizens(town), *_of_everybody(town), *_of_officers()]


def _of_citizens(town: Town) -> list[Screen]:
    known = {place.name: place for place in places(town)}
    found = [Screen(name, words, known[place], dark) for place, name, words, dark in CITIZENS]
    one_page = Place("on one page", "/lapor/satu-halaman/")
    said = "What is suggested while somebody writes"
    return [*found, Screen("saran", said, one_page, press=desk_screens.type_a_report)]


def _of_everybody(town: Town) -> list[Screen]:
    """Return what follows the end of a report, and what the town publishes about itself."""
    report = desk_screens.awaiting("fill_survey")
    survey = Place("survey", f"/lacak/{report.code}/survei/", opened_by_receipt(town, report))
    found = [Screen("survei", "The reporter's survey after the end", survey)]
    return found + [
        Screen(name, words, Place(name, path), tall=tall) for name, words, path, tall in OPEN
    ]


def _of_officers() -> list[Screen]:
    found = []
    for one in desk_screens.of_officers():
        user = cast.user_of(one.who)
        if user is None:
            raise Surprise(f"the demonstration has nobody as {one.who}")
        place = Place(one.name, one.path, _session(user))
        screen = Screen(one.name, one.words, place, one.is_dark_too, one.press, one.tall)
        found.append(screen)
    return found


def _session(user: User) -> dict[str, str]:
    """Return the cookie of somebody who has signed in."""
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    return {name: client.cookies[name].value}


def _take(
    browser: Browser, town: Town, screen: Screen, file: Path, size: ViewportSize, scheme: str
) -> None:
    context = browser.new_context(
        base_url=town.url,
        viewport=size,
        color_scheme="dark" if scheme == "dark" else "light",
        locale="id-ID",
        timezone_id="Asia/Jakarta",
    )
    context.add_cookies(
        [
            {"name": name, "value": value, "url": town.url}
            for name, value in screen.place.cookies.items()
        ]
    )
    page = context.new_page()
    page.goto(screen.place.path, wait_until="networkidle")
    if not page.url.endswith(screen.place.path):
        raise Surprise(f"{screen.name} led to {page.url}")
    if screen.press is not None:
        screen.press(page)
        page.wait_for_load_state("networkidle")
    if screen.press is None and not screen.place.path.startswith("/meja/"):
        _open_map(page)
    _save(_picture(page, size, screen.tall), file, COLOURS)
    context.close()


def _picture(page: Page, size: ViewportSize, tall: int) -> bytes:
    """Return what is in sight; of a tall picture, as many screens from the top of the page."""
    if tall == 1:
        return page.screenshot(animations="disabled")
    whole = page.evaluate("document.documentElement.scrollHeight")
    high = min(whole, tall * size["height"])
    clip: FloatRect = {"x": 0, "y": 0, "width": size["width"], "height": high}
    return page.screenshot(animations="disabled", full_page=True, clip=clip)


def _save(picture: bytes, file: Path, colours: int) -> None:
    image = Image.open(io.BytesIO(picture))
    image.convert("RGB").quantize(colours, dither=Image.Dither.NONE).save(file, optimize=True)


def _open_map(page: Page) -> None:
    """Where a place can be shown on a map, open it and bring it into sight."""
    fold = page.locator("[data-place-fold]")
    if fold.count() and fold.get_attribute("open") is None:
        fold.locator("> summary").click()
        page.wait_for_timeout(DRAWN)
        fold.scroll_into_view_if_needed()


def _readme(screens: list[Screen]) -> str:
    rows = [
        f"| {screen.words} | "
        + " · ".join(
            f"[{width}]({screen.name}-{width}.png)"
            + (f", [dark]({screen.name}-{width}-gelap.png)" if screen.is_dark_too else "")
            for width in SIZES
        )
        + " |"
        for screen in screens
    ]
    return "\n".join(
        [
            "# Screens",
            "",
            "The main pages on a phone (360 pixels) and on a desktop (1,280), as they first appear.",
            "Of dashboards and of what the town publishes there are two or three screens.",
            "The town, its reports and everybody in it are those of the demonstration, invented.",
            "`bin/bench screens` takes all of them anew.",
            "",
            "| what | pictures |",
            "| --- | --- |",
            *rows,
            *(f"| {words} | [PDF, {which}]({name}) |" for name, words, which, _ in PAPERS),
            "",
        ]
    )
