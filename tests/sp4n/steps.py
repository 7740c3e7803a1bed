"""What somebody does who imports a file, in one step each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from complaints.models import Complaint, ImportRun
from complaints.sp4n import runs
from complaints.trail.audit import By
from tests import town as t
from tests.sp4n import files


def file_of(folder: Path, *rows: list[Any], name: str = "laporan.xlsx") -> Path:
    """Write a workbook of some rows."""
    return files.xlsx(folder / name, rows)


def looked_through(path: Path, town: t.Town, *, with_names: bool = False) -> ImportRun:
    """Bring a file and have it looked through."""
    with path.open("rb") as file:
        run = runs.start(file, name=path.name, by=town.verifier, with_names=with_names)
    return runs.read(run)


def imported(path: Path, town: t.Town, *, with_names: bool = False, **choices: str) -> ImportRun:
    """Import a file; ``choices`` by the plain name of an unknown office."""
    run = looked_through(path, town, with_names=with_names)
    assert run.state == ImportRun.State.READY, run.why
    by_key = {
        one["key"]: choices.get(one["name"].replace(" ", "_"), "") for one in run.summary["unknown"]
    }
    assert runs.confirm(run, by_key, by=By(town.verifier, "verifier"))
    return runs.take_in(run)


def counts(run: ImportRun) -> dict[str, int]:
    """Return what became of the lines, without what did not happen."""
    return {name: number for name, number in run.result.items() if number and name != "alone"}


def report(number: int | str) -> Complaint:
    """Return an imported report by its national number."""
    found: Complaint = Complaint.objects.select_related("national_record", "reporter").get(
        external_ref=str(number)
    )
    return found
