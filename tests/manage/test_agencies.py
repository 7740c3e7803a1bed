"""The tree of agencies: adding, moving, closing with reports handed on, reopening."""

from __future__ import annotations

from typing import Any

import pytest

from agencies.models import Agency, Officer
from complaints import actions, tasks
from complaints.manage.agencies import closing
from complaints.models import AgencyClosing, Complaint, Event, SettingsChange
from routing.models import Category
from tests import town as t
from tests.complaints import given
from tests.desk.conftest import SignIn

pytestmark = pytest.mark.django_db


def data_of(**changes: Any) -> dict[str, Any]:
    values = {
        "name": "Dinas Perhubungan Kota",
        "short_name": "Dishub",
        "kind": "department",
        "region": "",
        "phone": "",
        "email": "",
        "address": "",
        "parent": "",
    }
    return {**values, **changes}


def stored(code: str) -> Agency:
    return Agency.objects.get(code=code)


def test_a_new_agency_gets_a_code_and_its_place(town: t.Town, sign_in: SignIn) -> None:
    page = "/kelola/instansi/tambah-baru/"
    answer = sign_in("verifier").post(page, data_of(parent=town.pupr.pk))
    assert answer["Location"] == "/kelola/instansi/dishub/"
    assert stored("dishub").ancestor_ids == [town.pupr.pk]
    assert SettingsChange.objects.get().verb == "create"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "Nama"),
        ({"short_name": "x" * 61}, "60"),
        ({"kind": "coordinator"}, "Jenis ini sudah dipegang Diskominfo."),
        ({"kind": "toko"}, "toko"),
        ({"email": "bukan-alamat"}, "e-mail"),
        ({"parent": "999999"}, "pilihan"),
    ],
)
def test_a_wrong_value_gets_a_sentence_and_nothing_is_saved(
    town: t.Town, sign_in: SignIn, changes: dict[str, str], sentence: str
) -> None:
    answer = sign_in("verifier").post("/kelola/instansi/tambah-baru/", data_of(**changes))
    assert answer.status_code == 422
    assert sentence.lower() in answer.content.decode().lower()
    assert not Agency.objects.filter(code="dishub").exists()


def test_renaming_keeps_the_code(town: t.Town, sign_in: SignIn) -> None:
    values = data_of(name="Dinas Pekerjaan Umum", short_name="Dinas PU")
    sign_in("verifier").post("/kelola/instansi/pupr/ubah/", values)
    row = SettingsChange.objects.get()
    assert stored("pupr").short_name == "Dinas PU"
    assert (row.before["nama pendek"], row.after["nama pendek"]) == ("Dinas PUPR", "Dinas PU")


def test_what_needs_approval_is_chosen_and_audited(town: t.Town, sign_in: SignIn) -> None:
    client = sign_in("verifier")
    assert 'name="approval"' in client.get("/kelola/instansi/pupr/ubah/").content.decode()
    client.post("/kelola/instansi/pupr/ubah/", data_of(approval="answer"))
    assert stored("pupr").approval == "answer"
    assert any("persetujuan" in name for name in SettingsChange.objects.get().after)
    client.post("/kelola/instansi/pupr/ubah/", data_of(name="Dinas PU"))
    assert stored("pupr").approval == "answer"
    answer = client.post("/kelola/instansi/pupr/ubah/", data_of(approval="tidak-ada"))
    assert (answer.status_code, stored("pupr").approval) == (422, "answer")


def test_the_kind_of_the_coordinator_cannot_be_changed(town: t.Town, sign_in: SignIn) -> None:
    answer = sign_in("verifier").post("/kelola/instansi/diskominfo/ubah/", data_of())
    assert "Jenis instansi ini tidak dapat diganti." in answer.content.decode()
    assert stored("diskominfo").kind == "coordinator"


def test_moving_takes_everything_below_along(town: t.Town, sign_in: SignIn) -> None:
    leaf = Agency.objects.create_under(
        code="pos", name="Pos", short_name="Pos", kind="unit", parent=town.upt
    )
    sign_in("verifier").post("/kelola/instansi/upt-jalan/pindah/", {"parent": town.dlh.pk})
    assert stored("upt-jalan").ancestor_ids == [town.dlh.pk]
    assert stored("pos").ancestor_ids == [town.dlh.pk, town.upt.pk]
    row = SettingsChange.objects.get()
    assert (row.verb, row.before, row.after) == (
        "move",
        {"instansi induk": "Dinas PUPR"},
        {"instansi induk": "DLH"},
    )
    assert leaf.pk in set(stored("dlh").subtree().values_list("pk", flat=True))


def test_a_circle_is_refused(town: t.Town, sign_in: SignIn) -> None:
    answer = sign_in("verifier").post("/kelola/instansi/pupr/pindah/", {"parent": town.upt.pk})
    assert answer.status_code == 422
    assert stored("pupr").parent is None
    assert not SettingsChange.objects.exists()


def test_the_search_finds_names_with_the_path_above(town: t.Town, sign_in: SignIn) -> None:
    rows = sign_in("overseer").get("/kelola/instansi/?q=upt").context["rows"]
    assert [(row["agency"].code, row["path"]) for row in rows] == [("upt-jalan", "Dinas PUPR")]


