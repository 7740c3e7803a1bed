"""Answers to htmx: the part of a page it asked for, or the address it should go to."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django_htmx.http import HttpResponseClientRedirect


def is_htmx(request: HttpRequest) -> bool:
    """Tell whether htmx asks, which wants the part of the page that changes."""
    return bool(getattr(request, "htmx", False))


def asks_for(request: HttpRequest, part: str) -> bool:
    """Tell whether htmx asks for a part of a page, by the id of its target or of what asked."""
    htmx: Any = getattr(request, "htmx", None)
    return bool(htmx) and part in (htmx.target, htmx.trigger)


def go(request: HttpRequest, to: str, *args: Any) -> HttpResponse:
    """Return a redirect to an address or a named page; htmx then opens it as a whole page."""
    if is_htmx(request):
        return HttpResponseClientRedirect(resolve_url(to, *args))
    return redirect(to, *args)
