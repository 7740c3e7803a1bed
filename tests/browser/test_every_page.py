"""Every page in every state is for everybody: small, enlarged, dark, still, spaced wide.

Each is opened at 320 pixels with all its folds open (which is also a desktop of 1,280 pixels at
400 %), found free of faults by the visitor (axe, script errors, the content security policy, requests
to others), and then looked at in the other ways without loading it again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, ViewportSize

from tests import town as t
from tests.access.addresses import addresses
from tests.browser import valid_html
from tests.browser.anatomy import Anatomy
from tests.browser.conftest import Welcome
from tests.browser.every_state import (
    account,
    citizens,
    coordinator,
    exports,
    inbox,
    manage,
    national,
    reports,
    signs,
    team,
    upward,
    verbs,
)
from tests.browser.every_state.walking import Round, State
from tests.browser.visitor import PHONE, Visitor

SMALLEST: ViewportSize = {"width": 320, "height": 640}
HALVED: ViewportSize = {"width": 640, "height": 400}
"""What a desktop of 1,280 × 800 has left at a zoom of 200 %."""
CONTRAST = json.dumps({"runOnly": {"type": "rule", "values": ["color-contrast"]}})
CONTRAST_FAULTS = f"""axe.run({CONTRAST}).then(({{violations}}) => violations.flatMap(({{nodes}}) =>
  nodes.map(({{html, any}}) => `${{html.slice(0, 120)}} ${{any[0]?.message}}`)).slice(0, 3))"""
WIDER = "document.documentElement.scrollWidth - innerWidth"
TOO_WIDE = """(() => {
  const scrolls = (part) => part && (getComputedStyle(part).overflowX !== "visible" || scrolls(part.parentElement));
  const wide = [...document.querySelectorAll("body *")].filter((part) =>
    part.getBoundingClientRect().right > innerWidth + 1 && !scrolls(part.parentElement));
  return wide.filter((part) => !wide.some((other) => other !== part && part.contains(other)))
    .slice(0, 3).map((part) => part.outerHTML.slice(0, 120));
})()"""
NO_WORKER = "delete Navigator.prototype.serviceWorker"
"""A service worker would ask the town for the pages that are shown here."""
STYLED = """(css) => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css);
  document.adoptedStyleSheets = css ? [sheet] : []; }"""
LARGE_TEXT = "html { font-size: 200% !important; }"
SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important;
  word-spacing: .16em !important; } p { margin-bottom: 2em !important; }"""
CUT_OFF = """[...document.querySelectorAll("body *")].filter((part) => {
  const { overflowX, overflowY, clipPath, clip } = getComputedStyle(part);
  const hides = (overflow) => ["hidden", "clip"].includes(overflow);
  return part.textContent.trim() && part.clientHeight > 1 && clip === "auto" && clipPath === "none"
    && ((hides(overflowY) && part.scrollHeight > part.clientHeight + 2)
      || (hides(overflowX) && part.scrollWidth > part.clientWidth + 2));
}).map((part) => part.outerHTML.slice(0, 120))"""
MOVING = """[...document.querySelectorAll("*")].flatMap((part) => ["", "::before", "::after"].map((pseudo) => {
  const { transitionDuration, animationDuration, animationName, scrollBehavior } = getComputedStyle(part, pseudo);
  const longest = (durations) => Math.max(...durations.split(",").map(parseFloat));
  const moves = longest(transitionDuration) > 0.01 || scrollBehavior === "smooth"
    || (animationName !== "none" && longest(animationDuration) > 0.01);
  return moves ? `${part.outerHTML.slice(0, 80)} ${pseudo}` : "";
})).filter(Boolean).slice(0, 3)"""
UNBORDERED = """[...document.querySelectorAll("main .button, main button, main input, main select, main textarea")]
  .filter((part) => part.checkVisibility() && part.getBoundingClientRect().width > 2)
  .filter((part) => !["checkbox", "radio", "file", "range"].includes(part.type))
  .filter((part) => !part.matches(".button-link, .sr, .leaflet-container *"))
  .filter((part) => parseFloat(getComputedStyle(part).borderTopWidth) < 1)
  .slice(0, 3).map((part) => part.outerHTML.slice(0, 120))"""
