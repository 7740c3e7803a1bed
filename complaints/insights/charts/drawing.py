"""Charts drawn as SVG by the server: the same on the page, on paper and in a file.

On a page the style sheet colours them (``static/css/insights.css``), in a file they bring their own
colours. No series is told by colour alone: the second one is dashed, circles have their numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import cos, radians, sqrt
from typing import NamedTuple

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from complaints.fields import number
from complaints.insights.charts.chart import Chart, Kind, Line

WIDTH, HEIGHT = 440, 220
LEFT, RIGHT, TOP, BOTTOM = 40, 10, 30, 26
TICKS, LABELS = 4, 6
SPARK_WIDTH, SPARK_HEIGHT = 96, 24
MAP_SMALLEST, MAP_LARGEST = 4, 24
MAP_NAMES = 6
LETTER, LINE = 9, 18
"""Room for a letter and a line of a name, as large as a phone writes them."""
BAR, GAP, NAMES = 22, 8, 190
LONGEST_NAME = 30
NOTHING = SafeString("")
STYLE = (
    "text{font:12px sans-serif;fill:#241d14}.axis{stroke:#dfd4c1}.tick{fill:#5d5243;font-size:11px}"
    ".line{fill:none;stroke-width:2.5;stroke-linejoin:round}.s0{stroke:#0b5c54;fill:#0b5c54}"
    ".s1{stroke:#857761;fill:#857761;stroke-dasharray:5 4}.line.s0,.line.s1{fill:none}"
    ".dot{stroke:#fff}.bar-of{fill:#15486a}.title{font-weight:700;font-size:14px}"
    ".place{fill:#0b5c54;fill-opacity:.75;stroke:#fff}"
)


class Box(NamedTuple):
    """A piece of the picture."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether both share some of the picture."""
        beside = self.right <= other.left or other.right <= self.left
        return not (beside or self.bottom <= other.top or other.bottom <= self.top)

    def covers(self, x: float, y: float, r: float, _line: object) -> bool:
        """Whether some of a circle is in it."""
        return self.meets(Box(x - r, y - r, x + r, y + r))


def on_page(chart: Chart) -> SafeString:
    """Return the picture of a chart for its page; nothing where the table is the picture."""
    if chart.is_empty or chart.kind not in _DRAWN:
        return NOTHING
    height, inside = _DRAWN[chart.kind](chart)
    return _html(
        '<svg class="drawn drawn-{}" viewBox="0 0 {} {}" role="img" aria-labelledby="{}-gambar">'
        '<title id="{}-gambar">{}</title>{}</svg>',
        *(chart.kind.value, WIDTH, height, chart.code, chart.code, chart.sentence, inside),
    )


def as_file(chart: Chart, words: str) -> str:
    """Return a picture that stands alone, with its title, what was asked, and its sentence.

    Args:
        chart: what is drawn.
        words: what was asked of the figures.
    """
    height, inside = _DRAWN.get(chart.kind, _bars)(chart)
    return str(
        _html(
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {1}" width="{2}" height="{3}"'
            ' role="img"><title>{4}</title><desc>{5}</desc><style>{6}</style>'
            '<rect width="{0}" height="{1}" fill="#fff"/>'
            '<text class="title" x="10" y="22">{4}</text><text class="tick" x="10" y="40">{7}</text>'
            '<g transform="translate(0 48)">{8}</g></svg>',
            *(WIDTH, height + 52, 2 * WIDTH, 2 * (height + 52), chart.title, chart.sentence),
            *(mark_safe(STYLE), words, inside),  # noqa: S308  (our own constant)
        )
    )


def spark(values: Sequence[float]) -> SafeString:
    """Return a small line without numbers, for a row of a table that tells them elsewhere."""
    most = max(values, default=0)
    if not most or len(values) < 2:  # noqa: PLR2004  (one point is no line)
        return NOTHING
    step = (SPARK_WIDTH - 4) / (len(values) - 1)
    points = [
        (2 + i * step, _down(value, most, 3, SPARK_HEIGHT - 3)) for i, value in enumerate(values)
    ]
    return _html(
        '<svg class="spark" viewBox="0 0 {} {}" width="{}" height="{}" aria-hidden="true">'
        '<polyline points="{}"/><circle cx="{}" cy="{}" r="2.5"/></svg>',
        *(SPARK_WIDTH, SPARK_HEIGHT, SPARK_WIDTH, SPARK_HEIGHT, _points(points), *points[-1]),
    )


