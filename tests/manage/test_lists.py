"""The lists of settings: adding, changing, taking away, and what an edit would do to clocks."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from agencies import law
from agencies.models import EscalationLevel, Holiday, Limit, OfficeHours, Promise
from complaints import sweep
from complaints.manage.lists.table import LISTS
from complaints.models import CalendarEdit, Complaint, Deadline, Event, Reason, SettingsChange
from routing.models import Category
from tests import town as t
from tests.complaints.given import At
from tests.desk.conftest import SignIn

pytestmark = pytest.mark.django_db


def category_data(**changes: Any) -> dict[str, Any]:
    values = {
        "name": "Lampu hias taman",
        "national_id": "120",
        "goes_to": "agency",
        "default_agency": "",
        "keywords": "Lampu,  PJU ,lampu",
        "needs_place": "on",
        "order": "5",
        "is_active": "on",
    }
    return {**values, **changes}


@pytest.mark.parametrize("shown", LISTS, ids=lambda one: one.slug)
def test_every_list_and_its_first_row_open(town: t.Town, sign_in: SignIn, shown: Any) -> None:
    client = sign_in("verifier")
    answer = client.get(shown.url)
    assert answer.status_code == 200
    rows = answer.context["rows"]
    if rows:
        assert client.get(f"{shown.url}{rows[0]['pk']}/").status_code == 200
    if shown.may_add:
        assert client.get(f"{shown.url}tambah/").status_code == 200
        empty = client.post(f"{shown.url}tambah/", {})
        assert empty.status_code == 422
        assert "Ada yang perlu diperbaiki" in empty.content.decode()
    assert not SettingsChange.objects.exists()


def test_a_category_is_added_with_a_code_and_plain_keywords(town: t.Town, sign_in: SignIn) -> None:
    data = category_data(default_agency=town.dlh.pk)
    sign_in("verifier").post("/kelola/kategori/tambah/", data)
    row = Category.objects.get(code="lampu-hias-taman")
    assert (row.keywords, row.default_agency) == (["lampu", "pju"], town.dlh)
    assert SettingsChange.objects.get().after["instansi bawaan"] == "DLH"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": "Jalan dan jembatan"}, "telah ada"),
        ({"name": "x" * 101}, "100"),
        ({"national_id": "-1"}, "0"),
        ({"order": "99999999"}, "order"),
        ({"goes_to": "bulan"}, "bulan"),
        ({"keywords": "x" * 61}, "60"),
        ({"default_agency": "99999"}, "default_agency"),
    ],
)
def test_a_wrong_category_keeps_what_was_typed(
    town: t.Town, sign_in: SignIn, changes: dict[str, str], words: str
) -> None:
    data = category_data(**changes)
    answer = sign_in("verifier").post("/kelola/kategori/tambah/", data)
    assert answer.status_code == 422
    assert words in str(answer.context["form"].errors)
    assert "Lampu," in answer.content.decode() or "keywords" in changes
    assert not SettingsChange.objects.exists()


def test_a_closed_agency_is_no_default(town: t.Town, sign_in: SignIn) -> None:
    town.dlh.is_active = False
    town.dlh.save()
    data = category_data(default_agency=town.dlh.pk)
    answer = sign_in("verifier").post("/kelola/kategori/tambah/", data)
    assert answer.status_code == 422


def test_overseers_read_but_change_nothing(town: t.Town, sign_in: SignIn) -> None:
    client = sign_in("overseer")
    assert "Tambah kategori" not in client.get("/kelola/kategori/").content.decode()
    assert client.post("/kelola/kategori/tambah/", category_data()).status_code == 403
    assert client.post(f"/kelola/kategori/{town.jalan.pk}/", category_data()).status_code == 403


@pytest.fixture
def working_day(town: t.Town) -> date:
    """The day on which the answer to an open report is due."""
    t.forwarded(town)
    row = Deadline.objects.get(clock="resolution", stopped_at=None)
    return row.due_at.astimezone(law.calendar().zone).date()


def holiday(day: date, **more: str) -> dict[str, str]:
    return {"date": day.isoformat(), "name": "Hari jadi kota", "kind": "local", **more}


def test_a_holiday_shows_first_what_moves(town: t.Town, sign_in: SignIn, working_day: date) -> None:
    page = "/kelola/hari-libur/tambah/"
    answer = sign_in("verifier").post(page, holiday(working_day))
    effect = answer.context["effect"]
    assert "1 tenggat penyelesaian bergeser." in effect["sentences"]
    row = Deadline.objects.get(clock="resolution", stopped_at=None)
    assert not Holiday.objects.filter(date=working_day).exists()
    sign_in("verifier").post(page, holiday(working_day, simpan="1"))
    assert CalendarEdit.objects.get().why == "calendar:holiday"
    assert sweep.apply_calendar_edits() == 1
    moved = Deadline.objects.get(pk=row.pk)
    assert [one["code"] for one in effect["rows"]] == [Complaint.objects.get().code]
    assert moved.due_at > row.due_at
    assert effect["rows"][0]["after"] == t_words(moved)
    assert Event.objects.latest("id").verb == "move_deadline"
    assert SettingsChange.objects.get().thing == "holiday"


def t_words(row: Deadline) -> str:
    from lapor import words  # noqa: PLC0415

    return words.moment(row.due_at)


def test_taking_a_holiday_away_shows_what_moves_back(
    town: t.Town, sign_in: SignIn, working_day: date
) -> None:
    client = sign_in("verifier")
    client.post("/kelola/hari-libur/tambah/", holiday(working_day, simpan="1"))
    sweep.apply_calendar_edits()
    row = Holiday.objects.get(date=working_day)
    page = f"/kelola/hari-libur/{row.pk}/hapus/"
    assert "bergeser" in client.get(page).content.decode()
    client.post(page)
    assert not Holiday.objects.filter(pk=row.pk).exists()
    assert SettingsChange.objects.latest("id").verb == "delete"


def test_the_effect_counts_only_what_the_officer_may_see(
    town: t.Town, sign_in: SignIn, working_day: date
) -> None:
    Complaint.objects.update(is_sealed=True, sealed_against=town.pupr)
    answer = sign_in("verifier2").post("/kelola/hari-libur/tambah/", holiday(working_day))
    assert answer.context["effect"]["sentences"] == ["Tidak ada tenggat yang bergeser."]


def test_a_day_far_from_every_clock_moves_nothing(
    town: t.Town, sign_in: SignIn, working_day: date
) -> None:
    answer = sign_in("verifier").post("/kelola/hari-libur/tambah/", holiday(date(2030, 3, 5)))
    assert answer.context["effect"]["rows"] == []


def test_other_hours_show_what_moves_and_the_last_ones_stay(
    town: t.Town, sign_in: SignIn, working_day: date
) -> None:
    row = OfficeHours.objects.get(weekday=working_day.weekday())
    client = sign_in("verifier")
    data = {"weekday": row.weekday, "opens": "08:00", "closes": "15:00"}
    effect = client.post(f"/kelola/jam-kerja/{row.pk}/", data).context["effect"]
    assert "1 tenggat penyelesaian bergeser." in effect["sentences"]
    OfficeHours.objects.exclude(pk=row.pk).delete()
    assert client.get(f"/kelola/jam-kerja/{row.pk}/hapus/").status_code == 404


def test_another_promise_leaves_running_clocks_alone(at: At, town: t.Town, sign_in: SignIn) -> None:
    t.forwarded(town)
    row = Deadline.objects.get(clock="resolution", stopped_at=None)
    promise = Promise.objects.get(clock="resolution", case="complaint")
    page = f"/kelola/janji-layanan/{promise.pk}/"
    data = {"amount": "10", "unit": "day"}
    sentences = sign_in("verifier").post(page, data).context["effect"]["sentences"]
    assert "bukan lagi" in sentences[0]
    assert sentences[1].startswith("1 jangka waktu penyelesaian yang sedang berjalan tetap")
    sign_in("verifier").post(page, {**data, "simpan": "1"})
    assert law.promise("resolution", "complaint").amount == 10
    assert sweep.apply_calendar_edits() == 0
    assert Deadline.objects.get(pk=row.pk).due_at == row.due_at


def test_the_default_promise_of_a_clock_stays(town: t.Town, sign_in: SignIn) -> None:
    default = Promise.objects.get(clock="verification", case="")
    special = Promise.objects.get(clock="verification", case="danger")
    client = sign_in("verifier")
    assert client.post(f"/kelola/janji-layanan/{default.pk}/hapus/").status_code == 404
    client.post(f"/kelola/janji-layanan/{special.pk}/hapus/")
    assert list(Promise.objects.filter(clock="verification", case="danger")) == []
    assert Promise.objects.filter(pk=default.pk).exists()


def test_a_limit_keeps_its_code(town: t.Town, sign_in: SignIn) -> None:
    row = Limit.objects.get(code="hand_backs")
    client = sign_in("verifier")
    client.post(f"/kelola/batas/{row.pk}/", {"value": "3", "code": "lain"})
    assert law.limit("hand_backs") == 3
    answer = client.post(f"/kelola/batas/{row.pk}/", {"value": "99999999"})
    assert "terlalu besar" in answer.content.decode()


def test_a_reason_keeps_its_verb_and_code(town: t.Town, sign_in: SignIn) -> None:
    row = Reason.objects.get(verb="archive", code="in_court")
    data = {"label": "masih di pengadilan", "order": "3", "is_active": "on", "verb": "hand_back"}
    sign_in("verifier").post(f"/kelola/alasan/{row.pk}/", data)
    row.refresh_from_db()
    assert (row.verb, row.code, row.label) == ("archive", "in_court", "masih di pengadilan")


def test_a_level_on_the_wrong_side_of_due_is_refused(town: t.Town, sign_in: SignIn) -> None:
    row = EscalationLevel.objects.get(level=0)
    data = {"level": "0", "after_days": "2", "audience": "liaison"}
    answer = sign_in("verifier").post(f"/kelola/eskalasi/{row.pk}/", data)
    assert answer.status_code == 422
    assert "Tingkat 0 harus sebelum tenggat" in answer.content.decode()


@pytest.mark.parametrize(
    "query", ["halaman=0", "halaman=x", "halaman=99999", "tahun=abad", "q=%00"]
)
def test_a_bad_address_shows_the_list(town: t.Town, sign_in: SignIn, query: str) -> None:
    assert sign_in("verifier").get(f"/kelola/hari-libur/?{query}").status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_reads_a_bounded_number_of_queries(
    town: t.Town, sign_in: SignIn, rows: int, django_assert_num_queries: Any
) -> None:
    for number in range(rows):
        Category.objects.create(
            code=f"zebra-{number}", name=f"Zebra {number}", national_id=1, default_agency=town.dlh
        )
    client = sign_in("verifier")
    with django_assert_num_queries(4):
        shown = client.get("/kelola/kategori/?q=zebra").context["rows"]
    assert len(shown) == rows
