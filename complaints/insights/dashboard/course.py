"""How it went: the trend with the year before, the promises kept, the times, and all figures."""

from __future__ import annotations

from complaints.fields import number
from complaints.figures.cuts import STEPS
from complaints.figures.reading import archived
from complaints.insights import telling
from complaints.insights.charts.chart import WHOLE, Cell, Chart, Kind, Line, count_cell
from complaints.insights.dashboard.numbers import Numbers, Step
from complaints.insights.figure import Figure
from complaints.insights.figures import BY_CODE, GROUPS
from complaints.insights.filters import PERIOD
from complaints.insights.lists.listing import REASON
from complaints.insights.period import Length
from complaints.insights.telling import capital
from complaints.law import reasons
from complaints.models import Reason
from complaints.states import State
from lapor.words import MONTHS

PROMISES = ("verification", "first_follow_up", "progress", "resolution")
SHORT = 3
ARCHIVED = f"at_{State.ARCHIVED}"


def trend(numbers: Numbers) -> Chart:
    """What was received, step by step, beside the same a year before, and what was closed."""
    asked, period = numbers.asked, numbers.asked.period
    steps = numbers.steps
    has_before = any(step.year_before for step in steps)
    lines = tuple(
        Line(
            capital(step.period.words),
            (
                _known(
                    step.received,
                    asked.address("insights:list", "received", **{PERIOD: step.period.code}),
                ),
                _known(
                    step.year_before if has_before else None,
                    asked.address(
                        "insights:list", "received", **{PERIOD: step.period.year_before().code}
                    ),
                ),
                _known(
                    step.closed,
                    asked.address("insights:list", "closed", **{PERIOD: step.period.code}),
                ),
            ),
            note=_short(step),
        )
        for step in steps
    )
    return Chart(
        "tren",
        "Laporan diterima dari waktu ke waktu",
        _of_trend(numbers, steps),
        ("Waktu", capital(period.words), capital(period.year_before().words), "Ditutup"),
        lines,
        Kind.LINES,
        note="Garis putus-putus: masa yang sama setahun sebelumnya, untuk melihat musim."
        if has_before
        else "",
    )


def _known(value: int | None, url: str) -> Cell:
    return Cell(telling.NOTHING) if value is None else count_cell(value, url)


def _short(step: Step) -> str:
    """Return what stands below a step of the line."""
    first = step.period.first
    if step.period.length is Length.YEAR:
        return f"{first.year}"
    if step.period.length is Length.MONTH:
        return MONTHS[first.month - 1][:SHORT]
    return f"{first.day} {MONTHS[first.month - 1][:SHORT]}"


def _of_trend(numbers: Numbers, steps: list[Step]) -> str:
    known = [step for step in steps if step.received]
    if not known:
        return "Tidak ada laporan pada masa ini."
    top = max(known, key=lambda step: step.received or 0)
    now, before = numbers.count("received"), numbers.year_before["received"]
    sentence = f"Paling banyak pada {top.period.words} ({number(top.received or 0)} laporan)"
    if not before:
        return f"{sentence}; setahun sebelumnya belum ada laporan."
    more = telling.change(BY_CODE["received"], now, before)
    until = " sampai tanggal yang sama" if numbers.asked.period.is_running else ""
    if more == "sama":
        return f"{sentence}; sama banyak dengan setahun sebelumnya{until}."
    return f"{sentence}; seluruhnya {more} dari setahun sebelumnya{until}."


def promises(numbers: Numbers) -> Chart:
    """Which promises were kept: the share in time, and how many were not."""
    final = BY_CODE["kept_resolution"]
    value = final.value(numbers.now)
    sentence = (
        "Belum ada jawaban akhir yang jatuh tempo."
        if value is None
        else f"{telling.told(final, value)} jawaban akhir diberikan sebelum tenggatnya."
    )
    return Chart(
        "janji",
        "Janji yang ditepati",
        sentence,
        ("Janji", "Tepat waktu", "Ditepati", "Tidak", "Setahun sebelumnya"),
        tuple(_promise(numbers, clock) for clock in PROMISES),
        note="Waktu menunggu pelapor tidak dihitung; laporan yang tenggatnya belum tiba tidak ikut.",
        whole=WHOLE,
    )


