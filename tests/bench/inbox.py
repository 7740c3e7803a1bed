"""The officers' desk of a town with a million reports: how long its pages take, and what they read."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, setup_test_environment

from accounts.models import User
from agencies.models import Agency, Officer, Region
from complaints import actions
from complaints.models import Complaint, Publication, Tag
from routing.models import Category
from tests import crowd
from tests import town as t
from tests.bench import report
from tests.bench.browser import Browser, Cost, Surprise
from tests.bench.stack import HOST, Town


def ground() -> crowd.Ground:
    """Return what the crowd of the demonstration's town is made of; one report is really filed."""
    offices = [
        officer.agency
        for officer in Officer.objects.active()
        .filter(role=Officer.Role.LIAISON, agency__kind=Agency.Kind.DEPARTMENT)
        .select_related("agency")
        .order_by("agency__pk")
    ]
    offices = list(dict.fromkeys(offices))[: crowd.AGENCIES]
    categories = list(Category.objects.order_by("pk"))
    regions = list(Region.objects.filter(level=Region.Level.WARD).order_by("pk"))
    people = Officer.objects.active().filter(role=Officer.Role.LIAISON, agency=offices[0])
    return crowd.Ground(
        model=_model(offices[0], categories[0], regions[0]),
        agencies=[office.pk for office in offices],
        categories=[category.pk for category in categories],
        regions=[region.pk for region in regions],
        people=[officer.user_id for officer in people],
        tags=[Tag.objects.get_or_create(agency=None, name=name)[0].pk for name in TAGS],
    )


def _model(lead: Agency, category: Category, region: Region) -> Complaint:
    verifier = Officer.objects.active().filter(role=Officer.Role.VERIFIER).order_by("pk").first()
    assert verifier is not None
    verification = {
        "kind": "complaint",
        "category": category,
        "title": "Jalan berlubang di depan pasar",
        "publication": Publication.PUBLIC,
        "public_text": "Jalan berlubang besar.",
    }
    return actions.verify_and_forward(
        t.submit(region=region),
        by=verifier.user,
        verification=verification,
        routing={"lead": lead, "co_agencies": []},
    )


def fill(number: int) -> float:
    """Fill the town with so many reports, unless it has them; return the seconds it took."""
    if Complaint.objects.order_by()[number - 1 : number].exists():
        return 0.0
    begin = time.monotonic()
    crowd.copy(ground(), number, whole=True)
    return time.monotonic() - begin


# -- over HTTP ---------------------------------------------------------------------------------


TAGS = ("Musim hujan", "Rapat Senin")
"""One on every tenth report, one on one in a thousand."""
OTHERS = 80.0
"""Milliseconds for every page but the first, which has 60."""


@dataclass(frozen=True)
class Look:
    """One page of the desk, its budget, and who opens it."""

    step: str
    path: str
    seat: str = Officer.Role.LIAISON
    budget: float = OTHERS
    """Milliseconds of server time, 95th percentile."""
    is_list: bool = True


LOOKS = (
    Look("first page", "/meja/", budget=60.0),
    Look("next page", "/meja/?daftar=semua&setelah={after}"),
    Look("newest first", "/meja/?daftar=semua&urut=terbaru"),
    Look("most supported", "/meja/?daftar=semua&urut=dukungan"),
    Look("frequent category", "/meja/?daftar=semua&kategori={often}"),
    Look("rare category", "/meja/?daftar=semua&kategori={seldom}"),
    Look("late", "/meja/?daftar=semua&terlambat=1"),
    Look("a frequent word", "/meja/?q=berlubang"),
    Look("a rare word", "/meja/?q=mampet"),
    Look("verifier: first page", "/meja/", "verifier", 60.0),
    Look("verifier: rare ward", "/meja/?daftar=semua&kelurahan={ward}", "verifier"),
    Look("verifier: door", "/meja/?daftar=semua&saluran=import", "verifier"),
    Look("verifier: late", "/meja/?daftar=semua&terlambat=1", "verifier"),
    Look("verifier: at an agency", "/meja/?daftar=instansi&kategori={often}", "verifier"),
    Look("verifier: a frequent tag", "/meja/?tanda={tag}", "verifier"),
    Look("verifier: a rare tag", "/meja/?tanda={rare_tag}", "verifier"),
    Look("verifier: two words", "/meja/?q=berlubang+mampet", "verifier"),
    Look("next to verify", "/meja/verifikasi/", "verifier", is_list=False),
    Look("report", "/meja/{code}/", is_list=False),
    Look("preview", "/meja/{code}/intip/", is_list=False),
)
MOST_QUERIES = 12
MOST_READ = 50
"""Rows read for each that is shown; a page of fewer than ten may read as if it showed ten."""
FEWEST = 10
FIRST_ROUNDS, ROUNDS = 12, 4
OK = 200
AFTER = 100
"""Behind how many rows the next page begins."""


@dataclass(frozen=True)
class Figures(report.StepFigures):
    """What a page cost, and what it read; ``over`` says which budgets it broke."""

    read: int = 0
    shown: int = 0
    over: str = ""


