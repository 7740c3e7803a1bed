"""What every browser story stands on: Chromium, the town's pages on a real port, and its clock.

``LAPOR_GALLERY=folder`` saves every page that a story meets, on a phone and on a desk, light and
dark, to be looked at.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import override_settings
from playwright.sync_api import Browser, sync_playwright
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from routing import defaults
from tests import node
from tests import town as t
from tests.browser import once, valid_html
from tests.browser.letterbox import Letterbox
from tests.browser.town_time import TownTime
from tests.browser.visitor import DESK, PHONE, Scheme, Visitor

Welcome = Callable[..., Visitor]
"""How people come into a story: ``welcome()`` a citizen, ``welcome("liaison")`` an officer."""

CHROMIUM = Path("/usr/bin/chromium")
LONGEST_WAIT = 10_000
"""Milliseconds after which a page that does not come is a failure."""
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-color-profile=srgb",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every story of this folder, whatever else is collected beside it."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True))


def in_ci() -> bool:
    """Whether nothing may be skipped here."""
    return os.environ.get("CI", "").lower() in {"1", "true"}


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """Start Debian's Chromium once; without it skip aloud, but fail where CI counts on it."""
    if not CHROMIUM.exists():
        reason = f"NO BROWSER STORY WAS RUN: {CHROMIUM} is missing (apt-get install chromium)"
        if in_ci():
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
    # Playwright keeps an event loop on this thread; the ORM beside it is ours and not of the loop.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
            yield browser
            browser.close()
    finally:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
        if before is not None:
            os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = before


@pytest.fixture(scope="package")
def live_server(
    django_db_setup: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[LiveServer]:
    """Serve the town on a port; the server ends before its database does."""
    empty = tmp_path_factory.mktemp("static")
    # Without an address of their own, media files would be looked for under every address.
    with override_settings(STATIC_ROOT=empty, MEDIA_URL="/media/"):
        server = LiveServer("localhost")
    yield server
    server.stop()


@pytest.fixture(scope="package", autouse=True)
def valid(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """Judge the HTML of everything that was met, whichever stories ran, once they are over.

    Without Node nothing is judged, and that is said aloud; where CI counts on it, it is a failure.
    """
    valid_html.lay_out(tmp_path_factory.mktemp("met") / "html")
    of_all = tmp_path_factory.getbasetemp()
    once.share((of_all.parent if "PYTEST_XDIST_WORKER" in os.environ else of_all) / "judged")
    yield
    try:
        faults = valid_html.faults()
    except node.NotThere as error:
        reason = f"NO PAGE WAS FOUND TO BE VALID HTML: html-validate is not there ({error})"
        if in_ci():
            pytest.fail(reason, pytrace=False)
        plugins = request.config.pluginmanager
        with plugins.getplugin("capturemanager").global_and_fixture_disabled():
            print(f"\n!!! {reason} !!!", file=sys.__stderr__)
        return
    if faults:
        words = "\n".join(faults)
        pytest.fail(f"{len(faults)} faults in the HTML of the stories:\n{words}", pytrace=False)


@pytest.fixture(autouse=True)
def letterbox(settings: LazySettings, tmp_path: Path) -> Iterator[Letterbox]:
    """Let the town write its mails as files, into a folder of this story's own."""
    settings.EMAIL_BACKEND = "accounts.mail.FileBackend"
    settings.LAPOR_MAIL_DIR = tmp_path / "mail"
    yield Letterbox(tmp_path / "mail")
    valid_html.keep_mails(tmp_path / "mail")


@pytest.fixture
def time(letterbox: Letterbox) -> Iterator[TownTime]:
    """The town's clock: it stands on a Monday morning and goes on from there."""
    with TownTime() as town_time:
        yield town_time


@pytest.fixture
def town(time: TownTime) -> t.Town:
    """The small town, with its categories and the people of every role."""
    defaults.install()
    return t.build()


@pytest.fixture
def welcome(
    live_server: LiveServer, chromium: Browser, time: TownTime, settings: LazySettings
) -> Iterator[Welcome]:
    """Return how people come into a story; officers called by name have signed in already."""
    settings.LAPOR_BASE_URL = live_server.url
    visitors: list[Visitor] = []

    def arrive(
        name: str = "", *, officer: bool = False, scripts: bool = True, scheme: Scheme = "light"
    ) -> Visitor:
        context = chromium.new_context(
            base_url=live_server.url,
            viewport=DESK if officer or name else PHONE,
            java_script_enabled=scripts,
            color_scheme=scheme,
            locale="id-ID",
            timezone_id="Asia/Jakarta",
        )
        context.set_default_timeout(LONGEST_WAIT)
        visitor = Visitor(
            context, live_server.url, name=name or "warga", scripts=scripts, scheme=scheme
        )
        visitors.append(visitor)
        if name:
            visitor.carry_session_of(User.objects.get(email=f"{name}@kota.example"))
        return visitor

    yield arrive
    for visitor in visitors:
        visitor.leave()
