"""Pages of the demonstration."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import sessions
from complaints.demo import components, mailbox, town_clock
from complaints.demo.cast import CAST, CITIZEN, SESSION_KEY, home_of, user_of
from lapor import words

View = Callable[..., HttpResponse]


def demo_only(view: View) -> View:
    """Let a page exist only in a demonstration."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not settings.LAPOR_DEMO:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@demo_only
@require_GET
def mails(request: HttpRequest) -> HttpResponse:
    """List the newest messages of the town."""
    return render(request, "demo/mails.html", {"mails": mailbox.newest()})


@demo_only
@require_GET
def mail(request: HttpRequest, name: str) -> HttpResponse:
    """Show one message as its reader would see it."""
    found = mailbox.read(name)
    if found is None:
        raise Http404
    return render(request, "demo/mail.html", {"mail": found})


@demo_only
@require_http_methods(["GET", "HEAD", "POST"])
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component in every state; its example forms lead back here."""
    name = request.GET.get("kerangka", "citizens")
    if name not in components.SHELLS:
        raise Http404
    context = {
        "shell": components.SHELLS[name],
        "shell_name": name,
        "shells": [(one, f"?kerangka={one}") for one in components.SHELLS],
        "shown": list(components.gallery(request)),
    }
    return render(request, "demo/components.html", context)


@demo_only
@require_POST
def role(request: HttpRequest) -> HttpResponse:
    """Become somebody of the demo's cast, or a citizen without an account."""
    chosen = request.POST.get("role", "")
    user = user_of(chosen)
    if chosen not in CAST or (user is None and chosen != CITIZEN):
        raise Http404
    logout(request)
    if user is not None:
        login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    agent = request.headers.get("User-Agent", "")
    request.session[sessions.DEVICE] = sessions.device_words(agent)
    request.session[SESSION_KEY] = chosen
    return redirect(home_of(chosen))


@demo_only
@require_POST
def move_clock(request: HttpRequest) -> HttpResponse:
    """Move the town's clock forward; reminders, escalations and digests then really come."""
    moved = town_clock.move(request.POST.get("forward", ""))
    if moved is None:
        raise Http404
    messages.success(request, f"Jam kota sekarang {words.moment(moved)}.")
    following = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(following, allowed_hosts={request.get_host()})
    return redirect(following if safe else "/")
