"""The numbers and lists a town starts with: hours, holidays, promises, levels, limits, bodies.

What a city has edited is left alone: a table or a year that already has rows is not filled again.
"""

from __future__ import annotations

import datetime as dt
from typing import TypeVar

from django.db import models, transaction

from agencies import law
from agencies.models import (
    Clock,
    EscalationLevel,
    Holiday,
    Limit,
    OfficeHours,
    OutsideBody,
    Promise,
)

HOLIDAY_YEARS = range(2024, 2028)
OPENS, CLOSES = dt.time(8), dt.time(16)

Case, Unit = Promise.Case, Promise.Unit

# workflow.md, Clocks. The promised date of progress and of planned stands on the report.
PROMISES: tuple[tuple[Clock, Promise.Case, int, Promise.Unit], ...] = (
    (Clock.VERIFICATION, Case.DEFAULT, 3, Unit.DAY),
    (Clock.VERIFICATION, Case.INFORMATION, 1, Unit.DAY),
    (Clock.VERIFICATION, Case.DANGER, 4, Unit.HOUR),
    (Clock.REFORWARD, Case.DEFAULT, 1, Unit.DAY),
    (Clock.FIRST_FOLLOW_UP, Case.DEFAULT, 5, Unit.DAY),
    (Clock.FIRST_FOLLOW_UP, Case.DANGER, 1, Unit.DAY),
    (Clock.PROGRESS, Case.DEFAULT, 10, Unit.DAY),
    (Clock.RESOLUTION, Case.DEFAULT, 14, Unit.DAY),
    (Clock.RESOLUTION, Case.COMPLAINT, 14, Unit.DAY),
    (Clock.RESOLUTION, Case.ASPIRATION, 5, Unit.DAY),
    (Clock.RESOLUTION, Case.INFORMATION, 5, Unit.DAY),
    (Clock.RESOLUTION, Case.INSPECTION, 60, Unit.DAY),
    (Clock.COMPLETION, Case.DEFAULT, 10, Unit.DAY),
    (Clock.COMPLETION, Case.NO_CONTACT, 20, Unit.DAY),
    (Clock.CONFIRMATION, Case.DEFAULT, 10, Unit.DAY),
    (Clock.CONFIRMATION, Case.UNDELIVERED, 20, Unit.DAY),
    (Clock.OUTSIDE, Case.DEFAULT, 14, Unit.DAY),
    (Clock.APPEAL, Case.DEFAULT, 10, Unit.DAY),
)

# workflow.md, Clocks: at once to the supervisor, after 2 to the coordinator, after 5 to the
# overseer; level 0 reminds the liaison one working day (for clocks in hours: one hour) before.
LEVELS: tuple[tuple[int, int, EscalationLevel.Audience], ...] = (
    (0, -1, EscalationLevel.Audience.LIAISON),
    (1, 0, EscalationLevel.Audience.SUPERVISOR),
    (2, 2, EscalationLevel.Audience.COORDINATOR),
    (3, 5, EscalationLevel.Audience.OVERSEER),
)

