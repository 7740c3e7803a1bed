"""Signs that figures are made to look better than the work (*tanda*), found at night, for overseers."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class SignKind(models.TextChoices):
    """What stands out."""

    LAST_DAY = "last_day", "Banyak jawaban tepat pada hari tenggat"
    SAME_TEXT = "same_text", "Jawaban dengan naskah yang sama"
    MONTH_END = "month_end", "Banyak jawaban tepat sebelum bulan ditutup"
    ARCHIVED = "archived", "Arsip jauh lebih sering"
    HANDED_BACK = "handed_back", "Sering mengembalikan laporan"
    OBJECTED = "objected", "Jawabannya sering disanggah"


class Sign(models.Model):
    """One thing that stands out in one month: at an office, an officer, a category or a place.

    ``part`` of ``whole`` did so; elsewhere in the town ``usual_part`` of ``usual_whole``. Rows of
    a month are made anew each night while it runs; they are never shown to the public.
    """

    month = models.DateField("bulan")
    kind = models.CharField("tanda", max_length=12, choices=SignKind.choices)
    agency = models.ForeignKey(
        "agencies.Agency", models.PROTECT, null=True, related_name="+", verbose_name="instansi"
    )
    officer = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name="petugas"
    )
    category = models.ForeignKey(
        "routing.Category", models.PROTECT, null=True, related_name="+", verbose_name="kategori"
    )
    region = models.ForeignKey(
        "agencies.Region", models.PROTECT, null=True, related_name="+", verbose_name="wilayah"
    )
    part = models.PositiveIntegerField("yang begitu")
    whole = models.PositiveIntegerField("dari seluruhnya")
    usual_part = models.PositiveIntegerField("di tempat lain begitu", default=0)
    usual_whole = models.PositiveIntegerField("di tempat lain seluruhnya", default=0)

    class Meta:
        verbose_name = "tanda"
        verbose_name_plural = "tanda"
        ordering: ClassVar[list[str]] = ["id"]
        indexes = [models.Index(fields=["month", "id"], name="signs_of_month")]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.kind}"


class SignCase(models.Model):
    """One report behind a sign."""

    sign = models.ForeignKey(
        Sign, models.CASCADE, db_index=False, related_name="cases", verbose_name="tanda"
    )
    complaint = models.ForeignKey(
        "complaints.Complaint",
        models.PROTECT,
        db_index=False,
        db_constraint=False,
        related_name="+",
        verbose_name="laporan",
    )

    class Meta:
        verbose_name = "kasus di balik tanda"
        verbose_name_plural = "kasus di balik tanda"
        constraints = [models.UniqueConstraint(fields=["sign", "complaint"], name="sign_case_once")]

    def __str__(self) -> str:
        return f"{self.sign_id} {self.complaint_id}"


class SignRun(models.Model):
    """That a month was looked at, and when last: a month without signs is no month unseen."""

    month = models.DateField("bulan", primary_key=True)
    at = models.DateTimeField("dihitung")

    class Meta:
        verbose_name = "pemeriksaan tanda"
        verbose_name_plural = "pemeriksaan tanda"

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"
