"""Many officers at once from a spreadsheet: looked through first, saved only when confirmed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, dataclass, field
from difflib import get_close_matches
from typing import IO, Any

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.crypto import get_random_string

from accounts.models import LONGEST_EMAIL, User
from agencies.models import Agency, Officer
from complaints.access import Desk
from complaints.manage.officers import naming, rights
from complaints.manage.officers.forms import LONGEST_NAME
from complaints.manage.officers.reading import Cell, read
from complaints.telling import invitations

Role = Officer.Role

KEPT_SECONDS = 3600
FIELDS = ("Nama", "E-mail", "Instansi", "Peran")


@dataclass
class Problem:
    """What is wrong in one cell: row and column of the file, and a sentence."""

    row: int
    column: str
    text: str


@dataclass
class Person:
    """One line that can be saved."""

    row: int
    name: str
    email: str
    agency: str
    role: str


@dataclass
class Preview:
    """What a file would do: the lines that can be saved and what is wrong with the others."""

    people: list[Person] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def bad_rows(self) -> int:
        """How many lines cannot be saved."""
        return len({one.row for one in self.problems})


class Reader:
    """One look through a sheet, with the town's agencies and people read once."""

    def __init__(self, desk: Desk, rows: list[tuple[int, dict[str, Cell]]]) -> None:
        self.desk, self.rows = desk, rows
        self.preview = Preview()
        self.agencies: dict[str, Agency] = {}
        for one in Agency.objects.all():
            for name in (one.name, one.short_name, one.code):
                known = self.agencies.get(_plain(name))
                if known is None or not known.is_active:
                    self.agencies[_plain(name)] = one
        self.roles = {_plain(role.label): role.value for role in Role}
        self.roles |= {_plain(role.value): role.value for role in Role}
        emails = {_email(cells["E-mail"].text) for _, cells in rows}
        self.users = {one.email: one for one in User.objects.filter(email__in=emails)}
        self.held: dict[str, set[tuple[int, str]]] = defaultdict(set)
        seats = Officer.objects.filter(user__email__in=emails, is_active=True)
        for email, agency_id, role in seats.values_list("user__email", "agency_id", "role"):
            self.held[email].add((agency_id, role))
        self.seen: dict[tuple[str, int, str], int] = {}
        self.names: dict[str, tuple[int, str]] = {}

    def look(self) -> Preview:
        """Look at every line and say what is wrong with it, cell by cell."""
        for number, cells in self.rows:
            before = len(self.preview.problems)
            person = self._person(number, cells)
            if person is not None and len(self.preview.problems) == before:
                self.preview.people.append(person)
        return self.preview

    def _wrong(self, row: int, column: str, text: str) -> None:
        self.preview.problems.append(Problem(row, column, text))

    def _person(self, row: int, cells: dict[str, Cell]) -> Person | None:
        formulas = [name for name in FIELDS if cells[name].is_formula]
        for name in formulas:
            self._wrong(row, name, "Sel ini berisi rumus. Tulis isinya sebagai teks biasa.")
        if formulas:
            return None
        name, email = cells["Nama"].text, _email(cells["E-mail"].text)
        self._check_name(row, name)
        self._check_email(row, email, name)
        agency = self._agency(row, cells["Instansi"].text)
        role = self._role(row, cells["Peran"].text)
        if agency is None or role is None:
            return None
        self._check_seat(row, email, agency, role)
        return Person(row, name, email, agency.code, role)

    def _check_name(self, row: int, name: str) -> None:
        if not name:
            self._wrong(row, "Nama", "Nama belum diisi.")
        elif len(name) > LONGEST_NAME:
            self._wrong(row, "Nama", f"Nama ini lebih dari {LONGEST_NAME} karakter.")

    def _check_email(self, row: int, email: str, name: str) -> None:
        if not email:
            self._wrong(row, "E-mail", "Alamat e-mail belum diisi.")
            return
        try:
            validate_email(email)
        except ValidationError:
            self._wrong(row, "E-mail", f"“{email[:80]}” bukan alamat e-mail yang lengkap.")
            return
        if len(email) > LONGEST_EMAIL:
            self._wrong(row, "E-mail", f"Alamat ini lebih dari {LONGEST_EMAIL} karakter.")
        first, other = self.names.setdefault(email, (row, _plain(name)))
        if other != _plain(name):
            self._wrong(
                row, "Nama", f"Alamat e-mail ini sudah ada di baris {first} dengan nama lain."
            )
        user = self.users.get(email)
        if user is not None and not user.is_active:
            self._wrong(row, "E-mail", "Akun dengan alamat e-mail ini sudah ditutup.")

    def _agency(self, row: int, typed: str) -> Agency | None:
        if not typed:
            self._wrong(row, "Instansi", "Instansi belum diisi.")
            return None
        agency = self.agencies.get(_plain(typed))
        if agency is None:
            names = {_plain(one.short_name): one.short_name for one in self.agencies.values()}
            names |= {_plain(one.name): one.short_name for one in self.agencies.values()}
            self._wrong(row, "Instansi", _unknown(typed, "instansi", names))
        elif not agency.is_active:
            heir = agency.heir
            instead = f" Penerusnya {heir}." if heir.pk != agency.pk else ""
            self._wrong(row, "Instansi", f"{agency} sudah ditutup.{instead}")
            return None
        return agency

    def _role(self, row: int, typed: str) -> str | None:
        if not typed:
            self._wrong(row, "Peran", "Peran belum diisi.")
            return None
        role = self.roles.get(_plain(typed))
        if role is None:
            names = {_plain(one.label): str(one.label) for one in Role}
            self._wrong(row, "Peran", _unknown(typed, "peran", names))
        return role

    def _check_seat(self, row: int, email: str, agency: Agency, role: str) -> None:
        """Hold the line against the law, the officer's limits, the town and the lines above."""
        held = {one for _, one in self.held[email]}
        held |= {one for address, _, one in self.seen if address == email}
        if not rights.may_name(self.desk, role, agency):
            label = Role(role).label
            self._wrong(row, "Peran", f"Anda tidak dapat menunjuk {label} di {agency}.")
        elif why := naming.misfit(role, agency) or naming.clash(role, held):
            self._wrong(row, "Peran", why)
        elif (agency.pk, role) in self.held[email]:
            self._wrong(row, "E-mail", f"Orang ini sudah {Role(role).label} di {agency}.")
        elif (email, agency.pk, role) in self.seen:
            first = self.seen[email, agency.pk, role]
            self._wrong(row, "E-mail", f"Sama dengan baris {first}.")
        else:
            self.seen[email, agency.pk, role] = row


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _email(text: str) -> str:
    return text.strip().lower()


