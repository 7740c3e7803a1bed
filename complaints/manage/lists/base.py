"""One list of settings: what its page shows, which form edits a row, what an edit does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.db import models
from django.urls import reverse

from complaints.access import Desk
from lapor import words

Shown = Callable[[Any], object]
Effect = Callable[[Desk, models.Model, bool], dict[str, Any]]
"""What an unsaved row would change: (desk, row, taken away) → ``sentences`` and ``rows``."""


def always(row: Any) -> bool:
    """Hold for every row."""
    return True


def never(row: Any) -> bool:
    """Hold for no row."""
    return False


@dataclass(frozen=True)
class SettingsList:
    """A list of settings at ``/kelola/<slug>/``.

    ``columns`` are (heading, how a row shows it); ``narrows`` names the columns that the search
    line looks into. ``may_delete`` says which rows can be taken away; others are switched off.
    ``effect`` makes saving a matter of two steps: first what would happen, then the change.
    ``only`` says which rows of the table are in the list.
    ``follows`` is called in the transaction of a change, for what must follow it.
    """

    slug: str
    title: str
    lead: str
    one: str
    model: type[models.Model]
    form: type[forms.ModelForm[Any]]
    columns: Sequence[tuple[str, Shown]]
    narrows: Sequence[str] = ()
    related: Sequence[str] = ()
    may_add: bool = True
    may_delete: Callable[[Any], bool] = never
    effect: Effect | None = None
    follows: Callable[[models.Model], str] | None = None
    grouped: str = ""
    only: models.Q = field(default_factory=models.Q)
    defaults: dict[str, Any] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """The address of the list."""
        return reverse("manage:list", args=[self.slug])

    @property
    def shows_effect(self) -> bool:
        """Whether saving takes two steps (a template cannot ask for ``effect``: it would call it)."""
        return self.effect is not None

    def rows(self) -> models.QuerySet[Any]:
        """Return all rows in their order."""
        rows: models.QuerySet[Any] = self.model._default_manager.filter(self.only)  # noqa: SLF001
        return rows.select_related(*self.related) if self.related else rows


def tick(value: object) -> str:
    """Return a yes or no in words."""
    return "Ya" if value else "Tidak"


def day(value: Any) -> str:
    """Return a date in words."""
    return words.day(value)


def label(name: str) -> Shown:
    """Return how a column with choices is shown: the label of its value."""

    def shown(row: Any) -> object:
        said = str(getattr(row, f"get_{name}_display")())
        return said[:1].upper() + said[1:]

    return shown


def column(name: str) -> Shown:
    """Return how a plain column is shown."""
    return lambda row: getattr(row, name)


def yes(name: str) -> Shown:
    """Return how a column of yes and no is shown."""
    return lambda row: tick(getattr(row, name))
