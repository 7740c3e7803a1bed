"""Makes the lexicon of public words anew, after an import or when it is doubted."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from complaints.finding import lexicon


class Command(BaseCommand):
    help = "Count the words of all public texts again; the search understands slips by them."

    def handle(self, *args: Any, **options: Any) -> None:
        number = lexicon.rebuild()
        if options["verbosity"]:
            self.stdout.write(f"{number} kata.")
