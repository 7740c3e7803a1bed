"""The map's pictures: none by default, one checked address, one origin in the policy."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured

from lapor import tiles
from tests.test_settings import read, settings_with

TILES = "https://peta.example.go.id:8443/{z}/{x}/{y}.png?gaya=tenang"
POLICY = "settings.CONTENT_SECURITY_POLICY['DIRECTIVES']['img-src']"


def test_by_default_no_other_host_is_asked_for_pictures() -> None:
    assert read("settings.LAPOR_MAP_TILES") == ""
    assert read(POLICY) == ["'self'", "data:", "blob:"]


def test_the_policy_names_exactly_the_origin_of_the_tiles() -> None:
    changes = {"LAPOR_MAP_TILES": TILES, "LAPOR_MAP_ATTRIBUTION": "© Contoh"}
    assert read(POLICY, **changes) == [
        *("'self'", "data:", "blob:"),
        "https://peta.example.go.id:8443",
    ]


def test_tiles_of_the_own_host_need_no_origin() -> None:
    assert tiles.checked("/ubin/{z}/{x}/{y}.png", "Dinas PUPR") == "/ubin/{z}/{x}/{y}.png"
    assert tiles.origins("/ubin/{z}/{x}/{y}.png") == []


@pytest.mark.parametrize(
    "address",
    [
        "peta.example.go.id",
        "https://peta.example.go.id/",
        "https://peta.example.go.id/{z}/{x}.png",
        "https://{s}.peta.example.go.id/{z}/{x}/{y}.png",
        "javascript:alert(1)//{z}/{x}/{y}",
        "https:///{z}/{x}/{y}.png",
        "https://a.example; script-src *//{z}/{x}/{y}.png",
        "//peta.example/{z}/{x}/{y}.png",
    ],
)
def test_an_address_that_would_not_work_is_said_when_starting(address: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="LAPOR_MAP_TILES"):
        tiles.checked(address, "© Contoh")


def test_pictures_without_their_source_are_refused() -> None:
    said = settings_with("import lapor.settings", LAPOR_MAP_TILES=TILES)
    assert said.returncode == 1
    assert "LAPOR_MAP_ATTRIBUTION" in said.stderr