def close(sign_in: SignIn, code: str, **values: Any) -> Any:
    return sign_in("verifier").post(f"/kelola/instansi/{code}/tutup/", values)


def test_closing_hands_everything_on(town: t.Town, sign_in: SignIn) -> None:
    reports = [t.forwarded(town), t.answered(town), given.delegated(town)]
    ended = t.resolved(town)
    answer = close(sign_in, "pupr", successor=town.dlh.pk, takes_people="on")
    assert answer.status_code == 302
    closed = stored("pupr")
    assert (closed.is_active, closed.successor) == (False, town.dlh)
    for report in reports:
        now = Complaint.objects.get(pk=report.pk)
        assert now.lead == town.dlh
        assert Event.objects.filter(complaint=report).latest("sequence").verb == "hand_on"
    assert Complaint.objects.get(pk=reports[2].pk).holder == town.upt
    assert Complaint.objects.get(pk=ended.pk).lead == town.pupr  # its history is not rewritten
    assert stored("upt-jalan").parent == town.dlh
    assert Category.objects.get(pk=town.jalan.pk).default_agency == town.dlh
    assert Officer.objects.active().filter(user=town.liaison, agency=town.dlh).exists()
    row = AgencyClosing.objects.get()
    assert (row.done, row.total, row.refused, bool(row.finished_at)) == (3, 3, [], True)
    assert (
        "3 laporan diserahkan" in sign_in("verifier").get("/kelola/instansi/pupr/").content.decode()
    )


def test_a_closed_agency_is_never_chosen_again(town: t.Town, sign_in: SignIn) -> None:
    close(sign_in, "pupr", successor=town.dlh.pk)
    assert town.pupr not in Agency.objects.addressable()
    html = sign_in("verifier").get("/kelola/petugas/undang/").content.decode()
    assert f'value="{town.pupr.pk}"' not in html
    with pytest.raises(actions.Refused, match="tidak dapat dipilih"):
        actions.verify_and_forward(
            t.submit(),
            by=town.verifier,
            verification=t.verification(town),
            routing={"lead": town.pupr},
        )


def test_a_report_reopened_later_goes_to_the_heir(town: t.Town, sign_in: SignIn) -> None:
    ended = t.resolved(town)
    close(sign_in, "pupr", successor=town.dlh.pk)
    again = actions.reopen(
        Complaint.objects.get(pk=ended.pk), by=t.reporter(ended), text="Berlubang lagi."
    )
    assert (again.lead, again.holder) == (town.dlh, town.dlh)
    assert given.parts(again) == [("dlh", "lead")]


@pytest.mark.parametrize(
    ("successor", "sentence"),
    [
        ("", "Pilih penerusnya"),
        ("upt", "Pilih instansi dari daftar."),
        ("setda", "belum punya pejabat penghubung"),
    ],
)
def test_closing_needs_a_successor_that_answers(
    town: t.Town, sign_in: SignIn, successor: str, sentence: str
) -> None:
    t.forwarded(town)
    heir = town.agencies[successor].pk if successor else ""
    answer = close(sign_in, "pupr", successor=heir)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert stored("pupr").is_active
    assert not AgencyClosing.objects.exists()


def test_an_empty_agency_closes_without_a_successor(town: t.Town, sign_in: SignIn) -> None:
    close(sign_in, "dinsos", successor="")
    assert not stored("dinsos").is_active
    assert AgencyClosing.objects.get().finished_at is not None


def test_a_long_closing_goes_on_in_the_worker(
    town: t.Town, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        t.forwarded(town)
    monkeypatch.setattr(closing, "AT_ONCE", 1)
    close(sign_in, "pupr", successor=town.dlh.pk)
    row = AgencyClosing.objects.get()
    assert (row.done, row.total, row.finished_at) == (1, 3, None)
    html = sign_in("verifier").get("/kelola/instansi/pupr/").content.decode()
    assert "1 dari 3" in html
    assert "hx-trigger" in html
    answer = sign_in("verifier").post("/kelola/instansi/pupr/buka/", follow=True)
    assert "masih diserahkan" in answer.content.decode()
    assert tasks.hand_on() == 1
    row = AgencyClosing.objects.get()
    assert (row.done, bool(row.finished_at)) == (3, True)
    assert tasks.hand_on() == 0


def test_reopening_is_written_down(town: t.Town, sign_in: SignIn) -> None:
    close(sign_in, "dinsos", successor="")
    sign_in("verifier").post("/kelola/instansi/dinsos/buka/")
    assert (stored("dinsos").is_active, stored("dinsos").successor) == (True, None)
    assert list(SettingsChange.objects.values_list("verb", flat=True)) == ["reopen", "close"]


@pytest.mark.parametrize("more", [0, 2])
def test_the_tree_reads_a_bounded_number_of_queries(
    town: t.Town, sign_in: SignIn, more: int, django_assert_num_queries: Any
) -> None:
    for number in range(more):
        Agency.objects.create_under(
            code=f"unit-{number}", name="Unit", short_name="Unit", kind="unit", parent=town.upt
        )
    client = sign_in("verifier")
    with django_assert_num_queries(5):
        assert len(client.get("/kelola/instansi/").context["rows"]) == 7 + more
