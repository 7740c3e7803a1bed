"""The one way to change a setting: who, when, what, before and after, in the same transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction

from accounts.models import User
from agencies.models import (
    Agency,
    AgencyAlias,
    EscalationLevel,
    Holiday,
    Limit,
    OfficeHours,
    Officer,
    OutsideBody,
    Promise,
    Region,
)
from complaints.models import (
    AutoForward,
    ImportRun,
    Incident,
    MessageText,
    NationalUse,
    Reason,
    SettingsChange,
    Tag,
)
from lapor import clock, kept, words
from routing.models import Category, DangerWord, Hotline, RouterModel, Rule

if TYPE_CHECKING:
    from complaints.access import Desk


class Thing(models.TextChoices):
    """What was changed."""

    AGENCY = "agency", "Instansi"
    OFFICER = "officer", "Petugas"
    CATEGORY = "category", "Kategori"
    RULE = "rule", "Aturan disposisi"
    PROMISE = "promise", "Janji layanan"
    LIMIT = "limit", "Batas"
    HOLIDAY = "holiday", "Hari libur"
    HOURS = "hours", "Jam kerja"
    LEVEL = "level", "Tingkat eskalasi"
    REASON = "reason", "Alasan"
    MESSAGE = "message", "Naskah pesan"
    BODY = "body", "Instansi luar"
    HOTLINE = "hotline", "Nomor darurat"
    DANGER_WORD = "danger_word", "Kata bahaya"
    INCIDENT = "incident", "Kejadian"
    REGION = "region", "Wilayah"
    ACCOUNT = "account", "Akun"
    TAG = "tag", "Tanda"
    OWN_TAG = "own_tag", "Tanda instansi"
    AUTO_FORWARD = "auto_forward", "Penerusan otomatis"
    ROUTER_MODEL = "router_model", "Model saran instansi"
    ALIAS = "alias", "Nama lain instansi"
    IMPORT = "import", "Impor SP4N"
    EXPORT = "export", "Ekspor SP4N"
    LIST = "list", "Unduhan daftar"
    NATIONAL = "national", "Salinan ke SP4N"


class Verb(models.TextChoices):
    """What was done to it."""

    CREATE = "create", "ditambahkan"
    CHANGE = "change", "diubah"
    DELETE = "delete", "dihapus"
    MOVE = "move", "dipindahkan"
    CLOSE = "close", "ditutup"
    END = "end", "diakhiri"
    REOPEN = "reopen", "dibuka lagi"
    INVITE = "invite", "diundang"
    DEACTIVATE = "deactivate", "dinonaktifkan"
    REACTIVATE = "reactivate", "diaktifkan lagi"
    RESET = "reset", "dikembalikan ke bawaan"
    START = "start", "dimulai"
    DOWNLOAD = "download", "diunduh"


THINGS: dict[type[models.Model], Thing] = {
    Agency: Thing.AGENCY,
    Officer: Thing.OFFICER,
    Category: Thing.CATEGORY,
    Rule: Thing.RULE,
    Promise: Thing.PROMISE,
    Limit: Thing.LIMIT,
    Holiday: Thing.HOLIDAY,
    OfficeHours: Thing.HOURS,
    EscalationLevel: Thing.LEVEL,
    Reason: Thing.REASON,
    MessageText: Thing.MESSAGE,
    OutsideBody: Thing.BODY,
    Hotline: Thing.HOTLINE,
    DangerWord: Thing.DANGER_WORD,
    Incident: Thing.INCIDENT,
    Region: Thing.REGION,
    User: Thing.ACCOUNT,
    Tag: Thing.TAG,
    AgencyAlias: Thing.ALIAS,
    ImportRun: Thing.IMPORT,
    AutoForward: Thing.AUTO_FORWARD,
    RouterModel: Thing.ROUTER_MODEL,
    NationalUse: Thing.NATIONAL,
}
WITHIN_AGENCY = frozenset({Thing.OWN_TAG})
"""What only the people of one agency may know of; the town's record leaves it out."""
FOR_OVERSEERS = frozenset({Thing.LIST})
"""What is no setting and has a page of its own, which overseers read."""
UNREAD = frozenset(
    {"id", "ancestor_ids", "changed_at", "key", "opened_by", "opened_at", "password", "last_login"}
)
"""Columns that say nothing to a reader, or that nobody may read."""
SUPERUSER = "superuser"
"""The role of whoever changes something through the Django admin."""
LONGEST_NAME = 200
NOTHING = "–"


