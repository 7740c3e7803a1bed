"""Compares the figures with what the events of all reports say."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from complaints.figures import checking


class Command(BaseCommand):
    help = "Hitung semua angka sekali lagi dari riwayat laporan dan bandingkan."

    def handle(self, *args: Any, **options: Any) -> None:
        found = 0
        for flaw in checking.flaws():
            found += 1
            self.stdout.write(flaw)
        if found:
            msg = f"{found} perbedaan. manage.py rebuild_figures membetulkannya."
            raise CommandError(msg, returncode=1)
        if options["verbosity"]:
            self.stdout.write("Semua angka cocok dengan riwayat.")
