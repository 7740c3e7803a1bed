"""Files that belong to a report (lampiran, bukti), and those that wait for the report."""

from __future__ import annotations

import uuid

from django.db import models

from complaints.states import Audience


class Attachment(models.Model):
    """A file of a report (*lampiran*), re-encoded and without what it said of its maker.

    ``original`` names the photo of which this one is a copy with parts blackened for the public:
    the copy stands where the original stands, and the original is never for the public again.
    """

    class Kind(models.TextChoices):
        """What the content is, as read from the bytes."""

        IMAGE = "image", "Gambar"
        PDF = "pdf", "PDF"
        VIDEO = "video", "Video"

    class Phase(models.TextChoices):
        """What a photo of the work shows, when the agency said so."""

        BEFORE = "before", "Sebelum"
        AFTER = "after", "Sesudah"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    complaint = models.ForeignKey(
        "complaints.Complaint", models.PROTECT, related_name="attachments", verbose_name="laporan"
    )
    event = models.ForeignKey(
        "complaints.Event",
        models.PROTECT,
        related_name="attachments",
        verbose_name="peristiwa",
    )
    audience = models.CharField("untuk", max_length=8, choices=Audience.choices)
    kind = models.CharField("jenis", max_length=5, choices=Kind.choices)
    file = models.FileField("berkas", upload_to="attachments/%Y/%m", max_length=200)
    thumbnail = models.FileField(
        "gambar kecil", upload_to="thumbnails/%Y/%m", max_length=200, blank=True
    )
    name = models.CharField("nama", max_length=100)
    checksum = models.CharField("nilai periksa", max_length=64)
    size = models.PositiveIntegerField("ukuran (bita)")
    width = models.PositiveIntegerField("lebar", null=True, blank=True)
    height = models.PositiveIntegerField("tinggi", null=True, blank=True)
    is_proof = models.BooleanField("bukti penanganan", default=False)
    phase = models.CharField("keadaan", max_length=6, choices=Phase.choices, blank=True)
    original = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,  # found among the files of its report
        related_name="covered",
        verbose_name="foto asli",
    )
    created_at = models.DateTimeField("diunggah")

    class Meta:
        verbose_name = "lampiran"
        verbose_name_plural = "lampiran"
        ordering = ["created_at", "name"]
        indexes = [models.Index(fields=["complaint"], name="attachments_of_report")]

    def __str__(self) -> str:
        return self.name


class StagedFile(models.Model):
    """A washed file that waits for its form (*berkas sementara*), as ciphertext.

    Its key is derived from the form's token, of which the database keeps only a hash; what it is
    and what it is called stands in ``sealed``.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    submission = models.CharField("sidik kiriman", max_length=64, db_index=True)
    file = models.FileField("berkas", upload_to="staged/%Y/%m", max_length=200)
    thumbnail = models.FileField("gambar kecil", upload_to="staged/%Y/%m", blank=True)
    sealed = models.BinaryField("keterangan")
    size = models.PositiveIntegerField("ukuran (bita)")
    created_at = models.DateTimeField("diunggah")
    keep_until = models.DateTimeField("disimpan sampai", db_index=True)

    class Meta:
        verbose_name = "berkas sementara"
        verbose_name_plural = "berkas sementara"

    def __str__(self) -> str:
        return str(self.pk)


class PartialUpload(models.Model):
    """An upload that is on its way or broke off (*unggahan belum lengkap*): pieces of ciphertext."""

    id = models.UUIDField(primary_key=True, editable=False)
    submission = models.CharField("sidik kiriman", max_length=64, db_index=True)
    sealed = models.BinaryField("nama")
    size = models.PositiveIntegerField("ukuran (bita)")
    received = models.PositiveIntegerField("diterima (bita)", default=0)
    pieces = models.JSONField("potongan", default=list)
    created_at = models.DateTimeField("dimulai")
    keep_until = models.DateTimeField("disimpan sampai", db_index=True)

    class Meta:
        verbose_name = "unggahan belum lengkap"
        verbose_name_plural = "unggahan belum lengkap"

    def __str__(self) -> str:
        return str(self.pk)
