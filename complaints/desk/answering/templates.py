"""Reply templates: which ones an officer is offered, and how their placeholders are filled."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING

from django.db.models import F, Q, QuerySet

from agencies.models import Officer
from complaints import privacy
from complaints.law.actors import Actor
from complaints.models import Complaint, ReplyTemplate
from lapor import clock, words

if TYPE_CHECKING:
    from complaints.access import Desk
    from complaints.desk.verbs.base import VerbForm

NAMED_IN = frozenset({"ask_reporter", "write"})
"""Verbs whose words only the reporter and officers read: there alone a name or address may stand."""
NEUTRAL_NAME = "Pelapor"
MOST_OFFERED = 30
EDITORS = frozenset({Officer.Role.LIAISON, Officer.Role.SUPERVISOR})
"""Who writes the templates of the own unit; those of the whole town are the coordinator's."""
READERS = (
    Officer.Role.VERIFIER,
    Officer.Role.LIAISON,
    Officer.Role.OPERATOR,
    Officer.Role.SUPERVISOR,
)

_PLACEHOLDER = re.compile(r"\{([^{}\n]{0,40})\}")


def _name(complaint: Complaint, desk: Desk, actor: Actor, verb: str) -> str:
    contact = privacy.contact_for(complaint, actor) if verb in NAMED_IN else None
    return contact.name if contact is not None and contact.name else NEUTRAL_NAME


def _place(complaint: Complaint, desk: Desk, actor: Actor, verb: str) -> str:
    ward = f"Kelurahan {complaint.region.name}" if complaint.region is not None else ""
    precise = complaint.place_text if verb in NAMED_IN else ""
    return ", ".join(part for part in (precise, ward) if part) or "tempat yang dilaporkan"


def _due(complaint: Complaint, desk: Desk, actor: Actor, verb: str) -> str:
    due_at = complaint.resolution_due_at
    return words.day(due_at) if due_at is not None else "tanggal yang dijanjikan"


def _agency(complaint: Complaint, desk: Desk, actor: Actor, verb: str) -> str:
    own = next((o.agency for o in desk.officers if o.agency_id in actor.agency_ids), None)
    return str(own or complaint.lead or "Meja verifikasi")


FILLED: dict[str, tuple[str, Callable[[Complaint, Desk, Actor, str], str]]] = {
    "tiket": ("nomor tiket", lambda row, *_: row.code),
    "judul": ("judul laporan", lambda row, *_: row.agency_title),
    "pelapor": ("nama pelapor, bila Anda boleh membacanya dan hanya pelapor yang membaca", _name),
    "instansi": ("instansi Anda", _agency),
    "kategori": ("kategori", lambda row, *_: str(row.category or "laporan ini")),
    "tempat": ("kelurahan; di pesan pribadi juga patokannya", _place),
    "tenggat": ("tanggal jawaban paling lambat", _due),
    "hari_ini": ("tanggal hari ini", lambda *_: words.day(clock.today())),
}
"""Placeholder → what it says, and how it is found."""


def unknown_in(body: str) -> list[str]:
    """Return what stands in braces and is no placeholder."""
    found = [name for name in _PLACEHOLDER.findall(body) if name not in FILLED]
    return list(dict.fromkeys(f"{{{name}}}" for name in found))


def filled(template: ReplyTemplate, complaint: Complaint, desk: Desk, actor: Actor) -> str:
    """Return the text of a template for one report, with what this officer may read."""

    def value(match: re.Match[str]) -> str:
        known = FILLED.get(match[1])
        return known[1](complaint, desk, actor, template.verb) if known else match[0]

    return _PLACEHOLDER.sub(value, template.body)


def for_desk(desk: Desk) -> QuerySet[ReplyTemplate]:
    """Return the templates that an officer may read: the town's and those of the own units."""
    units = desk.units(*EDITORS, Officer.Role.OPERATOR)
    above = {pk for o in desk.officers if o.agency_id in units for pk in o.agency.ancestor_ids}
    mine = Q(agency__isnull=True) | Q(agency__in=[*units, *above])
    return ReplyTemplate.objects.filter(mine)


def for_report(complaint: Complaint, desk: Desk) -> dict[str, list[ReplyTemplate]]:
    """Return the templates that fit a report, by the name of the verb: one query."""
    fits = Q(category__isnull=True) | Q(category=complaint.category_id)
    rows = for_desk(desk).filter(fits).select_related("agency")
    order = F("agency").asc(nulls_last=True), F("category").asc(nulls_last=True), "title", "id"
    found: dict[str, list[ReplyTemplate]] = defaultdict(list)
    for row in rows.order_by(*order):
        if len(found[row.verb]) < MOST_OFFERED:
            found[row.verb].append(row)
    return found


def put_into(form: VerbForm, chosen: str, typed: str) -> bool:
    """Put a template into a form that was not sent, below what was typed already.

    Args:
        form: the form, with its ``reply_templates``.
        chosen: the number of the template, as it came from outside.
        typed: what stands in the main field so far.

    Returns:
        Whether there is such a template among those that fit.
    """
    template = next((row for row in form.reply_templates if str(row.pk) == chosen), None)
    if template is None or not form.words_fields:
        return False
    text = filled(template, form.complaint, form.desk, form.actor)
    before = f"{typed.rstrip()}\n\n" if typed.strip() else ""
    form.initial[form.words_fields[0]] = f"{before}{text}"
    form.template_put_in = template
    return True


def was_used(form: VerbForm) -> None:
    """Count a template whose text was sent."""
    number = form.template_used
    if number.isdecimal() and len(number) < len(str(2**62)):
        rows = for_desk(form.desk).filter(pk=int(number))
        rows.update(used=F("used") + 1, used_at=clock.now())


def may_edit(desk: Desk, agency_id: int | None) -> bool:
    """Whether the officer writes the templates of a unit (None: those of the whole town)."""
    if agency_id is None:
        return Officer.Role.VERIFIER in desk.roles
    return agency_id in desk.units(*EDITORS)
