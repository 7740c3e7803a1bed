"""The tabs of the inbox: which reports each role works on, as lanes that an index serves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from agencies import law
from agencies.models import Officer
from complaints.access import Desk
from complaints.desk.inbox.finding import big
from complaints.desk.inbox.orders import DUE, NEWEST, OLDEST, RECENT, SUPPORTED, Order
from complaints.desk.team import mentions
from complaints.law.approval import NEED_A_HEAD
from complaints.models import Assignment, ImportRun
from complaints.models.desk_indexes import DELEGATED, UNEDITED
from complaints.models.visibility import AWAITS_TAKE_OVER, OURS, units_of
from complaints.shell import ROLE_ORDER
from complaints.states import AT_COORDINATOR, OPEN, WITH_AGENCY, State
from lapor import clock, kept

if TYPE_CHECKING:
    from accounts.models import User

Role = Officer.Role
SOON_DAYS = 2
CLOSED = (State.RESOLVED, State.ARCHIVED, State.MERGED)
WORKING = (DUE, NEWEST, OLDEST, SUPPORTED)
OVER = (RECENT, NEWEST, OLDEST, SUPPORTED)
FILED = (NEWEST, OLDEST)
"""The orders of a list, the usual one first: of work, of what is over, of what a clerk noted."""
NAMED_SEATS = (Role.VERIFIER, Role.LIAISON, Role.OPERATOR, Role.SUPERVISOR, Role.OVERSEER)
"""Who can be named in a note (``access.colleagues``)."""
NOT_NAMED = "Tidak ada catatan yang menyebut Anda dan masih menunggu."
TAKERS = (Role.VERIFIER, Role.LIAISON)
"""Who can take imported reports over."""
UNEDITED_TAB = "sunting"
"""What went to an agency before anybody decided what the public reads; linked from *Penerusan*."""
IMPORTED = "Impor"
NONE_IMPORTED = "Semua laporan impor yang masih terbuka sudah diambil alih."
OVER_TABS = 2
"""How many lists without a number stand last: what is over, and everything."""


@dataclass(frozen=True)
class Tab:
    """One list of the inbox.

    ``lanes`` are disjoint conditions, each led by the columns of one index; a list reads only the
    first rows of each lane. ``wide`` are the same rows in fewer conditions, for filters and words;
    ``running`` and ``wide_running`` are those that still owe something, where the list also has
    others.
    ``held`` lists have only what the officer's units hold.
    ``counted`` lists show their number; the others also hold what is over, however much it is.
    """

    slug: str
    label: str
    lanes: tuple[Q, ...]
    orders: tuple[Order, ...] = WORKING
    counted: bool = True
    alarm: bool = False
    empty: str = "Tidak ada laporan di daftar ini."
    wide: tuple[Q, ...] = ()
    running: tuple[Q, ...] = ()
    wide_running: tuple[Q, ...] = ()
    held: bool = False


def seats_of(desk: Desk) -> list[str]:
    """Return the roles in which somebody may look at the inbox, the leading one first.

    An operator works in the liaison's lists.
    """
    roles = [role for role in ROLE_ORDER if role in desk.roles]
    if Role.LIAISON in roles and Role.OPERATOR in roles:
        roles.remove(Role.OPERATOR)
    return [str(role) for role in roles]


def tabs_of(desk: Desk, seat: str) -> list[Tab]:
    """Return the tabs of one of the officer's roles; *Anda disebut* before what is over.

    What was imported and nobody took over is work of no list but its own (decision 0038).
    """
    tabs = [_without_imports(tab) for tab in _tabs_of(desk, seat)]
    if seat in TAKERS and has_imports():
        tabs.insert(len(tabs) - OVER_TABS, _imported(desk, seat))
    if seat in NAMED_SEATS:
        notes = mentions.open_for(people_of(desk)).values("complaint")
        named = Tab("disebut", "Anda disebut", (Q(pk__in=notes),), alarm=True, empty=NOT_NAMED)
        tabs.insert(len(tabs) - OVER_TABS, named)
    return tabs


def has_imports() -> bool:
    """Return whether the town ever imported anything; read once in a minute."""
    return kept.remember("inbox.imports", ImportRun.objects.exists)


def _without_imports(tab: Tab) -> Tab:
    """Leave what waits to be taken over out of a list of work; what is counted is work."""
    if not tab.counted:
        return tab
    return replace(tab, lanes=_with(tab.lanes, OURS), wide=_with(tab.wide, OURS))


def _imported(desk: Desk, seat: str) -> Tab:
    """Return the list of what was imported and waits to be taken over."""
    if seat == Role.VERIFIER:
        return _by_state("impor", IMPORTED, OPEN, AWAITS_TAKE_OVER, empty=NONE_IMPORTED)
    mine = [Q(holder=big(unit)) for unit in desk.units(Role.LIAISON)]
    waits = AWAITS_TAKE_OVER & Q(status__in=OPEN)
    return Tab("impor", IMPORTED, _with(mine, waits), empty=NONE_IMPORTED)


def _tabs_of(desk: Desk, seat: str) -> list[Tab]:
    match seat:
        case Role.VERIFIER:
            return _verifier()
        case Role.LIAISON | Role.OPERATOR:
            return _liaison(desk.units(Role.LIAISON, Role.OPERATOR), people_of(desk))
        case Role.SUPERVISOR:
            return _supervisor(units_of([o for o in desk.officers if o.role == Role.SUPERVISOR]))
        case Role.OVERSEER:
            return _overseer(sealed=any(officer.sees_sealed for officer in desk.officers))
        case Role.CUSTODIAN:
            return _custodian()
        case _:
            return _clerk(desk.user)


def _verifier() -> list[Tab]:
    waits = Q(extension_asked__isnull=False)
    return [
        Tab(
            "tindakan",
            "Perlu tindakan saya",
            (*_in(AT_COORDINATOR), *_in(WITH_AGENCY, waits)),
            alarm=True,
            empty="Semua laporan sudah diperiksa dan diteruskan.",
            wide=(Q(status__in=AT_COORDINATOR), Q(status__in=WITH_AGENCY) & waits),
        ),
        _by_state("baru", "Belum diverifikasi", [State.RECEIVED]),
        _by_state("siap", "Siap diteruskan", [State.VERIFIED], Q(hand_backs=0)),
        _by_state("dikembalikan", "Dikembalikan", [State.VERIFIED], Q(hand_backs__gt=0)),
        _by_state("perpanjangan", "Perpanjangan", WITH_AGENCY, waits),
        _by_state("menunggu", "Menunggu pelapor", [State.NEEDS_INFO, State.ANSWERED]),
        _by_state("dirujuk", "Dirujuk", [State.REFERRED]),
        _by_state("instansi", "Di instansi", WITH_AGENCY),
        Tab(
            UNEDITED_TAB,
            "Belum disunting",
            (UNEDITED,),
            (OLDEST, NEWEST),
            empty="Semua laporan yang sudah diteruskan sudah diputuskan keterbukaannya.",
            wide=(UNEDITED,),
        ),
        _by_state("banding", "Banding", [State.APPEALED]),
        *_everything(_in(CLOSED), _in(OPEN), whole=Q()),
    ]


def people_of(desk: Desk) -> list[int]:
    """Return whom the officer stands for: himself, and whom he substitutes."""
    return sorted({desk.user.pk, *(officer.user_id for officer in desk.officers)})


def _liaison(units: Sequence[int], people: Sequence[int]) -> list[Tab]:
    mine = [Q(holder=big(unit)) for unit in units]
    below = [Q(lead=big(unit)) & DELEGATED & ~Q(holder__in=units) for unit in units]
    return [
        Tab(
            "tindakan",
            "Perlu tindakan saya",
            _with(mine, Q(status__in=WITH_AGENCY) & _urgent_for(people)),
            alarm=True,
            empty="Tidak ada laporan baru, disanggah, atau mendekati tenggat.",
            held=True,
        ),
        _held("baru", "Baru", mine, Q(status=State.FORWARDED)),
        _held("dikerjakan", "Dikerjakan", mine, Q(status=State.FOLLOWED_UP)),
        _held(
            "menunggu", "Menunggu pelapor", mine, Q(status__in=[State.NEEDS_INFO, State.ANSWERED])
        ),
        _held("sanggahan", "Sanggahan", mine, _contested()),
        Tab("unit", "Di unit bawah", _with(below, Q(status__in=OPEN))),
        Tab("pendamping", "Pendamping", (_helped_by(units) & Q(status__in=OPEN),)),
        *_of_units((*mine, *below)),
    ]


def _urgent_for(people: Sequence[int]) -> Q:
    """What a liaison must look at: new, due, dangerous or contested, and nobody else's."""
    urgent = Q(status=State.FORWARDED) | Q(next_due_at__lte=_soon()) | Q(danger=True)
    nobody_else = Q(holder_officer__isnull=True) | Q(holder_officer__in=people)
    return (urgent | Q(objections__gt=0)) & nobody_else


