"""The words of the national system and ours: states, classes, types, channels, reasons."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from complaints.models import Kind, NationalRecord
from complaints.models.complaint import Channel
from complaints.states import State

ClosedBy = NationalRecord.ClosedBy

ARCHIVED_THERE = "national"
"""Our reason of archive for what the national system put away for a reason that we do not have."""


class Standing(NamedTuple):
    """Where a national state puts a report here."""

    state: State
    closed_by: str = ""
    is_blocked: bool = False


def plain(words: str) -> str:
    """Return words without what files write differently: case, signs, double blanks."""
    return " ".join(re.findall(r"[a-z0-9]+", words.casefold()))


_BY = {"sistem": ClosedBy.SYSTEM, "system": ClosedBy.SYSTEM, "otomatis": ClosedBy.SYSTEM}
_BY |= {"admin": ClosedBy.ADMIN, "administrator": ClosedBy.ADMIN, "instansi": ClosedBy.ADMIN}
_BY |= {
    "pelapor": ClosedBy.REPORTER,
    "reporter": ClosedBy.REPORTER,
    "masyarakat": ClosedBy.REPORTER,
}

_STATES: Mapping[str, State] = {
    "belum terverifikasi": State.RECEIVED,
    "belum diverifikasi": State.RECEIVED,
    "menunggu verifikasi": State.RECEIVED,
    "terverifikasi": State.VERIFIED,
    "belum terdisposisi": State.VERIFIED,
    "belum didisposisikan": State.VERIFIED,
    "menunggu kelengkapan informasi": State.NEEDS_INFO,
    "menunggu kelengkapan data": State.NEEDS_INFO,
    "menunggu kelengkapan": State.NEEDS_INFO,
    "ditunda": State.NEEDS_INFO,
    "tertunda": State.NEEDS_INFO,
    "terdisposisi belum ditindaklanjuti": State.FORWARDED,
    "belum ditindaklanjuti": State.FORWARDED,
    "belum ditindak lanjuti": State.FORWARDED,
    "terdisposisi": State.FORWARDED,
    "sedang ditindaklanjuti": State.FOLLOWED_UP,
    "sedang ditindak lanjuti": State.FOLLOWED_UP,
    "sudah ditindaklanjuti": State.FOLLOWED_UP,
    "terdisposisi sedang ditindaklanjuti": State.FOLLOWED_UP,
    "ditindaklanjuti": State.FOLLOWED_UP,
    "dalam proses": State.FOLLOWED_UP,
    "sedang diproses": State.FOLLOWED_UP,
    "proses": State.FOLLOWED_UP,
    "selesai": State.RESOLVED,
    "ditutup": State.RESOLVED,
    "tertutup": State.RESOLVED,
    "closed": State.RESOLVED,
    "diarsipkan": State.ARCHIVED,
    "arsip": State.ARCHIVED,
    "konten terblokir": State.ARCHIVED,
    "terblokir": State.ARCHIVED,
    "diblokir": State.ARCHIVED,
}


def standing_of(words: str, *, has_agency: bool) -> Standing | None:
    """Return where a national state puts a report (domain.md); None for a word nobody knows.

    An empty state is that of a report which waits: at its agency, or to be looked at.
    """
    said = plain(words)
    if not said:
        return Standing(State.FORWARDED if has_agency else State.RECEIVED)
    state, by = _STATES.get(said), ""
    if state is None:
        what, _, who = said.rpartition(" oleh ")
        state, by = _STATES.get(what), _BY.get(who.split(" ")[0] if who else "", "")
        if state not in (State.RESOLVED, State.ARCHIVED):
            return None
    return Standing(state, by, is_blocked="blokir" in said)


def kind_of(words: str) -> Kind:
    """Return the kind of a national class; an empty or unknown class is a complaint.

    *Berkadar pengawasan* stays a word of the record and sets no supervision: of those so classed
    only one in twelve was about misconduct (domain.md).
    """
    said = plain(words)
    if "aspirasi" in said or "saran" in said:
        return Kind.ASPIRATION
    if "informasi" in said:
        return Kind.INFORMATION
    return Kind.COMPLAINT


_KNOWN_KINDS = ("pengaduan", "aspirasi", "saran", "informasi", "keluhan")


def knows_class(words: str) -> bool:
    """Whether a national class is one that we know; nothing is known too."""
    said = plain(words)
    return not said or any(word in said for word in _KNOWN_KINDS)


def hidden(words: str) -> tuple[bool, bool]:
    """Return whether a report is anonymous and whether it is secret (``Anonim|Rahasia``)."""
    said = plain(words)
    return "anonim" in said or "anonymous" in said, "rahasia" in said or "secret" in said


_CHANNELS = (
    (("whatsapp", "whats app", "wa"), Channel.WHATSAPP),
    (("sms",), Channel.SMS),
    (("email", "e mail", "surel"), Channel.EMAIL),
    (("surat", "pos"), Channel.LETTER),
    (("tatap", "langsung", "loket", "walk"), Channel.WALK_IN),
    (("hotline", "call", "telepon", "telpon", "phone"), Channel.PHONE),
    (("instagram", "facebook", "twitter", "tiktok", "x", "media", "ig", "fb"), Channel.SOCIAL),
    (("website", "web", "situs", "android", "ios", "aplikasi", "mobile"), Channel.WEB),
)


def channel_of(words: str) -> Channel:
    """Return the door of a national source; ``import`` for one that we do not know."""
    said = plain(words)
    if said.startswith("website"):
        return Channel.WEB  # "Website - pemerintah-kabupaten-…" names the page of an office
    padded = f" {said} "
    for names, channel in _CHANNELS:
        if any(f" {name} " in padded for name in names):
            return channel
    return Channel.IMPORT


_REASONS = (
    (("jelas", "dipahami", "dimengerti"), "unclear"),
    (("relevan", "relevansi", "bukan layanan", "tidak terkait"), "not_public_service"),
    (("permintaan pelapor", "keinginan pelapor", "dicabut", "atas permintaan"), "withdrawn"),
    (
        ("batas waktu", "melewati", "melebihi", "tidak dilengkapi", "tidak melengkapi"),
        "data_missing",
    ),
    (("uji coba", "testing", "percobaan"), "test"),
    (("spam",), "spam"),
)


def reason_of(words: str, closed_by: str) -> str:
    """Return our reason of archive for a national one; what we do not have keeps its own words."""
    said = plain(words)
    for names, code in _REASONS:
        if any(name in said for name in names):
            return code
    return "withdrawn" if closed_by == ClosedBy.REPORTER else ARCHIVED_THERE


# -- ours in the words of the national system ---------------------------------------------------

CLASSES = {
    Kind.COMPLAINT: "Pengaduan Tidak Berkadar Pengawasan",
    Kind.ASPIRATION: "Aspirasi",
    Kind.INFORMATION: "Permintaan Informasi",
}
INSPECTED = "Pengaduan Berkadar Pengawasan"
SOURCES = {
    Channel.WEB: "Website",
    Channel.WALK_IN: "Tatap Muka",
    Channel.LETTER: "Pos Surat",
    Channel.PHONE: "Hotline Service",
    Channel.WHATSAPP: "Whatsapp",
    Channel.SMS: "SMS",
    Channel.SOCIAL: "Facebook",
    Channel.EMAIL: "Email Instansi",
    Channel.IMPORT: "Website",
}
STATES = {
    State.RECEIVED: "Belum Terverifikasi",
    State.VERIFIED: "Belum Terverifikasi",
    State.NEEDS_INFO: "Menunggu Kelengkapan Informasi",
    State.FORWARDED: "(Terdisposisi) Belum Ditindaklanjuti",
    State.FOLLOWED_UP: "Sedang Ditindaklanjuti",
    State.ANSWERED: "Sedang Ditindaklanjuti",
    State.REFERRED: "Sedang Ditindaklanjuti",
    State.APPEALED: "Sedang Ditindaklanjuti",
    State.RESOLVED: "Ditutup oleh Sistem",
    State.ARCHIVED: "Diarsipkan oleh Admin",
    State.MERGED: "Diarsipkan oleh Admin",
}
