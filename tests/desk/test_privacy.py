"""A hidden name is in no page of the desk that any other role gets."""

from __future__ import annotations

import pytest

from complaints import actions
from complaints.models import Complaint, Event
from complaints.privacy import Contact
from tests import town as t
from tests.desk.conftest import SignIn

NAME, EMAIL, PHONE = "Rina Penguji", "rina@warga.example", "+6281234567890"
SECRETS = (NAME, "Rina", EMAIL, PHONE, "081234567890", "1234567890")
TEXT = "Saya Rina Penguji, jalan di depan rumah saya berlubang besar."
CLEARED = "Jalan di depan rumah pelapor berlubang besar."
EVERYBODY = [
    "verifier",
    "verifier2",
    "coordinator",
    "liaison",
    "operator",
    "supervisor",
    "co_liaison",
    "overseer",
    "secretary",
    "custodian",
]


@pytest.fixture
def hidden(town: t.Town) -> Complaint:
    """An anonymous report that names its author, cleared by the verifier and forwarded."""
    complaint = t.submit(
        text=TEXT,
        hides_reporter=True,
        numbers="6271012345670001",
        contact=Contact(name=NAME, email=EMAIL, phone=PHONE),
    )
    complaint = actions.verify_and_forward(
        complaint,
        by=town.verifier,
        verification=t.verification(town, working_text=CLEARED, publication="personal"),
        routing={"lead": town.pupr, "co_agencies": [town.dlh], "readers": [town.dinsos]},
    )
    return actions.follow_up(complaint, by=town.liaison, text="Sudah ditinjau.")


@pytest.mark.parametrize("who", EVERYBODY)
def test_hidden_name_is_on_no_page(
    who: str, hidden: Complaint, town: t.Town, sign_in: SignIn
) -> None:
    client = sign_in(who)
    pages = ["/meja/", "/meja/?daftar=semua", "/meja/?q=rumah&daftar=semua", "/meja/hubungi/"]
    report = client.get(f"/meja/{hidden.code}/")
    if report.status_code == 200:
        pages += [f"/meja/{hidden.code}/"]
        pages += [f"/meja/{hidden.code}/{o.verb.address}/" for o in report.context["offers"]]
    for page in pages:
        words = client.get(page).content.decode()
        assert [secret for secret in SECRETS if secret in words] == [], page


@pytest.mark.parametrize("who", EVERYBODY)
def test_hidden_name_cannot_be_searched(who: str, hidden: Complaint, sign_in: SignIn) -> None:
    for words in ("Rina", "Penguji", "Saya Rina"):
        page = sign_in(who).get("/meja/", {"q": words, "daftar": "semua"}).content.decode()
        assert hidden.code not in page


def test_custodian_reads_the_name_after_giving_a_reason_and_until_it_ends(
    hidden: Complaint, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = sign_in("custodian")
    address = f"/meja/{hidden.code}/"
    client.post(f"{address}buka-identitas/", {"reason": "Permintaan tertulis Inspektorat."})
    opened = client.get(address).content.decode()
    assert NAME in opened
    assert PHONE in opened
    assert TEXT in opened
    assert Event.objects.filter(complaint=hidden, verb="reveal").count() == 1
    later = hidden.reveals.get().until.timestamp()
    import time_machine  # noqa: PLC0415

    with time_machine.travel(later + 1, tick=False):
        client = sign_in("custodian")
        assert NAME not in client.get(address).content.decode()


def test_disclosed_name_is_read_by_the_agency(hidden: Complaint, sign_in: SignIn) -> None:
    actions.disclose(hidden, by=t.reporter(hidden))
    assert NAME in sign_in("liaison").get(f"/meja/{hidden.code}/").content.decode()


def test_numbers_are_read_only_by_the_holder(town: t.Town, sign_in: SignIn) -> None:
    complaint = t.forwarded(town, numbers="6271012345670001", co=("dlh",))
    readers = [
        who
        for who in ("verifier", "liaison", "operator", "supervisor", "co_liaison", "overseer")
        if "6271012345670001" in sign_in(who).get(f"/meja/{complaint.code}/").content.decode()
    ]
    assert readers == ["liaison"]


def test_agency_reads_the_working_text_and_the_verifier_the_original(
    town: t.Town, sign_in: SignIn
) -> None:
    complaint = t.submit(text="Lubang di Jalan A. Lampu di Jalan B.")
    actions.split(complaint, by=town.verifier, parts=["Lubang di Jalan A.", "Lampu di Jalan B."])
    complaint = actions.verify_and_forward(
        complaint,
        by=town.verifier,
        verification=t.verification(town, working_text="Lubang di Jalan A."),
        routing={"lead": town.pupr},
    )
    original = "Lampu di Jalan B."
    assert original in sign_in("verifier").get(f"/meja/{complaint.code}/").context["text"]
    assert original not in sign_in("liaison").get(f"/meja/{complaint.code}/").context["text"]


def test_verification_starts_from_a_masked_text(town: t.Town, sign_in: SignIn) -> None:
    complaint = t.submit(text="NIK saya 6271012345670001, surel rina@warga.example.")
    page = sign_in("verifier").get(f"/meja/{complaint.code}/verifikasi-dan-teruskan/")
    first = page.context["form"].fields["public_text"].initial
    assert first == "NIK saya ▒▒▒▒, surel ▒▒▒▒."
    found = [(one.kind, one.text) for one in page.context["findings"]]
    assert found == [("nik", "6271012345670001"), ("email", "rina@warga.example")]


def test_category_that_starts_unpublished_prefills_the_choice(
    town: t.Town, sign_in: SignIn
) -> None:
    town.lainnya.starts_unpublished = True
    town.lainnya.save()
    client = sign_in("verifier")
    first = {}
    for name in ("jalan", "lainnya"):
        complaint = t.submit(category=town.categories[name])
        page = client.get(f"/meja/{complaint.code}/verifikasi/")
        first[name] = page.context["form"].fields["publication"].initial
    assert first == {"jalan": "public", "lainnya": "personal"}


@pytest.mark.parametrize(
    ("typed", "finds"),
    [
        ("6299994103850000", False),
        ("62999941", False),
        ("089900001234", False),
        ("1234", False),
        ("contohnama", False),
        ("gudang", True),
        ("7788120", True),  # the national number stays what it is searched by
        ("tersumbat", True),
    ],
)
def test_nobody_is_searched_for_by_a_number(
    typed: str, finds: bool, town: t.Town, sign_in: SignIn
) -> None:
    report = t.submit(
        title="",
        text="Parit gudang tersumbat. NIK 6299 9941-0385.0000, wa 0899-0000-1234, "
        "contohnama@warga.example",
        region=town.langkai,
    )
    Complaint.objects.filter(pk=report.pk).update(external_ref="7788120")
    page = sign_in("verifier").get("/meja/", {"daftar": "semua", "q": typed})
    assert [row.code for row in page.context["rows"]] == [report.code] * finds