def _helped_by(units: Sequence[int]) -> Q:
    """What units help with, or read along."""
    also = Assignment.objects.filter(
        agency__in=units,
        part__in=[Assignment.Part.CO, Assignment.Part.CC],
        ended_at__isnull=True,
    )
    return Q(pk__in=also.values("complaint"))


def _supervisor(units: Sequence[int]) -> list[Tab]:
    mine = [Q(holder=big(unit)) for unit in units]
    late = Q(status__in=OPEN, next_due_at__lt=clock.now())
    return [
        Tab(
            "terlambat",
            "Terlambat",
            _with(mine, late),
            alarm=True,
            empty="Tidak ada laporan yang lewat tenggat.",
            held=True,
        ),
        Tab(
            "persetujuan",
            "Menunggu persetujuan saya",
            _with(mine, Q(status__in=WITH_AGENCY, draft_needs__in=NEED_A_HEAD)),
            alarm=True,
            empty="Tidak ada konsep yang menunggu persetujuan Anda.",
            held=True,
        ),
        _held("baru", "Baru", mine, Q(status=State.FORWARDED)),
        _held("dikerjakan", "Dikerjakan", mine, Q(status=State.FOLLOWED_UP)),
        _held("dijawab", "Dijawab", mine, Q(status=State.ANSWERED)),
        _held("menunggu", "Menunggu pelapor", mine, Q(status=State.NEEDS_INFO)),
        _held("sanggahan", "Sanggahan", mine, _contested()),
        *_of_units(tuple(mine)),
    ]