def _promise(numbers: Numbers, clock: str) -> Line:
    kept, broken = BY_CODE[f"kept_{clock}"], BY_CODE[f"broken_{clock}"]
    share, address = kept.value(numbers.now), numbers.asked.address
    counts = [
        count_cell(numbers.count(one.code), address("insights:list", one.code))
        for one in (kept, broken)
    ]
    return Line(
        capital(kept.name.removeprefix("Janji ").removesuffix(" ditepati")),
        (
            Cell(telling.told(kept, share), None if share is None else round(100 * share, 1)),
            *counts,
            Cell(telling.told(kept, kept.value(numbers.year_before))),
        ),
        tone="success",
    )


def speed(numbers: Numbers) -> Chart:
    """How long the steps took: half of the reports, and nine of ten."""
    lines = []
    for step in STEPS:
        half, most = BY_CODE[f"{step}_median"], BY_CODE[f"{step}_p90"]
        url = numbers.asked.address("insights:list", half.code)
        lines.append(
            Line(
                half.name.partition(",")[0],
                (
                    _time(numbers, half),
                    _time(numbers, most),
                    count_cell(numbers.count(half.code), url),
                ),
            )
        )
    reply = numbers.value("reply_median")
    sentence = (
        "Belum ada balasan pada masa ini."
        if reply is None
        else f"Separuh pelapor mendapat balasan pertama dalam {telling.working_time(round(reply))}."
    )
    return Chart(
        "waktu",
        "Lama menunggu",
        sentence,
        ("Sampai", "Separuh laporan", "9 dari 10 laporan", "Dari laporan"),
        tuple(lines),
        Kind.TABLE,
        note="Dalam jam kerja sejak dikirim; waktu menunggu pelapor ikut terhitung.",
    )


def _time(numbers: Numbers, figure: Figure) -> Cell:
    value = numbers.value(figure.code)
    return Cell(telling.told(figure, value), value)


def archive(numbers: Numbers) -> Chart:
    """Why reports were archived."""
    found = archived(numbers.asked.slice)
    path = numbers.asked.address("insights:list", ARCHIVED)
    lines = tuple(
        Line(
            capital(reasons.label_of(Reason.Verb.ARCHIVE, reason)),
            (count_cell(amount, f"{path}&{REASON}={reason}"),),
            tone="neutral",
        )
        for reason, amount in found.most_common()
    )
    whole = sum(found.values())
    sentence = (
        f"{number(whole)} laporan diarsipkan, paling sering karena: {lines[0].label.lower()}."
        if lines
        else "Tidak ada yang diarsipkan."
    )
    return Chart("arsip", "Mengapa diarsipkan", sentence, ("Alasan", "Laporan"), lines)


def everything(numbers: Numbers) -> Chart:
    """All figures with their formulas, beside the period before and the year before."""
    lines = [_figure(numbers, figure, words) for words, figures in GROUPS for figure in figures]
    return Chart(
        "semua",
        "Semua angka",
        "Setiap angka dengan cara menghitungnya dan apa yang tidak terlihat olehnya.",
        ("Angka", "Masa ini", "Masa sebelumnya", "Setahun sebelumnya", "Satuan", "Arti"),
        tuple(lines),
        Kind.TABLE,
        grouped=True,
        texts=(3, 4),
    )


def _figure(numbers: Numbers, figure: Figure, group: str) -> Line:
    value, nothing = numbers.value(figure.code), Cell(telling.NOTHING)
    url = numbers.asked.address("insights:list", figure.code)
    earlier = [
        nothing if figure.step else Cell(telling.told(figure, figure.value(sums)))
        for sums in (numbers.before, numbers.year_before)
    ]
    return Line(
        figure.name,
        (
            Cell(telling.told(figure, value), value, url if numbers.count(figure.code) else ""),
            *earlier,
            Cell(figure.unit.value),
            Cell(f"{capital(figure.formula)}. Tidak terlihat: {figure.hides}."),
        ),
        group=group,
    )
