"""Who may open a page of the desk, and what one request knows of the person who asks."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, wraps
from typing import TYPE_CHECKING, cast

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model, Q
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from agencies.models import Agency, Officer, OutsideBody, Region
from complaints.law import roles
from complaints.law.actors import Actor
from complaints.law.roles import sees
from complaints.models import Complaint
from complaints.models.complaint import CODE_LENGTH
from complaints.models.visibility import EVERYTHING_ROLES, ComplaintQuerySet
from complaints.reporters import receipts
from complaints.shell import officers_of
from complaints.together.tags import Known, known_to
from routing import engine, reading
from routing.models import Category

if TYPE_CHECKING:
    from accounts.models import User
    from complaints.fields import Groups

KEPT_CLOSE = ("reveal", "hand_over_file")
"""Verbs of which the agency learns nothing: who opened a name or sent a file outside, and why."""

View = Callable[..., HttpResponseBase]


class Desk:
    """One officer at work: roles, units, and the lists that forms choose from, each read once."""

    def __init__(self, request: HttpRequest) -> None:
        self.user = cast("User", request.user)
        self.officers = officers_of(request)
        self.roles = {officer.role for officer in self.officers}

    @classmethod
    def of(cls, user: User) -> Desk:
        """Return somebody at the desk without a page: for a worker who does what was asked."""
        request = HttpRequest()
        request.user = user
        return cls(request)

    def units(self, *of_roles: str) -> list[int]:
        """Return the ids of the units in which the officer has one of the roles."""
        return sorted({o.agency_id for o in self.officers if o.role in of_roles})

    def visible(self) -> ComplaintQuerySet:
        """Return the reports that the officer may see."""
        return self._visible.all()

    def visible_unsealed(self) -> ComplaintQuerySet:
        """Return those of them that are not sealed."""
        return self._unsealed.all()

    def held(self) -> ComplaintQuerySet:
        """Return those that a unit of the officer holds."""
        return self._held.all()

    @cached_property
    def _visible(self) -> ComplaintQuerySet:
        return Complaint.objects.visible_to(self.user, self.officers)

    @cached_property
    def _unsealed(self) -> ComplaintQuerySet:
        return Complaint.objects.unsealed_to(self.user, self.officers)

    @cached_property
    def _held(self) -> ComplaintQuerySet:
        return Complaint.objects.held_by_units_of(self.officers)

    def report(self, code: str) -> Complaint:
        """Return the report with this ticket number. Raises ``Http404`` when it is not visible."""
        found = self.visible().for_page().filter(code=code.upper())
        complaint: Complaint | None = found.first()
        if complaint is None:
            raise Http404
        return complaint

    def find(self, typed: str) -> Complaint:
        """Return the report of a ticket number that somebody typed into a form.

        Raises ``ValidationError`` when the officer sees none with this number.
        """
        code = receipts.normal_code(typed)[:CODE_LENGTH]
        found: Complaint | None = self.visible().filter(code=code).first()
        if found is None:
            raise ValidationError("Tidak ada laporan dengan nomor tiket ini.")
        return found

    @property
    def guards_names(self) -> bool:
        """Whether the officer learns who opened a hidden name, why, and what left the house."""
        return not self.roles.isdisjoint((*EVERYTHING_ROLES, Officer.Role.CUSTODIAN))

    def actor(self, complaint: Complaint) -> Actor:
        """Return who the officer is on a report."""
        return roles.actor_on(complaint, self.user, self.officers)

    @cached_property
    def agencies(self) -> list[Agency]:
        """Agencies that can be chosen: active, with an active liaison."""
        return list(Agency.objects.addressable().order_by("name"))

    @cached_property
    def categories(self) -> list[Category]:
        """Categories in use, as read within the minute."""
        return list(reading.categories())

    @cached_property
    def tags(self) -> Known:
        """The tags that the officer may read; what is not among them is never offered or named."""
        return known_to(self.officers)

    @cached_property
    def regions(self) -> list[Region]:
        """Kelurahan, with their kecamatan, as read within the minute."""
        wards = [one for one in reading.regions().values() if one.level == Region.Level.WARD]
        return sorted(wards, key=lambda one: (one.parent.name if one.parent else "", one.name))

    @cached_property
    def bodies(self) -> list[OutsideBody]:
        """Bodies outside the town."""
        return list(OutsideBody.objects.filter(is_active=True))

    def suggestions(self, complaint: Complaint) -> list[engine.Suggestion]:
        """Return the agencies that seem right for a report; none for a sealed one."""
        if complaint.is_sealed:
            return []
        known: dict[int, list[engine.Suggestion]] = self.__dict__.setdefault("_suggested", {})
        if complaint.pk not in known:
            known[complaint.pk] = engine.suggest(
                title=complaint.title,
                text=complaint.text,
                category=complaint.category,
                region=complaint.region,
                town=engine.Town.of(self.agencies, self.categories),
            )
        return known[complaint.pk]

    def topics(self, complaint: Complaint) -> list[Category]:
        """Return what a report is about: its category first, then what its words suggest."""
        suggested = (one.category for one in self.suggestions(complaint))
        about = [one for one in (complaint.category, *suggested) if one is not None]
        return list(dict.fromkeys(about))

    def agency_groups(
        self, complaint: Complaint | None = None, *, without: set[int] | None = None
    ) -> Groups:
        """Return the agencies under headings; with a report, the suggested ones come first."""
        left = [one for one in self.agencies if one.pk not in (without or set())]
        suggested = [one.agency.pk for one in self.suggestions(complaint)] if complaint else []
        first = [one for pk in suggested for one in left if one.pk == pk]
        groups: list[tuple[str, list[Model]]] = [("Disarankan", list(first))] if first else []
        for kind in Agency.Kind:
            members = [one for one in left if one.kind == kind and one.pk not in suggested]
            groups.append((kind.label[:1].upper() + kind.label[1:], list(members)))
        return groups

    @cached_property
    def region_groups(self) -> Groups:
        """Return the kelurahan under their kecamatan."""
        groups: dict[str, list[Model]] = {}
        for region in self.regions:
            heading = f"Kecamatan {region.parent.name}" if region.parent else ""
            groups.setdefault(heading, []).append(region)
        return list(groups.items())


def officers_only(*allowed: str) -> Callable[[View], View]:
    """Let only signed-in officers in, with one of the roles ``allowed`` if any is named.

    The view gets a :class:`Desk` after the request. Everybody else: sign in, or 403.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        @login_required
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            desk = Desk(request)
            if not desk.roles or (allowed and desk.roles.isdisjoint(allowed)):
                raise PermissionDenied
            return view(request, desk, *args, **kwargs)

        return guarded

    return decorate


def colleagues(complaint: Complaint, desk: Desk) -> list[User]:
    """Return the other officers who see a report: whom an internal note may mention."""
    involved = {row.agency_id for row in complaint.running_parts}
    involved |= {pk for pk in (complaint.holder_id, complaint.lead_id) if pk is not None}
    everywhere = (Officer.Role.VERIFIER, Officer.Role.OVERSEER)
    near = (Officer.Role.LIAISON, Officer.Role.OPERATOR, Officer.Role.SUPERVISOR)
    who = Q(role__in=everywhere) | Q(role__in=near, agency__in=involved)
    found = [one for one in Officer.objects.active().filter(who).people() if one != desk.user]
    if complaint.is_sealed:
        return [user for user in found if sees(complaint, user)]
    return found
