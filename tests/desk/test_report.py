"""The page of a report: what it tells, and what it costs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from pytest_django import DjangoAssertNumQueries

from complaints import actions
from complaints.models import Complaint, Deadline
from complaints.states import Audience
from lapor import clock
from tests import town as t
from tests.desk.conftest import SignIn


def test_story_is_told_newest_first_with_words_roles_and_who_was_told(
    town: t.Town, sign_in: SignIn
) -> None:
    complaint = t.answered(town)
    actions.note(complaint, by=town.liaison, text="Cek ulang minggu depan.")
    entries = sign_in("liaison").get(f"/meja/{complaint.code}/").context["stream"].entries
    assert [(entry.title, entry.audience, entry.said) for entry in entries] == [
        ("Catatan internal ditulis", "internal", True),
        ("Jawaban akhir dikirim", "public", True),
        ("Tindak lanjut dicatat", "public", True),
        ("Diteruskan", "", False),
        ("Diverifikasi", "", False),
        ("Laporan dikirim", "", False),
    ]
    answer = entries[1]
    assert answer.who == "Liaison Contoh (Dinas PUPR)"
    assert answer.role == "Pejabat penghubung instansi utama"
    assert answer.details == [
        ("Hasil", "Sudah ditangani"),
        ("Bukti menunjukkan", "Foto jalan setelah ditambal."),
    ]
    assert answer.told == "pelapor (email menunggu)"
    assert [file.note for file in answer.files] == ["bukti, untuk umum"]


def test_clocks_stand_as_dates_with_their_old_dates_and_why(town: t.Town, sign_in: SignIn) -> None:
    complaint = t.followed_up(town)
    row = Deadline.objects.get(complaint=complaint, clock="resolution", stopped_at=None)
    until = clock.today() + timedelta(days=30)
    while True:
        try:
            actions.request_extension(complaint, by=town.liaison, until=until, reason="Hujan.")
            break
        except actions.Refused:
            until -= timedelta(days=1)
    actions.grant_extension(complaint, by=town.verifier, reason="Wajar.")
    page = sign_in("liaison").get(f"/meja/{complaint.code}/")
    lines = {line.name: line for line in page.context["running"]}
    assert set(lines) == {"kabar berikutnya", "penyelesaian"}
    assert [(move.old, move.reason) for move in lines["penyelesaian"].moves] == [
        (row.due_at, "Perpanjangan diberikan.")
    ]
    assert [line.name for line in page.context["stopped"]] == [
        "verifikasi",
        "tindak lanjut pertama",
    ]


def test_paused_clocks_say_so(town: t.Town, sign_in: SignIn) -> None:
    complaint = actions.ask_reporter(
        t.forwarded(town), by=town.liaison, question="Di mana persisnya?"
    )
    lines = sign_in("liaison").get(f"/meja/{complaint.code}/").context["running"]
    assert {line.name: line.due for line in lines} == {
        "tindak lanjut pertama": "paused",
        "penyelesaian": "paused",
        "kelengkapan dari pelapor": "fine",
    }


def test_related_reports_are_shown_to_those_who_see_them(town: t.Town, sign_in: SignIn) -> None:
    main = t.forwarded(town)
    merged = actions.merge(t.submit(), by=town.verifier, main=main)
    page = sign_in("verifier").get(f"/meja/{main.code}/")
    assert [(one.relation, one.code) for one in page.context["related"]] == [
        ("Digabung ke sini", merged.code)
    ]
    assert sign_in("liaison").get(f"/meja/{main.code}/").context["related"] == []


def test_suggestion_is_for_the_verifier_who_must_choose(town: t.Town, sign_in: SignIn) -> None:
    complaint = t.submit(category=town.jalan)
    suggested = sign_in("verifier").get(f"/meja/{complaint.code}/").context["suggestions"]
    assert str(suggested[0].agency) == "Dinas PUPR"
    assert sign_in("overseer").get(f"/meja/{complaint.code}/").context["suggestions"] == []


@pytest.mark.parametrize(
    ("status", "who", "first"),
    [
        ("received", "verifier", "Verifikasi dan teruskan"),
        ("verified", "verifier", "Teruskan"),
        ("forwarded", "liaison", "Catat tindak lanjut"),
        ("followed_up", "liaison", "Kirim jawaban akhir"),
        ("appealed", "overseer", "Kabulkan banding"),
    ],
)
def test_next_step_stands_first(
    status: str, who: str, first: str, town: t.Town, sign_in: SignIn
) -> None:
    make: dict[str, Callable[[], Complaint]] = {
        "received": t.submit,
        "verified": lambda: actions.verify(t.submit(), by=town.verifier, **t.verification(town)),
        "forwarded": lambda: t.forwarded(town),
        "followed_up": lambda: t.followed_up(town),
        "appealed": lambda: _appealed(town),
    }
    complaint = make[status]()
    offers = sign_in(who).get(f"/meja/{complaint.code}/").context["offers"]
    assert [offer.primary for offer in offers] == [True] + [False] * (len(offers) - 1)
    assert offers[0].verb.words == first


def _appealed(town: t.Town) -> Complaint:
    complaint = t.resolved(town)
    return actions.appeal(complaint, by=t.reporter(complaint), text="Belum selesai.")


@pytest.mark.parametrize(
    ("who", "path", "queries"),
    [
        ("verifier", "", 22),
        ("liaison", "", 24),
        ("verifier", "sunting/", 10),
        ("liaison", "jawab/", 11),
    ],
)
def test_page_of_a_report_costs_the_same_with_one_and_three_of_everything(
    who: str,
    path: str,
    queries: int,
    town: t.Town,
    sign_in: SignIn,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    complaint = t.forwarded(town, co=("dlh",))
    client = sign_in(who)
    for number in (1, 2):
        for _ in range(number):
            actions.follow_up(
                complaint,
                by=town.liaison,
                text="Sudah ditinjau.",
                audience=Audience.REPORTER,
                files=[t.photo()],
            )
            actions.merge(t.submit(), by=town.verifier, main=complaint)
        client.get("/meja/")  # the town's law is kept for a minute
        with django_assert_num_queries(queries):
            client.get(f"/meja/{complaint.code}/{path}")


def test_page_of_verification_costs_the_same_with_one_and_three_files(
    town: t.Town, sign_in: SignIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = sign_in("verifier")
    client.get(f"/meja/{t.submit().code}/verifikasi-dan-teruskan/")  # reads the town's rules
    for number in (1, 3):
        files = [t.photo() for _ in range(number)]
        complaint, _ = actions.submit(t.filing(), token=f"berkas-{number}", files=files)
        with django_assert_num_queries(10):
            client.get(f"/meja/{complaint.code}/verifikasi-dan-teruskan/")


def test_late_report_is_late_in_working_days(town: t.Town, sign_in: SignIn) -> None:
    with time_machine.travel("2026-03-02 09:00 +07:00", tick=False):
        complaint = t.submit()
    with time_machine.travel("2026-03-09 09:00 +07:00", tick=False):
        page = sign_in("verifier").get(f"/meja/{complaint.code}/")
    first = page.context["running"][0]
    assert (first.name, first.due, first.words) == ("verifikasi", "late", "Terlambat 2 hari kerja")
