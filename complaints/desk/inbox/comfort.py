"""How an officer likes the pages: keys on or off, rows wide or close; kept in the browser."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from complaints.access import Desk, officers_only
from complaints.desk.keys import SHEET

YEAR = 365 * 24 * 3600
CHOICES = {"tombol": ("hidup", "mati"), "kerapatan": ("longgar", "rapat")}
"""Cookie by cookie what may be chosen, the usual one first."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@officers_only()
def keys(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The sheet of keys, with the switch; a POST keeps a choice and goes back."""
    if request.method == "POST":
        answer = redirect(_next(request))
        for name, values in CHOICES.items():
            if (value := request.POST.get(name)) in values:
                answer.set_cookie(name, value, YEAR, secure=request.is_secure(), samesite="Lax")
        return answer
    return render(request, "desk/inbox/keys.html", {"sheet": SHEET, "are_on": are_on(request)})


def are_on(request: HttpRequest) -> bool:
    """Whether single keys do something here (WCAG 2.1.4: they can be switched off)."""
    return request.COOKIES.get("tombol") != "mati"


def density_of(request: HttpRequest) -> str:
    """Return how close the rows of the inbox stand."""
    asked = request.COOKIES.get("kerapatan", "")
    return asked if asked in CHOICES["kerapatan"] else CHOICES["kerapatan"][0]


def _next(request: HttpRequest) -> str:
    target = request.POST.get("next", "")
    own = url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()})
    return target if own else resolve_url("desk:keys")
