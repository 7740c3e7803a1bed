"""``@nama`` in internal notes: who is told, what is refused alike, and where the inbox shows it."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from complaints import actions
from complaints.models import Complaint, Event
from lapor import clock
from tests import crowd
from tests import town as t
from tests.complaints.given import last_event, told
from tests.desk.conftest import SignIn

TABS = "/meja/?daftar=disebut"


def named(town: t.Town, **people: str) -> None:
    """Give some of the town's people their names."""
    for who, name in people.items():
        town.people[who].name = name
        town.people[who].save(update_fields=["name"])


def write(sign_in: SignIn, report: Complaint, text: str, *, ticks: tuple[int, ...] = ()) -> str:
    """Let the liaison write a note; return the first mistake of the form, empty when it is kept."""
    data = {"text": text, "mentions": list(ticks)}
    answer = sign_in("liaison").post(f"/meja/{report.code}/catatan/", data)
    if answer.status_code == 302:
        return ""
    assert answer.status_code == 422
    assert text in answer.content.decode().replace("&#x27;", "'")
    return str(answer.context["form"].errors["text"][0])


@pytest.mark.parametrize(
    "text",
    [
        "@Rina Permata Sari tolong foto.",
        "Tolong foto, @rina permata sari.",
        "Tolong foto, @Rina!",
        "(@Rina Permata: tolong foto)",
        "@Rina\ntolong foto",
        "Satu @Rina, dua @Rina Permata Sari.",
    ],
)
def test_a_name_in_the_text_tells_that_colleague_once(
    town: t.Town, sign_in: SignIn, text: str
) -> None:
    named(town, operator="Rina Permata Sari", supervisor="Hasan Basri")
    report = t.forwarded(town)
    assert write(sign_in, report, text) == ""
    event = last_event(report)
    assert event.data["mentions"] == [town.operator.pk]
    assert told(event) == [("operator", "digest")]


def test_ticks_and_names_come_together(town: t.Town, sign_in: SignIn) -> None:
    named(town, operator="Rina Permata", supervisor="Hasan Basri")
    report = t.forwarded(town)
    assert write(sign_in, report, "@Rina tolong.", ticks=(town.supervisor.pk,)) == ""
    assert set(last_event(report).data["mentions"]) == {town.operator.pk, town.supervisor.pk}


@pytest.mark.parametrize(
    "text", ["Surel ke kota@Rina.example", "Harga @ 5.000", "Bukan @", "@@Rina"]
)
def test_an_at_sign_that_names_nobody_is_just_a_sign(
    town: t.Town, sign_in: SignIn, text: str
) -> None:
    named(town, operator="Rina Permata")
    report = t.forwarded(town)
    refusal = write(sign_in, report, text)
    if text.startswith("Harga"):
        assert refusal == ""
    assert "mentions" not in last_event(report).data or last_event(report).data["mentions"] == []


def test_who_does_not_see_the_report_is_answered_like_nobody(town: t.Town, sign_in: SignIn) -> None:
    named(town, other_liaison="Wati Lestari")
    report = t.forwarded(town)
    before = Event.objects.count()
    hidden = write(sign_in, report, "Halo @Wati Lestari, tolong.")
    nobody = write(sign_in, report, "Halo @Zubir Lestari, tolong.")
    assert hidden.replace("Wati", "Zubir") == nobody
    assert nobody == (
        "Tidak ada rekan bernama “Zubir” yang melihat laporan ini. "
        "Perbaiki namanya, atau hapus tanda @."
    )
    assert Event.objects.count() == before


def test_of_two_with_one_name_the_full_name_or_a_tick_decides(
    town: t.Town, sign_in: SignIn
) -> None:
    named(town, operator="Budi Santoso", supervisor="Budi Setiawan")
    report = t.forwarded(town)
    twice = "Ada beberapa rekan bernama “Budi”. Tulis nama lengkapnya."
    assert write(sign_in, report, "@Budi tolong foto.") == twice
    assert write(sign_in, report, "@Budi Setiawan tolong foto.") == ""
    assert last_event(report).data["mentions"] == [town.supervisor.pk]
    assert write(sign_in, report, "@Budi tolong foto.", ticks=(town.operator.pk,)) == ""
    assert last_event(report).data["mentions"] == [town.operator.pk]


def test_of_a_sealed_report_only_who_may_see_it_is_found(town: t.Town, sign_in: SignIn) -> None:
    named(town, liaison="Rina Permata")
    report = t.submit(misconduct="yes", sealed_against=town.pupr)
    client = sign_in("verifier")
    page = client.post(f"/meja/{report.code}/catatan/", {"text": "@Rina tolong."})
    assert page.status_code == 422
    assert "Tidak ada rekan bernama “Rina”" in page.content.decode()
    assert not Event.objects.filter(complaint=report, verb="note").exists()


def test_the_inbox_marks_it_until_one_acts_there(town: t.Town, sign_in: SignIn) -> None:
    report, other = t.forwarded(town), t.forwarded(town)
    actions.note(report, by=town.operator, text="Tolong.", mentions=[town.liaison])
    client = sign_in("liaison")
    page = client.get(TABS)
    assert [row.code for row in page.context["rows"]] == [report.code]
    assert "Anda disebut" in [words for _, _, words in page.context["rows"][0].flags]
    every = client.get("/meja/?daftar=baru").context["rows"]
    marked = {row.code for row in every if ("progress", "chat", "Anda disebut") in row.flags}
    assert ({row.code for row in every}, marked) == ({report.code, other.code}, {report.code})
    assert sign_in("operator").get(TABS).context["rows"] == []
    actions.note(report, by=town.liaison, text="Sudah.")
    assert client.get(TABS).context["rows"] == []


def test_after_two_weeks_the_mark_goes(town: t.Town, sign_in: SignIn) -> None:
    report = t.forwarded(town)
    actions.note(report, by=town.operator, text="Tolong.", mentions=[town.liaison])
    with time_machine.travel(clock.now() + timedelta(days=15), tick=False):
        assert sign_in("liaison").get(TABS).context["rows"] == []


def test_a_report_that_went_elsewhere_is_not_listed(town: t.Town, sign_in: SignIn) -> None:
    report = t.forwarded(town)
    actions.note(report, by=town.operator, text="Tolong.", mentions=[town.liaison])
    actions.recall(report, by=town.verifier, reason="Salah alamat.")
    page = sign_in("liaison").get(TABS)
    assert page.context["rows"] == []
    assert {tab["label"]: tab["count"] for tab in page.context["tabs"]}["Anda disebut"] == "0"


@pytest.mark.django_db(transaction=True)
def test_with_many_reports_the_list_reads_only_the_notes(town: t.Town, sign_in: SignIn) -> None:
    crowd.fill(town, 20_000)
    for report in Complaint.objects.visible_to(town.liaison).filter(status="forwarded")[:2]:
        actions.note(report, by=town.verifier, text="Tolong.", mentions=[town.liaison])
    client = sign_in("liaison")
    client.get(TABS)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(TABS)
    assert len(page.context["rows"]) == 2
    reads = [
        crowd.reads(one["sql"])
        for one in queries
        if "notification" in one["sql"] and "AS lane" not in one["sql"]
    ]
    assert sum(reads) <= 200
