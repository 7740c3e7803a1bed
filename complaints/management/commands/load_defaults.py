"""Fills hours, holidays, promises, reasons and categories of a town that has none yet."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from complaints import defaults


class Command(BaseCommand):
    help = "Fill what the town starts with; may be repeated, edits of the town are kept."

    def handle(self, *args: Any, **options: Any) -> None:
        defaults.install()
        if options["verbosity"]:
            self.stdout.write("The town's defaults are in place.")
