"""``manage.py evaluate_routing FILE``: how well the router does on a city's export."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from complaints.sp4n import reading
from routing import evaluation, paper_town
from routing.evaluation import Measured
from routing.town import Town
from routing.training import Told

NAME_WIDTH = 46


class Command(BaseCommand):
    """Measure suggestions on an export; everything in memory, nothing is stored."""

    help = (
        "Learn from one part of FILE (.xlsx or .csv) and measure on the other. Only rows with an "
        "agency count. Nothing is written to the database."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file, how to split it, and what to look for."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--split", choices=("time", "random"), default="time")
        parser.add_argument("--test-share", type=float, default=0.25, help="part measured on")
        parser.add_argument("--level", choices=("agency", "category"), default="agency")
        parser.add_argument("--cold", action="store_true", help="use no history of the city")
        parser.add_argument(
            "--min-reports", type=int, default=1, help="reports an agency must have"
        )
        parser.add_argument("--seed", type=int, default=evaluation.SEED)

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the figures.

        Raises:
            CommandError: the file cannot be read, or has too few rows with what is looked for.
        """
        lines = list(_lines(options["file"]))
        if options["level"] == "category":
            town, told = paper_town.of_categories(lines)
        else:
            town, told = paper_town.built(lines, fewest=options["min_reports"])
        if not told:
            raise CommandError("Tidak ada baris yang dapat diukur dalam berkas ini.")
        learned, measured = ([], told) if options["cold"] else _split(told, options)
        self._print_head(len(lines), len(told), town)
        if any(one.category is not None for one in told):
            without = evaluation.run(town, learned, measured, with_category=False)
            self._print_short("tanpa kategori pelapor", without)
        self._print(town, evaluation.run(town, learned, measured))

    def _print_head(self, lines: int, told: int, town: Town) -> None:
        self.stdout.write(f"{lines} baris, {told} dengan tujuan, {len(town.agencies)} tujuan")

    def _print_short(self, words: str, found: Measured) -> None:
        rows = found.outcomes
        self.stdout.write(
            f"{words}: tepat pertama {evaluation.top(rows, 1):.3f} · dalam tiga "
            f"{evaluation.top(rows, 3):.3f} · F1 makro {evaluation.macro_f1(rows):.3f} · 60 % "
            f"paling yakin {evaluation.among_most_sure(rows):.3f} · ECE "
            f"{evaluation.calibration_error(rows):.3f}"
        )

    def _print(self, town: Town, found: Measured) -> None:
        rows, name = found.outcomes, {row.code: row.name for row in town.agencies.values()}
        name |= {row.code: row.name for row in town.categories}
        self._print_short(f"{len(rows)} diukur", found)
        self.stdout.write(
            f"{found.learned_from} dipelajari dalam {found.seconds:.1f} s · "
            f"{found.milliseconds:.1f} ms setiap saran dengan alasannya"
        )
        self.stdout.write("\npeluang paling kecil · bagian laporan · tepat")
        for least in evaluation.THRESHOLDS:
            part, right = evaluation.at_threshold(rows, least)
            self.stdout.write(f"{least:>6.1f} {part:>8.3f} {right:>8.3f}")
        self.stdout.write("\npeluang · laporan · dikatakan · tepat")
        for begins, number, said, right in evaluation.calibration(rows):
            self.stdout.write(f"{begins:>6.1f} {number:>8} {said:>8.3f} {right:>8.3f}")
        self.stdout.write("\ntujuan · laporan · tepat pertama · dalam tiga")
        for code, number, first, three in evaluation.by_agency(rows):
            called = _called(code, name)
            self.stdout.write(f"{called:<{NAME_WIDTH}} {number:>6} {first:>7.3f} {three:>7.3f}")
        self.stdout.write("\nyang tertukar: seharusnya → disarankan · berapa kali")
        for true, taken, times in evaluation.confused(rows):
            self.stdout.write(f"{_called(true, name)} → {_called(taken, name)} · {times}")


def _split(told: Sequence[Told], options: dict[str, Any]) -> tuple[list[Told], list[Told]]:
    """Return what is learned from and what is measured on."""
    try:
        learned, measured = evaluation.split(
            told,
            by_time=options["split"] == "time",
            share=options["test_share"],
            seed=options["seed"],
        )
    except evaluation.Undated:
        raise CommandError("Berkas tanpa tanggal: pakai --split random.") from None
    if not measured:
        raise CommandError(
            "Terlalu sedikit baris untuk dibagi: pakai --test-share yang lebih besar."
        )
    return learned, measured


def _called(code: str, names: Mapping[str, str]) -> str:
    return names.get(code, code)[:NAME_WIDTH]


def _lines(path: Path) -> Iterator[paper_town.Line]:
    try:
        with reading.opened(path) as export:
            for line in export:
                yield paper_town.Line(
                    line.title,
                    line.text or line.final_text,
                    line.agency,
                    line.agency_id,
                    line.city,
                    line.category_id or line.category,
                    line.district,
                    line.ward,
                    line.sent_at,
                )
    except (OSError, reading.Unreadable) as error:
        raise CommandError(str(error)) from None
