"""Answers to requests that cannot even be read."""

from django.core.exceptions import (
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.views import defaults

TOO_LARGE = 413


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that what was sent is too large, or that it cannot be read."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        # Without the request, like Django's own error pages: the session may be part of the trouble.
        return HttpResponse(loader.get_template("413.html").render(), status=TOO_LARGE)
    return defaults.bad_request(request, exception)