def _unknown(typed: str, what: str, names: dict[str, str]) -> str:
    """Return that a word is not known, with the closest ones that are."""
    close = get_close_matches(_plain(typed), names, n=3, cutoff=0.65)
    shown = " atau ".join(f"“{one}”" for one in dict.fromkeys(names[key] for key in close))
    said = f"{what.capitalize()} “{typed[:80]}” tidak dikenal."
    return f"{said} Maksud Anda {shown}?" if shown else said


def look_through(desk: Desk, file: IO[bytes], name: str) -> Preview:
    """Return what a file would do; nothing is saved.

    Raises:
        reading.Unreadable: the file as a whole cannot be used.
    """
    return Reader(desk, read(file, name).rows).look()


def keep(desk: Desk, preview: Preview) -> str:
    """Keep the lines that can be saved for an hour, and return the word that finds them again."""
    token = get_random_string(16).lower()
    cache.set(_key(desk, token), [asdict(one) for one in preview.people], KEPT_SECONDS)
    return token


def kept(desk: Desk, token: str) -> list[Person] | None:
    """Return what this officer kept under a word; None when it is gone."""
    rows: list[dict[str, Any]] | None = cache.get(_key(desk, token))
    return None if rows is None else [Person(**row) for row in rows]


def _key(desk: Desk, token: str) -> str:
    return f"manage-import:{desk.user.pk}:{token}"


def save(desk: Desk, token: str, people: list[Person]) -> Preview:
    """Save every line that is still right, all in one transaction, and send the letters.

    Returns:
        What was saved, and what had become wrong since the preview.
    """
    cells = [
        (
            one.row,
            {"Nama": Cell(one.name), "E-mail": Cell(one.email)}
            | {"Instansi": Cell(one.agency), "Peran": Cell(one.role)},
        )
        for one in people
    ]
    with transaction.atomic():
        preview = Reader(desk, cells).look()
        agencies = {one.code: one for one in Agency.objects.all()}
        invited: dict[str, User] = {}
        for person in preview.people:
            agency = agencies[person.agency]
            by = rights.namer(desk, person.role, agency)
            assert by is not None
            user = invited.get(person.email) or _account(person)
            naming.give(by, user, agency, person.role)
            invited[person.email] = user
        for user in invited.values():
            invitations.send(user)
    cache.delete(_key(desk, token))
    return preview


def _account(person: Person) -> User:
    known = User.objects.filter(email=person.email).first()
    return known or User.objects.create_user(email=person.email, name=person.name)