def composition(parts: Sequence[tuple[str, int]]) -> SafeString:
    """Return one bar that is divided among some parts: (tone, number of reports)."""
    whole = sum(amount for _, amount in parts)
    if not whole:
        return NOTHING
    pieces, start = [], 0.0
    for tone, amount in parts:
        width = 100 * amount / whole
        pieces.append((tone, start, width))
        start += width
    return _html(
        '<svg class="composition" width="100%" height="18" aria-hidden="true">{}</svg>',
        _join(
            '<rect class="tone-{}" x="{}%" width="{}%" height="18"></rect>',
            pieces,
        ),
    )


def _lines(chart: Chart) -> tuple[int, SafeString]:
    """Two series over time: a full line with dots, and a dashed one."""
    names = chart.heads[1:3]
    series = [[_number(line, column) for line in chart.lines] for column in range(len(names))]
    top = _round_up(max((value for row in series for value in row if value is not None), default=0))
    width = (WIDTH - LEFT - RIGHT) / max(1, len(chart.lines) - 1)
    told = [place for place in range(len(names)) if any(v is not None for v in series[place])]
    parts = [
        _grid(top),
        _months(chart.lines, width),
        _legend([(place, names[place]) for place in told]),
    ]
    for place in reversed(told):
        known = [
            (LEFT + i * width, _down(value, top, TOP, HEIGHT - BOTTOM))
            for i, value in enumerate(series[place])
            if value is not None
        ]
        parts.append(_html('<polyline class="line s{}" points="{}"/>', place, _points(known)))
        if place == 0:
            dot = '<circle class="dot s0" cx="{}" cy="{}" r="3.5"/>'
            parts.append(_join(dot, known))
    return HEIGHT, _all(parts)


def _grid(top: float) -> SafeString:
    rows = [
        (LEFT, WIDTH - RIGHT, y, y, LEFT - 6, y + 4, number(round(top * tick / TICKS)))
        for tick in range(TICKS + 1)
        for y in [_down(tick, TICKS, TOP, HEIGHT - BOTTOM)]
    ]
    return _join(
        '<line class="axis" x1="{}" x2="{}" y1="{}" y2="{}"/>'
        '<text class="tick" x="{}" y="{}" text-anchor="end">{}</text>',
        rows,
    )