LIMITS: tuple[tuple[str, int, str], ...] = (
    ("hand_backs", 2, "Berapa kali laporan boleh dikembalikan instansi"),
    ("objections", 2, "Berapa kali pelapor boleh menyanggah jawaban"),
    ("reopenings", 2, "Berapa kali pelapor boleh membuka kembali laporan"),
    ("questions", 1, "Berapa kali tiap petugas boleh bertanya tanpa izin admin instansi"),
    ("outside_rounds", 2, "Berapa kali jangka waktu instansi luar dijalankan"),
    ("reopen_days", 30, "Hari kalender untuk membuka kembali laporan"),
    ("survey_days", 30, "Hari kalender untuk mengisi survei sesudah laporan selesai"),
    ("ask_again_days", 28, "Hari kalender sesudah selesai sampai pelapor ditanya: masih baik?"),
    ("appeal_days", 30, "Hari kalender untuk mengajukan banding"),
    ("complete_days", 30, "Hari kalender untuk melengkapi laporan yang sudah diarsipkan"),
    ("extension_days", 7, "Hari kerja paling lama untuk satu perpanjangan"),
    ("progress_days", 10, "Hari kerja paling lama sampai kabar berikutnya"),
    ("pause_floor_days", 2, "Hari kerja yang paling sedikit tersisa setelah jeda"),
    ("reminder_days", 3, "Hari kerja sebelum batas pelapor, saat ia diingatkan"),
    ("unmerge_days", 7, "Hari kalender untuk memisahkan laporan yang digabung"),
    ("split_parts", 4, "Bagian paling banyak saat laporan dipecah"),
    ("bundle_reports", 5, "Laporan seorang pengirim yang lebih dari ini menjadi satu kumpulan"),
    ("bundle_days", 7, "Hari kalender yang dihitung untuk satu kumpulan"),
    ("planned_months", 12, "Bulan paling jauh untuk jawaban yang dijadwalkan"),
    ("reveal_minutes", 10, "Menit identitas terbuka bagi kustodian"),
    ("receipt_hours", 24, "Jam kode tanda terima dapat dilihat lagi di peramban yang sama"),
    ("upload_files", 10, "Berkas paling banyak dalam satu kiriman"),
    ("upload_megabytes", 10, "Megabita paling besar untuk satu berkas"),
    ("text_length", 3000, "Huruf paling banyak dalam satu laporan"),
    ("auto_of", 20, "Penerusan otomatis terakhir ke satu instansi yang dihitung"),
    ("auto_wrong", 3, "Berapa di antaranya boleh kembali sampai saklarnya mati sendiri"),
    ("routing_minutes", 4, "Menit yang dihemat satu saran instansi yang langsung diterima"),
    ("similar_days", 180, "Hari kalender ke belakang untuk mencari laporan yang serupa"),
    ("similar_metres", 500, "Meter dari titik kejadian untuk mencari laporan yang serupa"),
)

_Row = TypeVar("_Row", bound=models.Model)


@transaction.atomic
def install() -> None:
    """Fill what is still empty; may be called any number of times."""
    _fill(OfficeHours.objects, _office_hours())
    _install_holidays()
    _add_missing(
        Promise.objects,
        ("clock", "case"),
        [Promise(clock=c, case=k, amount=a, unit=u) for c, k, a, u in PROMISES],
    )
    _fill(
        EscalationLevel.objects,
        [EscalationLevel(level=n, after_days=d, audience=who) for n, d, who in LEVELS],
    )
    _add_missing(
        Limit.objects,
        ("code",),
        [Limit(code=c, value=v, description=text) for c, v, text in LIMITS],
    )
    _fill(OutsideBody.objects, _outside_bodies())
    law.forget()


def _office_hours() -> list[OfficeHours]:
    return [OfficeHours(weekday=day, opens=OPENS, closes=CLOSES) for day in range(5)]


def _install_holidays() -> None:
    """Add the holidays of every year that has none yet, joint leave and weekends included.

    A day a city took away must not come back, so a year is filled as a whole or not at all; days
    that only this town has do not fill it.
    """
    decreed = Holiday.objects.exclude(kind=Holiday.Kind.LOCAL)
    filled = set(decreed.values_list("date__year", flat=True).distinct())
    years = [year for year in HOLIDAY_YEARS if year not in filled]
    if years:
        Holiday.objects.bulk_create(_holidays(years), ignore_conflicts=True)


def _holidays(years: list[int]) -> list[Holiday]:
    """Read the days from the `holidays` library, whose default would leave out joint leave."""
    import holidays  # noqa: PLC0415  (heavy, and used only here)

    public = holidays.country_holidays("ID", years=years, categories="public", language="id")
    everything = holidays.country_holidays(
        "ID", years=years, categories=("public", "government"), language="id"
    )
    return [
        Holiday(
            date=day,
            name=name,
            kind=Holiday.Kind.NATIONAL if day in public else Holiday.Kind.JOINT_LEAVE,
        )
        for day, name in sorted(everything.items())
    ]


def _outside_bodies() -> list[OutsideBody]:
    from agencies.outside_bodies import BODIES  # noqa: PLC0415

    return [OutsideBody(**body) for body in BODIES]


def _fill(table: models.Manager[_Row], rows: list[_Row]) -> None:
    """Put rows into a table that has none."""
    if not table.exists():
        table.bulk_create(rows)


def _add_missing(table: models.Manager[_Row], key: tuple[str, ...], rows: list[_Row]) -> None:
    """Put those rows into a table whose key it does not have yet."""
    present = set(table.values_list(*key))
    table.bulk_create(
        [row for row in rows if tuple(getattr(row, name) for name in key) not in present]
    )
