"""Who acts on a report: the roles of one person on one report, computed once per request."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import TextChoices

if TYPE_CHECKING:
    from accounts.models import User


class Role(TextChoices):
    """A role on one report (workflow.md, *Actors*); every event keeps the one that acted."""

    REPORTER = "reporter", "Pelapor"
    MERGED_REPORTER = "merged_reporter", "Pelapor laporan gabungan"
    VERIFIER = "verifier", "Admin instansi"
    LEAD = "lead", "Pejabat penghubung instansi utama"
    HOLDER = "holder", "Pejabat penghubung pemegang laporan"
    CO_LIAISON = "co_liaison", "Pejabat penghubung pendamping"
    DELEGATOR = "delegator", "Pejabat penghubung yang melimpahkan"
    OPERATOR = "operator", "Operator"
    SUPERVISOR = "supervisor", "Pimpinan"
    OVERSEER = "overseer", "Inspektorat"
    APPROVER = "approver", "Pimpinan yang menyetujui"
    DECIDER = "decider", "Pemutus banding"
    CLERK = "clerk", "Petugas loket"
    CUSTODIAN = "custodian", "Kustodian identitas"
    READER = "reader", "Tembusan"
    JOINER = "joiner", "Warga yang ikut mengalami"
    SYSTEM = "system", "Sistem"


LIAISONS = frozenset({Role.LEAD, Role.HOLDER, Role.CO_LIAISON})
"""The three ways in which a liaison officer can stand to a report."""

OFFICERS = frozenset(Role) - {Role.REPORTER, Role.MERGED_REPORTER, Role.JOINER, Role.SYSTEM}
"""Everybody who works for the town."""


@dataclass(frozen=True)
class Actor:
    """One person (or the clock) with the roles that he or she has on one report.

    ``agency_ids`` are the units for which the person acts on this report, the most specific
    first; ``reporter_of`` is the id of the report whose receipt was shown, which differs from the
    report acted upon when that one was merged into it. ``on_behalf`` names the roles that the person
    has only as a substitute, with the id of the absent colleague. ``on_request`` is the proof with
    which the reporter asked an officer to act (docs/decisions/0032); the roles are the reporter's then.
    """

    user: User | None = None
    roles: frozenset[Role] = field(default_factory=frozenset)
    agency_ids: tuple[int, ...] = ()
    reporter_of: int | None = None
    on_behalf: tuple[tuple[Role, int], ...] = ()
    on_request: str = ""

    @property
    def is_reporter(self) -> bool:
        """Whether this is the reporter in person, who may read the own name and words."""
        return Role.REPORTER in self.roles and not self.on_request

    def has(self, *roles: Role) -> bool:
        """Tell whether the actor has at least one of ``roles``."""
        return not self.roles.isdisjoint(roles)

    def acting_as(self, *preferred: Role) -> Role:
        """Return the role under which an event is written: the first of ``preferred`` held.

        Raises ``ValueError`` when the actor has none of them.
        """
        for role in preferred:
            if role in self.roles:
                return role
        raise ValueError("The actor has none of the roles that may do this.")

    def absent(self, role: Role) -> int | None:
        """Return the id of the colleague for whom the actor has ``role``, or None when it is own."""
        return dict(self.on_behalf).get(role)


SYSTEM = Actor(roles=frozenset({Role.SYSTEM}))
"""The clocks."""
