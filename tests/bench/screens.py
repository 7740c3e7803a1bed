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
from playwright.sync_api import Browser, Page, ViewportSize

from accounts.models import User
from complaints.demo import cast
from tests.bench import desk_screens
from tests.bench.browser import Surprise
from tests.bench.pages import chromium
from tests.bench.places import Place, places
from tests.bench.stack import ROOT, Town

FOLDER = ROOT / "docs" / "screens"
MOST = 3_000_000  # bytes of all pictures together
COLOURS = 128
OF_LETTER = 16
SIZES: dict[str, ViewportSize] = {
    "360": {"width": 360, "height": 740},
    "1280": {"width": 1280, "height": 800},
}
LETTER = "surat-tanggapan.png"
DRAWN = 1500  # milliseconds for a map to be drawn


@dataclass(frozen=True)
class Screen:
    """One page to be pictured: the picture's name, what it shows, and whether also in the dark."""

    name: str
    words: str
    place: Place
    is_dark_too: bool = False
    press: desk_screens.Press | None = None


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


def take(town: Town) -> Iterator[str]:
    """Take all pictures anew; yield a line for each.

    Raises:
        Surprise: a page could not be opened, or the pictures are too large.
    """
    screens = [*_of_citizens(town), *_of_officers()]
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
    _save(desk_screens.letter(), FOLDER / LETTER, OF_LETTER)
    whole = sum(file.stat().st_size for file in FOLDER.glob("*.png"))
    if whole > MOST:
        raise Surprise(f"the pictures have {whole:,} bytes together, more than {MOST:,}")
    (FOLDER / "README.md").write_text(_readme(screens), encoding="utf-8")
    yield f"{whole / 1024:.0f} KB together (at most {MOST / 1024:.0f})"


def _of_citizens(town: Town) -> list[Screen]:
    known = {place.name: place for place in places(town)}
    found = [Screen(name, words, known[place], dark) for place, name, words, dark in CITIZENS]
    one_page = Place("on one page", "/lapor/satu-halaman/")
    said = "What is suggested while somebody writes"
    return [*found, Screen("saran", said, one_page, press=desk_screens.type_a_report)]


def _of_officers() -> list[Screen]:
    found = []
    for one in desk_screens.of_officers():
        user = cast.user_of(one.who)
        if user is None:
            raise Surprise(f"the demonstration has nobody as {one.who}")
        place = Place(one.name, one.path, _session(user))
        found.append(Screen(one.name, one.words, place, one.is_dark_too, one.press))
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
    _save(page.screenshot(animations="disabled"), file, COLOURS)
    context.close()


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
            "The town, its reports and everybody in it are those of the demonstration, invented.",
            "`bin/bench screens` takes all of them anew.",
            "",
            "| what | pictures |",
            "| --- | --- |",
            *rows,
            f"| An answer as a letter | [PDF, page 1]({LETTER}) |",
            "",
        ]
    )
