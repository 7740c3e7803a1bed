"""What browsers keep for times without a network: the manifest, the worker, and one page."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.staticfiles import finders
from django.test import Client
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from lapor import kept, offline


def told(client: Client) -> dict[str, Any]:
    """Return what the worker's first line tells it."""
    first = client.get("/pekerja.js").content.decode().splitlines()[0]
    found: dict[str, Any] = json.loads(first.removeprefix("self.TOWN = ").removesuffix(";"))
    return found


def test_the_manifest_names_the_town_and_where_it_begins(
    client: Client, settings: LazySettings
) -> None:
    settings.LAPOR_CITY = "Kabupaten Contoh"
    answer = client.get("/manifest.webmanifest")
    manifest = answer.json()
    assert answer["Content-Type"] == "application/manifest+json"
    assert {key: manifest[key] for key in ("name", "short_name", "lang", "start_url", "scope")} == {
        "name": "LAPOR Kabupaten Contoh",
        "short_name": "LAPOR",
        "lang": "id",
        "start_url": "/",
        "scope": "/",
    }
    assert [one["url"] for one in manifest["shortcuts"]] == ["/lapor/", "/lacak/"]


def test_every_icon_of_the_manifest_is_as_large_as_it_says(client: Client) -> None:
    icons = client.get("/manifest.webmanifest").json()["icons"]
    for icon in icons:
        path = finders.find(icon["src"].removeprefix("/static/"))
        assert path
        if icon["type"] == "image/png":
            with Image.open(path) as picture:
                assert "x".join(map(str, picture.size)) == icon["sizes"]
    assert [icon.get("purpose", "any") for icon in icons] == ["any", "any", "any", "maskable"]


def test_the_manifest_has_the_colours_of_the_style_sheet(
    client: Client, settings: LazySettings
) -> None:
    style = (settings.BASE_DIR / "static/css/lapor.css").read_text()
    tokens = dict(re.findall(r"--(deep|paper): (#\w+);", style.split("@media")[0]))
    manifest = client.get("/manifest.webmanifest").json()
    assert tokens == {"deep": manifest["theme_color"], "paper": manifest["background_color"]}


def test_the_worker_serves_the_whole_town_and_is_always_asked_for(client: Client) -> None:
    answer = client.get("/pekerja.js")
    assert answer["Service-Worker-Allowed"] == "/"
    assert answer["Cache-Control"] == "no-cache"
    assert answer["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer.content.decode().endswith(offline._source())


def test_a_browser_that_has_the_worker_gets_nothing_again(client: Client) -> None:
    known = client.get("/pekerja.js")["ETag"]
    answer = client.get("/pekerja.js", headers={"If-None-Match": known})
    assert (answer.status_code, answer.content) == (304, b"")


def test_another_page_is_another_version(client: Client, settings: LazySettings) -> None:
    before = told(client)["version"]
    settings.LAPOR_CITY = "Kabupaten Contoh"
    kept.forget()
    assert told(client)["version"] != before


def test_the_worker_is_told_what_it_may_keep_and_what_to_leave_alone(client: Client) -> None:
    """Here no file carries its version, so none may be kept."""
    assert {key: value for key, value in told(client).items() if key != "version"} == {
        "files": [],
        "page": "/luring/",
        "ground": "/static/",
        "untouched": ["/keluar/"],
    }


def test_only_versioned_names_count_as_versioned() -> None:
    names = ("/static/css/lapor.0a1b2c3d4e5f.css", "/static/css/lapor.css", "/static/a.b.js")
    assert [bool(offline.VERSIONED.search(name)) for name in names] == [True, False, False]


@pytest.mark.django_db
def test_the_page_without_a_network_is_the_same_for_everybody(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        answer = client.get("/luring/")
    assert answer.cookies == {}
    assert answer["Cache-Control"] == "no-cache"
    assert "csrf" not in answer.content.decode()


@pytest.mark.django_db
def test_a_page_names_the_manifest(client: Client) -> None:
    assert '<link rel="manifest" href="/manifest.webmanifest">' in client.get("/").content.decode()
