"""The report (laporan) and the questions one may ask of all reports."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q

from complaints.models.desk_indexes import desk_indexes
from complaints.models.public import StateGroup, search_columns
from complaints.models.visibility import ComplaintQuerySet
from complaints.models.words import JoinWords, StopWords, WordVector
from complaints.states import OPEN, State
from complaints.workflow import Lifecycle

if TYPE_CHECKING:
    from django.db.models.expressions import Combinable

    from complaints.law.actors import Actor
    from complaints.models.assignment import Assignment

CODE_LENGTH = 8
TITLE_LENGTH = 100
TEXT_LENGTH = 20_000
"""The column's limit; the form's own is the editable limit ``text_length``."""


class Kind(models.TextChoices):
    """What a citizen wants."""

    COMPLAINT = "complaint", "Pengaduan"
    ASPIRATION = "aspiration", "Aspirasi"
    INFORMATION = "information", "Permintaan informasi"


class Channel(models.TextChoices):
    """The door through which a report came."""

    WEB = "web", "Situs web"
    WALK_IN = "walk_in", "Datang langsung"
    LETTER = "letter", "Surat"
    PHONE = "phone", "Telepon"
    WHATSAPP = "whatsapp", "WhatsApp"
    SMS = "sms", "SMS"
    SOCIAL = "social", "Media sosial"
    EMAIL = "email", "Email"
    IMPORT = "import", "Impor"


class Publication(models.TextChoices):
    """Whether the public may read the text, and if not, why."""

    PENDING = "pending", "Belum diputuskan"
    PUBLIC = "public", "Untuk umum"
    PERSONAL = "personal", "Tidak untuk umum: data pribadi"
    PRIVATE_PERSON = "private_person", "Tidak untuk umum: menyangkut perorangan"
    VULNERABLE = "vulnerable", "Tidak untuk umum: anak atau korban"
    SECRET = "secret", "Tidak untuk umum: rahasia"


RELEASED = Q(published=True, is_secret=False, is_sealed=False, publication=Publication.PUBLIC)
"""Reports of which anybody may read the public text, not only the state."""


class Complaint(Lifecycle):
    """One report of a citizen (*laporan*): a complaint, a wish or a question.

    ``holder``, ``lead``, ``next_due_at`` and the state are written only by the verbs.
    """

    code = models.CharField("nomor tiket", max_length=CODE_LENGTH, unique=True)
    submission = models.CharField("sidik kiriman", max_length=64, unique=True)
    receipt_hash = models.CharField("sidik kode tanda terima", max_length=64)
    kind = models.CharField("jenis", max_length=12, choices=Kind.choices)
    title = models.CharField("judul", max_length=150)
    text = models.TextField("isi laporan", max_length=TEXT_LENGTH)
    working_text = models.TextField("naskah kerja", blank=True, max_length=TEXT_LENGTH)
    working_title = models.CharField("judul kerja", max_length=150, blank=True, db_default="")
    public_title = models.CharField("judul untuk umum", max_length=150, blank=True)
    public_text = models.TextField("isi untuk umum", blank=True, max_length=TEXT_LENGTH)
    publication = models.CharField(
        "keterbukaan", max_length=16, choices=Publication.choices, default=Publication.PENDING
    )
    published = models.BooleanField("dibuka untuk umum", default=False)
    incident_date = models.DateField("tanggal kejadian", null=True, blank=True)
    region = models.ForeignKey(
        "agencies.Region", models.PROTECT, null=True, blank=True, verbose_name="wilayah"
    )
    place_text = models.CharField("tempat", max_length=200, blank=True)
    latitude = models.FloatField("lintang", null=True, blank=True)
    longitude = models.FloatField("bujur", null=True, blank=True)
    category = models.ForeignKey(
        "routing.Category", models.PROTECT, null=True, blank=True, verbose_name="kategori"
    )
    channel = models.CharField("saluran", max_length=10, choices=Channel.choices, default="web")
    sealed_against = models.ForeignKey(
        "agencies.Agency",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="unit petugas yang dilaporkan",
    )
    sealed_offices = ArrayField(
        models.BigIntegerField(),
        verbose_name="unit itu dan semua di atasnya saat dikirim",
        default=list,
        db_default=[],
        editable=False,
    )
    needs_inspection = models.BooleanField("berkadar pengawasan", default=False)
    archive_proposed_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="pengusul arsip",
    )
    lead = models.ForeignKey(
        "agencies.Agency",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="led_reports",
        verbose_name="instansi utama",
    )
    holder = models.ForeignKey(
        "agencies.Agency",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="held_reports",
        verbose_name="pemegang laporan",
    )
    holder_officer = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="petugas yang menangani",
    )
    next_due_at = models.DateTimeField("tenggat terdekat", null=True, blank=True)
    has_breached = models.BooleanField("pernah lewat tenggat", default=False)
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="merged",
        verbose_name="digabung ke",
    )
    parent_report = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name="pecahan dari",
    )
    repeats = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="repeated_by",
        verbose_name="laporan ulang dari",
    )
    asked_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="penanya",
    )
    entered_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="dicatat oleh",
    )
    outside_body = models.ForeignKey(
        "agencies.OutsideBody",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="instansi luar",
    )
    outside_ref = models.CharField("nomor di instansi luar", max_length=120, blank=True)
    external_ref = models.CharField("nomor SP4N", max_length=40, blank=True)
    sp4n_owed_at = models.DateTimeField("belum disalin ke SP4N sejak", null=True, blank=True)
    imported_in = models.ForeignKey(
        "complaints.ImportRun",
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="+",
        verbose_name="diimpor dalam",
    )
    taken_over_at = models.DateTimeField("diambil alih", null=True, blank=True)
    support_count = models.PositiveIntegerField("dukungan", default=0)
    tag_ids = ArrayField(
        models.BigIntegerField(), verbose_name="tanda", default=list, db_default=[], editable=False
    )
    event_count = models.PositiveIntegerField("jumlah peristiwa", default=0)
    last_hash = models.CharField("sidik peristiwa terakhir", max_length=64, blank=True)
    link_version = models.PositiveSmallIntegerField("versi tautan", default=0, db_default=0)
    opened_by_reporter_at = models.DateTimeField("dibuka pelapor", null=True, blank=True)
    created_at = models.DateTimeField("diterima")
    updated_at = models.DateTimeField("berubah")
    search: models.GeneratedField = models.GeneratedField(
        expression=StopWords(WordVector(JoinWords("public_title", "public_text"))),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects: ClassVar[ComplaintQuerySet] = ComplaintQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(Lifecycle.Meta):
        verbose_name = "laporan"
        verbose_name_plural = "laporan"
        ordering: ClassVar[list[str | Combinable]] = ["-created_at", "-id"]
        indexes = [
            *desk_indexes(),
            models.Index(
                fields=["ask_again_at"],
                name="to_ask_again",
                condition=Q(ask_again_at__isnull=False),
            ),
            models.Index(
                fields=["-created_at", "-id"],
                name="public_newest",
                condition=Q(published=True, is_secret=False, is_sealed=False),
            ),
            models.Index(
                fields=["category", "-created_at", "-id"],
                name="public_by_category",
                condition=Q(published=True, is_secret=False, is_sealed=False),
            ),
            models.Index(
                fields=["lead", "-created_at", "-id"],
                name="public_by_lead",
                condition=Q(published=True, is_secret=False, is_sealed=False),
            ),
            models.Index(
                fields=["region", "-created_at", "-id"],
                name="public_by_region",
                condition=Q(published=True, is_secret=False, is_sealed=False),
            ),
            models.Index(
                fields=["region", "category", "-created_at", "-id"], name="alike_in_region"
            ),
            models.Index(
                fields=["region", "category", "-created_at", "-id"],
                name="similar_by_region",
                condition=Q(RELEASED, status__in=OPEN),
            ),
            models.Index(
                fields=["category", "latitude", "longitude"],
                name="similar_by_point",
                condition=Q(RELEASED, status__in=OPEN, latitude__isnull=False),
            ),
            models.Index(
                StateGroup("status"),
                models.F("created_at").desc(),
                models.F("id").desc(),
                name="public_by_group",
                condition=Q(published=True, is_secret=False, is_sealed=False),
            ),
            GinIndex(
                *search_columns(),
                name="public_words_and_weeks",
                condition=Q(published=True, is_secret=False, is_sealed=False),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @cached_property
    def running_parts(self) -> list[Assignment]:
        """The agencies that work on the report or read it now: one query, and none when unsaved.

        Read once; ``actions._move.finish`` forgets it, because verbs change it.
        """
        if not self.pk:
            return []
        return list(self.assignments.filter(ended_at__isnull=True))

    def relatives(self) -> list[int]:
        """Return the ids of the main report, the parts and the repeats of this one.

        Whether somebody may see them is another question.
        """
        above = [self.merged_into_id, self.parent_report_id, self.repeats_id]
        near = Q(merged_into=self) | Q(parent_report=self) | Q(repeats=self)
        near |= Q(pk__in=[pk for pk in above if pk is not None])
        return list(Complaint.objects.filter(near).order_by("id").values_list("pk", flat=True))

    @property
    def root(self) -> Complaint:
        """The report that this one was split from, or itself: one receipt and one link open all."""
        return self if self.parent_report is None else self.parent_report.root

    @property
    def is_delegated(self) -> bool:
        """Whether a unit below the lead agency holds the report."""
        return self.holder_id != self.lead_id

    @property
    def main_is_open(self) -> bool:
        """Whether the main report of a merged one still waits for somebody."""
        return self.merged_into is not None and self.merged_into.status in OPEN

    @property
    def is_public(self) -> bool:
        """Whether anybody may know of the report: what ``public()`` asks the database."""
        return self.published and not (self.is_secret or self.is_sealed)

    @property
    def is_at_coordinator(self) -> bool:
        """Whether no agency holds the report."""
        return self.holder_id is None

    @property
    def awaits_take_over(self) -> bool:
        """Whether the report was imported, is open, and nobody has taken it over."""
        return self.imported_in_id is not None and self.taken_over_at is None and self.is_open

    def is_held_by(self, actor: Actor) -> bool:
        """Whether ``actor`` belongs to the unit that holds the report."""
        return self.holder_id in actor.agency_ids

    def was_asked_by(self, actor: Actor) -> bool:
        """Whether ``actor`` put the question that the reporter has not answered yet."""
        return actor.user is not None and actor.user.pk == self.asked_by_id

    @property
    def agency_text(self) -> str:
        """What an agency works with: the cleared text, or the reporter's own."""
        return self.working_text or self.text

    @property
    def agency_title(self) -> str:
        """The heading that officers work with: what the verifier cleared, or the reporter's own.

        A title is often the first words of the text, so a cleared text asks for a title of its own.
        """
        cleared = self.working_title or self.public_title
        if cleared or not self.working_text:
            return cleared or self.title
        line = " ".join(self.working_text.split()).split(". ")[0]
        return line if len(line) <= TITLE_LENGTH else f"{line[: TITLE_LENGTH - 1]}…"

    @property
    def citizen_status(self) -> str:
        """The state in the citizen's words (workflow.md, *States*)."""
        from complaints.wording import citizen_status  # noqa: PLC0415  (wording reads models)

        return citizen_status(self)

    @property
    def is_closed(self) -> bool:
        """Whether nobody owes anything any more."""
        return self.status in (State.RESOLVED, State.ARCHIVED)
