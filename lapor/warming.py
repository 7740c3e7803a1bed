"""Getting everything ready before the web server divides itself, so that no visitor waits for it."""

from __future__ import annotations

import gc
from collections.abc import Iterator

from django.conf import settings
from django.template.loader import get_template
from django.urls import reverse


def warm() -> None:
    """Load the code of every page and every template, and keep the collector away from them.

    Looking through all that a worker holds for what may go takes 100 ms; now and then a visitor
    would wait for it, and nothing of this ever goes.
    """
    reverse("citizens:home")
    for name in templates():
        get_template(name)
    gc.collect()
    gc.freeze()


def templates() -> Iterator[str]:
    """Yield the names of the town's own templates."""
    folder = settings.BASE_DIR / "templates"
    for path in sorted(folder.rglob("*.*")):
        yield str(path.relative_to(folder))
