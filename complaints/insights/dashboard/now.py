"""How it stands now: the sentence, what needs a decision, where reports are, how old the backlog is."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString

from complaints.access import Desk
from complaints.fields import number
from complaints.insights import telling
from complaints.insights.charts import drawing
from complaints.insights.charts.chart import Cell, Chart, Line, count_cell
from complaints.insights.dashboard.numbers import Numbers
from complaints.insights.figures import BY_CODE
from complaints.insights.filters import PERIOD
from complaints.insights.lists.listing import OLDEST, ORDER, Listing, Row
from complaints.insights.telling import capital
from lapor import clock

WORST = 6
COMPOSED = (("handled", "success"), ("in_process", "progress"), ("not_started", "danger"))
RUNNING = (
    *("at_received", "at_verified", "at_forwarded", "at_followed_up", "at_needs_info"),
    *("at_referred", "at_appealed", "at_answered"),
)
ENDED = ("at_resolved", "at_archived")
TONES = {
    "at_received": "danger",
    "at_verified": "danger",
    "at_forwarded": "danger",
    "at_appealed": "warning",
    "at_needs_info": "question",
    "at_referred": "question",
    "at_answered": "success",
    "at_resolved": "success",
    "at_archived": "neutral",
}


@dataclass(frozen=True)
class Tile:
    """One big number, with what it was and where its list is."""

    code: str
    value: str
    label: str
    url: str = ""
    note: str = ""
    tone: str = ""
    change: str = ""
    change_tone: str = ""


def published(numbers: Numbers) -> str:
    """Return the sentence that the town publishes."""
    return telling.sentence(numbers.now)


def composition(numbers: Numbers) -> SafeString:
    """Return the bar that divides what was received as the sentence does."""
    return drawing.composition([(tone, numbers.count(code)) for code, tone in COMPOSED])


def parts_of_sentence(numbers: Numbers) -> list[Tile]:
    """Return the three parts of the sentence, each with its list."""
    received = numbers.count("received")
    return [
        Tile(
            code,
            number(numbers.count(code)),
            BY_CODE[code].name,
            numbers.asked.address("insights:list", code),
            telling.share_of(numbers.count(code), received),
            tone,
        )
        for code, tone in COMPOSED
    ]


def tile(numbers: Numbers, code: str, note: str = "", tone: str = "") -> Tile:
    """Return one figure of the period beside the same a year before."""
    figure, value = BY_CODE[code], numbers.value(code)
    before = None if figure.step else figure.value(numbers.year_before)
    has_before = bool(numbers.year_before["received"])
    change = telling.change(figure, value, before) if has_before else ""
    return Tile(
        code,
        telling.told(figure, value),
        figure.name,
        numbers.asked.address("insights:list", code),
        note,
        tone,
        f"{change} dari tahun sebelumnya" if change not in ("", "sama") else change,
        telling.tone_of_change(figure, value, before) if has_before else "",
    )


def tiles(numbers: Numbers) -> list[Tile]:
    """Return the figures at the head of the page: what came, what was done, how fast, how well."""
    done, received = numbers.count("done"), numbers.count("received")
    share = telling.share_of
    rated = numbers.count("stars")
    return [
        tile(numbers, "received", "tanpa spam dan uji coba"),
        tile(numbers, "followed", share(numbers.count("followed"), received)),
        tile(numbers, "done", share(done, received)),
        tile(numbers, "confirmed", f"{share(numbers.count('confirmed'), done)} dari yang selesai"),
        tile(numbers, "kept_resolution", "sesuai tenggat layanan"),
        tile(numbers, "reply_median", "dalam jam kerja, sejak dikirim"),
        tile(numbers, "objected", "pelapor berkata belum selesai"),
        tile(numbers, "stars", f"dari {number(rated)} penilai" if rated else "belum ada penilai"),
    ]


def funnel(numbers: Numbers) -> Chart:
    """Where the reports of the period are now, from the first step to the last."""
    received = numbers.count("received")
    lines = tuple(
        Line(
            capital(BY_CODE[code].name),
            (
                count_cell(numbers.count(code), numbers.asked.address("insights:list", code)),
                Cell(telling.share_of(numbers.count(code), received)),
            ),
            tone=TONES.get(code, "progress"),
            group="Masih berjalan" if code in RUNNING else "Sudah berakhir",
        )
        for code in (*RUNNING, *ENDED)
    )
    running = sum(numbers.count(code) for code in RUNNING)
    most = max(lines[: len(RUNNING)], key=lambda line: line.first)
    sentence = f"{number(running)} dari {number(received)} laporan masih berjalan"
    if running:
        sentence += f"; paling banyak di langkah “{most.label}” ({most.cells[0].words})"
    return Chart(
        "posisi",
        "Di mana laporan sekarang",
        f"{sentence}.",
        ("Langkah", "Laporan", "Bagian"),
        lines,
        note="Laporan yang digabung dihitung di tempat laporan utamanya.",
        grouped=True,
    )


def ageing(numbers: Numbers) -> Chart:
    """How old the open reports are, whenever they came."""
    asked, figure = numbers.asked, BY_CODE["open"]
    lines = []
    for age in numbers.ages:
        path = asked.address("insights:list", "open", **{PERIOD: age.code})
        late = asked.address("insights:list", "late", **{PERIOD: age.code})
        lines.append(
            Line(
                capital(age.words),
                (
                    count_cell(figure.count(age.sums), f"{path}&{ORDER}={OLDEST}"),
                    count_cell(age.sums["late"], f"{late}&{ORDER}={OLDEST}"),
                ),
                tone="danger" if age.first.year < clock.today().year - 1 else "progress",
            )
        )
    whole = sum(line.first for line in lines)
    old = sum(line.first for line in lines[3:])
    sentence = (
        f"{number(round(whole))} laporan masih terbuka; {number(round(old))} di antaranya sudah "
        "lebih dari 30 hari."
        if whole
        else "Tidak ada laporan yang terbuka."
    )
    return Chart(
        "umur",
        "Umur laporan yang terbuka",
        sentence,
        ("Sejak diterima", "Terbuka", "Lewat tenggat"),
        tuple(lines),
        note="Semua yang terbuka sekarang, kapan pun diterima; umur dalam hari kalender.",
    )


def worst(numbers: Numbers, desk: Desk) -> list[Row]:
    """Return the late reports that have waited longest, as the person may read them."""
    listing = Listing(BY_CODE["late"], numbers.asked.over(numbers.ever), is_oldest_first=True)
    return listing.page(desk.visible_unsealed(), most=WORST)[0]
