"""Who sees which report: the only way from a person to rows of reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from agencies.models import Agency, Officer

if TYPE_CHECKING:
    from accounts.models import User

EVERYTHING_ROLES = (Officer.Role.VERIFIER, Officer.Role.OVERSEER)
TREE_ROLES = (Officer.Role.SUPERVISOR,)
AGENCY_ROLES = (Officer.Role.LIAISON, Officer.Role.OPERATOR)

PUBLIC = Q(published=True, is_secret=False, is_sealed=False)
"""Reports that anybody may know of."""


AWAITS_TAKE_OVER = Q(imported_in__isnull=False, taken_over_at__isnull=True)
"""Open reports that were imported and that nobody took over: they owe nothing, and tell nobody."""
OURS = Q(imported_in__isnull=True) | Q(taken_over_at__isnull=False)
"""All others."""


class ComplaintQuerySet(models.QuerySet[Any]):
    """Questions about reports, named by what a page needs."""

    def public(self) -> ComplaintQuerySet:
        """Reports that anybody may read: verified, neither secret nor sealed."""
        return self.filter(PUBLIC)

    def visible_to(self, user: User, officers: list[Officer] | None = None) -> ComplaintQuerySet:
        """Return the reports that ``user`` may see as an officer (workflow.md, *Who sees what*).

        A superuser without a role sees none: the administration of the machine is no reason to
        read a citizen's words. Sealed reports are for those named for them, and never for the
        office concerned.

        Args:
            user: the person.
            officers: the active roles of that person, where the caller has just read them.
        """
        if officers is None:
            officers = Officer.objects.of(user)
        return self.filter(sight_of(officers, user))

    def unsealed_to(self, user: User, officers: list[Officer]) -> ComplaintQuerySet:
        """Return what ``visible_to`` returns but for sealed reports: a plainer question to plan."""
        return self.filter(_unsealed_sight(officers, user))

    def held_by_units_of(self, officers: list[Officer]) -> ComplaintQuerySet:
        """Return the unsealed reports that the units of these roles hold.

        Less than ``unsealed_to`` returns, and so plain that an index answers it alone.
        """
        return self.filter(is_sealed=False, holder__in=units_of(officers))

    def of_account(self, user: User) -> ComplaintQuerySet:
        """Reports that the account of ``user`` filed."""
        return self.filter(reporter__user=user)

    def of_submission(self, submission: str) -> Any:
        """Return the report that a browser sent with this submission, or None."""
        return (
            self.select_related("reporter", "parent_report").filter(submission=submission).first()
        )

    def parts_of(self, root: Any) -> ComplaintQuerySet:
        """Return a report that was split and all its parts, which one receipt code opens."""
        parts = Q(parent_report=root) | Q(parent_report__parent_report=root)
        return self.filter(Q(pk=root.pk) | parts).order_by("id")

    def for_inbox(self) -> ComplaintQuerySet:
        """Everything that a row of the inbox shows, in one query."""
        return self.for_line().select_related("category", "holder", "lead", "holder_officer")

    def for_line(self) -> ComplaintQuerySet:
        """What a line about a report shows where the names of the town are known, in one query."""
        return self.with_closing().select_related("region").defer("text", "public_text", "search")

    def with_closing(self) -> ComplaintQuerySet:
        """Read along who closed an imported report, for ``wording.officer_status`` in lists."""
        rows: ComplaintQuerySet = self.annotate(closed_there=models.F("national_record__closed_by"))
        return rows

    def for_page(self) -> ComplaintQuerySet:
        """Everything that the head of a report's page shows.

        What is rarely there (a main report, an outside body ...) is read when it is: each of these
        joins would cost more to plan for every report than the one query costs where it is needed.
        """
        return self.select_related(
            "category", "region__parent", "holder", "lead", "reporter"
        ).defer("search")

    def for_public_list(self) -> ComplaintQuerySet:
        """Everything that a card of the public list shows."""
        return self.select_related(
            "category", "region__parent", "lead", "outside_body", "merged_into"
        ).defer("text", "working_text", "search")

    def for_public_page(self) -> ComplaintQuerySet:
        """Everything that the head of a public report's page shows; never the original text."""
        return self.for_public_list()


def sight_of(officers: list[Officer], user: User) -> Q:
    """Return the condition under which ``officers`` (all roles of one ``user``) see a report."""
    return _unsealed_sight(officers, user) | _sealed_sight(officers)


def _unsealed_sight(officers: list[Officer], user: User) -> Q:
    sight = Q(pk__in=[])
    roles = {officer.role for officer in officers}
    if roles.intersection(EVERYTHING_ROLES):
        return Q(is_sealed=False)
    agency_ids = units_of(officers)
    if agency_ids:
        sight |= Q(is_sealed=False) & _assigned_to(agency_ids)
    if Officer.Role.CUSTODIAN in roles:
        sight |= Q(is_sealed=False, hides_reporter=True)
    if Officer.Role.CLERK in roles:
        clerks = [o.user_id for o in officers if o.role == Officer.Role.CLERK]
        sight |= Q(is_sealed=False, entered_by__in=clerks)
    if any(o.role in TREE_ROLES and o.agency.kind == Agency.Kind.COORDINATOR for o in officers):
        sight |= Q(is_sealed=False, lead__isnull=True)  # lies with the coordinator
    return sight


def units_of(officers: list[Officer]) -> list[int]:
    """Return the ids of the units whose reports these roles may see, without duplicates."""
    own = {o.agency_id for o in officers if o.role in (*AGENCY_ROLES, *TREE_ROLES)}
    above = [o.agency_id for o in officers if o.role in TREE_ROLES]
    if above:
        own.update(Agency.objects.filter(ancestor_ids__overlap=above).values_list("pk", flat=True))
    return sorted(own)


def _assigned_to(agency_ids: list[int]) -> Q:
    from complaints.models.assignment import Assignment  # noqa: PLC0415  (it points back here)

    running = Assignment.objects.filter(
        complaint=OuterRef("pk"), agency__in=agency_ids, ended_at__isnull=True
    )
    return Q(holder__in=agency_ids) | Q(lead__in=agency_ids) | Q(Exists(running))


def _sealed_sight(officers: list[Officer]) -> Q:
    """Sealed reports for those named for them; about Diskominfo only the inspectorate reads,
    about the inspectorate only the secretariat, and never anybody of the office concerned."""
    offices = sorted({officer.agency.office_id for officer in officers})
    concerned = Q(sealed_against__in=offices) | Q(sealed_against__ancestor_ids__overlap=offices)
    concerned |= Q(sealed_offices__overlap=offices)  # the unit may hang elsewhere by now
    named = [o for o in officers if o.sees_sealed and o.role in EVERYTHING_ROLES]
    sight = Q(pk__in=[])
    if named:
        inspectorate = _about_inspectorate()
        for officer in named:
            of_town = officer.agency.kind == Agency.Kind.SECRETARIAT
            sight |= inspectorate if of_town else ~inspectorate
    return Q(is_sealed=True) & sight & (Q(sealed_against__isnull=True) | ~concerned)


def _about_inspectorate() -> Q:
    """Reports about the inspectorate or a unit below it."""
    kind = Agency.Kind.INSPECTORATE
    heads = list(Agency.objects.filter(kind=kind).values_list("pk", flat=True))
    return Q(sealed_against__in=heads) | Q(sealed_against__ancestor_ids__overlap=heads)
