"""Who reported: contact and numbers in tables of their own, encrypted (pelapor)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Reporter(models.Model):
    """The contact of a reporter (*pelapor*), encrypted; only ``complaints.privacy`` reads it.

    The HMAC columns serve to find the reports of one address without storing it in the clear.
    ``origin_encrypted`` says how a report of another door came (``complaints.reporters.origins``).
    """

    complaint = models.OneToOneField(
        "complaints.Complaint", models.PROTECT, related_name="reporter", verbose_name="laporan"
    )
    user = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reports",
        verbose_name="akun",
    )
    name_encrypted = models.BinaryField("nama", blank=True)
    email_encrypted = models.BinaryField("email", blank=True)
    phone_encrypted = models.BinaryField("telepon", blank=True)
    email_hmac = models.CharField("sidik email", max_length=64, blank=True)
    phone_hmac = models.CharField("sidik telepon", max_length=64, blank=True)
    origin_encrypted = models.BinaryField("asal laporan", blank=True, db_default=b"")
    consented_at = models.DateTimeField("persetujuan dicatat", null=True, blank=True)
    erased_at = models.DateTimeField("dihapus", null=True, blank=True)

    class Meta:
        verbose_name = "pelapor"
        verbose_name_plural = "pelapor"
        indexes = [
            models.Index(
                fields=["email_hmac"], name="reporters_by_email", condition=~Q(email_hmac="")
            ),
            models.Index(
                fields=["phone_hmac"], name="reporters_by_phone", condition=~Q(phone_hmac="")
            ),
        ]

    def __str__(self) -> str:
        return f"pelapor {self.complaint_id}"

    @property
    def has_email(self) -> bool:
        """Whether an e-mail address is known, without reading it."""
        return bool(self.email_hmac)

    @property
    def has_phone(self) -> bool:
        """Whether a phone number is known, without reading it."""
        return bool(self.phone_hmac)


class PrivateNumbers(models.Model):
    """*Data untuk petugas*: NIK, KK or customer number, read only by the holder, never searched."""

    complaint = models.OneToOneField(
        "complaints.Complaint",
        models.PROTECT,
        related_name="private_numbers",
        verbose_name="laporan",
    )
    encrypted = models.BinaryField("data untuk petugas", blank=True)

    class Meta:
        verbose_name = "data untuk petugas"
        verbose_name_plural = "data untuk petugas"

    def __str__(self) -> str:
        return f"data untuk petugas {self.complaint_id}"


class Reveal(models.Model):
    """A custodian's reading of a hidden name: written before anything is shown, ends by itself."""

    event = models.OneToOneField("complaints.Event", models.PROTECT, verbose_name="peristiwa")
    complaint = models.ForeignKey(
        "complaints.Complaint", models.PROTECT, related_name="reveals", verbose_name="laporan"
    )
    custodian = models.ForeignKey("accounts.User", models.PROTECT, verbose_name="kustodian")
    until = models.DateTimeField("sampai")
    case_file = models.ForeignKey(
        "complaints.CaseFile",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reveals",
        verbose_name="untuk berkas penyerahan",
    )

    class Meta:
        verbose_name = "pembukaan identitas"
        verbose_name_plural = "pembukaan identitas"
        indexes = [models.Index(fields=["custodian", "-until"], name="reveals_of_custodian")]

    def __str__(self) -> str:
        return f"{self.complaint_id} sampai {self.until:%H:%M}"
