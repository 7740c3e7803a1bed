"""*Keluar cepat*: away from here at once, leaving nothing in the browser."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from complaints.citizens.filing import discarding

CLEARED = '"cache", "cookies", "storage"'


@cache_control(private=True, no_store=True)
@require_safe
def leave(request: HttpRequest) -> HttpResponse:
    """Go to a harmless page; a visitor who comes from a page of ours leaves nothing behind.

    A link on another site gets the same redirect, but it cannot sign anybody out or delete a draft.
    """
    response = HttpResponseRedirect(settings.LAPOR_QUICK_EXIT)
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        return response
    discarding.discard(request, response)
    request.session.flush()
    response["Clear-Site-Data"] = CLEARED
    response["Referrer-Policy"] = "no-referrer"
    return response
