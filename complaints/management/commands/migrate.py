"""Migrate as the owner of the tables, then give the application's role what it may do."""

from __future__ import annotations

from typing import Any

from django.core.management.commands.migrate import Command as DjangoMigrate
from django.db import DEFAULT_DB_ALIAS, connection

from complaints.figures import checking, folding
from complaints.models import Standing
from lapor.database import as_owner, grant_to_application

APPEND_ONLY = ("complaints_event", "complaints_seal", "complaints_settingschange")


class Command(DjangoMigrate):
    help = "Perbarui skema sebagai pemilik tabel, lalu beri hak kepada peran aplikasi."

    def handle(self, *args: Any, **options: Any) -> None:
        with as_owner(options.get("database") or DEFAULT_DB_ALIAS):
            super().handle(*args, **options)
            if not (options["plan"] or options["check_unapplied"]):
                grant_to_application(APPEND_ONLY)
                _fill_figures()


def _fill_figures() -> None:
    """Count the reports of a town from before there were figures, or some sums; else do nothing."""
    if Standing._meta.db_table not in connection.introspection.table_names():  # noqa: SLF001
        return
    if checking.is_empty():
        checking.rebuild()
    elif folding.lacks_sums():
        folding.mend()