def _overseer(*, sealed: bool) -> list[Tab]:
    late = Q(next_due_at__lt=clock.now())
    tabs = [
        _by_state(
            "banding",
            "Banding",
            [State.APPEALED],
            alarm=True,
            empty="Tidak ada banding yang menunggu putusan.",
        ),
        _by_state("terlambat", "Terlambat", OPEN, late, alarm=True),
        _by_state("berjalan", "Semua yang berjalan", OPEN),
    ]
    if sealed:
        tabs.insert(1, _by_state("tersegel", "Tersegel", OPEN, Q(is_sealed=True)))
    return [*tabs, *_everything(_in(CLOSED), _in(OPEN), whole=Q())]


def _custodian() -> list[Tab]:
    hidden = Q(hides_reporter=True)
    return [
        _by_state("anonim", "Identitas disembunyikan", OPEN, hidden),
        *_everything(_in(CLOSED, hidden), _in(OPEN, hidden), whole=hidden),
    ]


def _clerk(user: User) -> list[Tab]:
    mine = Q(entered_by=user)
    return [
        Tab("berjalan", "Masih berjalan", (mine & Q(status__in=OPEN),), FILED),
        Tab("selesai", "Selesai", (mine & Q(status__in=CLOSED),), FILED, counted=False),
        Tab("semua", "Semua yang saya catat", (mine,), FILED, counted=False),
    ]


def _of_units(lanes: tuple[Q, ...]) -> list[Tab]:
    """The two lists without a number, of some units."""
    closed, running = (_with(lanes, Q(status__in=states)) for states in (CLOSED, OPEN))
    return _everything(closed, running, lanes)


def _everything(
    closed: tuple[Q, ...],
    running: tuple[Q, ...],
    all_: tuple[Q, ...] = (),
    *,
    whole: Q | None = None,
) -> list[Tab]:
    """The two lists without a number: counting what is over would read too much.

    Args:
        closed: the lanes of what is over.
        running: the lanes of what is not.
        all_: the lanes of everything, where they are not those two together.
        whole: one condition for all of them, where there is one.
    """
    one = (whole,) if whole is not None else ()
    over, owing = (_with(one, Q(status__in=states)) for states in (CLOSED, OPEN))
    lanes = all_ or (*closed, *running)
    none = (Q(pk__in=[]),)
    return [
        Tab("selesai", "Selesai", closed, OVER, counted=False, wide=over, running=none),
        Tab("semua", "Semua", lanes, OVER, False, wide=one, running=running, wide_running=owing),
    ]


def _by_state(
    slug: str, label: str, states: Sequence[str], more: Q | None = None, **rest: Any
) -> Tab:
    """Return a list of the whole town: one lane for each state, and all of them in one."""
    wide = Q(status__in=states) & (more or Q())
    return Tab(slug, label, _in(states, more), wide=(wide,), **rest)


def _held(slug: str, label: str, mine: Sequence[Q], more: Q) -> Tab:
    """Return a list of what the officer's units hold: one lane for each of them."""
    return Tab(slug, label, _with(mine, more), held=True)


def _contested() -> Q:
    return Q(status__in=(State.APPEALED, *WITH_AGENCY)) & (
        Q(status=State.APPEALED) | Q(objections__gt=0)
    )


def _in(states: Iterable[str], more: Q | None = None) -> tuple[Q, ...]:
    """Return one lane for each state."""
    return tuple(Q(status=state) & (more or Q()) for state in states)


def _with(lanes: Iterable[Q], more: Q) -> tuple[Q, ...]:
    return tuple(lane & more for lane in lanes)


def _soon() -> datetime:
    return law.calendar().close_after(clock.now(), SOON_DAYS)