class By(NamedTuple):
    """Who changes a setting, and in which role."""

    user: User
    role: str


def by(desk: Desk, *roles: str) -> By:
    """Return the person at the desk, acting in the first role held that is one of ``roles``."""
    held = [officer.role for officer in desk.officers if not roles or officer.role in roles]
    return By(desk.user, held[0])


def snapshot(row: models.Model | None) -> dict[str, str]:
    """Return the columns of ``row`` as a reader knows them; empty for a row that is not there."""
    if row is None:
        return {}
    fields = row._meta.concrete_fields  # noqa: SLF001  (Django documents it)
    return {
        str(one.verbose_name): _words(row, one)
        for one in fields
        if one.name not in UNREAD and not one.generated
    }


def _words(row: models.Model, field: Any) -> str:
    value = getattr(row, field.name)
    if value is None or value in ("", []):
        return NOTHING
    if isinstance(value, datetime):
        return words.moment(value)
    if isinstance(value, date):
        return words.day(value)
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(field, ArrayField):
        return ", ".join(str(one) for one in value)
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    return str(value)


def save(by: By, row: models.Model, *, verb: Verb | None = None) -> SettingsChange | None:
    """Write ``row`` and what changed of it; nothing is written when nothing changed.

    Args:
        by: who.
        row: a new row, or one with new values.
        verb: what to call it (default: added or changed).
    """
    with transaction.atomic():
        rows = type(row)._default_manager.select_for_update(of=("self",))  # noqa: SLF001  (as above)
        old = rows.filter(pk=row.pk).first() if row.pk else None
        before = snapshot(old)
        row.save()
        change = note(
            by,
            row,
            verb=verb or (Verb.CHANGE if old else Verb.CREATE),
            before=before,
            after=snapshot(row),
        )
    kept.forget()
    return change


def delete(by: By, row: models.Model) -> None:
    """Take ``row`` away and keep what it said."""
    with transaction.atomic():
        note(by, row, verb=Verb.DELETE, before=snapshot(row), after={})
        row.delete()
    kept.forget()


def note(
    by: By,
    row: models.Model,
    *,
    verb: Verb,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
) -> SettingsChange | None:
    """Write down a change that was made in this transaction; None when nothing differs.

    Args:
        by: who.
        row: what was changed.
        verb: what was done.
        before: columns and their words until now.
        after: columns and their words from now on.
    """
    names = [*after, *(name for name in before if name not in after)]
    differing = [name for name in names if before.get(name) != after.get(name)]
    if not differing and verb not in (Verb.INVITE,):
        return None
    return SettingsChange.objects.create(
        user=by.user,
        role=by.role,
        at=clock.now(),
        thing=thing_of(row),
        key=key_of(row),
        name=str(row)[:LONGEST_NAME],
        verb=verb,
        before={name: before[name] for name in differing if name in before},
        after={name: after[name] for name in differing if name in after},
    )


def note_export(by: By, period: str) -> None:
    """Write down that somebody downloads the reports of a period, none of them by name."""
    _note_download(by, Thing.EXPORT, "ekspor", period)


def note_list(by: By, name: str, after: Mapping[str, str]) -> None:
    """Write down that somebody takes a list along as a file.

    Args:
        by: who.
        name: of the list.
        after: how many reports and by which filters, never the words that were searched for: they
            may be a citizen's name, and this record stays.
    """
    _note_download(by, Thing.LIST, "daftar", name, after)


def _note_download(
    by: By, thing: Thing, key: str, name: str, after: Mapping[str, str] | None = None
) -> None:
    SettingsChange.objects.create(
        user=by.user,
        role=by.role,
        at=clock.now(),
        thing=thing,
        key=key,
        name=name[:LONGEST_NAME],
        verb=Verb.DOWNLOAD,
        after=dict(after or {}),
    )


def thing_of(row: models.Model) -> Thing:
    """Return what a row is; an agency's own tag is not a setting of the town."""
    own = isinstance(row, Tag) and row.agency_id is not None
    return Thing.OWN_TAG if own else THINGS[type(row)]


def key_of(row: models.Model) -> str:
    """Return what a row is known by: its code or key, or its number."""
    code = (
        getattr(row, "code", None)
        or getattr(row, "key", None)
        or (row.name if isinstance(row, MessageText) else "")
    )
    return str(code or row.pk)[:60]
