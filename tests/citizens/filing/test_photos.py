"""Photos on the way of a report: offered places, and files that wait for it."""

from __future__ import annotations

import io

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

from complaints import limits
from complaints.models import Complaint, StagedFile
from tests import town as t
from tests.citizens.filing.walking import answer, send, walk
from tests.citizens.pages import words

pytestmark = pytest.mark.django_db


def photo_with_place() -> SimpleUploadedFile:
    """Return a photo taken at 2°12'36" S, 113°55'12" E."""
    exif = Image.Exif()
    exif[Base.Make.value] = "Kamera Rahasia"
    place = exif.get_ifd(IFD.GPSInfo)
    place[GPS.GPSLatitudeRef] = "S"
    place[GPS.GPSLatitude] = (2.0, 12.0, 36.0)
    place[GPS.GPSLongitudeRef] = "E"
    place[GPS.GPSLongitude] = (113.0, 55.0, 12.0)
    buffer = io.BytesIO()
    Image.new("RGB", (80, 60), (90, 120, 80)).save(buffer, "JPEG", exif=exif)
    return SimpleUploadedFile("lubang.jpg", buffer.getvalue(), content_type="image/jpeg")


def test_place_of_a_photo_is_offered_before_going_on(client: Client, town: t.Town) -> None:
    walk(client, until="foto")
    page = answer(client, "foto", files=photo_with_place())
    assert page.status_code == 200
    assert "Foto ini menyimpan tempat pengambilannya" in words(page)
    following = answer(client, "foto", found_place="-2.21,113.92")
    assert following.headers["location"] == "/lapor/tanya/tentang/"
    answer(client, "tentang")
    send(client, client.get("/lapor/periksa/"))
    complaint = Complaint.objects.get()
    assert (complaint.latitude, complaint.longitude) == (-2.21, 113.92)
    assert [file.name for file in complaint.attachments.all()] == ["lubang.jpg"]


def test_place_that_was_not_agreed_to_is_kept_nowhere(client: Client, town: t.Town) -> None:
    walk(client, until="foto")
    answer(client, "foto", files=photo_with_place())
    answer(client, "foto")
    answer(client, "tentang")
    send(client, client.get("/lapor/periksa/"))
    complaint = Complaint.objects.get()
    assert (complaint.latitude, complaint.longitude) == (None, None)


def test_photo_waits_for_the_report_and_can_be_dropped(client: Client, town: t.Town) -> None:
    walk(client, foto={"files": t.upload("a.jpg")})
    check = client.get("/lapor/periksa/")
    assert "a.jpg" in words(check)
    waiting = client.get("/lapor/tanya/foto/?ubah=1").context["draft"].files
    answer(client, "foto", remove=str(waiting[0].pk), ubah="1")
    assert "a.jpg" not in words(client.get("/lapor/periksa/"))


@pytest.mark.parametrize("place", ["", "x", "1", "91,200", "nan,nan", "1,2,3", "-2.2;113.9"])
def test_forged_place_of_a_photo_is_left_out(client: Client, town: t.Town, place: str) -> None:
    walk(client, foto={"found_place": place})
    send(client, client.get("/lapor/periksa/"))
    assert Complaint.objects.get().latitude is None


def test_who_sends_too_often_has_no_more_photos_washed(
    client: Client, town: t.Town, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    walk(client, until="foto")
    settings.LAPOR_LIMITS = True
    monkeypatch.setitem(limits.BUCKETS, "writing", limits.Bucket(0, 1000))
    page = answer(client, "foto", files=t.upload("a.jpg"))
    assert "Terlalu banyak kiriman" in words(page)
    assert StagedFile.objects.count() == 0
