"""What the head of every officers' page says: who is at the desk, and where he or she may go."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from agencies.models import Officer
from complaints.telling import national

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

COPYING = "desk:national"
"""Only in a town that copies its reports to SP4N-LAPOR!."""
LINKS: tuple[tuple[str, str, str, frozenset[str]], ...] = (
    ("desk:inbox", "Meja", "inbox", frozenset(Role.values)),
    ("desk:verification", "Verifikasi", "check", frozenset({Role.VERIFIER})),
    ("desk:intake", "Catat laporan", "plus", frozenset({Role.VERIFIER, Role.CLERK})),
    (
        "insights:dashboard",
        "Dasbor",
        "chart",
        frozenset({Role.VERIFIER, Role.LIAISON, Role.OPERATOR, Role.SUPERVISOR, Role.OVERSEER}),
    ),
    ("insights:signs", "Yang menonjol", "flag", frozenset({Role.OVERSEER})),
    ("desk:identities", "Identitas", "eye-off", frozenset({Role.CUSTODIAN, Role.OVERSEER})),
    (
        "desk:call_list",
        "Hubungi pelapor",
        "phone",
        frozenset({Role.VERIFIER, Role.LIAISON, Role.CUSTODIAN, Role.OVERSEER}),
    ),
    ("desk:incidents", "Kejadian", "copy", frozenset({Role.VERIFIER, Role.LIAISON})),
    (COPYING, "Salin ke SP4N", "external", frozenset({Role.VERIFIER})),
    (
        "desk:templates",
        "Templat",
        "edit",
        frozenset({Role.VERIFIER, Role.LIAISON, Role.OPERATOR, Role.SUPERVISOR}),
    ),
    (
        "manage:home",
        "Kelola",
        "tools",
        frozenset({Role.VERIFIER, Role.OVERSEER, Role.SUPERVISOR}),
    ),
)
"""Address, words, icon, and the roles that may go there; what is used most stands first."""

IN_A_ROW, ON_A_PHONE = 4, 2
"""How many links stand in one line before the menu *Lainnya*; a menu for one more is not worth it."""


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
        "links": _links(request, {officer.role for officer in officers}),
    }


def _links(request: HttpRequest, roles: set[str]) -> list[dict[str, Any]]:
    """Return where the roles may go; ``place``: in the line (``always``, ``wide``) or the ``menu``."""
    links: list[dict[str, Any]] = []
    for name, words, icon, allowed in LINKS:
        if roles.isdisjoint(allowed) or (name == COPYING and not national.use().copies):
            continue
        try:
            url = reverse(name)
        except NoReverseMatch:  # a room that this town does not open
            continue
        current = _current(request.path, url)
        links.append({"url": url, "label": words, "icon": icon, "current": current})
    nearest = max((link["url"] for link in links if link["current"]), key=len, default="")
    for link in links:
        link["current"] = link["current"] if link["url"] == nearest else ""
    row = len(links) if len(links) <= IN_A_ROW + 1 else IN_A_ROW
    for number, link in enumerate(links):
        link["place"] = "always" if number < ON_A_PHONE else "wide" if number < row else "menu"
    return links


def _current(path: str, url: str) -> str:
    """Return what ``aria-current`` says of a link: this page, a page below it, or nothing."""
    if path == url:
        return "page"
    return "true" if path.startswith(url) and url != reverse("desk:inbox") else ""


def _place(officer: Officer) -> tuple[int, int]:
    return ROLE_ORDER.index(Role(officer.role)), officer.pk
