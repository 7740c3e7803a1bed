"""Every page of trouble can be read by everybody: on the smallest phone, light and dark."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import RequestFactory
from playwright.sync_api import Route, ViewportSize

from tests.browser.conftest import Welcome
from tests.browser.visitor import SCHEMES, Scheme

PAGES = ("400", "403", "403_csrf", "404", "413", "429", "500", "luring")
PICTURES = """[...document.images]
  .every((image) => image.complete && image.naturalWidth > 0)"""
WIDTH = "document.documentElement.scrollWidth"
SMALLEST: ViewportSize = {"width": 320, "height": 640}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_page_of_trouble_can_be_read_on_the_smallest_phone(
    welcome: Welcome, scheme: Scheme
) -> None:
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    for name in PAGES:
        html = render_to_string(f"{name}.html", request=request)
        visitor = welcome(scheme=scheme)  # anew: a worker would not let the page be put in its way
        visitor.page.set_viewport_size(SMALLEST)
        visitor.page.route("**/gangguan/", _handler(html))
        visitor.open("/gangguan/")
        assert visitor.page.evaluate(PICTURES) is True
        assert visitor.page.evaluate(WIDTH) == SMALLEST["width"]


def _handler(html: str) -> Callable[[Route], None]:
    return lambda route: route.fulfill(body=html, content_type="text/html")
