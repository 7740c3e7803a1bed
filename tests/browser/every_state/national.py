"""The import of the national file: brought, read, looked at, taken in, refused, thrown away."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from complaints.models import Complaint
from complaints.sp4n import runs
from tests import town as t
from tests.browser.every_state.walking import State, officer, passing
from tests.sp4n import files

PAGE = "/kelola/impor-sp4n/"


def export(*rows: list[Any], name: str = "Laporan Ringkas 2024.xlsx") -> io.BytesIO:
    """Return an export as a browser sends it."""
    with TemporaryDirectory() as folder:
        path = files.xlsx(Path(folder) / "a.xlsx", rows, above=[["LAPORAN RINGKAS"], []])
        file = io.BytesIO(path.read_bytes())
    file.name = name
    return file


ROWS = [
    files.row(7000001, agency="Bina Marga dan Tata Ruang", agency_id=4711),
    files.row(7000002, agency="Dinas Sosil Kota Palangka Raya", agency_id=4712, klass="Aspirasi"),
    files.row(
        7000003,
        agency="Dinas Energi",
        agency_id=4713,
        parent_agency="Pemerintah Provinsi Kalimantan Tengah",
        status="Sedang Ditindaklanjuti",
    ),
    files.row(7000004, status="Terbang ke bulan", sent_on="kemarin dulu"),
    files.row(7000005, status="Diarsipkan oleh Admin", reason="Tidak jelas"),
    files.row(7000006, city="Kota Banjarmasin", title="Jalan " * 40),
    files.row(7000001, agency="Bina Marga dan Tata Ruang", agency_id=4711, title="Jalan " * 40),
]


@passing("manage:sp4n", "manage:sp4n_run", "manage:sp4n_cancel")
def national(town: t.Town) -> Iterator[State]:
    """Every state of an import, with and without what a person must say."""
    walk, same = officer(town, "verifier"), export(*ROWS)
    yield walk.get("import of SP4N", PAGE)
    yield walk.post("import of SP4N, no file", PAGE, 422)
    yield walk.get(
        "export of SP4N, wrong period", f"{PAGE}ekspor.csv?dari=2024-02-01&sampai=2024-01-01", 422
    )
    reading = walk.post("import of SP4N, being read", PAGE, 200, file=_again(same), with_names="on")
    yield reading
    run = reading.answer.context["run"]
    here = f"{PAGE}{run.key}/"
    runs.go_on_all()
    yield walk.get("import of SP4N, preview", here)
    yield walk.post("import of SP4N, wrong office", here, 422, **{"instansi-1": "0"})
    yield walk.post("import of SP4N, going on", here, 200, **{"instansi-1": str(town.pupr.pk)})
    runs.go_on_all()
    yield walk.get("import of SP4N, done", here)
    Complaint.objects.filter(external_ref="7000002").update(taken_over_at=run.asked_at)
    again = walk.post("import of SP4N, again", PAGE, 200, file=_again(same))
    runs.go_on_all()
    there = f"{PAGE}{again.answer.context['run'].key}/"
    yield walk.get("import of SP4N, the same file", there)
    yield walk.post("import of SP4N, thrown away", f"{there}batal/")
    yield walk.get("import of SP4N, cancelled", there)
    later = walk.post(
        "import of SP4N, a later file",
        PAGE,
        200,
        file=export([*ROWS[1][:9], "Akhir.", *ROWS[1][10:]]),
    )
    runs.go_on_all()
    there = f"{PAGE}{later.answer.context['run'].key}/"
    walk.post("import of SP4N, later one confirmed", there)
    runs.go_on_all()
    yield walk.get("import of SP4N, some left alone", there)
    wrong = io.BytesIO(b"nama;umur\nSiti;30\n")
    wrong.name = "bukan.csv"
    failed = walk.post("import of SP4N, wrong columns", PAGE, 200, file=wrong)
    runs.go_on_all()
    yield walk.get("import of SP4N, not readable", f"{PAGE}{failed.answer.context['run'].key}/")
    yield walk.get("imports of SP4N", PAGE)


def _again(file: io.BytesIO) -> io.BytesIO:
    """Return the very same file, to be sent once more."""
    copy = io.BytesIO(file.getvalue())
    copy.name = file.name
    return copy
