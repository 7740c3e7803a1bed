"""Colleagues named in internal notes: who is meant by ``@nama``, and where one was named oneself."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, QuerySet

from complaints.models import Event, Notification
from lapor import clock

if TYPE_CHECKING:
    from accounts.models import User

MOST_WORDS = 6
"""Of a name behind an ``@``."""
KEEPS = timedelta(days=14)
"""For how long the inbox marks a report in which somebody was named and has not acted since."""
_AT = re.compile(r"(?<![\w@.])@(?=\w)([^\n@]{1,200})")
_ENDS = ".,;:!?)”\"'"


def named_in(text: str, colleagues: Sequence[User], ticked: Collection[User] = ()) -> list[User]:
    """Return the colleagues whom ``text`` names by ``@nama``, each once.

    The full name, or as many of its first words as only one colleague has. Who does not see the
    report is answered like somebody who does not exist.

    Args:
        text: an internal note.
        colleagues: the officers who see the report.
        ticked: those who were chosen by hand, which decides between two of the same name.

    Raises:
        ValidationError: a name is nobody's, or several colleagues have it.
    """
    found = dict.fromkeys(
        _meant(behind.group(1), colleagues, ticked) for behind in _AT.finditer(text)
    )
    return list(found)


def _meant(behind: str, colleagues: Sequence[User], ticked: Collection[User]) -> User:
    """Return whom the words behind one ``@`` begin with."""
    said = [word.casefold().strip(_ENDS) for word in behind.split()[:MOST_WORDS]]
    best: list[User] = []
    for length in range(1, len(said) + 1):
        fits = [user for user in colleagues if _words(user)[:length] == said[:length]]
        if not fits:
            break
        whole = [user for user in fits if len(_words(user)) == length]
        best = whole or fits
    if len(best) > 1:
        best = [user for user in best if user in ticked] or best
    if len(best) == 1:
        return best[0]
    name = behind.split(maxsplit=1)[0].strip(_ENDS)
    if best:
        raise ValidationError(f"Ada beberapa rekan bernama “{name}”. Tulis nama lengkapnya.")
    raise ValidationError(
        f"Tidak ada rekan bernama “{name}” yang melihat laporan ini. "
        "Perbaiki namanya, atau hapus tanda @."
    )


def _words(user: User) -> list[str]:
    return [word.casefold().strip(_ENDS) for word in str(user).split()]


def open_for(people: Collection[int]) -> QuerySet[Notification]:
    """Return where one of ``people`` was named of late and did nothing on the report since.

    The index ``notes_to_officer`` serves it: only notes tell somebody by the template ``note``.
    """
    acted = Event.objects.filter(
        complaint=OuterRef("complaint"), actor=OuterRef("user"), at__gt=OuterRef("created_at")
    )
    rows = Notification.objects.filter(
        template="note", user__in=people, created_at__gte=clock.now() - KEEPS
    )
    return rows.filter(~Exists(acted))
