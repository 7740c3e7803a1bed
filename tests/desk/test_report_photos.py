"""Photos of a report: large, one after the other, and with parts blackened for the public."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.test import Client
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from complaints import actions
from complaints.models import Attachment, Complaint
from tests import town as t
from tests.desk.conftest import SignIn

WHOLE_LEFT = {"left": "0", "top": "0", "width": "50", "height": "100"}


def with_photos(town: t.Town, *names: str, **changes: Any) -> Complaint:
    """Return a forwarded report that was sent with photos."""
    files = [t.photo(name) for name in names or ("a.jpg",)]
    complaint, _ = actions.submit(t.filing(**changes), token="-".join(names), files=files)
    return actions.verify_and_forward(
        complaint,
        by=town.verifier,
        verification=t.verification(town),
        routing={"lead": town.pupr},
    )


def address(complaint: Complaint, name: str = "a.jpg", *, tail: str = "") -> str:
    """Return the page of a photo."""
    return f"/meja/{complaint.code}/foto/{complaint.attachments.get(name=name).pk}/{tail}"


def drawn(*boxes: dict[str, str], **more: str) -> dict[str, str]:
    """Return what a browser sends for some boxes."""
    data = {"form-TOTAL_FORMS": str(len(boxes)), "form-INITIAL_FORMS": "0", **more}
    for number, box in enumerate(boxes):
        data |= {f"form-{number}-{name}": value for name, value in box.items()}
    return data


def shades(client: Client, file: Attachment, *, small: bool = False) -> tuple[int, int]:
    """Return how bright a file is at its left and at its right, as a browser gets it (0 to 255)."""
    answer = client.get(f"/berkas/{file.pk}/{'?kecil=1' if small else ''}")
    assert answer.status_code == 200
    image = Image.open(io.BytesIO(answer.getvalue())).convert("L")
    row = image.crop((0, 20, image.width, 21)).tobytes()
    return row[4], row[-4]


def test_photos_are_leafed_through_in_their_order(town: t.Town, sign_in: SignIn) -> None:
    complaint = with_photos(town, "a.jpg", "b.jpg", "c.jpg")
    rows = list(complaint.attachments.order_by("created_at", "pk"))
    client = sign_in("liaison")
    seen = []
    url = f"/meja/{complaint.code}/foto/{rows[0].pk}/"
    while url:
        photo = client.get(url).context["photo"]
        seen.append((photo.number, photo.count, photo.row.pk))
        url = photo.next_url
    assert seen == [(at, 3, row.pk) for at, row in enumerate(rows, start=1)]
    assert photo.who == "Pelapor"


def test_a_photo_on_the_page_of_its_report_leads_to_its_own_page(
    town: t.Town, sign_in: SignIn
) -> None:
    complaint = with_photos(town)
    page = sign_in("liaison").get(f"/meja/{complaint.code}/")
    assert [file.url for file in page.context["files"]] == [address(complaint)]


@pytest.mark.parametrize("tail", ["", "tutup/"])
def test_photos_are_for_those_who_see_the_report(tail: str, town: t.Town, sign_in: SignIn) -> None:
    complaint, other = with_photos(town), with_photos(town, "b.jpg")
    assert sign_in("other_liaison").get(address(complaint, tail=tail)).status_code == 404
    strange = address(other, "b.jpg", tail=tail).replace(other.code, complaint.code)
    assert sign_in("verifier").get(strange).status_code == 404


def test_the_public_gets_a_copy_whose_pixels_are_gone_and_never_the_original(
    town: t.Town, sign_in: SignIn
) -> None:
    complaint = with_photos(town)
    original = complaint.attachments.get()
    actions.redact(
        complaint,
        by=town.verifier,
        title="A",
        text="B",
        publication="public",
        public_files=[original],
    )
    answer = sign_in("verifier").post(address(complaint, tail="tutup/"), drawn(WHOLE_LEFT))
    assert answer.status_code == 302
    copy = complaint.attachments.get(original=original)
    assert (copy.audience, copy.event_id, copy.name) == (
        "public",
        original.event_id,
        "a-ditutup.jpg",
    )
    public = Client()
    assert public.get(f"/berkas/{original.pk}/").status_code == 404
    for small in (False, True):
        left, right = shades(public, copy, small=small)
        assert (left < 8, right > 40) == (True, True)
    assert min(shades(sign_in("liaison"), original)) > 40
    assert str(copy.pk) in public.get(f"/laporan/{complaint.code}/").content.decode()


def test_it_leaves_an_event_with_the_boxes(town: t.Town, sign_in: SignIn) -> None:
    complaint = with_photos(town)
    original = complaint.attachments.get()
    sign_in("verifier").post(address(complaint, tail="tutup/"), drawn(WHOLE_LEFT, {}))
    event = complaint.events.latest("sequence")
    assert (event.verb, event.role) == ("redact", "verifier")
    assert event.data == {"photo": str(original.pk), "boxes": [[0.0, 0.0, 50.0, 100.0]]}
    page = sign_in("verifier").get(f"/meja/{complaint.code}/")
    assert ("Foto", "1 bagian ditutup untuk umum") in page.context["stream"].entries[0].details
    again = sign_in("verifier").get(address(complaint, tail="tutup/"))
    assert [tuple(box) for box in again.context["drawn"]] == [(0, 0, 50, 100)]


def test_a_second_copy_takes_the_place_of_the_first(town: t.Town, sign_in: SignIn) -> None:
    complaint = with_photos(town)
    client = sign_in("verifier")
    for width in ("50", "80"):
        client.post(address(complaint, tail="tutup/"), drawn({**WHOLE_LEFT, "width": width}))
    copies = complaint.attachments.filter(original__isnull=False).order_by("created_at", "size")
    assert sorted(copies.values_list("audience", flat=True)) == ["internal", "public"]


def test_an_original_with_a_copy_cannot_be_chosen_for_the_public(
    town: t.Town, sign_in: SignIn
) -> None:
    complaint = with_photos(town)
    original = complaint.attachments.get()
    client = sign_in("verifier")
    client.post(address(complaint, tail="tutup/"), drawn(WHOLE_LEFT))
    form = client.get(f"/meja/{complaint.code}/sunting/").context["form"]
    copy = complaint.attachments.get(original=original)
    assert form.initial["public_files"] == [copy]
    actions.redact(
        complaint,
        by=town.verifier,
        title="A",
        text="B",
        publication="public",
        public_files=[original, copy],
    )
    assert dict(complaint.attachments.values_list("pk", "audience")) == {
        original.pk: "reporter",
        copy.pk: "public",
    }


def test_a_part_keeps_copies_with_their_originals(town: t.Town, sign_in: SignIn) -> None:
    complaint, _ = actions.submit(t.filing(), token="x", files=[t.photo("a.jpg")])
    actions.verify(complaint, by=town.verifier, **t.verification(town))
    sign_in("verifier").post(address(complaint, tail="tutup/"), drawn(WHOLE_LEFT))
    actions.split(complaint, by=town.verifier, parts=["Jalan berlubang.", "Lampu mati."])
    part = Complaint.objects.get(parent_report=complaint)
    copy = part.attachments.get(original__isnull=False)
    assert copy.original is not None
    assert copy.original.complaint_id == part.pk


def test_a_hidden_reporters_file_name_does_not_return_with_the_copy(
    town: t.Town, sign_in: SignIn
) -> None:
    complaint = with_photos(town, "rina.jpg", hides_reporter=True)
    name = complaint.attachments.get().name
    sign_in("verifier").post(address(complaint, name, tail="tutup/"), drawn(WHOLE_LEFT))
    assert "rina" not in "".join(complaint.attachments.values_list("name", flat=True))


def test_preview_shows_the_boxes_and_saves_nothing(town: t.Town, sign_in: SignIn) -> None:
    complaint = with_photos(town)
    data = drawn(WHOLE_LEFT, pratinjau="1")
    page = sign_in("verifier").post(address(complaint, tail="tutup/"), data)
    assert page.status_code == 200
    assert '<rect x="0.0" y="0.0" width="50.0" height="100.0"/>' in page.content.decode()
    assert len(page.context["boxes"].forms) == 2
    assert complaint.attachments.count() == 1


@pytest.mark.parametrize(
    ("box", "sentence"),
    [
        ({}, "Gambar dahulu bagian yang ditutup: isi satu baris."),
        ({"left": "1"}, "Isi keempat angka, atau kosongkan semuanya."),
        ({**WHOLE_LEFT, "width": "0"}, "Lebar dan tinggi kotak harus lebih dari 0."),
        ({**WHOLE_LEFT, "left": "100"}, "Kotak ini di luar foto."),
        ({**WHOLE_LEFT, "left": "-3"}, "Dari kiri: paling kecil 0."),
        ({**WHOLE_LEFT, "top": "kiri"}, "Dari atas: isi angka dari 0 sampai 100."),
        ({**WHOLE_LEFT, "height": "nan"}, "Tinggi: isi angka dari 0 sampai 100."),
    ],
)
def test_bad_numbers_get_a_sentence_and_stay(
    box: dict[str, str], sentence: str, town: t.Town, sign_in: SignIn
) -> None:
    complaint = with_photos(town)
    page = sign_in("verifier").post(address(complaint, tail="tutup/"), drawn(box))
    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert complaint.attachments.count() == 1


def test_a_form_without_its_counts_is_answered_too(town: t.Town, sign_in: SignIn) -> None:
    page = sign_in("verifier").post(address(with_photos(town), tail="tutup/"), {})
    assert page.status_code == 422


@pytest.mark.parametrize("who", ["liaison", "overseer", "supervisor", "operator"])
def test_only_verifiers_cover_photos(who: str, town: t.Town, sign_in: SignIn) -> None:
    complaint = with_photos(town)
    client = sign_in(who)
    page = client.post(address(complaint, tail="tutup/"), drawn(WHOLE_LEFT))
    assert page.status_code == 409
    assert "Anda tidak dapat melakukan ini pada laporan ini." in page.content.decode()
    assert complaint.attachments.count() == 1
    assert not client.get(address(complaint)).context["covers"]


def test_photos_that_are_never_for_the_public_are_not_covered(
    town: t.Town, sign_in: SignIn
) -> None:
    secret = with_photos(town, "a.jpg", is_secret=True)
    page = sign_in("verifier").post(address(secret, tail="tutup/"), drawn(WHOLE_LEFT))
    assert "tidak pernah untuk umum" in page.content.decode()
    noted = actions.note(t.forwarded(town), by=town.liaison, text="L.", files=[t.photo("n.jpg")])
    page = sign_in("verifier").post(address(noted, "n.jpg", tail="tutup/"), drawn(WHOLE_LEFT))
    assert "Foto ini hanya untuk petugas" in page.content.decode()
    for complaint in (secret, noted):
        row = complaint.attachments.get()
        with pytest.raises(actions.Refused):
            actions.cover_photo(complaint, by=town.verifier, photo=row, copy=t.photo(), boxes=[])


def test_a_photo_that_is_gone_is_said(town: t.Town, sign_in: SignIn) -> None:
    complaint = with_photos(town)
    row = complaint.attachments.get()
    row.file.storage.delete(str(row.file.name))
    page = sign_in("verifier").post(address(complaint, tail="tutup/"), drawn(WHOLE_LEFT))
    assert page.status_code == 409
    assert "tidak ada lagi di penyimpanan" in page.content.decode()


@pytest.mark.parametrize(("tail", "queries"), [("", 7), ("tutup/", 8)])
def test_pages_of_photos_cost_the_same_with_one_and_three(
    tail: str,
    queries: int,
    town: t.Town,
    sign_in: SignIn,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client = sign_in("verifier")
    for names in (("a.jpg",), ("a.jpg", "b.jpg", "c.jpg")):
        complaint = with_photos(town, *names)
        url = address(complaint, tail=tail)
        with django_assert_num_queries(queries):
            client.get(url)
