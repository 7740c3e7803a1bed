"""The ways into the tracker, and what its page shows."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from agencies import law
from complaints import actions, limits, links
from complaints.citizens import tickets
from complaints.law import reasons
from complaints.models import Complaint, Event
from complaints.states import Audience
from lapor import clock
from lapor import words as lapor_words
from tests import town as t
from tests.citizens.pages import errors, filed, opened, words

pytestmark = pytest.mark.django_db

WRONG = "Nomor tiket dan kode tanda terima tidak cocok. Periksa keduanya, lalu coba lagi."


def try_in(client: Client, code: str, receipt: str) -> Any:
    return client.post("/lacak/", {"code": code, "receipt": receipt})


@pytest.fixture
def report(town: t.Town) -> tuple[Complaint, str]:
    """A report that another browser filed, and its receipt code."""
    return filed(Client())


def test_receipt_opens_the_report_however_it_is_typed(
    client: Client, report: tuple[Complaint, str]
) -> None:
    complaint, receipt = report
    spaced = "-".join(receipt[start : start + 4] for start in range(0, 16, 4))
    response = try_in(client, f" {complaint.code.lower()} ", f"  {spaced}\t")
    assert response.headers["location"] == f"/lacak/{complaint.code}/"
    assert complaint.title in words(client.get(f"/lacak/{complaint.code}/"))


@pytest.mark.parametrize("code", ["existing", "ZZZZZZZZ", "ada\x00", "😀" * 50, "' OR 1=1"])
@pytest.mark.parametrize("receipt", ["0" * 16, "abc", "١٢٣٤" * 4])
def test_wrong_pair_gets_one_answer_whether_the_ticket_exists_or_not(
    client: Client, report: tuple[Complaint, str], code: str, receipt: str
) -> None:
    response = try_in(client, report[0].code if code == "existing" else code, receipt)
    assert (response.status_code, errors(response)) == (422, [WRONG])


def test_wrong_and_unknown_tickets_cost_the_same_queries(
    client: Client, report: tuple[Complaint, str], django_assert_num_queries: Any
) -> None:
    for code in (report[0].code, "ZZZZZZZZ"):
        with django_assert_num_queries(1):
            try_in(client, code, "0" * 16)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"code": "", "receipt": "1"}, "Tulis nomor tiket."),
        ({"code": "A", "receipt": ""}, "Tulis kode tanda terima."),
        (
            {"code": "A" * 100_000, "receipt": "1"},
            "Nomor tiket: Terlalu panjang: 100.000 karakter. Paling banyak 60 karakter.",
        ),
    ],
)
def test_empty_and_endless_entries_are_said(
    client: Client, town: t.Town, typed: dict[str, str], sentence: str
) -> None:
    assert errors(client.post("/lacak/", typed)) == [sentence]


def test_guessing_is_slowed_but_never_locked_out(
    client: Client,
    report: tuple[Complaint, str],
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings.LAPOR_LIMITS = True
    monkeypatch.setitem(limits.BUCKETS, "ticket", limits.Bucket(size=2, seconds=10))
    with time_machine.travel(clock.now(), tick=False) as moment:
        answers = [try_in(client, report[0].code, "0" * 16).status_code for _ in range(3)]
        blocked = try_in(client, *[report[0].code, report[1]])
        moment.shift(11)
        let_in = try_in(client, report[0].code, report[1])
    assert answers == [422, 422, 429]
    assert blocked.status_code == 429
    assert let_in.status_code == 302


def test_guessing_many_tickets_is_slowed_by_address(
    client: Client, town: t.Town, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.LAPOR_LIMITS = True
    monkeypatch.setitem(limits.BUCKETS, "tracking", limits.Bucket(size=2, seconds=1000))
    codes = [try_in(client, f"AAAAAAA{n}", "0" * 16).status_code for n in (2, 3, 4)]
    assert codes == [422, 422, 429]


@pytest.mark.parametrize("code", ["existing", "ZZZZZZZZ"])
def test_tracker_without_proof_asks_for_it_and_says_nothing(
    client: Client, report: tuple[Complaint, str], code: str
) -> None:
    code = report[0].code if code == "existing" else code
    response = client.get(f"/lacak/{code}/")
    assert response.headers["location"] == f"/lacak/?tiket={code}"
    assert f'value="{code}"' in client.get(response.headers["location"]).content.decode()


def test_signed_link_opens_the_report_and_leaves_the_address(
    client: Client, report: tuple[Complaint, str]
) -> None:
    path = f"/lacak/{report[0].code}/"
    response = client.get(path, {links.KEY: links.token_for(report[0])})
    assert response.headers["location"] == path
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("token", ["", "palsu", "AAAAAAAA:abc:def", "\x00", "é:é:é"])
def test_forged_link_asks_for_the_receipt(
    client: Client, report: tuple[Complaint, str], token: str
) -> None:
    response = client.get(f"/lacak/{report[0].code}/", {links.KEY: token})
    assert response.headers["location"] == "/lacak/"
    assert client.get(f"/lacak/{report[0].code}/").status_code == 302


def test_link_ends_after_thirty_days(client: Client, report: tuple[Complaint, str]) -> None:
    token = links.token_for(report[0])
    with time_machine.travel(clock.now() + timedelta(days=31)):
        response = client.get(f"/lacak/{report[0].code}/", {links.KEY: token})
    assert response.headers["location"] == "/lacak/"


def test_link_of_one_report_opens_no_other(client: Client, town: t.Town) -> None:
    mine, other = t.submit(), t.submit()
    client.get(f"/lacak/{other.code}/", {links.KEY: links.token_for(mine)})
    assert client.get(f"/lacak/{other.code}/").status_code == 302


def test_account_opens_its_own_reports_only(client: Client, town: t.Town) -> None:
    mine, _ = actions.submit(t.filing(), token="milik-saya", by=town.citizen)
    client.force_login(town.citizen)
    assert client.get(f"/lacak/{mine.code}/").status_code == 200
    assert client.get(f"/lacak/{t.submit().code}/").status_code == 302


@pytest.mark.parametrize("name", ["verifier", "liaison", "overseer", "superuser"])
def test_officers_have_no_way_into_the_tracker(
    client: Client, report: tuple[Complaint, str], town: t.Town, name: str
) -> None:
    client.force_login(town.people[name])
    assert client.get(f"/lacak/{report[0].code}/").status_code == 302


def test_access_ends_after_two_idle_hours(client: Client, town: t.Town) -> None:
    with time_machine.travel(clock.now(), tick=False) as moment:
        path = opened(client, t.submit())
        moment.shift(tickets.IDLE_SECONDS - 10)
        assert client.get(path).status_code == 200
        moment.shift(tickets.IDLE_SECONDS - 10)
        assert client.get(path).status_code == 200
        moment.shift(tickets.IDLE_SECONDS + 10)
        assert client.get(path).status_code == 302


def test_what_was_typed_survives_the_end_of_access(client: Client, town: t.Town) -> None:
    complaint = t.submit()
    response = client.post(f"/lacak/{complaint.code}/tulis/", {"text": "Pesan yang panjang"})
    assert response.status_code == 403
    assert "Pesan yang panjang" in response.content.decode()


def test_page_is_never_kept(client: Client, town: t.Town) -> None:
    response = client.get(opened(client, t.submit()))
    assert response.headers["Cache-Control"] == "private, no-store"


def test_page_tells_state_holder_clock_and_own_words(client: Client, town: t.Town) -> None:
    page = words(client.get(opened(client, t.forwarded(town))))
    assert "Diteruskan ke Dinas PUPR, belum ditanggapi" in page
    assert "Sekarang dipegang Dinas PUPR , sejak" in page
    assert "Tanggapan pertama dari instansi Sisa" in page
    assert "Jalan di depan pasar berlubang besar dan sudah dua orang jatuh." in page
    assert "Diteruskan ke Dinas PUPR · " not in page


def test_timeline_tells_the_main_road_in_order(client: Client, town: t.Town) -> None:
    response = client.get(opened(client, t.resolved(town)))
    assert [entry.title for entry in response.context["entries"]] == [
        "Laporan dikirim",
        "Laporan diperiksa",
        "Diteruskan ke Dinas PUPR",
        "Tindak lanjut",
        "Jawaban akhir: Sudah ditangani",
        "Anda menyatakan selesai",
    ]


def test_internal_words_and_files_stay_with_officers(client: Client, town: t.Town) -> None:
    complaint = t.forwarded(town)
    actions.note(complaint, by=town.liaison, text="CATATAN RAHASIA", files=[t.photo("intern.jpg")])
    page = client.get(opened(client, complaint)).content.decode()
    assert "CATATAN RAHASIA" not in page
    assert "intern.jpg" not in page


def test_instruction_of_a_forward_stays_with_officers(client: Client, town: t.Town) -> None:
    complaint = actions.verify_and_forward(
        t.submit(),
        by=town.verifier,
        verification=t.verification(town),
        routing={"lead": town.pupr, "instruction": "ARAHAN DALAM"},
    )
    assert "ARAHAN DALAM" not in words(client.get(opened(client, complaint)))


def test_words_for_the_reporter_alone_are_shown_to_the_reporter(
    client: Client, town: t.Town
) -> None:
    complaint = actions.follow_up(
        t.forwarded(town), by=town.liaison, text="Khusus Anda.", audience=Audience.REPORTER
    )
    assert "Khusus Anda." in words(client.get(opened(client, complaint)))


def test_question_stands_on_top_with_its_date(client: Client, town: t.Town) -> None:
    complaint = actions.ask_reporter(
        t.submit(), by=town.verifier, question="Di tiang nomor berapa?"
    )
    page = words(client.get(opened(client, complaint)))
    assert "Jawab pertanyaan petugas Laporan menunggu jawaban Anda paling lambat" in page
    assert "Di tiang nomor berapa?" in page


def test_moved_date_shows_old_new_and_why(client: Client, town: t.Town) -> None:
    complaint = t.forwarded(town)
    assert complaint.resolution_due_at is not None
    due = timezone.localdate(complaint.resolution_due_at)
    until = law.calendar().move_day(due, 2)
    complaint = actions.request_extension(
        complaint, by=town.liaison, until=until, reason="Menunggu alat."
    )
    complaint = actions.grant_extension(complaint, by=town.verifier, reason="Alat belum datang.")
    page = words(client.get(opened(client, complaint)))
    assert "Tanggal pernah diubah (1 kali) Jawaban akhir : dari" in page
    moved = f"menjadi {lapor_words.day(until)} pukul 16.00 WIB. Perpanjangan diberikan."
    assert f"{moved} Alasannya: Menunggu alat." in page
    assert "Alat belum datang." in page


def test_opening_an_answer_is_noted_once(client: Client, town: t.Town) -> None:
    complaint = t.answered(town)
    path = opened(client, complaint)
    client.get(path)
    first = Complaint.objects.get(pk=complaint.pk).opened_by_reporter_at
    client.get(path)
    assert first is not None
    assert Complaint.objects.get(pk=complaint.pk).opened_by_reporter_at == first


def test_reading_of_a_hidden_name_is_told_with_its_reason(client: Client, town: t.Town) -> None:
    complaint = t.submit(hides_reporter=True)
    actions.reveal(complaint, by=town.custodian, reason="Permintaan pengadilan.")
    page = words(client.get(opened(client, complaint)))
    assert "Identitas Anda dibuka oleh kustodian" in page
    assert "Permintaan pengadilan." in page


def test_archive_tells_its_reason_and_the_next_doors(client: Client, town: t.Town) -> None:
    reason = reasons.choices("archive", asked=False)[0]
    complaint = actions.archive(t.submit(), by=town.verifier, reason=reason[0], words="Maaf.")
    page = words(client.get(opened(client, complaint)))
    assert f"Tidak dilanjutkan: {reason[1]}" in page
    assert "ajukan banding sampai" in page
    assert "Ombudsman RI" in page


def test_one_receipt_opens_every_part_of_a_split_report(client: Client, town: t.Town) -> None:
    whole, receipt = filed(Client())
    (part,) = actions.split(whole, by=town.verifier, parts=["Lampu padam.", "Selokan mampet."])
    assert try_in(client, part.code, receipt).headers["location"] == f"/lacak/{part.code}/"
    page = client.get(f"/lacak/{part.code}/")
    assert [one["code"] for one in page.context["family"]] == [whole.code, part.code]
    assert client.get(f"/lacak/{whole.code}/").status_code == 200


def test_tracker_reads_in_few_queries(
    client: Client, town: t.Town, django_assert_num_queries: Any
) -> None:
    path = opened(client, t.forwarded(town))
    client.get(path)
    with django_assert_num_queries(9):
        client.get(path)
    complaint = t.followed_up(town)
    for n in range(2):
        actions.follow_up(complaint, by=town.liaison, text=f"Kabar {n}", files=[t.photo()])
    path = opened(client, complaint)
    client.get(path)
    with django_assert_num_queries(9):
        client.get(path)
    assert Event.objects.filter(complaint=complaint).count() == 6
