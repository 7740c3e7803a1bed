"""What the router suggested and what was chosen, and which agencies it may forward to by itself."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

LEAST_THRESHOLD, MOST_THRESHOLD = 50, 99


class SuggestionRecord(models.Model):
    """One forward: what was suggested, what was chosen, and whether that was wrong (*catatan saran*).

    Ids and numbers only; of the text of a report nothing is kept, so an erasure has nothing to
    blank here.
    """

    class Wrong(models.TextChoices):
        """The verb that showed a forward to be wrong."""

        HAND_BACK = "hand_back", "dikembalikan"
        RECALL = "recall", "ditarik"
        CORRECT = "correct", "kategori diubah"

    complaint = models.ForeignKey(
        "complaints.Complaint",
        models.PROTECT,
        related_name="suggestion_records",
        verbose_name="laporan",
    )
    event = models.OneToOneField(
        "complaints.Event", models.PROTECT, related_name="+", verbose_name="peristiwa"
    )
    week = models.DateField("minggu (Seninnya)")
    suggested = models.ForeignKey(
        "agencies.Agency",
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        verbose_name="disarankan pertama",
    )
    chosen = models.ForeignKey(
        "agencies.Agency",
        models.PROTECT,
        related_name="+",
        db_index=False,
        verbose_name="dipilih",
    )
    probability = models.FloatField("peluang", null=True)
    layer = models.CharField("lapisan", max_length=12, blank=True)
    version = models.CharField("model", max_length=40, blank=True)
    rank = models.PositiveSmallIntegerField("urutan yang dipilih; 0 di luar saran", default=0)
    is_sure = models.BooleanField("mesin yakin", default=False)
    automatic = models.BooleanField("otomatis", default=False)
    wrong = models.CharField("salah", max_length=12, choices=Wrong.choices, blank=True)
    wrong_at = models.DateTimeField("ternyata salah pada", null=True, blank=True)

    class Meta:
        verbose_name = "catatan saran"
        verbose_name_plural = "catatan saran"
        ordering: ClassVar[list[str]] = ["-id"]
        indexes = [
            models.Index(fields=["week", "chosen"], name="suggestions_by_week"),
            models.Index(
                fields=["chosen", "-id"],
                name="automatic_forwards",
                condition=Q(automatic=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.complaint_id}: {self.suggested_id} → {self.chosen_id}"


class AutoLook(models.Model):
    """A new report at which the system has not looked yet, and may forward (*giliran dilihat mesin*).

    Written with the report, while the system may forward to anybody, and gone after the one look:
    so nothing is forgotten while the broker is away, and nothing is looked at for ever. Ids only,
    so an erasure has nothing to blank.
    """

    complaint = models.OneToOneField(
        "complaints.Complaint",
        models.PROTECT,
        primary_key=True,
        related_name="auto_look",
        verbose_name="laporan",
    )
    asked_at = models.DateTimeField("menunggu sejak")
    tries = models.PositiveSmallIntegerField("dicoba", default=0)

    class Meta:
        verbose_name = "giliran penerusan otomatis"
        verbose_name_plural = "giliran penerusan otomatis"
        ordering: ClassVar[list[str]] = ["complaint"]

    def __str__(self) -> str:
        return f"Laporan {self.complaint_id}"


class AutoForward(models.Model):
    """Whether the system may forward to an agency by itself, and how sure it must be.

    Without a row it may not. ``since`` is when it was switched on last: what came back before
    does not count against the switch any more.
    """

    agency = models.OneToOneField(
        "agencies.Agency", models.PROTECT, related_name="auto_forward", verbose_name="instansi"
    )
    is_on = models.BooleanField("teruskan otomatis", default=False)
    threshold = models.PositiveSmallIntegerField(
        "peluang paling kecil (persen)",
        default=95,
        validators=[MinValueValidator(LEAST_THRESHOLD), MaxValueValidator(MOST_THRESHOLD)],
    )
    since = models.DateTimeField("dinyalakan pada", null=True, blank=True)
    stopped_at = models.DateTimeField("mematikan diri pada", null=True, blank=True)

    class Meta:
        verbose_name = "penerusan otomatis"
        verbose_name_plural = "penerusan otomatis"
        constraints = [
            models.CheckConstraint(
                condition=Q(threshold__range=(LEAST_THRESHOLD, MOST_THRESHOLD)),
                name="auto_forward_threshold",
            ),
        ]

    def __str__(self) -> str:
        return f"Penerusan otomatis ke {self.agency}"
