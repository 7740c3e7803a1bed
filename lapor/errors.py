"""Answers to requests that cannot even be read."""

from django.conf import settings
from django.core.exceptions import (
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

UNREADABLE = 400
TOO_LARGE = 413


def bad_request(_request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that what was sent is too large, or that it cannot be read."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return _page("413.html", TOO_LARGE)
    return _page("400.html", UNREADABLE)


def _page(name: str, status: int) -> HttpResponse:
    # Without the request, like Django's own error pages: the session may be part of the trouble.
    return HttpResponse(render_to_string(name, {"city": settings.LAPOR_CITY}), status=status)