MENU = re.compile(r'<details class="menu">.*?</details>', re.DOTALL)
"""A menu of the head, which lies over the page while it is open."""
BROKEN = """[...document.images].filter((image) => image.complete && !image.naturalWidth && image.loading !== "lazy")
  .map((image) => image.outerHTML.slice(0, 120))"""


CITIZENS = (
    Round(citizens.homes),
    Round(citizens.filing),
    Round(citizens.filing_aside),
    Round(citizens.tracking),
    Round(citizens.public),
    Round(citizens.openness),
    Round(account.account),
)
"""Each in a town of its own."""
OFFICERS = {
    "account": (account.account_of_an_officer,),
    "inbox": (inbox.inbox, inbox.many_at_once, inbox.incidents, signs.signs, upward.reports),
    "reports": (reports.reports, reports.beside_a_report),
    "verbs": (verbs.by_the_coordinator, verbs.by_agencies, verbs.by_others),
    "coordinator": (
        coordinator.verification,
        coordinator.counter,
        coordinator.on_request,
        coordinator.calls,
        coordinator.national,
    ),
    "team": (
        team.substitutes,
        team.templates,
        team.tags,
        team.handed_over,
        team.hidden_names,
        exports.exports,
    ),
    "manage": (
        manage.steering,
        manage.people,
        manage.lists,
        manage.words,
        manage.agencies,
        national.national,
    ),
}
"""Rounds of officers, one after the other in the same town."""
OFFICES = ("desk:", "manage:", "insights:", "exports:")
NO_PAGES = {
    "desk:letter": "a PDF",
    "desk:intake_receipt_pdf": "a PDF",
    "desk:present": "a heartbeat",
    "manage:import_template": "a spreadsheet",
    "manage:sp4n_export": "a spreadsheet",
    "manage:sp4n_troubles": "a spreadsheet",
    "manage:message": "a mail, judged as mails are",
    "insights:upward_pdf": "a PDF",
    "insights:upward_xlsx": "a spreadsheet",
    "insights:chart": "a table or a picture to save",
    "insights:sheet": "a spreadsheet",
}
"""Addresses of the offices that answer with no page of the town."""


def test_every_address_of_the_offices_is_passed_by() -> None:
    passed = {name for rounds in OFFICERS.values() for each in rounds for name in each.passes}
    offices = {name for name in addresses() if name.startswith(OFFICES)}
    assert offices - passed == NO_PAGES.keys()


@pytest.mark.parametrize("each", CITIZENS, ids=lambda each: each.name)
def test_every_page_of_citizens_is_for_everybody(
    town: t.Town, welcome: Welcome, each: Round
) -> None:
    looks: set[str] = set()

    def is_new(state: State) -> bool:
        look = valid_html.built(state.html)
        is_known = look in looks
        looks.add(look)
        return not is_known

    assert _wrong(welcome(), each.walk(town), is_new) == []


@pytest.mark.parametrize("name", OFFICERS)
def test_every_page_of_officers_is_for_everybody(town: t.Town, welcome: Welcome, name: str) -> None:
    """Their forms are alike: a page is opened when a part of it stands where none stood before."""
    passed: set[str] = set()
    parts: set[str] = set()
    wrong: list[str] = []

    def is_new(state: State) -> bool:
        passed.update(state.addresses)
        page = Anatomy(state.html)
        wrong.extend(f"{state.name}: {fault}" for fault in page.faults())
        has_new = not page.parts <= parts
        parts.update(page.parts)
        return has_new

    visitor = welcome(officer=True)
    for each in OFFICERS[name]:
        try:
            wrong += _wrong(visitor, each.walk(town), is_new)
        except AssertionError as stopped:
            wrong.append(f"{each.name} stopped: {stopped}")
        wrong += sorted(f"not passed by: {one}" for one in each.passes - passed)
    assert wrong == [], "\n".join(wrong)


