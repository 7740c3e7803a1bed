"""Measures how well personal data is found in labelled texts, kind by kind."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from lapor.personal import measuring
from lapor.personal.kinds import Kind

SUMS = {"program": "disamarkan program", "person": "menunggu petugas", "all": "semua"}


class Command(BaseCommand):
    help = (
        "Print precision and recall of the detector of personal data. FILE has lines "
        "half<TAB>text with labels such as {phone:0899-0000-1234}; our own examples without one."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=measuring.EXAMPLES)
        parser.add_argument("--wrong", action="store_true", help="show every miss and mistake")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with options["file"].open(encoding="utf-8") as lines:
                examples = list(measuring.read(lines))
        except (OSError, ValueError) as trouble:
            raise CommandError(str(trouble)) from trouble
        for half in sorted({one.half for one in examples}):
            self._print(half, [one for one in examples if one.half == half], options["wrong"])

    def _print(self, half: str, examples: list[measuring.Example], with_wrong: bool) -> None:
        empty = sum(not one.pieces for one in examples)
        self.stdout.write(f"Bagian {half}: {len(examples)} teks, {empty} tanpa data pribadi.")
        for name, score in measuring.measure(examples).items():
            label = SUMS.get(name) or Kind(name).label
            self.stdout.write(
                f"  {label:20} {score.pieces:4} potong  "
                f"presisi {score.precision:.3f}  ketercapaian {score.recall:.3f}"
            )
            if with_wrong and name == "all":
                self.stdout.writelines(f"    {one}\n" for one in score.wrong)
