"""``manage.py export_sp4n FILE``: our reports in the form of the official export."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from complaints.sp4n import exporting


class Command(BaseCommand):
    """Write the reports of a period into an XLSX or CSV file."""

    help = (
        "Write all reports but sealed ones into FILE (.xlsx or .csv) with the columns of the "
        "national export; names of reporters are left out."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file and the period."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--since", type=date.fromisoformat, help="first day, 2024-01-31")
        parser.add_argument("--until", type=date.fromisoformat, help="last day")
        parser.add_argument("--force", action="store_true", help="write over an existing file")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file.

        Raises:
            CommandError: the file is there already, or another kind was asked for.
        """
        path: Path = options["file"]
        if path.suffix.lower() not in (".xlsx", ".csv"):
            raise CommandError("Nama berkas harus berakhir .xlsx atau .csv.")
        if path.exists() and not options["force"]:
            raise CommandError(f"{path} sudah ada; tambahkan --force untuk menimpanya.")
        number = exporting.write(path, exporting.rows(options["since"], options["until"]))
        self.stdout.write(f"{number} laporan ditulis ke {path}.")