def _wrong(visitor: Visitor, states: Iterable[State], is_new: Callable[[State], bool]) -> list[str]:
    """Look at the states that are new, in every way, and return what is wrong."""
    visitor.page.add_init_script(NO_WORKER)
    visitor.page.route("**/hadir/", lambda route: route.fulfill(status=204))
    visitor.page.set_viewport_size(SMALLEST)
    wrong: list[str] = []
    known: set[str] = set()
    for state in states:
        if not is_new(state):
            continue
        _sit_down(visitor, state)
        try:
            visitor.show(state.path, state.answer, state.html)
        except AssertionError as error:
            wrong.append(f"{state.name}: {error}")
        wrong += [f"{state.name}: {fault}" for fault in _faults(visitor.page)]
        menus = {part for menu in MENU.findall(state.html) for part in Anatomy(menu).parts}
        if not menus <= known:
            known |= menus
            opened = [*visitor.open_menus(), *_faults(visitor.page)]
            wrong += [f"{state.name}, menus open: {fault}" for fault in opened]
        visitor.faults.clear()
    return wrong


def _sit_down(visitor: Visitor, state: State) -> None:
    """Give the visitor's browser the cookies of whoever asked for the page."""
    visitor.context.clear_cookies()
    cookies = state.client.cookies.items()
    visitor.context.add_cookies(
        [{"name": name, "value": each.value, "url": visitor.home} for name, each in cookies]
    )


def _faults(page: Page) -> Iterator[str]:
    """Yield what is wrong with the open page in ways that the first look did not try."""
    yield from (f"picture does not load: {each}" for each in page.evaluate(BROKEN))
    yield from _still(page)
    yield from _dark(page)
    yield from _forced(page)
    yield from _enlarged(page)
    yield from _spaced(page)


def _dark(page: Page) -> Iterator[str]:
    page.emulate_media(color_scheme="dark")
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(AXE_SCRIPT)
    yield from (f"dark: {each}" for each in page.evaluate(CONTRAST_FAULTS))
    page.emulate_media(color_scheme="light")


def _forced(page: Page) -> Iterator[str]:
    """In forced colours backgrounds are gone: what can be pressed or filled in needs a border."""
    page.emulate_media(forced_colors="active")
    yield from (f"forced colours, no border: {each}" for each in page.evaluate(UNBORDERED))
    page.emulate_media(forced_colors="none")


def _still(page: Page) -> Iterator[str]:
    """Reduced motion stays asked for, so that colours do not glide when the next way is tried."""
    page.emulate_media(reduced_motion="reduce")
    yield from (f"moves: {each}" for each in page.evaluate(MOVING))


def _enlarged(page: Page) -> Iterator[str]:
    """Zoom of 200 % on a desktop, and letters of twice the size on a phone (WCAG 1.4.4)."""
    page.set_viewport_size(HALVED)
    yield from _too_wide(page, "zoom of 200 %")
    page.set_viewport_size(PHONE)
    page.evaluate(STYLED, LARGE_TEXT)
    yield from _too_wide(page, "letters of 200 %")
    page.evaluate(STYLED, "")
    page.set_viewport_size(SMALLEST)


def _spaced(page: Page) -> Iterator[str]:
    """Letters, words, lines and paragraphs further apart (WCAG 1.4.12): nothing may be lost."""
    before: list[str] = page.evaluate(CUT_OFF)
    page.evaluate(STYLED, SPACED)
    yield from _too_wide(page, "spaced wide")
    lost = [each for each in page.evaluate(CUT_OFF) if each not in before]
    yield from (f"spaced wide, cut off: {each}" for each in lost[:3])
    page.evaluate(STYLED, "")


def _too_wide(page: Page, how: str) -> Iterator[str]:
    if page.evaluate(WIDER) > 0:
        yield f"{how}: wider than the screen: {page.evaluate(TOO_WIDE)}"
