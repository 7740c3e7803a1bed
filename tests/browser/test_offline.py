"""Times without a network: the worker keeps the look and one page, and nothing about anybody."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import LazySettings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from pytest_django.live_server_helper import LiveServer

from lapor import kept as kept_in_process
from tests import town as t
from tests.browser.conftest import Welcome
from tests.browser.visitor import Visitor

Deploy = Callable[[str], None]
GET_FINDER: Any = finders.get_finder
"""Untyped: what remembers its answers has more methods than its type says."""
MANIFEST = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
READY = """navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller
  || new Promise((on) => navigator.serviceWorker.addEventListener("controllerchange", on)))
  .then(() => true)"""
KEPT = """(async () => {
  const kept = {};
  for (const name of await caches.keys())
    kept[name] = (await (await caches.open(name)).keys()).map((one) => new URL(one.url).pathname);
  return kept;
})()"""
REPLACED = """async (before) => {
  for (let turn = 0; turn < 200; turn += 1) {
    const names = await caches.keys();
    if (names.length === 1 && names[0] !== before) return true;
    await new Promise((on) => setTimeout(on, 50));
  }
  return false;
}"""
"""Wait until the new version is the only one that is kept, 10 seconds at most."""
REGISTERED = "navigator.serviceWorker.getRegistrations().then((all) => all.length)"
BROKEN = """document.styleSheets.length === 0
  || [...document.images].some((image) => !image.naturalWidth)"""
MAY_BE_KEPT = re.compile(r"/luring/|/static/.+\.[0-9a-f]{12}\.(css|js|svg)")


@pytest.fixture
def deploy(settings: LazySettings, tmp_path: Path) -> Iterator[Deploy]:
    """Return what installs the static files under versioned names, with some rules of style more.

    They are served from where they were installed, like everything that finders find.
    """
    source = tmp_path / "source"
    shutil.copytree(settings.BASE_DIR / "static", source)
    storages = {**settings.STORAGES, "staticfiles": {"BACKEND": MANIFEST}}
    count = iter(range(9))

    def install(rules: str = "") -> None:
        style = source / "css/lapor.css"
        style.write_text(style.read_text() + rules)
        target = tmp_path / f"installed-{next(count)}"
        settings.STATICFILES_DIRS = [source]
        settings.STATIC_ROOT = str(target)
        settings.STORAGES = storages
        GET_FINDER.cache_clear()
        call_command(
            "collectstatic", interactive=False, verbosity=0, ignore_patterns=["admin", "vendor"]
        )
        settings.STATICFILES_DIRS = [target]
        GET_FINDER.cache_clear()
        kept_in_process.forget()

    yield install
    GET_FINDER.cache_clear()


def arrived(welcome: Welcome) -> Visitor:
    """A citizen who has been on the home page once, long enough for the worker."""
    visitor = welcome()
    visitor.open("/")
    assert visitor.page.evaluate(READY)
    return visitor


def kept(visitor: Visitor) -> dict[str, list[str]]:
    """Return the addresses that the browser keeps, by the name of the cache."""
    found: dict[str, list[str]] = visitor.page.evaluate(KEPT)
    return found


def test_the_second_visit_takes_the_look_from_the_phone(
    town: t.Town, welcome: Welcome, deploy: Deploy
) -> None:
    deploy("")
    visitor = arrived(welcome)
    from_phone: dict[str, bool] = {}
    visitor.page.on(
        "response",
        lambda answer: from_phone.update({urlsplit(answer.url).path: answer.from_service_worker}),
    )
    visitor.open("/laporan/")
    look = {path: known for path, known in from_phone.items() if path.endswith(".css")}
    assert look
    assert set(look.values()) == {True}


def test_nothing_about_anybody_is_kept(town: t.Town, welcome: Welcome, deploy: Deploy) -> None:
    deploy("")
    report = t.forwarded(town)
    visitor = arrived(welcome)
    for path in ("/lapor/", "/lacak/", "/laporan/", f"/laporan/{report.code}/", "/bantuan/"):
        visitor.open(path)
    caches = list(kept(visitor).values())
    assert len(caches) == 1
    assert "/luring/" in caches[0]
    assert [path for path in caches[0] if not MAY_BE_KEPT.fullmatch(path)] == []


def test_without_a_network_the_page_says_so_and_how_to_go_on(
    town: t.Town, welcome: Welcome, deploy: Deploy
) -> None:
    deploy("")
    visitor = arrived(welcome)
    visitor.context.set_offline(True)
    visitor.page.goto("/laporan/")
    visitor.sees("Tidak ada sambungan", "Coba lagi", "tujuh hari")
    dial = visitor.page.locator("a[href^='tel:']")
    numbers = [dial.nth(number).get_attribute("href") for number in range(3)]
    assert numbers == ["tel:112", "tel:110", "tel:113"]
    assert visitor.page.evaluate(BROKEN) is False
    visitor.faults.clear()  # the browser's own lines about the network that is not there
    visitor.look(visitor.status)
    visitor.context.set_offline(False)
    visitor.follow("Coba lagi")
    visitor.sees("Laporan warga")


def test_a_deploy_replaces_what_was_kept(town: t.Town, welcome: Welcome, deploy: Deploy) -> None:
    deploy("")
    visitor = arrived(welcome)
    (before,) = kept(visitor)
    deploy(".new-rule { color: red }")
    visitor.open("/")
    visitor.page.evaluate("navigator.serviceWorker.ready.then((one) => one.update())")
    assert visitor.page.evaluate(REPLACED, before)
    visitor.open("/")
    assert visitor.page.evaluate(REPLACED, before)
    (after,) = kept(visitor).values()
    assert "/luring/" in after
    styles = [path for path in after if path.endswith(".css")]
    assert [visitor.page.locator(f"link[href='{path}']").count() for path in styles] == [1]


def test_leaving_quickly_takes_the_worker_along(
    town: t.Town, welcome: Welcome, deploy: Deploy, settings: LazySettings, live_server: LiveServer
) -> None:
    deploy("")
    settings.LAPOR_QUICK_EXIT = f"{live_server.url}/lapor/?hanya-di-sini=1"
    visitor = arrived(welcome)
    visitor.page.goto("/keluar/")
    assert visitor.page.url.endswith("/lapor/?hanya-di-sini=1")
    assert visitor.page.evaluate("caches.keys()") == []
    assert visitor.page.evaluate(REGISTERED) == 0


def test_pages_that_leave_no_trace_bring_no_worker(
    town: t.Town, welcome: Welcome, deploy: Deploy
) -> None:
    deploy("")
    visitor = welcome()
    visitor.open("/lapor/?hanya-di-sini=1")
    visitor.page.wait_for_timeout(300)
    assert visitor.page.evaluate(REGISTERED) == 0
    assert visitor.page.evaluate("caches.keys()") == []
