"""Measures how well two reports of one trouble are told from two troubles, on labelled pairs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from routing import similar, similar_measuring


class Command(BaseCommand):
    help = (
        "Print precision, recall and F1 of similar reports at thresholds. FILE has reports in "
        "scenes, one a line (see routing/data/similar_pairs.tsv, which is measured without one)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=similar_measuring.PAIRS)
        parser.add_argument(
            "--wrong", action="store_true", help="show every pair that was misjudged"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with options["file"].open(encoding="utf-8") as lines:
                pairs = similar_measuring.read(lines)
        except (OSError, ValueError) as trouble:
            raise CommandError(str(trouble)) from trouble
        for half in sorted({one.half for one in pairs}):
            self._print(half, [one for one in pairs if one.half == half], options["wrong"])

    def _print(self, half: str, pairs: list[similar_measuring.Pair], with_wrong: bool) -> None:
        same = sum(one.is_same for one in pairs)
        self.stdout.write(f"Bagian {half}: {len(pairs)} pasangan, {same} tentang hal yang sama.")
        results = list(similar_measuring.scored(pairs))
        for one in similar_measuring.figures(results):
            mark = "  (laporan ulang)" if one.threshold == similar.REPEAT else ""
            self.stdout.write(
                f"  batas {one.threshold:.2f}  presisi {one.precision:.3f}  "
                f"ketercapaian {one.recall:.3f}  F1 {one.f1:.3f}{mark}"
            )
        for score, pair in results if with_wrong else ():
            if (score >= similar.REPEAT) != pair.is_same:
                word = "sama" if pair.is_same else "beda"
                self.stdout.write(f"    {word} {score:.2f}  {pair.first.text} | {pair.second.text}")
