"""What must be copied to SP4N-LAPOR!: what the list shows, what it never shows, the tick."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from complaints import actions
from complaints.models import Complaint, NationalCopy
from complaints.states import Audience
from complaints.telling import national
from tests import town as t
from tests.complaints import given
from tests.desk.conftest import SignIn

LIST = "/meja/salin-sp4n/"


def items(client: Client) -> list[Any]:
    """Return what the list shows."""
    return list(client.get(LIST).context["page"].items)


def fields(client: Client) -> dict[str, str]:
    """Return the fields of the only report in the list."""
    (item,) = items(client)
    return {field.name: field.value for field in item.fields}


def tick(client: Client, complaint: Complaint, **changes: Any) -> Any:
    """Send the tick as the page would."""
    row = given.stored(complaint)
    data = {"code": row.code, "seen": row.event_count, "number": "7654321", **changes}
    return client.post(LIST, data, follow=True)


def test_a_report_is_owed_from_its_first_forward_or_referral_on(
    town: t.Town, sign_in: SignIn
) -> None:
    client = sign_in("verifier")
    t.submit()
    given.archived(town)
    assert items(client) == []
    first, second = given.referred(town), t.forwarded(town, category=town.jalan)
    assert [item.complaint for item in items(client)] == [first, second]
    assert all(item.is_new for item in items(client))


def test_the_fields_are_those_that_sp4n_asks_for_without_names(
    town: t.Town, sign_in: SignIn
) -> None:
    text = "Jalan berlubang, hubungi saya di 081234567890."
    t.forwarded(town, text=text, hides_reporter=True, is_secret=True, region=town.langkai)
    shown = fields(sign_in("verifier"))
    assert shown["Klasifikasi"] == "Pengaduan Tidak Berkadar Pengawasan"
    assert shown["Tipe laporan"] == "Anonim|Rahasia"
    assert shown["Instansi tujuan"] == "Dinas PUPR"
    assert "Kel. Langkai" in shown["Lokasi"]
    assert "081234567890" not in shown["Isi laporan"]
    assert "Budi" not in sign_in("verifier").get(LIST).content.decode()


def test_a_text_that_was_cleared_for_the_public_goes_there_as_it_was_cleared(
    town: t.Town, sign_in: SignIn
) -> None:
    cleared = t.verification(town, title="Jalan rusak", public_text="Seorang warga jatuh.")
    complaint = t.submit(text="Bu Sari di Jalan Melati jatuh.")
    actions.verify_and_forward(
        complaint, by=town.verifier, verification=cleared, routing={"lead": town.pupr}
    )
    shown = fields(sign_in("verifier"))
    assert (shown["Judul laporan"], shown["Isi laporan"]) == ("Jalan rusak", "Seorang warga jatuh.")


def test_a_sealed_report_is_never_listed_even_for_those_who_see_it(
    town: t.Town, sign_in: SignIn
) -> None:
    complaint = t.submit(misconduct="yes", sealed_against=town.pupr)
    Complaint.objects.filter(pk=complaint.pk).update(sp4n_owed_at=complaint.created_at)
    assert items(sign_in("verifier")) == []
    assert "sudah ditandai" not in tick(sign_in("verifier"), complaint).content.decode()
    assert not NationalCopy.objects.exists()


def test_the_tick_keeps_number_and_officer_and_news_come_back(
    town: t.Town, sign_in: SignIn
) -> None:
    client, complaint = sign_in("verifier"), t.forwarded(town)
    assert "sudah disalin" in tick(client, complaint, number=" #76 54321 ").content.decode()
    copy = NationalCopy.objects.get()
    assert (copy.by, copy.number, copy.sequence) == (town.verifier, "7654321", 3)
    assert given.stored(complaint).external_ref == "7654321"
    assert items(client) == []
    complaint = actions.follow_up(
        given.stored(complaint), by=town.liaison, text="Ditinjau B 1234 CD."
    )
    shown = fields(client)
    (heading,) = shown
    assert heading.startswith("Tindak lanjut Dinas PUPR, ")
    assert shown[heading].startswith("Ditinjau")
    assert "1234" not in shown[heading]
    tick(client, complaint, number="")
    assert given.stored(complaint).external_ref == "7654321"
    assert items(client) == []


def test_what_was_said_to_the_reporter_alone_is_not_copied(town: t.Town, sign_in: SignIn) -> None:
    complaint = actions.follow_up(
        t.forwarded(town), by=town.liaison, text="NIK Anda kami cek.", audience=Audience.REPORTER
    )
    t.send(given.stored(complaint), town)
    shown = fields(sign_in("verifier"))
    said = [value for name, value in shown.items() if name.startswith("Tindak lanjut")]
    assert said == [national.NOT_FOR_ALL]
    answer = next(value for name, value in shown.items() if name.startswith("Jawaban akhir"))
    assert answer.startswith("Sudah ditangani. ")


def test_news_that_came_after_the_page_was_drawn_stay_owed(town: t.Town, sign_in: SignIn) -> None:
    client, complaint = sign_in("verifier"), t.forwarded(town)
    seen = given.stored(complaint).event_count
    actions.follow_up(complaint, by=town.liaison, text="Sudah ditinjau.")
    tick(client, complaint, seen=seen)
    (item,) = items(client)
    assert not item.is_new
    assert [field.value for field in item.fields] == ["Sudah ditinjau."]


@pytest.mark.parametrize(
    ("number", "sentence"),
    [("", "Isi nomor SP4N"), ("1111", "sudah dipakai laporan lain"), ("<b>", "hanya berisi angka")],
)
def test_a_wrong_number_is_refused_and_stays_on_the_page(
    number: str, sentence: str, town: t.Town, sign_in: SignIn
) -> None:
    client, other, complaint = sign_in("verifier"), t.forwarded(town), t.forwarded(town)
    tick(client, other, number="1111")
    answer = tick(client, complaint, number=number)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert answer.context["typed"] == number
    assert given.stored(complaint).external_ref == ""


def test_two_officers_tick_once(town: t.Town, sign_in: SignIn) -> None:
    complaint = t.forwarded(town)
    tick(sign_in("verifier"), complaint)
    answer = tick(sign_in("verifier2"), complaint, number="1")
    assert "sudah ditandai disalin" in answer.content.decode()
    assert NationalCopy.objects.count() == 1


def test_a_tick_is_undone_with_its_number_and_only_the_newest(
    town: t.Town, sign_in: SignIn
) -> None:
    client, complaint = sign_in("verifier"), t.forwarded(town)
    tick(client, complaint)
    first = NationalCopy.objects.get()
    (copy,) = client.get(LIST).context["page"].ticked
    assert copy == first
    page = client.post(f"{LIST}{first.pk}/batal/", follow=True).content.decode()
    assert "perlu disalin lagi" in page
    assert given.stored(complaint).external_ref == ""
    assert [item.is_new for item in items(client)] == [True]
    first.refresh_from_db()
    assert first.undone_by == town.verifier
    again = client.post(f"{LIST}{first.pk}/batal/", follow=True).content.decode()
    assert "sudah berubah" in again


def test_what_was_merged_or_withdrawn_before_it_came_there_is_not_owed(
    town: t.Town, sign_in: SignIn
) -> None:
    actions.merge(t.forwarded(town), by=town.verifier, main=given.asked_by_agency(town))
    gone = t.forwarded(town)
    actions.withdraw(gone, by=t.reporter(gone))
    assert [item.complaint.status for item in items(sign_in("verifier"))] == ["needs_info"]


@pytest.mark.parametrize("who", ["liaison", "overseer", "clerk", "coordinator"])
def test_only_verifiers_copy(who: str, town: t.Town, sign_in: SignIn) -> None:
    assert sign_in(who).get(LIST).status_code == 403


def test_pages_and_queries_do_not_grow_with_the_list(
    town: t.Town, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, queries = sign_in("verifier"), []
    for number in (1, 2):
        for _ in range(number):
            t.followed_up(town)
        client.get(LIST)
        with CaptureQueriesContext(connection) as seen:
            client.get(LIST)
        queries.append(len(seen))
    assert queries == [7, 7]
    monkeypatch.setattr(national, "PAGE", 2)
    first = client.get(LIST)
    rest = client.get(first.context["more_url"])
    codes = [item.complaint.pk for page in (first, rest) for item in page.context["page"].items]
    assert codes == sorted(Complaint.objects.values_list("pk", flat=True))
    assert rest.context["more_url"] == ""


def test_the_national_number_or_its_head_finds_the_report(town: t.Town, sign_in: SignIn) -> None:
    complaint, client = t.forwarded(town), sign_in("verifier")
    t.forwarded(town)
    tick(client, complaint, number="8123456")
    for typed in ("8123456", "8123", "#8123456"):
        page = client.get("/meja/", {"q": typed})
        assert [row.code for row in page.context["rows"]] == [complaint.code]
        assert "SP4N 8123456" in page.content.decode()
    assert "8123456" in client.get(f"/meja/{complaint.code}/").content.decode()
    assert sign_in("other_liaison").get("/meja/", {"q": "8123456"}).context["rows"] == []
