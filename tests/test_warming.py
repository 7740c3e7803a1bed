"""What the web server has ready before its first visitor comes."""

from __future__ import annotations

import gc

from django.template import Engine

from lapor import warming


def test_every_template_is_ready_and_no_longer_looked_through() -> None:
    gc.unfreeze()
    try:
        warming.warm()
        assert gc.get_freeze_count() > 100_000
    finally:
        gc.unfreeze()
    names = set(warming.templates())
    assert {"insights/dashboard.html", "500.html"} <= names
    inner = Engine.get_default().template_loaders[0].loaders[0]  # type: ignore[attr-defined]
    assert names <= set(inner.get_template_cache)
