"""The officers' inbox: its lists, filters, views and keys, a report beside it, and many at once."""

from __future__ import annotations

from collections.abc import Iterator

from complaints import actions
from complaints.desk.bulk.table import ACTIONS
from complaints.models import BulkJob, Incident, SavedView
from complaints.together import bulk
from tests import town as t
from tests.browser.every_state.walking import State, Walk, officer, passing
from tests.complaints import given
from tests.desk.incidents.test_incidents import flood, under

BULK = "/meja/borongan/"


def a_town_at_work(town: t.Town) -> None:
    """Put reports into the lists of everybody."""
    t.submit(region=town.langkai, danger=True)
    t.submit(is_secret=True)
    t.submit(hides_reporter=True, misconduct="yes", sealed_against=town.pupr)
    given.verified(town)
    given.appealed(town)
    t.answered(town, co=("dlh",))
    report = t.followed_up(town, region=town.langkai)
    actions.note(report, by=town.operator, text="Cek ulang.", mentions=[town.liaison])
    actions.assign(t.forwarded(town), by=town.liaison, to=town.operator)


@passing(
    "desk:inbox",
    "desk:peek",
    "desk:keys",
    "desk:saved_views",
    "desk:saved_view",
    "insights:dashboard",
    "insights:list",
    "insights:wall",
    "insights:all",
)
def inbox(town: t.Town) -> Iterator[State]:
    """Every list of every role, empty and full, with filters open, and what stands beside it."""
    people = ("verifier", "liaison", "supervisor", "overseer", "custodian", "clerk")
    for who in people:
        yield officer(town, who).get(f"inbox of {who}, empty", "/meja/")
    a_town_at_work(town)
    for who in people:
        walk = officer(town, who)
        first = walk.get(f"inbox of {who}", "/meja/")
        yield first
        for tab in first.answer.context["tabs"]:
            yield walk.get(f"inbox of {who}: {tab['label']}", tab["url"])
    yield from _narrowed(town)
    yield from _figures(town)


def _figures(town: t.Town) -> Iterator[State]:
    for who in ("overseer", "supervisor", "other_liaison"):
        walk = officer(town, who)
        yield walk.get(f"dashboard of {who}", "/dasbor/")
        yield walk.get(f"list behind a figure, {who}", "/dasbor/daftar/open/?urut=terlama")
    yield walk.get("dashboard of a wrong address", "/dasbor/?masa=x&instansi=y&kelurahan=tanpa")
    yield officer(town, "verifier").get(
        "dashboard, narrowed", "/dasbor/?instansi=pupr&kelas=complaint"
    )
    yield walk.get("list behind a figure, nothing", "/dasbor/daftar/appealed/?tahun=2001")
    yield walk.get("all figures", "/dasbor/angka/")
    yield walk.get("the wall", "/dasbor/layar/")


def _narrowed(town: t.Town) -> Iterator[State]:
    walk = officer(town, "liaison")
    yield walk.get("inbox, filtered", "/meja/?daftar=semua&terlambat=1&dari=2026-01-01&q=jalan")
    yield walk.get("inbox, nothing found", "/meja/?daftar=semua&q=zeppelin")
    yield walk.get("inbox, wrong address", "/meja/?daftar=semua&urut=apa&kategori=0")
    row = walk.client.get("/meja/?daftar=semua").context["rows"][0]
    yield walk.get("report beside the inbox", f"/meja/?daftar=semua&buka={row.code}")
    yield walk.get("report beside the inbox, alone", f"/meja/{row.code}/intip/")
    yield walk.post("view without a name", "/meja/tampilan/", 422, name="", alamat="daftar=baru")
    yield walk.post("view kept", "/meja/tampilan/", name="Baru", alamat="daftar=baru", shared="on")
    yield walk.get("views", "/meja/tampilan/")
    yield officer(town, "operator").get("views of colleagues", "/meja/tampilan/")
    path = f"/meja/tampilan/{SavedView.objects.get().key}/"
    yield walk.post("view, wrong name", path, 422, name="")
    yield walk.post("view removed", path, hapus="1")
    yield walk.get("keys", "/meja/tombol/")
    yield walk.post("keys off", "/meja/tombol/", tombol="mati")
    yield walk.post("rows close", "/meja/tombol/", kerapatan="rapat", next="/meja/?daftar=semua")


