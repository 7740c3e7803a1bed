"""The page of components: every one in every state, without a fault, on the smallest phone too."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import LazySettings
from playwright.sync_api import ViewportSize

from tests.browser.conftest import Welcome
from tests.browser.visitor import Scheme

SMALLEST: ViewportSize = {"width": 320, "height": 640}
WIDTH = "document.documentElement.scrollWidth"


@pytest.fixture
def demo(settings: LazySettings, tmp_path: Path) -> None:
    """A town that is a demonstration."""
    settings.LAPOR_DEMO = True
    settings.LAPOR_VAR = tmp_path


@pytest.mark.parametrize(
    ("shell", "scheme"), [("citizens", "light"), ("citizens", "dark"), ("desk", "light")]
)
def test_no_component_has_a_fault_in_any_state(
    demo: None, welcome: Welcome, shell: str, scheme: Scheme
) -> None:
    visitor = welcome(scheme=scheme)
    visitor.page.set_viewport_size(SMALLEST)
    visitor.open(f"/demo/komponen/?kerangka={shell}")
    assert visitor.page.evaluate(WIDTH) == SMALLEST["width"]
