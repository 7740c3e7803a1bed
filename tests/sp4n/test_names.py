"""The names of an import: asked for or not, at once or later, and never of who is hidden."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from complaints import actions, privacy
from complaints.law.actors import Actor, Role
from complaints.models import Complaint, Reporter
from tests import town as t
from tests.sp4n import files
from tests.sp4n.steps import file_of, imported, report

SENT = datetime(2024, 9, 23, 0, 41, 43, tzinfo=ZoneInfo("Asia/Jakarta"))


def test_names_asked_for_later_come_to_those_without_one_and_never_to_hidden_ones(
    tmp_path: Path, town: t.Town
) -> None:
    kinds = {"Anonim": 2, "Rahasia": 3}
    rows = [
        files.row(1, name="Siti Contoh"),
        *(files.row(number, name="Budi Contoh", kind=kind) for kind, number in kinds.items()),
        *(files.row(number, name="Rani Contoh") for number in (4, 5, 7)),
        files.row(6, name="Rani Contoh", status="Belum Terverifikasi"),
    ]
    imported(file_of(tmp_path, *rows), town)
    hidden, erased, worked = report(4), report(5), report(6)
    Complaint.objects.filter(pk=hidden.pk).update(hides_reporter=True)
    Reporter.objects.filter(complaint=erased).update(erased_at=SENT)
    actions.take_over(worked, by=town.verifier)
    own = Reporter.objects.filter(complaint=report(7))
    own.update(name_encrypted=privacy.encrypt("Nama Lain"))

    def names() -> list[str]:
        return [privacy.contact_for_sending(report(n).reporter).name for n in range(1, 8)]

    assert names() == [*("",) * 6, "Nama Lain"]
    run = imported(file_of(tmp_path, *rows, name="lagi.xlsx"), town, with_names=True)
    assert names() == ["Siti Contoh", "", "", "", "", "Rani Contoh", "Nama Lain"]
    assert run.result["named"] == 2
    again = imported(file_of(tmp_path, *rows, name="lagi.xlsx"), town, with_names=True)
    assert again.result["named"] == 0


def test_names_come_only_when_asked_for_and_never_hidden_ones(tmp_path: Path, town: t.Town) -> None:
    rows = [
        files.row(1, name="Siti Contoh"),
        files.row(2, name="Budi Contoh", kind="Anonim"),
        files.row(3, name="Rani Contoh", kind="Rahasia"),
    ]
    imported(file_of(tmp_path, *rows), town)
    actor = Actor(town.verifier, frozenset({Role.VERIFIER}))
    assert privacy.name_for(report(1), actor) == privacy.ANONYMOUS
    more = [files.row(n + 10, name=row[3], kind=row[10]) for n, row in enumerate(rows)]
    imported(file_of(tmp_path, *more), town, with_names=True)
    contacts = [privacy.contact_for_sending(report(n).reporter).name for n in (10, 11, 12)]
    assert contacts == ["Siti Contoh", "", ""]
    assert (report(11).hides_reporter, report(12).is_secret) == (True, True)
