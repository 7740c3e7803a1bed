"""Who a visitor of the demonstration can be."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from accounts.models import User
from agencies.models import Officer
from lapor import clock

PASSWORD = "lapor-demo-2026"  # noqa: S105  (invented people, shown on purpose)
"""Of every invented officer; printed by ``bin/run``, refused nowhere because nobody is real."""

CITIZEN = "warga"
SESSION_KEY = "demo_role"
CAST: dict[str, str] = {
    CITIZEN: "Warga (tanpa akun)",
    "verifier:diskominfo": "Admin instansi, Diskominfo",
    "liaison:dinas-pupr": "Pejabat penghubung, Dinas PUPR",
    "operator:dinas-pupr": "Operator, Dinas PUPR",
    "supervisor:dinas-pupr": "Pimpinan, Dinas PUPR",
    "liaison:upt-jalan": "Pejabat penghubung, UPT Jalan",
    "liaison:dlh": "Pejabat penghubung, Dinas Lingkungan Hidup",
    "liaison:kel-langkai": "Pejabat penghubung, Kelurahan Langkai",
    "overseer:inspektorat": "Inspektorat",
    "overseer:setda": "Pemutus banding, Sekretariat Daerah",
    "custodian:inspektorat": "Kustodian identitas, Inspektorat",
    "clerk:disdukcapil": "Petugas loket, Disdukcapil",
}
"""Role and agency, and the words for both."""


def user_of(part: str) -> User | None:
    """Return the officer who plays ``part``; None for the citizen and for an unknown part."""
    role, _, agency = part.partition(":")
    officers = Officer.objects.active().filter(role=role, agency__code=agency)
    officer = officers.select_related("user").order_by("-sees_sealed", "pk").first()
    return officer.user if officer else None


def home_of(part: str) -> str:
    """Return the page on which ``part`` begins."""
    return reverse("citizens:home" if part == CITIZEN else "desk:inbox")


def bar(request: HttpRequest) -> dict[str, object]:
    """Context processor: what the demo bar on every page shows."""
    if not settings.LAPOR_DEMO:
        return {}
    session = getattr(request, "session", None)
    return {
        "demo_roles": list(CAST.items()),
        "demo_role": session.get(SESSION_KEY, CITIZEN) if session is not None else CITIZEN,
        "demo_now": clock.now(),
    }
