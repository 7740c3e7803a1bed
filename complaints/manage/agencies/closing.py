"""Closing an agency: its units, people, categories and reports go to the successor; reopening."""

from __future__ import annotations

from django.db import transaction

from agencies import tree
from agencies.models import Agency, Officer
from complaints import actions
from complaints.models import AgencyClosing
from complaints.trail import audit
from complaints.trail.audit import By, Verb
from lapor import clock, kept
from routing.models import Category, Rule

AT_ONCE = 25
"""So many reports are handed on while the page waits; the others by a worker."""


@transaction.atomic
def close(agency: Agency, *, by: By, successor: Agency | None, takes_people: bool) -> AgencyClosing:
    """Close an agency; nobody can choose it from now on.

    Args:
        agency: the agency.
        by: who closes it.
        successor: who takes over; None only when nothing is left to take over.
        takes_people: whether its officers go along in the same roles.

    Returns:
        How far its reports have gone: ``actions.succession.go_on`` hands them on.
    """
    if successor is not None:
        if takes_people:
            _take_people(agency, successor, by)
        _take_units(agency, successor, by)
        _take_routing(agency, successor, by)
    agency.is_active, agency.successor = False, successor
    audit.save(by, agency, verb=Verb.CLOSE)
    closing = AgencyClosing.objects.create(
        agency=agency,
        successor=successor,
        by=by.user,
        started_at=clock.now(),
        total=actions.waiting_at(agency).count() if successor is not None else 0,
    )
    kept.forget()
    return closing


def _take_people(agency: Agency, successor: Agency, by: By) -> None:
    """Give every officer the same role at the successor; the old role ends."""
    for old in Officer.objects.filter(agency=agency, is_active=True).select_related("user"):
        there = Officer.objects.filter(user=old.user, agency=successor, role=old.role).first()
        old.is_active = False
        audit.save(by, old, verb=Verb.DEACTIVATE)
        new = there or Officer(user=old.user, agency=successor, role=old.role)
        new.is_active = True
        audit.save(by, new, verb=Verb.REACTIVATE if there else None)


def _take_units(agency: Agency, successor: Agency, by: By) -> None:
    for unit in Agency.objects.filter(parent=agency):
        move(unit, successor, by=by)


def move(agency: Agency, parent: Agency | None, *, by: By) -> None:
    """Hang an agency and all below it under another one, and write it down.

    Raises:
        tree.TreeError: the place would make a circle.
    """
    with transaction.atomic():
        before = audit.snapshot(Agency.objects.select_related("parent").get(pk=agency.pk))
        tree.place(agency, parent)
        audit.note(by, agency, verb=Verb.MOVE, before=before, after=audit.snapshot(agency))
    kept.forget()


def _take_routing(agency: Agency, successor: Agency, by: By) -> None:
    for category in Category.objects.filter(default_agency=agency):
        category.default_agency = successor
        audit.save(by, category)
    for rule in Rule.objects.filter(agency=agency).select_related("category", "region"):
        rule.agency = successor
        audit.save(by, rule)


def reopen(agency: Agency, *, by: By) -> None:
    """Let an agency be chosen again; what went to its successor stays there."""
    agency.is_active, agency.successor = True, None
    audit.save(by, agency, verb=Verb.REOPEN)