def _months(lines: Sequence[Line], width: float) -> SafeString:
    every = -(-len(lines) // LABELS)
    rows = [
        (LEFT + i * width, HEIGHT - 8, _anchor(i, len(lines)), line.note or line.label)
        for i, line in enumerate(lines)
        if i % every == 0
    ]
    text = '<text class="tick" x="{}" y="{}" text-anchor="{}">{}</text>'
    return _join(text, rows)


def _anchor(place: int, count: int) -> str:
    return "end" if place == count - 1 and count > 1 else "middle"


def _legend(names: Sequence[tuple[int, str]]) -> SafeString:
    """Return the names of the lines, each with the number of its series."""
    rows = [
        (series, x, x + 26, x + 32, name)
        for place, (series, name) in enumerate(names)
        for x in [LEFT + place * (WIDTH - LEFT) // 2]
    ]
    return _join(
        '<line class="line s{}" x1="{}" x2="{}" y1="12" y2="12"/><text x="{}" y="16">{}</text>',
        rows,
    )


def _map(chart: Chart) -> tuple[int, SafeString]:
    """Circles at the centres of places, the larger behind the smaller, and names of the largest."""
    lines = [line for line in chart.lines if line.at is not None]
    places, height = _projected(lines)
    most = max(chart.most, 1)
    order = sorted(zip(lines, places, strict=True), key=lambda one: -one[0].first)
    circles = [
        (x, y, max(MAP_SMALLEST, MAP_LARGEST * sqrt(line.first / most)), line)
        for line, (x, y) in order
    ]
    drawn = _join(
        '<circle class="place" cx="{}" cy="{}" r="{}"><title>{}: {}</title></circle>',
        ((x, y, r, line.label, line.cells[0].words) for x, y, r, line in circles),
    )
    return height, _all([drawn, _names(circles)])


def _names(circles: Sequence[tuple[float, float, float, Line]]) -> SafeString:
    """Write the names of the largest circles beside them, where they cover nothing that is written."""
    written: list[Box] = []
    rows: list[tuple[float, float, str, str]] = []
    for x, y, r, line in circles:
        if not line.first or len(rows) == MAP_NAMES:
            break
        words = f"{line.label} {line.cells[0].words}"
        places = _beside(x, y, r, LETTER * len(words))
        free = [(box, anchor) for box, anchor in places if not any(map(box.meets, written))]
        if not free:
            continue
        box, anchor = min(free, key=lambda place: sum(place[0].covers(*one) for one in circles))
        written.append(box)
        at = {"start": box.left, "middle": x, "end": box.right}[anchor]
        rows.append((at, box.top + LINE - 4, anchor, words))
    return _join('<text class="name" x="{}" y="{}" text-anchor="{}">{}</text>', rows)


def _beside(x: float, y: float, r: float, wide: float) -> list[tuple[Box, str]]:
    """Return where a name may stand at a circle, and by which of its ends: inside the picture."""
    lefts = (
        (x + r + 3, y, "start"),
        (x - r - 3 - wide, y, "end"),
        (x - wide / 2, y - r - LINE / 2, "middle"),
        (x - wide / 2, y + r + LINE / 2, "middle"),
    )
    boxes = [
        (Box(left, middle - LINE / 2, left + wide, middle + LINE / 2), anchor)
        for left, middle, anchor in lefts
    ]
    return [(box, anchor) for box, anchor in boxes if box.left >= 0 and box.right <= WIDTH]


def _projected(lines: Sequence[Line]) -> tuple[list[tuple[float, float]], int]:
    """Return where the places lie in the picture, and how high it is."""
    points = [line.at for line in lines if line.at is not None]
    if not points:
        return [], TOP
    north, south = max(p[0] for p in points), min(p[0] for p in points)
    east, west = max(p[1] for p in points), min(p[1] for p in points)
    narrow = cos(radians((north + south) / 2))
    room = WIDTH - 4 * MAP_LARGEST - 60
    tall = 300
    scale = min(room / max((east - west) * narrow, 0.01), tall / max(north - south, 0.01))
    margin = (WIDTH - (east - west) * narrow * scale) / 2
    found = [
        (margin + (p[1] - west) * narrow * scale, 2 * MAP_LARGEST + (north - p[0]) * scale)
        for p in points
    ]
    return found, round((north - south) * scale + 3.5 * MAP_LARGEST)


def _bars(chart: Chart) -> tuple[int, SafeString]:
    """Bars with their names and numbers, for a file; on the page the table draws them."""
    room = WIDTH - NAMES - 70
    rows = [
        (y + 15, _short(line.label), NAMES, y, length, NAMES + length + 6, line.cells[0].words)
        for place, (line, share) in enumerate(chart.bars)
        for y, length in [(place * (BAR + GAP), room * share / 100)]
    ]
    drawn = _join(
        '<text x="10" y="{0}">{1}</text>'
        f'<rect class="bar-of" x="{{2}}" y="{{3}}" width="{{4}}" height="{BAR}" rx="3"/>'
        '<text x="{5}" y="{0}">{6}</text>',
        rows,
    )
    return len(rows) * (BAR + GAP) + 10, drawn


def _short(words: str) -> str:
    return words if len(words) <= LONGEST_NAME else words[: LONGEST_NAME - 1] + "…"


def _number(line: Line, column: int) -> float | None:
    value = line.cells[column].value
    return value if isinstance(value, int | float) else None


def _down(value: float, most: float, top: float, bottom: float) -> float:
    return bottom - (bottom - top) * (value / most if most else 0)


def _points(points: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)


def _round_up(most: float) -> float:
    """Return the end of an axis that divides into ``TICKS`` whole steps."""
    size = TICKS
    while True:
        for times in (1, 2, 5):
            if most <= size * times:
                return size * times
        size *= 10


def _html(template: str, *values: object) -> SafeString:
    """Return escaped HTML; a fraction is written with one decimal."""
    return format_html(template, *map(_written, values))


def _join(template: str, rows: Iterable[Iterable[object]]) -> SafeString:
    return format_html_join("", template, (map(_written, row) for row in rows))


def _written(value: object) -> object:
    return f"{value:.1f}" if isinstance(value, float) else value


def _all(parts: Iterable[SafeString]) -> SafeString:
    return _join("{}", ((part,) for part in parts))


_DRAWN = {Kind.LINES: _lines, Kind.MAP: _map}