def people() -> dict[str, list[User]]:
    """Return the liaisons of the busiest offices, one of each, and the verifiers."""
    officers = list(Officer.objects.active().select_related("user", "agency").order_by("pk"))
    liaisons = {
        one.agency_id: one.user
        for one in reversed(officers)
        if one.role == Officer.Role.LIAISON and one.agency.kind == Agency.Kind.DEPARTMENT
    }
    verifiers = [one.user for one in officers if one.role == Officer.Role.VERIFIER]
    return {
        Officer.Role.LIAISON: [
            liaisons[pk]
            for pk in sorted(liaisons)
            if Complaint.objects.filter(holder=pk, status="followed_up").count() > AFTER
        ],
        Officer.Role.VERIFIER: verifiers,
    }


def addresses(user: User, look: Look) -> str:
    """Return the path of a page as this officer opens it."""
    mine = Complaint.objects.filter(
        holder__in=list(user.officers.values_list("agency", flat=True)), status="followed_up"
    )
    names = {
        "often": Category.objects.order_by("pk")[0].code,
        "seldom": Category.objects.order_by("-pk")[0].code,
        "tag": Tag.objects.get(agency=None, name=TAGS[0]).pk,
        "rare_tag": Tag.objects.get(agency=None, name=TAGS[1]).pk,
        "ward": Region.objects.filter(level=Region.Level.WARD).order_by("-pk")[0].code,
    }
    if "{code}" in look.path:
        names["code"] = mine.order_by("-pk").values_list("code", flat=True)[0]
    if "{after}" in look.path:
        last = mine.order_by("-updated_at")[AFTER]
        names["after"] = f"0_{last.updated_at.isoformat()}_{last.pk}".replace("+", "%2B")
    return look.path.format(**names)


def measure(town: Town, clients: int) -> list[Cost]:
    """Open every page several times, so many officers at once; return what each request cost."""
    seats = people()
    paths = {
        (look, user.pk): addresses(user, look)
        for look in LOOKS
        for user in seats[look.seat][:clients]
    }

    if not all(seats.values()):
        raise Surprise(f"no liaison has more than {AFTER} reports in hand: take a larger --n")

    def visitor(number: int) -> dict[str, tuple[User, Browser]]:
        found = {}
        for seat, users in seats.items():
            user = users[number % min(clients, len(users))]
            browser = Browser(HOST, town.port, f"127.1.{len(seat)}.{number + 1}")
            form = browser.get("/akun/masuk/petugas/", "sign in").form("/masuk/petugas/")
            browser.send(form, {"login": user.email, "password": town.password}, "sign in")
            if not browser.get("/meja/", "sign in").url.endswith("/meja/"):
                raise Surprise(f"{user.email} was not let in")
            browser.costs.clear()
            found[seat] = (user, browser)
        return found

    with ThreadPoolExecutor(clients) as pool:
        visitors = list(pool.map(visitor, range(clients)))
        for look in LOOKS:

            def open_it(found: dict[str, tuple[User, Browser]], look: Look = look) -> None:
                user, browser = found[look.seat]
                for _ in range(FIRST_ROUNDS if look.budget < OTHERS else ROUNDS):
                    page = browser.get(paths[look, user.pk], look.step)
                    if page.status != OK:
                        raise Surprise(f"{page.url}: {page.status}")

            list(pool.map(open_it, visitors))
    every = [cost for found in visitors for _, browser in found.values() for cost in browser.costs]
    order = [look.step for look in LOOKS]
    return sorted(every, key=lambda cost: order.index(cost.step.removesuffix(", next page")))


def reads() -> Iterator[tuple[Look, int, int]]:
    """Yield for every page how many rows its questions about reports read, and how many it shows."""
    setup_test_environment()
    settings.ALLOWED_HOSTS = ["*"]
    seats = people()
    for look in LOOKS:
        user = seats[look.seat][0]
        client = Client()
        client.force_login(user)
        client.get("/meja/")
        address = addresses(user, look)
        with CaptureQueriesContext(connection) as queries:
            page = client.get(address)
        told = [
            one["sql"]
            for one in queries
            if "complaints_complaint" in one["sql"]
            and one["sql"].startswith(("SELECT", "("))
            and "AS lane" not in one["sql"]
        ]
        shown = len(page.context["rows"]) if look.is_list else 0
        yield look, sum(map(crowd.reads, told)), shown


def figures(costs: list[Cost]) -> list[Figures]:
    """Return the figures of every page, with what it read and which budgets it broke."""
    steps = {row.step: row for row in report.by_step(costs)}
    found = []
    for look, read, shown in reads():
        row = steps[look.step]
        over = [
            words
            for words, broken in (
                ("time", row.server_p95 > look.budget),
                ("queries", look.budget < OTHERS and row.most_queries > MOST_QUERIES),
                ("rows", read > MOST_READ * max(shown, FEWEST)),
            )
            if broken
        ]
        found.append(Figures(**asdict(row), read=read, shown=shown, over=", ".join(over)))
    return found


def table(rows: list[Figures]) -> list[str]:
    """Return what is printed for people."""
    return [
        "| page | server p50 | p95 ms | cpu ms | queries | rows read | shown | over |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |",
        *(
            f"| {row.step} | {row.server_p50} | {row.server_p95} | {row.cpu} | {row.most_queries} "
            f"| {row.read} | {row.shown or '–'} | {row.over} |"
            for row in rows
        ),
    ]
