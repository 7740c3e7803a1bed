"""Dashboards, lists behind figures and open pages over a million reports: time, queries, rows."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, setup_test_environment
from django.urls import Resolver404, resolve

from accounts.models import User
from agencies.models import Agency, Officer, Region
from complaints.models import Complaint
from lapor import clock
from routing.models import Category
from tests import crowd
from tests.bench import inbox, report
from tests.bench.browser import Browser, Cost, Surprise
from tests.bench.stack import HOST, Town
from tests.crowd.ground import FLOODS, HAZE

AGENCIES = 90
WEIGHTS = {Agency.Kind.DEPARTMENT: 8, Agency.Kind.DISTRICT: 3, Agency.Kind.WARD: 2}
"""How many times more an office gets than a unit below one."""
BROUGHT = {"kebakaran-bencana": HAZE, "drainase-banjir": FLOODS}
PROCESSES = 2
OK = 200


def ground() -> crowd.Ground:
    """Return what the crowd is made of: ninety agencies, all categories and kelurahan, seasons."""
    plain = inbox.ground()
    _more_units()
    kinds = Agency.Kind
    offices = Agency.objects.active().exclude(
        kind__in=[kinds.COORDINATOR, kinds.SECRETARIAT, kinds.INSPECTORATE]
    )
    weighed = [
        one.pk
        for one in offices.order_by("pk")
        for _ in range(WEIGHTS.get(Agency.Kind(one.kind), 1))
    ]
    seasonal = {
        month: Category.objects.get(code=code).pk
        for code, months in BROUGHT.items()
        for month in months
    }
    return crowd.Ground(
        model=plain.model,
        agencies=weighed,
        categories=plain.categories,
        regions=plain.regions,
        people=plain.people,
        tags=plain.tags,
        seasonal=seasonal,
    )


def _more_units() -> None:
    """Give some departments units below them until the town has as many as a large one."""
    missing = AGENCIES - Agency.objects.count()
    heads = Agency.objects.filter(kind=Agency.Kind.DEPARTMENT).order_by("pk")
    for number, head in enumerate(heads[: max(missing, 0)], 1):
        Agency.objects.create_under(
            code=f"seksi-{number}",
            name=f"Seksi {number}",
            short_name=f"Seksi {number}",
            kind=Agency.Kind.UNIT,
            parent=head,
        )


def fill(number: int) -> float:
    """Fill the town with so many reports, unless it has them; return the seconds it took."""
    if Complaint.objects.order_by()[number - 1 : number].exists():
        return 0.0
    made_of = ground()
    begin = time.monotonic()
    crowd.copy(made_of, number, whole=True, processes=PROCESSES)
    return time.monotonic() - begin


# -- pages over HTTP ---------------------------------------------------------------------------

DASHBOARD, LIST, PUBLIC = 120.0, 80.0, 50.0
"""Milliseconds of server time, 95th percentile."""
MOST_QUERIES = 12
MOST_READ = 50
"""Rows read for each report that a list shows; one of fewer than ten may read as if it showed ten."""
FEWEST = 10
ROUNDS = 20
"""How often each visitor opens a page; with two, what a page costs when nothing of it is warm is
no more than one of twenty, as on a day with some use."""
FIGURES = ("complaints_figure", "complaints_standing", "complaints_complaint")


@dataclass(frozen=True)
class Look:
    """One page, its budget, and who opens it (nobody: anybody)."""

    step: str
    path: str
    seat: str = Officer.Role.VERIFIER
    budget: float = DASHBOARD
    is_list: bool = False


def looks() -> list[Look]:
    """Return the pages that this town has; an address that does not exist yet is left out."""
    return [look for look in (*_dashboards(), *_lists(), *_open()) if _exists(look.path)]


def _exists(path: str) -> bool:
    try:
        resolve(path.partition("?")[0])
    except Resolver404:
        return False
    return True


def _names() -> dict[str, str]:
    today = clock.today()
    return {
        "year": f"{today.year - 1}",
        "category": Category.objects.order_by("pk")[0].code,
        "rare": Category.objects.order_by("-pk")[0].code,
        "ward": Region.objects.filter(level=Region.Level.WARD).order_by("pk")[0].code,
    }


def _dashboards() -> Iterator[Look]:
    names = _names()
    agency, category = "instansi=dinkes", f"kategori={names['category']}"
    today = clock.today()
    codes = {
        "a day": f"{today}",
        "a week": f"{today:%G}-M{today:%V}",
        "a month": f"{today:%Y-%m}",
        "a quarter": f"{today.year}-K1",
        "a year": names["year"],
        "odd days": f"{today.replace(day=1, month=1, year=today.year - 1)}..{today}",
    }
    yield Look("dashboard: as it opens", "/dasbor/")
    for words, code in codes.items():
        yield Look(f"dashboard: {words}", f"/dasbor/?masa={code}")
    year = f"/dasbor/?masa={names['year']}"
    yield Look("dashboard: agency", f"{year}&{agency}")
    yield Look("dashboard: category", f"{year}&{category}")
    yield Look("dashboard: category, ward", f"{year}&{category}&kelurahan={names['ward']}")
    yield Look("dashboard: agency, category", f"{year}&{agency}&{category}")
    three = f"{year}&{agency}&{category}&kelurahan={names['ward']}"
    yield Look("dashboard: agency, category, ward", three)
    yield Look("dashboard: head of an agency", "/dasbor/", Officer.Role.SUPERVISOR)
    yield Look("wall screen", "/dasbor/layar/")
    yield Look("reports upward", "/dasbor/laporan/")


def _lists() -> Iterator[Look]:
    names = _names()
    year, rare = f"masa={names['year']}", f"kategori={names['rare']}"
    asked = {
        "received": year,
        "late": year,
        "done": f"{year}&kategori={names['category']}",
        "handled": f"{year}&{rare}",
        "closed": f"{year}&instansi=dinkes",
        "broken_resolution": f"{year}&urut=terlama",
        "kept_resolution": f"{year}&instansi=dinkes&kategori={names['category']}",
        "resolve_median": f"{year}&kelurahan={names['ward']}",
        "reopened": f"{year}&instansi=dinkes",
        "stars": f"{year}&{rare}",
        "is_secret": f"{year}&{rare}&kelurahan={names['ward']}",
        "supports": year,
    }
    for code, query in asked.items():
        yield Look(f"list: {code}", f"/dasbor/daftar/{code}/?{query}", budget=LIST, is_list=True)
    path = "/dasbor/daftar/open/"
    yield Look("list: head of an agency", path, Officer.Role.SUPERVISOR, LIST, is_list=True)


def _open() -> Iterator[Look]:
    names = _names()
    for step, path in (
        ("open: league table", "/kinerja/"),
        ("open: a year", f"/kinerja/?tahun={names['year']}"),
        ("open: an agency", "/kinerja/dinkes/"),
        ("open data", "/data/"),
        ("open data: what was released last", "/data/atom/"),
        ("open data: counter", "/data/hitung.svg"),
        ("home", "/"),
    ):
        yield Look(step, path, "", PUBLIC)


@dataclass(frozen=True)
class Figures(report.StepFigures):
    """What a page cost, and what it read; ``over`` says which budgets it broke."""

    slowest: float = 0.0
    read: int = 0
    shown: int = 0
    over: str = ""


def people() -> dict[str, User]:
    """Return a verifier, and the head of an agency that has many below it."""
    officers = Officer.objects.active().select_related("user").order_by("pk")
    heads = officers.filter(role=Officer.Role.SUPERVISOR, agency__code="dinkes")
    verifiers = officers.filter(role=Officer.Role.VERIFIER)
    return {Officer.Role.VERIFIER: verifiers[0].user, Officer.Role.SUPERVISOR: heads[0].user}


def measure(town: Town, chosen: list[Look], clients: int) -> list[Cost]:
    """Open every page several times, by so many people at once; return what each request cost."""
    seats = people()

    def visitor(number: int) -> dict[str, Browser]:
        found = {"": Browser(HOST, town.port, f"127.4.0.{number + 1}")}
        for place, (seat, user) in enumerate(seats.items(), 1):
            browser = found[seat] = Browser(HOST, town.port, f"127.4.{place}.{number + 1}")
            form = browser.get("/akun/masuk/petugas/", "sign in").form("/masuk/petugas/")
            browser.send(form, {"login": user.email, "password": town.password}, "sign in")
            if not browser.get("/meja/", "sign in").url.endswith("/meja/"):
                raise Surprise(f"{user.email} was not let in")
            browser.costs.clear()
        return found

    def open_it(found: dict[str, Browser], look: Look) -> None:
        for _ in range(ROUNDS):
            page = found[look.seat].get(look.path, look.step)
            if page.status != OK:
                raise Surprise(f"{page.url}: {page.status}")

    with ThreadPoolExecutor(clients) as pool:
        visitors = list(pool.map(visitor, range(clients)))
        for look in chosen:
            list(pool.map(lambda found, look=look: open_it(found, look), visitors))
    return [cost for found in visitors for browser in found.values() for cost in browser.costs]


def reads(chosen: list[Look]) -> Iterator[tuple[Look, int, int, list[str]]]:
    """Yield what every page read of reports and figures, how many it shows, and its questions."""
    setup_test_environment()
    settings.ALLOWED_HOSTS = ["*"]
    seats = people()
    for look in chosen:
        client = Client()
        if look.seat:
            client.force_login(seats[look.seat])
        client.get(look.path)
        with CaptureQueriesContext(connection) as queries:
            page = client.get(look.path)
        told = [
            one["sql"]
            for one in queries
            if one["sql"].startswith(("SELECT", "("))
            and any(name in one["sql"] for name in FIGURES)
        ]
        shown = _shown(page) if look.is_list else 0
        yield look, sum(map(crowd.reads, told)), shown, told


def _shown(page: Any) -> int:
    return len(page.context["rows"]) if page.context and "rows" in page.context else 0


def figures(chosen: list[Look], costs: list[Cost]) -> list[Figures]:
    """Return the figures of every page, with what it read and which budgets it broke."""
    steps = {row.step: row for row in report.by_step(costs)}
    slowest: dict[str, float] = {}
    for cost in costs:
        slowest[cost.step] = max(slowest.get(cost.step, 0.0), round(cost.server * 1000, 1))
    found = []
    for look, read, shown, _ in reads(chosen):
        row, most = steps[look.step], slowest[look.step]
        over = [
            words
            for words, broken in (
                ("time", row.server_p95 > look.budget),
                ("queries", look.is_list and row.most_queries > MOST_QUERIES),
                ("rows", look.is_list and read > MOST_READ * max(shown, FEWEST)),
            )
            if broken
        ]
        found.append(
            Figures(**asdict(row), slowest=most, read=read, shown=shown, over=", ".join(over))
        )
    return found