@passing("desk:bulk", "desk:bulk_act", "desk:bulk_job")
def many_at_once(town: t.Town) -> Iterator[State]:
    """Choosing many, each action for them, what it asks for, and the page of the job."""
    walk = officer(town, "verifier")
    yield walk.get("nothing chosen", BULK)
    yield walk.get("action for nothing", f"{BULK}aksi/teruskan/")
    reports = [given.verified(town), given.verified(town), t.submit(is_secret=True)]
    codes = [report.code for report in reports]
    ticked = {"pilih": codes, "di-halaman": " ".join(codes), "ke": "?daftar=semua"}
    yield walk.post("ticked in the inbox", BULK, **ticked)
    yield walk.get("what is chosen", BULK)
    for action in ACTIONS:
        path = f"{BULK}aksi/{action.slug}/"
        yield walk.get(f"many: {action.slug}", path)
        if action.verb:
            yield walk.post(f"many: {action.slug}, empty", path, 422)
    to = {"to": town.verifier2.pk, "seen": 0, **_tokens(walk, "tugaskan")}
    yield walk.post("job", f"{BULK}aksi/tugaskan/", 200, **to)
    bulk.go_on_all()
    job = BulkJob.objects.latest("pk")
    yield walk.get("job, done", f"{BULK}{job.key}/")
    yield walk.get("jobs", BULK)
    yield walk.post("job, taken back", f"{BULK}{job.key}/")


def _tokens(walk: Walk, slug: str) -> dict[str, str]:
    form = walk.client.get(f"{BULK}aksi/{slug}/").context["form"]
    return {"token": form["token"].value(), "choice": form["choice"].value()}


@passing(
    "desk:incidents",
    "desk:incident_new",
    "desk:incident",
    "desk:incident_edit",
    "desk:incident_end",
    "desk:incident_reports",
    "desk:incident_forward",
    "desk:incident_follow_up",
    "desk:report_incident",
)
def incidents(town: t.Town) -> Iterator[State]:
    """The reports of one event: the list, a new one, its reports, and one decision for all."""
    walk, liaison = officer(town, "verifier"), officer(town, "liaison")
    yield walk.get("incidents, none", "/meja/kejadian/")
    yield walk.get("new incident", "/meja/kejadian/baru/")
    yield walk.post("new incident, empty", "/meja/kejadian/baru/", 422, name="")
    found: Incident = flood(town)
    path = f"/meja/kejadian/{found.key}/"
    report, other = t.submit(region=town.langkai), t.submit(region=town.langkai)
    yield walk.get("incident, empty", path)
    yield walk.get("incident of a report", f"/meja/{report.code}/kejadian/")
    yield walk.post("report under an incident", f"{path}laporan/", pilih=report.code)
    under(found, town, other, t.forwarded(town), t.followed_up(town))
    yield walk.get("incident", path)
    yield liaison.get("incident of an agency", path)
    yield walk.get("incidents", "/meja/kejadian/")
    yield walk.get("incident of a report, chosen", f"/meja/{report.code}/kejadian/")
    yield walk.get("forward together", f"{path}teruskan/")
    yield walk.post("forward together, empty", f"{path}teruskan/", 422, lead="", words="")
    yield liaison.get("follow up together", f"{path}tindak-lanjut/")
    yield liaison.post("follow up together, empty", f"{path}tindak-lanjut/", 422, words="")
    yield walk.get("incident to change", f"{path}ubah/")
    yield walk.post("incident to change, empty", f"{path}ubah/", 422, name="")
    token = walk.client.get(f"{path}teruskan/").context["form"]["token"].value()
    sent = {"token": token, "category": town.jalan.pk, "lead": town.pupr.pk}
    yield walk.post("forwarded together", f"{path}teruskan/", 200, **sent, publication="pending")
    yield walk.post("incident, ended", f"{path}akhir/")
    yield walk.get("incidents, one ended", "/meja/kejadian/")
