"""One person at a browser: does what a person does, and finds fault with every page on the way.

Every page that is met must answer, be free of faults that axe knows (WCAG 2.2 AA), log no error and
break no rule of the content security policy, ask no other host for anything, and fit a phone. What
the town sent is kept as well, and found valid HTML at the end (``valid_html``).
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from django.http.response import HttpResponseBase
from django.test import Client
from playwright.sync_api import (
    BrowserContext,
    ConsoleMessage,
    FilePayload,
    Locator,
    Page,
    Request,
    Response,
    ViewportSize,
)
from playwright.sync_api import TimeoutError as TookTooLong

from accounts.models import User
from tests.browser import once, valid_html

Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, Scheme] = ("light", "dark")
PHONE: ViewportSize = {"width": 360, "height": 740}
DESK: ViewportSize = {"width": 1280, "height": 800}
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
FIRST_ERROR = 400
MOST_LOOKS = 100
UNSHOWN = ("Content-Length", "Content-Encoding", "Set-Cookie")
"""Headers that belong to the answer as it travelled."""
WIDE_PARTS = """[...document.querySelectorAll("body *")]
  .filter((part) => part.getBoundingClientRect().right > innerWidth + 1)
  .slice(0, 5).map((part) => part.outerHTML.slice(0, 100))"""
UNFOLD = "document.querySelectorAll('details:not(.menu)').forEach((fold) => fold.open = true)"
GALLERY = os.environ.get("LAPOR_GALLERY", "")


class Visitor:
    """One person with a browser of the own."""

    def __init__(
        self,
        context: BrowserContext,
        home: str,
        *,
        name: str,
        scripts: bool = True,
        scheme: Scheme = "light",
    ) -> None:
        self.context = context
        self.home = home
        self.name = name
        self.scripts = scripts
        self.scheme = scheme
        self.page = context.new_page()
        self.status = 0
        self._served: Response | None = None
        self._twin: Page | None = None
        self.faults: list[str] = []
        self._expected: set[int] = set()
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.faults.append(f"script failed: {error}"))
        self.page.on("request", self._asked)
        self.page.on("response", self._answered)

    def leave(self) -> None:
        """Close the browser; faults that came after the last page count too."""
        faults, self.faults = self.faults, []
        self.context.close()
        if self._twin is not None:
            self._twin.context.close()
        assert faults == []

    def carry_session_of(self, user: User) -> None:
        """Sit down already signed in, by a session as sign-in makes it."""
        client = Client()
        client.force_login(user)
        name = settings.SESSION_COOKIE_NAME
        cookie = client.cookies[name].value
        self.context.add_cookies([{"name": name, "value": cookie, "url": self.home}])

    # -- what a person does ------------------------------------------------------------------

    def open(self, path: str, *, expect: int = 200) -> None:
        """Go to an address of the town; ``expect`` is the status that it must answer with."""
        self._expected = {expect}
        self.page.goto(path)
        self.look(expect)

    def show(self, path: str, answer: HttpResponseBase, html: str) -> None:
        """Read a page that the town answered to somebody else, with every fold of it open.

        Its menus stay closed: open they lie over the page, and hide what is there.

        Args:
            path: where it stood.
            answer: for its status and headers, the content security policy among them.
            html: its text.
        """
        self._expected = {answer.status_code}
        headers = {name: value for name, value in answer.items() if name not in UNSHOWN}
        address = re.compile(rf"^{re.escape(self.home + path)}$")
        self.page.route(
            address,
            lambda route: route.fulfill(status=answer.status_code, headers=headers, body=html),
        )
        self.page.goto(path)
        self.page.unroute(address)
        self.page.evaluate(UNFOLD)
        self.look(answer.status_code)

    def press(self, name: str, *, within: str = "", expect: int = 200) -> None:
        """Press the button with these words, and read the page that follows."""
        self._go(self._in(within).get_by_role("button", name=name, exact=True), expect)

    def follow(self, name: str, *, within: str = "", expect: int = 200) -> None:
        """Follow the link with these words."""
        self._go(self._in(within).get_by_role("link", name=name).first, expect)

    def write(self, label: str, text: str, *, within: str = "") -> None:
        """Write ``text`` into the field with this label."""
        self._field(label, within).fill(text)

    def pick(self, label: str, *, within: str = "") -> None:
        """Tick the box or the round button with this label."""
        self._field(label, within).check()

    def choose(self, label: str, words: str, *, within: str = "") -> None:
        """Choose from the list with this label the line with these words."""
        field = self._field(label, within)
        lines = [" ".join(line.split()) for line in field.locator("option").all_text_contents()]
        assert words in lines, f"not among the lines of {label}: {words}\n{lines}"
        field.select_option(index=lines.index(words))

    def search(self, label: str, typed: str, words: str) -> None:
        """Type into the search field with this label, and take the line with these words.

        Where scripts are off it is a plain list.
        """
        if not self.scripts:
            self.choose(label, words)
            return
        self.page.locator(".combobox").wait_for()
        self._field(label, "").press_sequentially(typed)
        self.page.locator(".combobox").get_by_role(
            "option", name=re.compile(rf"^{re.escape(words)}\b")
        ).click()

    def attach(self, label: str, *files: FilePayload, within: str = "") -> None:
        """Choose files as from a disk."""
        self._field(label, within).set_input_files(list(files))

    def unfold(self, fold: str) -> None:
        """Open the fold with this id and those around it, unless they are open."""
        closed = self.page.locator(f"details:has(#{fold}):not([open]), #{fold}:not([open])")
        while closed.count():
            closed.first.locator("> summary").click()

    def send(self, path: str, **data: str) -> int:
        """Send a form that the open page does not offer; return the status of the answer."""
        token = self.page.locator("[name=csrfmiddlewaretoken]").first.input_value()
        answer = self.context.request.post(
            path,
            form={"csrfmiddlewaretoken": token, **data},
            headers={"Referer": self.page.url},
            max_redirects=0,
        )
        return answer.status

    def type_key(self, key: str, *, expect: int = 200) -> None:
        """Press a key that leads to another page, and read that one."""
        self._expected = {expect}
        with self.page.expect_navigation():
            self.page.keyboard.press(key)
        self.look(expect)

    def press_keys(self, *keys: str) -> None:
        """Press keys one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def _go(self, target: Locator, expect: int) -> None:
        self._expected = {expect}
        try:
            with self.page.expect_navigation():
                target.click()
        except TookTooLong as error:
            raise AssertionError(f"{error}\n{self.page.url}: {self.text('body')}") from error
        self.look(expect)

    def _field(self, label: str, within: str) -> Locator:
        """Return the field with this label, which may have stars before or (opsional) behind it."""
        words = re.compile(rf"^[\s★☆]*{re.escape(label)}\s*(\(opsional\))?\s*$")
        return self._in(within).get_by_label(words)

    def _in(self, within: str) -> Locator:
        return self.page.locator(within or "body")

    # -- what a person sees ------------------------------------------------------------------

    def text(self, within: str = "main") -> str:
        """Return what can be read, folded parts included, blanks made one."""
        return " ".join((self.page.locator(within).first.text_content() or "").split())

    def sees(self, *words: str, within: str = "main") -> None:
        """Assert that all these words stand on the page."""
        text = self.text(within)
        missing = [each for each in words if each not in text]
        assert missing == [], f"not on {self.page.url}: {missing}\n{text}"

    def sees_not(self, *words: str, within: str = "main") -> None:
        """Assert that none of these words stands on the page."""
        text = self.text(within)
        found = [each for each in words if each in text]
        assert found == [], f"on {self.page.url}: {found}\n{text}"

    def sees_its_pictures(self, *, most: int) -> None:
        """Assert that the page has pictures of people's files, and that they really load."""
        pictures = self.page.locator("main img[src*='/berkas/']")
        assert 0 < pictures.count() <= most
        for picture in pictures.all():
            picture.scroll_into_view_if_needed()
            assert picture.evaluate("(image) => image.decode().then(() => image.naturalWidth)") > 0

    def is_offered(self, name: str) -> bool:
        """Whether a button, a link or a fold of the page has these words."""
        parts = self.page.locator("main").locator("button, a, summary")
        return name in [" ".join(words.split()) for words in parts.all_text_contents()]

    # -- what is wrong with a page -----------------------------------------------------------

    def look(self, expect: int = 200) -> None:
        """Find fault with the page that is open now."""
        self.page.wait_for_load_state()
        assert self.status == expect, f"{self.page.url} answered {self.status}\n{self.text('body')}"
        self._fits()
        self._is_accessible()
        self._keep_what_was_served()
        if GALLERY:
            self._hang_up(Path(GALLERY))
        faults, self.faults = self.faults, []
        assert faults == [], f"{self.page.url}: {faults}"
        self._expected = set()

    def _fits(self) -> None:
        """Nothing is wider than the screen: neither the one in use nor a phone's."""
        own = self.page.viewport_size or PHONE
        for size in (PHONE, own) if own != PHONE else (own,):
            width = self._width_at(size)
            if width > size["width"]:
                wide = self.page.evaluate(WIDE_PARTS)
                self.faults.append(f"{width} pixels wide on {size['width']}: {wide}")

    def _width_at(self, size: ViewportSize) -> int:
        """Return how wide the page is on a screen, once the screen has that size."""
        self.page.set_viewport_size(size)
        for _ in range(MOST_LOOKS):
            screen, width = self.page.evaluate("[innerWidth, document.documentElement.scrollWidth]")
            if screen == size["width"]:
                break
        return int(width)

    def _is_accessible(self) -> None:
        seen = self._look_of_page()
        if seen in once.judged:
            return
        with self._readable_page() as page:
            found = _violations(page, "document")
        self.faults += found
        if not found:
            once.judged.add(seen)

    def open_menus(self) -> list[str]:
        """Open the menus in the head of the page; return what axe has against them."""
        self.page.evaluate("document.querySelectorAll('.menu').forEach((menu) => menu.open = true)")
        return _violations(self.page, "{include: [['.menu']]}")

    def _keep_what_was_served(self) -> None:
        """Keep the page as the town sent it, before any script: it is judged at the end."""
        served, self._served = self._served, None
        if served is not None and "text/html" in served.headers.get("content-type", ""):
            valid_html.keep(served.text(), served.url)

    @contextmanager
    def _readable_page(self) -> Iterator[Page]:
        """Give axe a page that it can run in: where scripts are off, a likeness of the open one.

        The likeness has the same address, words and style, and none of the page's own scripts.
        """
        if self.scripts:
            yield self.page
            return
        html, address = self.page.content(), self.page.url
        twin = self._twin = self._twin or self._new_twin()
        twin.context.add_cookies(self.context.cookies())  # type: ignore[arg-type]
        twin.route(address, lambda route: route.fulfill(body=html, content_type="text/html"))
        twin.goto(address)
        yield twin
        twin.unroute(address)

    def _new_twin(self) -> Page:
        assert self.context.browser is not None
        context = self.context.browser.new_context(
            viewport=self.page.viewport_size, color_scheme=self.scheme
        )
        page = context.new_page()
        page.route("**/*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
        return page

    def _look_of_page(self) -> str:
        """Return a digest of how the page is built, without its words, addresses and tokens."""
        plain = valid_html.built(self.page.content())
        width = (self.page.viewport_size or PHONE)["width"]
        return hashlib.sha256(f"{self.scheme} {width} {plain}".encode()).hexdigest()

    def _hang_up(self, gallery: Path) -> None:
        gallery.mkdir(parents=True, exist_ok=True)
        path = urlsplit(self.page.url).path.strip("/").replace("/", "-") or "beranda"
        plain = re.sub(r"\b[A-Z2-9]{8}\b", "TIKET", path)
        before = self.page.viewport_size or PHONE
        number = len(list(gallery.glob("*.png")))
        for size in (PHONE, DESK):
            self.page.set_viewport_size(size)
            for scheme in SCHEMES:
                self.page.emulate_media(color_scheme=scheme)
                name = f"{number:04}-{self.name}-{plain}-{size['width']}-{scheme}.png"
                self.page.screenshot(path=gallery / name, full_page=True, animations="disabled")
        self.page.emulate_media(color_scheme=self.scheme)
        self.page.set_viewport_size(before)

    def _heard(self, message: ConsoleMessage) -> None:
        is_status = message.text.startswith("Failed to load resource") and any(
            str(status) in message.text for status in self._expected
        )
        # htmx says aloud that a page was left while a hint was on its way: nothing is wrong.
        is_left = message.text.startswith(("htmx:sendAbort", "htmx:afterRequest"))
        if message.type in {"error", "warning"} and not (is_status or is_left):
            self.faults.append(f"console: {message.text}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.home, "data:", "blob:")):
            self.faults.append(f"asked another host: {request.url}")

    def _answered(self, response: Response) -> None:
        request = response.request
        is_page = request.is_navigation_request() and request.frame == self.page.main_frame
        if is_page:
            self.status, self._served = response.status, response
        if response.status >= FIRST_ERROR and not (is_page and response.status in self._expected):
            self.faults.append(f"{response.status} for {response.url}")


def _violations(page: Page, where: str) -> list[str]:
    """Ask axe about a page, or about the parts of it that ``where`` names, in its own words."""
    options = {"runOnly": list(RULES), "resultTypes": ["violations"]}
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(AXE_SCRIPT)
    found: list[dict[str, Any]] = page.evaluate(
        f"axe.run({where}, {json.dumps(options)}).then((found) => found.violations)"
    )
    return [_violation(each) for each in found]


def _violation(found: dict[str, Any]) -> str:
    nodes: Sequence[dict[str, Any]] = found["nodes"]
    where = "; ".join(f"{node['target']} {node['html'][:160]}" for node in nodes[:3])
    return f"axe {found['id']} ({found['impact']}): {found['help']} at {where}"
