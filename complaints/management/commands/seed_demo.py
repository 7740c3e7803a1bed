"""Fill a demonstration with Kota Palangka Raya: offices, people, and two years of reports."""

from __future__ import annotations

import gc
import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from complaints.demo import seeding


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
            self.stdout.write(f"Kota peragaan terisi: {made} laporan dalam {seconds:.0f} detik.")
        else:
            self.stdout.write("Kota peragaan sudah terisi.")
