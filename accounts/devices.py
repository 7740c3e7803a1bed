"""The page of the devices on which an account is signed in: one's own, and signing them out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts import sessions
from accounts.fresh import private

if TYPE_CHECKING:
    from accounts.models import Session, User

MOST_SHOWN = 50


@private
@login_required
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Show where the own account is signed in; where in the world that is, nobody notes."""
    found = sessions.of(_own(request))
    context = {
        "devices": [_shown(one, request) for one in found[:MOST_SHOWN]],
        "more": max(0, len(found) - MOST_SHOWN),
    }
    return render(request, "account/devices.html", context)


@private
@login_required
@require_POST
def end_one(request: HttpRequest, mark: str) -> HttpResponse:
    """Sign one of the own devices out."""
    ended = sessions.end_one(_own(request), mark)
    if ended is None:
        messages.info(request, "Perangkat itu sudah keluar.")
    elif ended.session_key == request.session.session_key:
        logout(request)
        messages.success(request, "Anda sudah keluar.")
    else:
        messages.success(request, f"{_words(ended)} sudah dikeluarkan.")
    return redirect("account_devices")


@private
@login_required
@require_POST
def end_all(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere, here too."""
    sessions.end_all(_own(request))
    logout(request)
    messages.success(request, "Anda sudah keluar dari semua perangkat.")
    return redirect("account_login")


def _own(request: HttpRequest) -> User:
    return cast("User", request.user)


def _words(session: Session) -> str:
    return session.device or "Perangkat yang tidak dikenal"


def _shown(session: Session, request: HttpRequest) -> dict[str, Any]:
    return {
        "mark": sessions.mark_of(session),
        "words": _words(session),
        "seen": session.last_seen_at,
        "here": session.session_key == request.session.session_key,
    }
