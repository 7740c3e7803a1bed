"""Tags on reports (*tanda*): words by which officers find them again, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from agencies.models import Agency, Officer
from complaints.actions._asking import Refused
from complaints.actions._move import Step, moving
from complaints.law.actors import Role
from complaints.models import Complaint, Tag
from complaints.together import tags

if TYPE_CHECKING:
    from accounts.models import User

NOT_YOURS = "Tanda ini tidak ada di daftar Anda."


def tag(
    complaint: Complaint, *, by: User, add: Iterable[str] = (), untag: Iterable[Tag] = ()
) -> Complaint:
    """Put tags on a report and take others off, in one act; nobody is told.

    A name that nobody used before becomes a tag of the town when a verifier writes it, otherwise
    one of the officer's agency. Tags of other agencies are neither seen nor touched.

    Args:
        complaint: the report, in any state.
        by: who works on the report.
        add: names, without regard to case.
        untag: tags that stand on the report.

    Raises:
        Refused: nothing would change, a name that cannot be one or is switched off, a new name on
            a secret or sealed report, or too many.
    """
    with moving(complaint, "tag", by) as step:
        known = tags.known_to(Officer.objects.of(by))
        row = step.complaint
        there = known.of(row.tag_ids)
        gone = [one for one in map(_mine(known), untag) if one in there]
        fresh = [one for one in _wanted(step, known, add) if one not in there]
        if not (fresh or gone):
            raise Refused(_as_it_is(list(untag), there))
        if len(there) + len(fresh) - len(gone) > tags.MOST_ON_REPORT:
            raise Refused(f"Paling banyak {tags.MOST_ON_REPORT} tanda pada satu laporan.")
        lost = {pk for one in gone for pk in known.ids_of(one)}
        left = [pk for pk in row.tag_ids if pk not in lost]
        row.tag_ids = [*left, *(one.pk for one in fresh)]
        step.data |= {"tags": [one.pk for one in fresh], "untagged": [one.pk for one in gone]}
    return step.complaint


def _mine(known: tags.Known) -> Callable[[Tag], Tag]:
    def found(asked: Tag) -> Tag:
        row = known.get(asked.pk)
        if row is None:
            raise Refused(NOT_YOURS)
        return row

    return found


def _wanted(step: Step, known: tags.Known, names: Iterable[str]) -> list[Tag]:
    """Return the tags of these names, each once; make those that are new."""
    found: dict[int, Tag] = {}
    for name in names:
        row = known.named(name) or _new(step, name)
        if not row.is_active:
            raise Refused(f"Tanda “{row.name}” sudah tidak dipakai.")
        found[row.pk] = row
    return list(found.values())


def _new(step: Step, name: str) -> Tag:
    """Make a tag of the town, or of the agency for which the officer acts."""
    if wrong := tags.why_not(name):
        raise Refused(wrong)
    row, owner = step.complaint, None
    if row.is_sealed or row.is_secret:
        # A new name would tell everybody who chooses a tag of a report that they do not see.
        raise Refused("Pada laporan rahasia atau tersegel hanya tanda yang sudah ada yang dipakai.")
    if not step.actor.has(Role.VERIFIER):
        owner = Agency.objects.get(pk=step.actor.agency_ids[0]).office_id
    return new_tag(name, owner)


def new_tag(name: str, agency_id: int | None) -> Tag:
    """Return the tag of this name and owner, made when there is none.

    Args:
        name: as it was typed.
        agency_id: the head of the office that it belongs to; None for the whole town.

    Raises:
        Refused: the owner has as many tags in use as a list can show.
    """
    owned = Tag.objects.filter(agency=agency_id)
    if owned.filter(is_active=True).count() >= tags.MOST_OF_OWNER:
        raise Refused(f"Sudah ada {tags.MOST_OF_OWNER} tanda. Pakai salah satunya.")
    made, _ = owned.get_or_create(
        name__iexact=name, defaults={"name": name, "agency_id": agency_id}
    )
    return made


def _as_it_is(untag: list[Tag], there: list[Tag]) -> str:
    if untag:
        return f"Laporan ini tidak bertanda “{untag[0]}”."
    if not there:
        return "Tulis tanda yang diberikan."
    return f"Laporan ini sudah bertanda {', '.join(f'“{row}”' for row in there)}."
