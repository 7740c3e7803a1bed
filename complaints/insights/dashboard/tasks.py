"""What needs a decision today: everything that is open now, whenever it came, within what is asked."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Value

from agencies.models import Officer
from complaints.access import Desk
from complaints.fields import number
from complaints.figures.cuts import Sums
from complaints.insights.dashboard.numbers import Numbers
from complaints.insights.filters import KLASS, PERIOD, rows_of
from complaints.insights.lists import waiting
from complaints.insights.lists.listing import OLDEST, ORDER
from complaints.models import Standing
from complaints.models.figures import Klass
from complaints.states import OPEN

MOST_COUNTED = 1000


class Kind(NamedTuple):
    """One kind of waiting: how it is told."""

    code: str
    label: str
    hint: str
    tone: str
    icon: str


DANGER = Kind("danger", "Ada bahaya", "laporan bahaya yang masih terbuka", "danger", "alert")
LATE = Kind("late", "Lewat tenggat", "sebuah tenggatnya sudah lewat", "danger", "clock")
APPEALED = Kind("at_appealed", "Banding", "menunggu putusan pengawas", "warning", "scale")
TODAY = Kind("today", "Jatuh tempo hari ini", "tenggatnya berakhir hari ini", "warning", "calendar")
UNREAD = Kind(
    "at_received", "Belum diverifikasi", "menunggu dibaca koordinator", "progress", "inbox"
)
READY = Kind(
    "at_verified", "Siap diteruskan", "menunggu dikirim ke instansi", "progress", "forward"
)
UNANSWERED = Kind(
    *("at_forwarded", "Belum ditanggapi instansi", "sudah diteruskan, belum ada tindak lanjut"),
    *("progress", "building"),
)
INSPECTED = Kind(
    *("inspection", "Perlu pemeriksaan", "berkadar pengawasan, masih terbuka"),
    *("question", "shield"),
)
OBJECTED = Kind(
    *("objected", "Disanggah", "pada masa ini, pelapor berkata belum selesai"),
    *("question", "undo"),
)
USUAL = (DANGER, LATE, APPEALED, TODAY, UNREAD, READY, UNANSWERED, INSPECTED)
OF_OVERSEERS = (APPEALED, LATE, INSPECTED, OBJECTED, DANGER, UNREAD, UNANSWERED)
"""An overseer looks first at what nobody below decides."""


@dataclass(frozen=True)
class Task:
    """What waits for somebody's decision."""

    kind: Kind
    count: int
    url: str

    @property
    def words(self) -> str:
        """How many there are; counting stops at a thousand."""
        return f"{MOST_COUNTED - 1}+" if self.count >= MOST_COUNTED else number(self.count)


def tasks(numbers: Numbers, desk: Desk) -> list[Task]:
    """Return what needs a decision, the most pressing for this role first; nothing that is zero."""
    counts = _counts(numbers)
    kinds = OF_OVERSEERS if Officer.Role.OVERSEER in desk.roles else USUAL
    return [
        Task(kind, counts[kind.code], _url(numbers, kind)) for kind in kinds if counts[kind.code]
    ]


def _counts(numbers: Numbers) -> dict[str, int]:
    sums = numbers.standing_now
    inspection = numbers.ever_by_class.get(Klass.INSPECTION, Sums())
    today = _waiting_today(numbers)
    return {
        **{kind.code: sums[kind.code] for kind in (LATE, APPEALED, UNREAD, READY, UNANSWERED)},
        **{kind.code: today[kind.code] for kind in (DANGER, TODAY)},
        INSPECTED.code: sum(inspection[f"at_{state}"] for state in OPEN),
        OBJECTED.code: numbers.count(OBJECTED.code),
    }


def _url(numbers: Numbers, kind: Kind) -> str:
    """Return the address of the list of a kind."""
    asked = numbers.asked
    if kind is OBJECTED:
        return asked.address("insights:list", kind.code)
    more = {KLASS: str(Klass.INSPECTION)} if kind is INSPECTED else {}
    code = "open" if kind is INSPECTED else kind.code
    path = asked.address("insights:list", code, **{PERIOD: numbers.ever_code, **more})
    return f"{path}&{ORDER}={OLDEST}"


def _waiting_today(numbers: Numbers) -> dict[str, int]:
    """Return how many dangers are open, and how many reports are due before this day ends."""
    asked = Standing.objects.filter(rows_of(numbers.ever), waiting.within(numbers.ever)).order_by()
    danger, due = (
        asked.filter(condition).values_list(Value(kind.code), flat=True)[:MOST_COUNTED]
        for kind, condition in ((DANGER, waiting.is_danger()), (TODAY, waiting.is_due_today()))
    )
    return Counter(danger.union(due, all=True))
