"""Print who can sign in to the demonstration."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from complaints.demo.cast import CAST, PASSWORD, user_of


class Command(BaseCommand):
    help = "Cetak alamat dan kata sandi petugas kota peragaan."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Kata sandi semua petugas peragaan: {PASSWORD}")
        for part, words in CAST.items():
            user = user_of(part)
            if user is not None:
                self.stdout.write(f"  {user.email:<50} {words}")
