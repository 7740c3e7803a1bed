"""Checks the chains of hashes of all reports and the seals over them."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from complaints.trail import seals


class Command(BaseCommand):
    help = "Look for events that were tampered with, are missing or were cut off."

    def handle(self, *args: Any, **options: Any) -> None:
        found = 0
        for flaw in seals.flaws():
            found += 1
            self.stdout.write(f"{flaw.where}: {flaw.what}")
        if found:
            msg = f"{found} cacat ditemukan."
            raise CommandError(msg, returncode=1)
        if options["verbosity"]:
            self.stdout.write("Semua peristiwa utuh.")
