"""Makes the figures anew from the events of all reports."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from complaints.figures import checking


class Command(BaseCommand):
    help = "Hitung semua angka dari riwayat laporan; laporan boleh terus masuk."

    def handle(self, *args: Any, **options: Any) -> None:
        changed = checking.rebuild()
        if options["verbosity"]:
            self.stdout.write(f"{changed} laporan dihitung lain daripada sebelumnya.")
