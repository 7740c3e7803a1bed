"""Fill a demonstration with Kota Palangka Raya: offices, people, and two years of reports."""

from __future__ import annotations

import gc
import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from complaints.demo import seeding
from complaints.insights.period import Length, Period
from complaints.insights.signs import keeping as signs
from lapor import clock


class Command(BaseCommand):
    help = "Isi kota peragaan; aman diulang (yang sudah terisi tidak diisi lagi)."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.LAPOR_DEMO:
            raise CommandError("Kota peragaan hanya dapat diisi dengan LAPOR_DEMO=1.")
        begin = time.monotonic()
        gc.disable()  # millions of short-lived objects: collecting cycles costs time
        made = seeding.fill()
        gc.enable()
        seconds = time.monotonic() - begin
        if made:
            _look_for_signs()
            self.stdout.write(f"Kota peragaan terisi: {made} laporan dalam {seconds:.0f} detik.")
        else:
            self.stdout.write("Kota peragaan sudah terisi.")


def _look_for_signs() -> None:
    """Do for this month and the last what a night does, so that the overseer need not wait for it."""
    this = Period.around(Length.MONTH, clock.today())
    for month in (this.previous(), this):
        signs.look_at(month)
