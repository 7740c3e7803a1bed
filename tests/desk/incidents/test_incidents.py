"""Incidents: who opens them, what they take in, and one decision for all their reports."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from complaints import actions
from complaints.models import BulkJob, Complaint, Incident, IncidentReport, SettingsChange
from complaints.states import State
from complaints.together import bulk, incidents
from lapor import clock
from tests import town as t
from tests.citizens.pages import opened
from tests.desk.conftest import SignIn


def flood(town: t.Town) -> Incident:
    """Return an open incident."""
    return Incident.objects.create(
        name="Banjir 12 November",
        category=town.jalan,
        since=clock.today(),
        opened_by=town.verifier,
        opened_at=clock.now(),
    )


def under(incident: Incident, town: t.Town, *reports: Complaint) -> None:
    """Put reports under an incident."""
    for report in reports:
        actions.join_incident(report, by=town.verifier, incident=incident)


def form_of(client: Client, path: str) -> dict[str, str]:
    """Return the token of a form, as a browser sends it back."""
    return {"token": str(client.get(path).context["form"]["token"].value())}


def states(*reports: Complaint) -> list[str]:
    """Return the states of reports now."""
    rows = Complaint.objects.in_bulk([one.pk for one in reports])
    return [rows[one.pk].status for one in reports]


def test_a_verifier_opens_an_incident_and_adds_reports(town: t.Town, sign_in: SignIn) -> None:
    first, second = t.submit(), t.submit()
    client = sign_in("verifier")
    sent = {"name": "Banjir 12 November", "category": town.jalan.pk, "since": clock.today()}
    client.post("/meja/kejadian/baru/", sent)
    incident = Incident.objects.get()
    assert (incident.name, incident.opened_by) == ("Banjir 12 November", town.verifier)
    path = f"/meja/kejadian/{incident.key}/"
    client.post(f"{path}laporan/", {"pilih": [first.code], "tiket": second.code})
    assert {row.code for row in client.get(path).context["rows"]} == {first.code, second.code}
    client.post(f"{path}laporan/", {"keluarkan": first.code})
    assert [row.code for row in client.get(path).context["rows"]] == [second.code]


def test_an_incident_ends_after_it_began(town: t.Town, sign_in: SignIn) -> None:
    sent = {
        "name": "Banjir",
        "category": town.jalan.pk,
        "since": "2026-01-02",
        "until": "2026-01-01",
    }
    answer = sign_in("verifier").post("/meja/kejadian/baru/", sent)
    assert answer.status_code == 422
    assert "Tanggal akhir tidak boleh sebelum tanggal mulai." in answer.content.decode()
    assert not Incident.objects.exists()


def test_a_report_is_put_under_an_incident_from_its_own_page(town: t.Town, sign_in: SignIn) -> None:
    incident, report = flood(town), t.submit()
    client = sign_in("verifier")
    others = client.get(f"/meja/{report.code}/laporan-lain/").content.decode()
    assert f"/meja/{report.code}/kejadian/" in others
    client.post(f"/meja/{report.code}/kejadian/", {"kejadian": incident.key})
    assert IncidentReport.objects.get().complaint == report
    assert "Kejadian: Banjir 12 November" in client.get("/meja/").content.decode()


@pytest.mark.parametrize("secrecy", [{"is_secret": True}, {"is_sealed": True}])
def test_secret_and_sealed_reports_stay_out(town: t.Town, secrecy: dict[str, bool]) -> None:
    incident, report = flood(town), t.submit()
    Complaint.objects.filter(pk=report.pk).update(**secrecy)
    with pytest.raises(actions.Refused, match="rahasia atau tersegel"):
        actions.join_incident(report, by=town.verifier, incident=incident)


def test_a_report_that_becomes_secret_disappears_from_its_incident(
    town: t.Town, sign_in: SignIn
) -> None:
    incident, report = flood(town), t.forwarded(town)
    under(incident, town, report)
    Complaint.objects.filter(pk=report.pk).update(is_secret=True)
    assert sign_in("liaison").get(f"/meja/kejadian/{incident.key}/").status_code == 404
    assert "Kejadian: Banjir" not in sign_in("liaison").get("/meja/").content.decode()
    assert sign_in("verifier").get(f"/meja/kejadian/{incident.key}/").context["rows"] == []


def test_joining_and_leaving_are_events_that_only_officers_read(
    town: t.Town, sign_in: SignIn
) -> None:
    incident, report = flood(town), t.forwarded(town)
    before = Complaint.objects.filter(pk=report.pk).values("status", "holder", "next_due_at").get()
    path = f"/meja/kejadian/{incident.key}/laporan/"
    client = sign_in("verifier")
    client.post(path, {"tiket": report.code})
    client.post(path, {"tiket": report.code})  # twice is once
    client.post(path, {"keluarkan": report.code})
    page = client.post(path, {"keluarkan": report.code}, follow=True).content.decode()
    assert "tidak termasuk kejadian" in page
    last = report.events.order_by("-sequence")[:2]
    assert [(one.verb, one.audience, one.actor, one.words.text) for one in last] == [
        ("leave_incident", "internal", town.verifier, "Banjir 12 November"),
        ("join_incident", "internal", town.verifier, "Banjir 12 November"),
    ]
    assert not any(one.notifications.exists() for one in last)
    after = Complaint.objects.filter(pk=report.pk).values("status", "holder", "next_due_at").get()
    assert after == before
    seen = sign_in("liaison").get(f"/meja/{report.code}/").content.decode()
    assert "Dimasukkan ke kejadian" in seen
    citizen = Client()
    assert "Banjir 12" not in citizen.get(opened(citizen, report)).content.decode()


def test_an_incident_is_renamed_and_ended_and_goes_on(town: t.Town, sign_in: SignIn) -> None:
    incident, report = flood(town), t.submit()
    client = sign_in("verifier")
    path = f"/meja/kejadian/{incident.key}/"
    sent = {"name": "Banjir rob", "category": town.jalan.pk, "since": clock.today()}
    assert client.post(f"{path}ubah/", {**sent, "name": ""}).status_code == 422
    client.post(f"{path}ubah/", sent)
    client.post(f"{path}akhir/", {"langkah": "akhiri"})
    page = client.post(f"{path}laporan/", {"tiket": report.code}, follow=True).content.decode()
    assert "“Banjir rob” sudah berakhir" in page
    assert "Tambah laporan" not in page
    chosen = client.get(f"/meja/{report.code}/kejadian/").content.decode()
    assert incident.key not in chosen
    client.post(f"{path}akhir/", {"langkah": "lanjutkan"})
    client.post(f"{path}laporan/", {"tiket": report.code})
    assert IncidentReport.objects.get().complaint == report
    changes = SettingsChange.objects.filter(thing="incident", key=incident.key).order_by("id")
    assert [(row.verb, row.user, row.before.get("nama")) for row in changes] == [
        ("change", town.verifier, "Banjir 12 November"),
        ("end", town.verifier, None),
        ("reopen", town.verifier, None),
    ]
    assert "Banjir rob" in client.get("/kelola/riwayat/").content.decode()


def test_guesses_pull_no_hidden_or_foreign_report_in(town: t.Town, sign_in: SignIn) -> None:
    incident, sealed = flood(town), t.submit()
    Complaint.objects.filter(pk=sealed.pk).update(is_sealed=True)
    other = sign_in("verifier2")  # not named for sealed reports
    path = f"/meja/kejadian/{incident.key}/"
    page = other.post(f"{path}laporan/", {"pilih": [sealed.code]}, follow=True).content.decode()
    assert "Tidak ada laporan dengan nomor tiket ini." in page
    assert other.post(f"{path}laporan/", {"keluarkan": sealed.code}).status_code == 404
    assert (
        other.post(f"/meja/{sealed.code}/kejadian/", {"kejadian": incident.key}).status_code == 404
    )
    named = sign_in("verifier").post(f"{path}laporan/", {"tiket": sealed.code}, follow=True)
    assert "rahasia atau tersegel" in named.content.decode()
    foreign = t.forwarded(town)
    under(incident, town, foreign)
    asked = {"incident": incident.pk, "audience": "public", "next_news_on": ""}
    by = town.people["other_liaison"]
    with pytest.raises(actions.Refused):
        incidents.act("follow_up", foreign, by=by, asked=asked, words="Sudah.")
    assert IncidentReport.objects.get().complaint == foreign


def test_a_report_belongs_to_one_incident(town: t.Town) -> None:
    first, second, report = flood(town), flood(town), t.submit()
    under(first, town, report)
    with pytest.raises(actions.Refused, match="sudah termasuk kejadian"):
        actions.join_incident(report, by=town.verifier, incident=second)


def test_one_form_verifies_and_forwards_what_waits(town: t.Town, sign_in: SignIn) -> None:
    incident = flood(town)
    new, ready = t.submit(), actions.verify(t.submit(), by=town.verifier, **t.verification(town))
    away, alone = t.followed_up(town), t.submit()
    under(incident, town, new, ready, away)
    client = sign_in("verifier")
    path = f"/meja/kejadian/{incident.key}/teruskan/"
    sent = form_of(client, path) | {
        "category": town.jalan.pk,
        "lead": town.pupr.pk,
        "publication": "pending",
    }
    assert client.post(path, sent).status_code == 302
    client.post(path, sent)  # a double click
    assert states(new, ready, away, alone) == [
        State.FORWARDED,
        State.FORWARDED,
        State.FOLLOWED_UP,
        State.RECEIVED,
    ]
    assert BulkJob.objects.count() == 1
    assert Complaint.objects.get(pk=new.pk).lead == town.pupr
    page = client.get(f"/meja/kejadian/{incident.key}/").content.decode()
    assert "2 laporan berhasil" in page


def test_a_hidden_name_that_may_show_is_verified_by_hand(town: t.Town, sign_in: SignIn) -> None:
    incident = flood(town)
    telling = t.submit(hides_reporter=True, text="Banjir. Hubungi saya di 081234567890 ya.")
    under(incident, town, telling)
    client = sign_in("verifier")
    path = f"/meja/kejadian/{incident.key}/teruskan/"
    choice = {"category": town.jalan.pk, "lead": town.pupr.pk, "publication": "public"}
    client.post(path, form_of(client, path) | choice)
    assert states(telling) == [State.RECEIVED]
    page = client.get(f"/meja/kejadian/{incident.key}/").content.decode()
    assert "verifikasi laporan ini sendiri" in page


def test_one_follow_up_for_what_lies_with_the_unit(town: t.Town, sign_in: SignIn) -> None:
    incident = flood(town)
    mine, more, waiting = t.forwarded(town), t.forwarded(town), t.submit()
    under(incident, town, mine, more, waiting)
    client = sign_in("liaison")
    path = f"/meja/kejadian/{incident.key}/tindak-lanjut/"
    sent = {"words": "Pompa dipasang di tiga titik.", "audience": "public"}
    assert client.post(path, form_of(client, path) | sent).status_code == 302
    assert states(mine, more, waiting) == [State.FOLLOWED_UP, State.FOLLOWED_UP, State.RECEIVED]
    told = mine.follow_ups.get(), more.follow_ups.get()
    assert {one.author for one in told} == {town.liaison}
    assert BulkJob.objects.get().words == ""


def test_what_left_the_incident_meanwhile_is_not_touched(town: t.Town) -> None:
    incident, report = flood(town), t.forwarded(town)
    under(incident, town, report)
    actions.leave_incident(report, by=town.verifier, incident=incident)
    asked = {"incident": incident.pk, "audience": "public", "next_news_on": ""}
    with pytest.raises(actions.Refused, match="tidak lagi termasuk"):
        incidents.act("follow_up", report, by=town.liaison, asked=asked, words="Sudah.")
    assert states(report) == [State.FORWARDED]


def test_more_than_a_few_reports_are_done_by_a_worker(
    town: t.Town, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "AT_ONCE", 2)
    incident, reports = flood(town), [t.forwarded(town) for _ in range(3)]
    under(incident, town, *reports)
    client = sign_in("liaison")
    path = f"/meja/kejadian/{incident.key}/"
    sent = {"words": "Pompa dipasang.", "audience": "public"}
    client.post(f"{path}tindak-lanjut/", form_of(client, f"{path}tindak-lanjut/") | sent)
    head = {"HX-Request": "true", "HX-Target": "kemajuan"}
    assert "2 dari 3 laporan" in client.get(path, headers=head).content.decode()
    bulk.go_on_all()
    assert states(*reports) == [State.FOLLOWED_UP] * 3
    assert "3 laporan berhasil" in client.get(path, headers=head).content.decode()


def test_others_know_an_incident_only_by_a_report_of_their_own(
    town: t.Town, sign_in: SignIn
) -> None:
    incident, mine = flood(town), t.forwarded(town)
    under(incident, town, mine, t.submit())
    path = f"/meja/kejadian/{incident.key}/"
    page = sign_in("liaison").get(path)
    assert [row.code for row in page.context["rows"]] == [mine.code]
    assert page.context["page"].paginator.count == 1
    other = sign_in("other_liaison")
    assert other.get(path).status_code == 404
    assert other.get(f"{path}tindak-lanjut/").status_code == 404
    assert "Banjir" not in other.get("/meja/kejadian/").content.decode()
    assert sign_in("clerk").get(path).status_code == 403


def test_only_verifiers_add_and_forward(town: t.Town, sign_in: SignIn) -> None:
    incident, mine = flood(town), t.forwarded(town)
    under(incident, town, mine)
    path = f"/meja/kejadian/{incident.key}/"
    client = sign_in("liaison")
    assert client.post(f"{path}laporan/", {"keluarkan": mine.code}).status_code == 403
    assert client.get(f"{path}teruskan/").status_code == 403
    assert client.get("/meja/kejadian/baru/").status_code == 403
    assert sign_in("verifier").get(f"{path}tindak-lanjut/").status_code == 403
    assert IncidentReport.objects.count() == 1


def test_bad_input_gets_a_sentence(town: t.Town, sign_in: SignIn) -> None:
    incident = flood(town)
    client = sign_in("verifier")
    path = f"/meja/kejadian/{incident.key}/"
    page = client.post(f"{path}laporan/", {"tiket": "TIDAKADA"}, follow=True)
    assert "Tidak ada laporan dengan nomor tiket ini." in page.content.decode()
    page = client.post(f"{path}laporan/", {}, follow=True)
    assert "Centang laporan, atau tulis nomor tiketnya." in page.content.decode()
    under(incident, town, t.submit())
    answer = client.post(f"{path}teruskan/", {"token": "x", "lead": "9", "category": "a"})
    assert answer.status_code == 422
    assert client.post(f"/meja/{t.submit().code}/kejadian/", {"kejadian": "x"}).status_code == 404


@pytest.mark.parametrize("amount", [1, 3])
def test_the_page_costs_the_same_for_any_number(
    town: t.Town,
    sign_in: SignIn,
    amount: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    incident = flood(town)
    under(incident, town, *[t.submit() for _ in range(amount)])
    for _ in range(amount):
        actions.verify(t.submit(), by=town.verifier, **t.verification(town))
    client = sign_in("verifier")
    client.get("/meja/")
    with django_assert_num_queries(14):
        client.get(f"/meja/kejadian/{incident.key}/")


@pytest.mark.parametrize("amount", [1, 3])
def test_the_list_costs_the_same_for_any_number(
    town: t.Town,
    sign_in: SignIn,
    amount: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(amount):
        under(flood(town), town, t.forwarded(town))
    client = sign_in("liaison")
    client.get("/meja/")
    with django_assert_num_queries(5):
        assert len(client.get("/meja/kejadian/").context["page"]) == amount


def test_what_was_done_for_an_incident_is_no_job_of_the_bulk_pages(
    town: t.Town, sign_in: SignIn
) -> None:
    incident, report = flood(town), t.forwarded(town)
    under(incident, town, report)
    client = sign_in("liaison")
    path = f"/meja/kejadian/{incident.key}/tindak-lanjut/"
    client.post(path, form_of(client, path) | {"words": "Sudah.", "audience": "public"})
    assert client.get("/meja/borongan/").status_code == 200
    assert client.get(f"/meja/borongan/{BulkJob.objects.get().key}/").status_code == 404
