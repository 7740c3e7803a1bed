"""The words of the law: states, clocks, audiences and whom a verb tells."""

from __future__ import annotations

from django.db.models import TextChoices

from agencies.models import Clock

__all__ = [
    "ANY",
    "AT_COORDINATOR",
    "ESCALATING",
    "NEW",
    "OPEN",
    "WITH_AGENCY",
    "AskedAgain",
    "Audience",
    "Clock",
    "State",
    "Told",
]


class State(TextChoices):
    """Where a report is (workflow.md, *States*); the label is what an officer reads."""

    RECEIVED = "received", "Belum diverifikasi"
    VERIFIED = "verified", "Siap diteruskan"
    FORWARDED = "forwarded", "Baru, belum ditindaklanjuti"
    FOLLOWED_UP = "followed_up", "Dikerjakan"
    ANSWERED = "answered", "Menunggu konfirmasi pelapor"
    RESOLVED = "resolved", "Selesai"
    NEEDS_INFO = "needs_info", "Menunggu pelapor"
    REFERRED = "referred", "Dirujuk, pantau"
    APPEALED = "appealed", "Banding"
    ARCHIVED = "archived", "Diarsipkan"
    MERGED = "merged", "Digabung"


NEW = ""
"""The state of a report that was not sent yet; it is never stored."""

OPEN = (
    State.RECEIVED,
    State.VERIFIED,
    State.FORWARDED,
    State.FOLLOWED_UP,
    State.ANSWERED,
    State.NEEDS_INFO,
    State.REFERRED,
    State.APPEALED,
)
"""A report in one of these still waits for somebody."""

ANY = tuple(State)
WITH_AGENCY = (State.FORWARDED, State.FOLLOWED_UP)
AT_COORDINATOR = (State.RECEIVED, State.VERIFIED)


ESCALATING = frozenset(
    {Clock.VERIFICATION, Clock.REFORWARD, Clock.FIRST_FOLLOW_UP, Clock.PROGRESS, Clock.RESOLUTION}
)
"""Only these escalate when they run out (*fixed*)."""


class AskedAgain(TextChoices):
    """How far the question *Masih baik?* is that follows four weeks after the end."""

    ASKED = "asked", "Sudah ditanya"
    SAID = "said", "Sudah dijawab"


class Audience(TextChoices):
    """Who may read what was said on a report."""

    PUBLIC = "public", "Untuk umum"
    REPORTER = "reporter", "Hanya pelapor"
    INTERNAL = "internal", "Internal petugas"


class Told(TextChoices):
    """A circle of people whom a verb tells."""

    REPORTER = "reporter", "Pelapor"
    HOLDER = "holder", "Pemegang laporan"
    LIAISONS = "liaisons", "Semua instansi yang menangani"
    LEAD = "lead", "Instansi utama"
    VERIFIERS = "verifiers", "Admin instansi"
    SUPERVISORS = "supervisors", "Pimpinan"
    OVERSEERS = "overseers", "Inspektorat"
    DECIDERS = "deciders", "Pemutus banding"
    CUSTODIANS = "custodians", "Kustodian"
    ASKER = "asker", "Petugas yang bertanya"
    NAMED = "named", "Petugas yang disebut"
