"""What the head of every officers' page says: who is at the desk, and where he or she may go."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from agencies.models import Officer

Role = Officer.Role

ROLE_ORDER = (
    Role.VERIFIER,
    Role.LIAISON,
    Role.OPERATOR,
    Role.SUPERVISOR,
    Role.OVERSEER,
    Role.CUSTODIAN,
    Role.CLERK,
)
"""Which of several roles names a person, and opens the inbox."""

LINKS: tuple[tuple[str, str, str, frozenset[str]], ...] = (
    ("desk:inbox", "Meja", "inbox", frozenset(Role.values)),
    ("desk:verification", "Verifikasi", "check", frozenset({Role.VERIFIER})),
    (
        "desk:incidents",
        "Kejadian",
        "copy",
        frozenset({Role.VERIFIER, Role.LIAISON}),
    ),
    (
        "desk:call_list",
        "Hubungi pelapor",
        "phone",
        frozenset({Role.VERIFIER, Role.LIAISON, Role.CUSTODIAN, Role.OVERSEER}),
    ),
    (
        "desk:templates",
        "Templat",
        "edit",
        frozenset({Role.VERIFIER, Role.LIAISON, Role.OPERATOR, Role.SUPERVISOR}),
    ),
    ("desk:intake", "Catat laporan", "plus", frozenset({Role.VERIFIER, Role.CLERK})),
    (
        "insights:dashboard",
        "Dasbor",
        "chart",
        frozenset({Role.VERIFIER, Role.LIAISON, Role.OPERATOR, Role.SUPERVISOR, Role.OVERSEER}),
    ),
    ("desk:identities", "Identitas", "eye-off", frozenset({Role.CUSTODIAN, Role.OVERSEER})),
    (
        "manage:home",
        "Kelola",
        "tools",
        frozenset({Role.VERIFIER, Role.OVERSEER, Role.SUPERVISOR}),
    ),
)
"""Address, words, icon, and the roles that may go there."""


def officers_of(request: HttpRequest) -> list[Officer]:
    """Return the active roles of the person who asks, the leading one first; read once."""
    known: list[Officer] | None = getattr(request, "officers", None)
    if known is None:
        known = []
        if request.user.is_authenticated:
            user = request.user
            known = sorted(
                Officer.objects.of(user), key=lambda seat: (seat.user_id != user.pk, *_place(seat))
            )
        request.officers = known  # type: ignore[attr-defined]  # kept for this request
    return known


def head(request: HttpRequest) -> dict[str, Any]:
    """Return what ``_components/desk_header.html`` draws; empty for somebody without a role."""
    officers = officers_of(request)
    if not officers:
        return {}
    first = officers[0]
    role = first.get_role_display()
    return {
        "role": role[:1].upper() + role[1:],
        "agency": str(first.agency),
        "stands_in_for": sorted({str(o.user) for o in officers if o.user_id != request.user.pk}),
        "is_away": any(o.stand_in_id for o in officers if o.user_id == request.user.pk),
        "links": list(_links(request, {officer.role for officer in officers})),
    }


def _links(request: HttpRequest, roles: set[str]) -> list[dict[str, Any]]:
    links = []
    for name, words, icon, allowed in LINKS:
        if roles.isdisjoint(allowed):
            continue
        try:
            url = reverse(name)
        except NoReverseMatch:  # a room that this town does not open
            continue
        links.append({"url": url, "label": words, "icon": icon, "current": request.path == url})
    return links


def _place(officer: Officer) -> tuple[int, int]:
    return ROLE_ORDER.index(Role(officer.role)), officer.pk
