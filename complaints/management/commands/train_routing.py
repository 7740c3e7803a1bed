"""``manage.py train_routing``: learn anew from the history of the city."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from complaints.finding import history
from routing import store
from routing.models import RouterModel


class Command(BaseCommand):
    """Learn from the newest reports; the nightly run does the same."""

    help = "Learn from whom reports went to and who handed them back; keep it as a new version."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the wish to go back."""
        parser.add_argument(
            "--roll-back", action="store_true", help="put the version before to use again"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Learn, or go back, and say what came of it.

        Raises:
            CommandError: there is no version to go back to.
        """
        if options["roll_back"]:
            before = store.roll_back()
            if before is None:
                raise CommandError("Tidak ada versi sebelumnya.")
            self.stdout.write(f"{before} dipakai lagi.")
            return
        row = history.learn()
        if row is None:
            self.stdout.write("Riwayat masih terlalu sedikit untuk dipelajari.")
            return
        figures = row.figures
        taken = "dipakai" if row.state == RouterModel.State.ACTIVE else "tidak dipakai: lebih buruk"
        self.stdout.write(
            f"{row}: {figures['rows']} laporan, {figures['targets']} tujuan, "
            f"{figures['seconds']} s; sepersepuluh terbaru tepat {figures['latest_share']:.3f}; {taken}."
        )
