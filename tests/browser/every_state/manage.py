"""What is managed for the whole town: agencies, officers, lists of settings, words of messages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from agencies import law
from agencies.models import Agency
from complaints import actions
from complaints.manage.lists.table import LISTS
from complaints.models import AutoForward
from lapor import clock
from routing.models import Rule
from tests import town as t
from tests.browser.every_state.walking import State, officer, passing
from tests.complaints import given
from tests.manage.test_agencies import data_of
from tests.manage.test_import import PAGE as IMPORT
from tests.manage.test_import import xlsx
from tests.manage.test_lists import category_data, holiday
from tests.manage.test_officers import invitation, seat_of
from tests.manage.test_wordings import ANSWER, OWN

AGENCIES = "/kelola/instansi/"
OFFICERS = "/kelola/petugas/"


@passing(
    "manage:home",
    "manage:agencies",
    "manage:agency",
    "manage:agency_add",
    "manage:agency_edit",
    "manage:agency_move",
    "manage:agency_close",
    "manage:agency_reopen",
)
def agencies(town: t.Town) -> Iterator[State]:
    """The first page, the tree of agencies, and every change to one of them."""
    walk = officer(town, "verifier")
    yield walk.get("manage", "/kelola/")
    yield officer(town, "supervisor").get("manage of an agency", "/kelola/")
    yield walk.get("agencies", AGENCIES)
    yield officer(town, "overseer").get("agencies to read", AGENCIES)
    yield walk.get("agencies, found", f"{AGENCIES}?q=jalan")
    yield walk.get("agencies, nothing found", f"{AGENCIES}?q=zeppelin")
    t.followed_up(town)
    for code in ("pupr", "diskominfo", "upt-jalan"):
        yield walk.get(f"agency {code}", f"{AGENCIES}{code}/")
    yield walk.get("new agency", f"{AGENCIES}tambah-baru/")
    yield walk.post("new agency, empty", f"{AGENCIES}tambah-baru/", 422)
    yield walk.get("agency to change", f"{AGENCIES}pupr/ubah/")
    wrong = data_of(short_name="x" * 61, email="salah")
    yield walk.post("agency to change, wrong", f"{AGENCIES}pupr/ubah/", 422, **wrong)
    yield walk.get("agency to move", f"{AGENCIES}upt-jalan/pindah/")
    yield walk.post("agency to move, empty", f"{AGENCIES}upt-jalan/pindah/", 422, parent="x")
    yield walk.get("agency to close", f"{AGENCIES}pupr/tutup/")
    yield walk.post("agency to close, no successor", f"{AGENCIES}pupr/tutup/", 422)
    sent = {"successor": town.dlh.pk, "takes_people": "on"}
    yield walk.post("agency closed", f"{AGENCIES}pupr/tutup/", 200, **sent)
    yield walk.get("agencies with closed ones", f"{AGENCIES}?tutup=1")
    yield walk.post("agency open again", f"{AGENCIES}pupr/buka/")


@passing(
    "manage:officers",
    "manage:officer",
    "manage:invite",
    "manage:invite_again",
    "manage:leave",
    "manage:come_back",
    "manage:sealed",
    "manage:import",
    "manage:import_confirm",
)
def people(town: t.Town) -> Iterator[State]:
    """The officers: inviting one or many, changing what one may do, and the end of a role."""
    walk = officer(town, "verifier")
    yield walk.get("officers", OFFICERS)
    yield walk.get("officers, nothing found", f"{OFFICERS}?q=zeppelin")
    yield officer(town, "supervisor").get("officers of an agency", OFFICERS)
    yield walk.get("invitation", f"{OFFICERS}undang/")
    yield walk.post("invitation, empty", f"{OFFICERS}undang/", 422)
    sent = invitation(town.dlh, "liaison", "operator")
    yield walk.post("invited", f"{OFFICERS}undang/", 200, **sent)
    actions.assign(t.forwarded(town), by=town.liaison, to=town.operator)
    yield walk.get("officer", f"{OFFICERS}{town.operator.pk}/")
    yield walk.post("not invited again", f"{OFFICERS}{town.operator.pk}/undang-lagi/")
    inspector = officer(town, "overseer")
    yield inspector.get("officer for the inspector", f"{OFFICERS}{town.overseer2.pk}/")
    seat = seat_of(town.overseer2)
    yield inspector.post("named for sealed", f"{OFFICERS}peran/{seat.pk}/tersegel/", lihat="1")
    for who in ("operator", "liaison"):
        path = f"{OFFICERS}peran/{seat_of(town.people[who]).pk}/nonaktif/"
        yield walk.get(f"end of a role, {who}", path)
    yield walk.post("end of a role, no successor", path, 422, colleague="x", successor="x")
    away = f"{OFFICERS}peran/{seat_of(town.operator).pk}/"
    yield walk.post("role ended", f"{away}nonaktif/", 200, colleague=town.liaison.pk)
    yield walk.post("role given back", f"{away}aktif/")
    yield walk.get("import", IMPORT)
    yield walk.post("import, empty", IMPORT, 422)
    good = ["Baik Sekali", "baik@kota.example", "DLH", "Operator"]
    rows = [good, ["", "tanpa@kota.example", "DLH", "operatr"], ["A", "salah", "DL", "Operator"]]
    yield walk.post("import, with errors", IMPORT, 200, file=xlsx(*rows))
    yield walk.post("import, only errors", IMPORT, 200, file=xlsx(*rows[1:]))
    preview = walk.post("import, no errors", IMPORT, 200, file=xlsx(good))
    yield preview
    token = preview.answer.context["token"]
    yield walk.post("import, kept", f"{IMPORT}{token}/")
    yield walk.post("import, gone", f"{IMPORT}{token}/")


@passing("manage:list", "manage:list_add", "manage:list_edit", "manage:list_remove")
def lists(town: t.Town) -> Iterator[State]:
    """Every list of settings: its rows, one of them, a new one, and what a change would move."""
    walk = officer(town, "verifier")
    yield walk.get("rules, none", "/kelola/aturan-disposisi/")
    Rule.objects.create(category=town.jalan, agency=town.pupr, weight=1)
    for shown in LISTS:
        page = walk.get(f"list {shown.slug}", shown.url)
        yield page
        rows = page.answer.context["rows"]
        if rows:
            yield walk.get(f"row of {shown.slug}", f"{shown.url}{rows[0]['pk']}/")
        if shown.may_add:
            yield walk.get(f"new row of {shown.slug}", f"{shown.url}tambah/")
            yield walk.post(f"new row of {shown.slug}, empty", f"{shown.url}tambah/", 422)
    yield officer(town, "overseer").get("list to read", "/kelola/kategori/")
    yield walk.get("list, found", "/kelola/kategori/?q=jalan")
    yield walk.get("list, nothing found", "/kelola/kategori/?q=zeppelin")
    yield walk.post("row added", "/kelola/kategori/tambah/", 200, **category_data())
    report = t.forwarded(town)
    assert report.resolution_due_at is not None
    day = report.resolution_due_at.astimezone(law.calendar().zone).date()
    yield walk.post("holiday, its effect", "/kelola/hari-libur/tambah/", 200, **holiday(day))
    far = holiday(clock.today() + timedelta(days=900))
    yield walk.post("holiday, no effect", "/kelola/hari-libur/tambah/", 200, **far)
    first = walk.client.get("/kelola/hari-libur/").context["rows"][0]["pk"]
    yield walk.get("holiday to take away", f"/kelola/hari-libur/{first}/hapus/")
    rule = Rule.objects.get().pk
    wanted = {"keyword": "lubang", "agency": town.dlh.pk, "weight": "50"}
    yield walk.post("rule, where it is wrong", "/kelola/aturan-disposisi/tambah/", 200, **wanted)
    yield walk.get("rule to take away", f"/kelola/aturan-disposisi/{rule}/hapus/")


@passing("manage:steering", "manage:switch", "manage:learn", "manage:use_version")
def steering(town: t.Town) -> Iterator[State]:
    """How well routing does: nothing yet, some weeks; the switch of an agency, on and by itself off."""
    walk, path = officer(town, "verifier"), "/kelola/penerusan/"
    yield walk.get("routing, nothing", path)
    for lead in ("pupr", "dlh"):
        report = given.verified(town)
        actions.forward(report, by=town.verifier, lead=town.agencies[lead])
    yield walk.get("routing", path)
    yield officer(town, "overseer").get("routing, to read", path)
    yield walk.get("switch", f"{path}instansi/pupr/")
    yield walk.post("switch, wrong", f"{path}instansi/pupr/", 422, is_on="on", threshold="5")
    yield walk.post("switch, on", f"{path}instansi/pupr/", 200, is_on="on", threshold="95")
    AutoForward.objects.update(is_on=False, stopped_at=clock.now())
    yield walk.get("switch, off by itself", f"{path}instansi/pupr/")
    yield walk.get("routing, a switch off by itself", path)
    yield walk.post("learning", f"{path}latih/")
    yield walk.post("version that is not there", f"{path}model/0/", 404)


@passing(
    "manage:messages",
    "manage:wording",
    "manage:wording_reset",
    "manage:history",
)
def words(town: t.Town) -> Iterator[State]:
    """The words of messages, their preview, and the history of all settings."""
    walk = officer(town, "verifier")
    yield walk.get("history, empty", "/kelola/riwayat/")
    yield walk.get("messages", "/kelola/pesan/")
    yield walk.get("words of a message", ANSWER)
    yield walk.post("words, looked at", ANSWER, 200, text=OWN)
    yield walk.post("words, wrong", ANSWER, 422, text="{{ salah }}", simpan="1")
    yield walk.post("words kept", ANSWER, 200, text=OWN, simpan="1")
    yield walk.get("words of the town", ANSWER)
    yield walk.post("words as before", f"{ANSWER}bawaan/")
    sent = data_of(parent=Agency.objects.get(code="pupr").pk)
    walk.client.post(f"{AGENCIES}tambah-baru/", sent)
    yield walk.get("history", "/kelola/riwayat/")
    yield walk.get("history, nothing found", "/kelola/riwayat/?q=zeppelin")
