"""``manage.py import_sp4n FILE…``: the official export, looked through and taken in."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from agencies.models import Agency, Officer
from complaints.models import ImportRun
from complaints.sp4n import looking, preview, runs
from complaints.trail.audit import By


class Command(BaseCommand):
    """Show what each file would do, and do it when somebody says yes."""

    help = (
        "Look the official export of SP4N-LAPOR! (XLSX or CSV) through and, after a yes, take it "
        "in. Names of reporters stay out unless asked for."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the files and what a person would choose on the page."""
        parser.add_argument("files", nargs="+", type=Path)
        parser.add_argument("--yes", action="store_true", help="take it in without asking")
        parser.add_argument("--with-names", action="store_true", help="names that are not hidden")
        parser.add_argument("--by", default="", help="e-mail of the admin who imports")
        parser.add_argument(
            "--map",
            action="append",
            default=[],
            metavar="NAME=CODE",
            help="which agency an unknown name is; CODE “luar” is an office of others",
        )
        parser.add_argument(
            "--likely", action="store_true", help="take the proposals that are nearly certain"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Import file after file.

        Raises:
            CommandError: a file cannot be used, or an argument names nobody.
        """
        by = self._by(options["by"])
        chosen = self._map(options["map"])
        for path in options["files"]:
            self._one(path, by, chosen, options)

    def _by(self, email: str) -> By | None:
        if not email:
            return None
        user = User.objects.filter(email=email.lower()).first()
        seats = Officer.objects.of(user) if user else []
        if user is None or not any(seat.role == Officer.Role.VERIFIER for seat in seats):
            raise CommandError(f"{email} bukan admin instansi.")
        return By(user, Officer.Role.VERIFIER)

    def _map(self, pairs: list[str]) -> dict[str, str]:
        codes = dict(Agency.objects.values_list("code", "pk"))
        found: dict[str, str] = {}
        for pair in pairs:
            name, _, code = pair.rpartition("=")
            if not name or (code != runs.OUTSIDE and code not in codes):
                raise CommandError(f"--map {pair}: tulis NAMA=KODE dengan kode instansi yang ada.")
            found[name.casefold()] = code if code == runs.OUTSIDE else str(codes[code])
        return found

    def _one(
        self, path: Path, by: By | None, chosen: dict[str, str], options: dict[str, Any]
    ) -> None:
        try:
            with path.open("rb") as file:
                run = runs.start(
                    file,
                    name=path.name,
                    by=by.user if by else None,
                    with_names=options["with_names"],
                )
        except OSError as error:
            raise CommandError(f"{path} tidak dapat dibuka: {error.strerror}.") from error
        self.stdout.write(f"{path.name}: dibaca …")
        run = runs.read(run)
        if run.state != ImportRun.State.READY:
            raise CommandError(f"{path.name}: {run.why}")
        for line in preview.lines(run):
            self.stdout.write(line)
        if not (options["yes"] or self._says_yes()):
            runs.cancel(run)
            self.stdout.write("Tidak ada yang diimpor.")
            return
        runs.confirm(run, self._choices(run, chosen, likely=options["likely"]), by=by)
        for line in preview.outcome(runs.take_in(run)):
            self.stdout.write(line)

    def _says_yes(self) -> bool:
        if not sys.stdin.isatty():
            self.stdout.write("Tambahkan --yes untuk mengimpor.")
            return False
        return input("Impor sekarang? (ya/tidak) ").strip().casefold() in ("ya", "y")

    def _choices(self, run: ImportRun, chosen: dict[str, str], *, likely: bool) -> dict[str, str]:
        found: dict[str, str] = {}
        for one in run.summary["unknown"]:
            answer = chosen.get(one["name"].casefold(), "")
            guess = looking.likely(one) if likely else None
            found[one["key"]] = answer or (str(guess) if guess else "")
        return found
