"""Giving up a report that was not sent: its answers, its files and their key."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from complaints import drafts
from complaints.citizens.filing import cookies
from complaints.citizens.uploading import staging


def discard(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Delete the visitor's draft and its files; ``response`` takes the key out of the browser."""
    token = cookies.token_of(request)
    if token:
        drafts.forget(token)
        staging.drop(token)
    cookies.leave(response)
    return response
