"""*Unduh data saya*: everything of one account as a ZIP that is made while it is sent.

Nothing of it is stored, so there is no link that could fall into other hands (docs/decisions/0020).
Only the person's own words, contact and files are in it, and what the tracker shows to that person.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any, NamedTuple

from allauth.mfa.models import Authenticator
from django.core.serializers.json import DjangoJSONEncoder
from django.http import StreamingHttpResponse
from django.utils import timezone

from accounts.models import User
from complaints import privacy, wording
from complaints.citizen_words import CLOCK_NAMES
from complaints.citizens.account.reading import READ_ME
from complaints.citizens.cards import place_of
from complaints.citizens.tickets import Ticket
from complaints.citizens.tracking.told import told_of
from complaints.models import Attachment, Complaint, Deadline, Follower, Rating, Support, Survey
from complaints.models.survey import QUESTIONS
from complaints.reporters import erasure
from complaints.states import Audience
from complaints.trail.timeline import Entry, Story, for_reporter, is_by
from lapor import clock

CHUNK = 256 * 1024
SUFFIXES = {
    Attachment.Kind.IMAGE: "jpg",
    Attachment.Kind.PDF: "pdf",
    Attachment.Kind.VIDEO: "mp4",
}


class Sent(NamedTuple):
    """A file that the person sent, and where it lies in the ZIP."""

    path: str
    file: Attachment


def response_for(user: User) -> StreamingHttpResponse:
    """Return the ZIP of an account; memory holds one piece of it at a time."""
    reports = list(Complaint.objects.of_account(user).for_page().order_by("created_at", "id"))
    told = [_report(Ticket(report, user)) for report in reports]
    data = _account(user) | {"laporan": [one for one, _ in told]}
    files = [file for _, sent in told for file in sent]
    response = StreamingHttpResponse(_zipped(data, files), content_type="application/zip")
    name = f"data-lapor-{timezone.localtime(clock.now()):%Y-%m-%d}.zip"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Content-Encoding"] = "identity"  # compressed already; keeps GZipMiddleware away
    return response


# -- the ZIP ---------------------------------------------------------------------------------


class _Pipe(io.RawIOBase):
    """What the ZIP writes to; it cannot be sought in, and is emptied after every piece."""

    def __init__(self) -> None:
        self.held = bytearray()

    def writable(self) -> bool:
        """Return that it can be written to."""
        return True

    def write(self, piece: Any) -> int:
        """Keep a piece until it is taken."""
        self.held += piece
        return len(piece)

    def take(self) -> bytes:
        """Return what was written since the last time."""
        piece, self.held = bytes(self.held), bytearray()
        return piece


def _zipped(data: dict[str, Any], files: list[Sent]) -> Iterator[bytes]:
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        text = json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
        archive.writestr(_entry("data.json"), text, zipfile.ZIP_DEFLATED)
        archive.writestr(_entry("BACA-SAYA.txt"), READ_ME, zipfile.ZIP_DEFLATED)
        yield pipe.take()
        for sent in files:
            yield from _copied(archive, pipe, sent)
    yield pipe.take()


def _copied(archive: zipfile.ZipFile, pipe: _Pipe, sent: Sent) -> Iterator[bytes]:
    """Put one file into the ZIP, piece by piece; one that is gone from the disk is left out."""
    try:
        source = sent.file.file.open("rb")
    except FileNotFoundError:
        return
    with source, archive.open(_entry(sent.path), "w") as place:
        for piece in source.chunks(CHUNK):
            place.write(piece)
            yield pipe.take()


def _entry(path: str) -> zipfile.ZipInfo:
    now = timezone.localtime(clock.now())
    return zipfile.ZipInfo(path, (now.year, now.month, now.day, now.hour, now.minute, now.second))


# -- what stands in data.json ----------------------------------------------------------------


def _account(user: User) -> dict[str, Any]:
    """Return the account itself, its keys, and what it supports and follows."""
    keys = Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN)
    supports = Support.objects.filter(supporter=erasure.supporter_of(user))
    mark = privacy.fingerprint("email", user.email.lower())
    follows = Follower.objects.filter(email_hmac=mark)
    return {
        "dibuat_pada": clock.now(),
        "akun": {
            "e-mail": user.email,
            "nama": user.name,
            "terdaftar": user.date_joined,
            "terakhir_masuk": user.last_login,
            "kunci_sandi": [
                {"nama": key.wrap().name, "dibuat": key.created_at, "dipakai": key.last_used_at}
                for key in keys
            ],
        },
        "dukungan": [
            {"tiket": one.complaint.code, "pada": one.created_at, "ikut_mengalami": one.joined_at}
            for one in supports.select_related("complaint").order_by("created_at")
        ],
        "diikuti": [
            {"tiket": one.complaint.code, "sejak": one.confirmed_at or one.asked_at}
            for one in follows.select_related("complaint").order_by("asked_at")
        ],
    }


def _report(ticket: Ticket) -> tuple[dict[str, Any], list[Sent]]:
    """Return one report with its conversation, and the files that the person sent with it."""
    own, user = ticket.own, ticket.user
    assert user is not None
    stories = [Story.of(one) for one in ([own, ticket.main] if ticket.is_merged else [own])]
    sent = _files(stories, own)
    entries = [entry for story in stories for entry in for_reporter(story, own)]
    rating = Rating.objects.filter(complaint=own).first()
    told = {
        **_facts(own),
        "keadaan": wording.citizen_status(own),
        "kontak": privacy.own_contact(own, user).__dict__,
        "data_untuk_petugas": privacy.own_numbers(own, user),
        "tenggat": _clocks(own),
        "penilaian": {"nilai": rating.stars, "pada": rating.created_at} if rating else None,
        "survei": _survey(own),
        "riwayat": [_told(entry) for entry in sorted(entries, key=lambda entry: entry.at)],
        "pesan_kepada_anda": [
            {"isi": one.what, "cara": one.how, "pada": one.at} for one in told_of(own).messages
        ],
        "berkas_anda": [
            {"di_dalam_zip": one.path, "nama_asli": one.file.name, "diunggah": one.file.created_at}
            for one in sent
        ],
    }
    return told, sent


def _facts(own: Complaint) -> dict[str, Any]:
    return {
        "tiket": own.code,
        "jenis": own.get_kind_display(),
        "judul": own.title,
        "isi": own.text,
        "dikirim": own.created_at,
        "lewat": own.get_channel_display(),
        "tanggal_kejadian": own.incident_date,
        "tempat": own.place_text,
        "wilayah": place_of(own),
        "lintang": own.latitude,
        "bujur": own.longitude,
        "kategori": str(own.category) if own.category else "",
        "instansi": str(own.lead) if own.lead else "",
        "anonim": own.hides_reporter,
        "rahasia": own.is_secret,
        "disegel": own.is_sealed,
    }


def _survey(own: Complaint) -> dict[str, Any] | None:
    """Return what the person marked, and said four weeks later."""
    row = Survey.objects.filter(complaint=own).first()
    if row is None:
        return None
    marks = {words: getattr(row, name) for name, words in QUESTIONS.items()}
    later = {"masih_baik": row.still_fixed, "dijawab": row.answered_again_at}
    return {"nilai": marks, "diisi": row.filled_at, "ditanya_lagi": row.asked_again_at, **later}


def _clocks(own: Complaint) -> list[dict[str, Any]]:
    rows = Deadline.objects.filter(complaint=own).order_by("started_at", "id")
    return [
        {
            "untuk": CLOCK_NAMES[row.clock][0],
            "mulai": row.started_at,
            "tenggat": row.due_at,
            "berhenti": row.stopped_at,
        }
        for row in rows
        if row.clock in CLOCK_NAMES
    ]


def _told(entry: Entry) -> dict[str, Any]:
    """Return one event as the tracker tells it; files of others only by their kind."""
    return {
        "pada": entry.at,
        "peristiwa": entry.title,
        "oleh": "Anda" if entry.mine else entry.who,
        "isi": entry.text,
        "rincian": [f"{name}: {value}" for name, value in entry.details],
        "berkas": [file["name"] for file in entry.files],
    }


def _files(stories: list[Story], own: Complaint) -> list[Sent]:
    files = [
        file
        for story in stories
        for event in story.events
        if is_by(event, own)
        for file in story.files[event.pk]
        if file.audience != Audience.INTERNAL
    ]
    return [
        Sent(f"berkas/{own.code}/berkas-{n}.{SUFFIXES[Attachment.Kind(file.kind)]}", file)
        for n, file in enumerate(files, 1)
    ]
