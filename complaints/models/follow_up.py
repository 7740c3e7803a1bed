"""What an agency did and told (tindak lanjut, jawaban akhir)."""

from __future__ import annotations

from django.db import models


class Outcome(models.TextChoices):
    """How a report ended in the answer of an agency (workflow.md, *Outcomes*)."""

    FIXED = "fixed", "Sudah ditangani"
    EXPLAINED = "explained", "Sudah dijelaskan"
    PLANNED = "planned", "Dijadwalkan"
    REFUSED = "refused", "Tidak dapat dipenuhi"
    NOT_FOUND = "not_found", "Tidak ditemukan saat diperiksa"
    OUTSIDE = "outside", "Dijawab instansi luar"


class FollowUp(models.Model):
    """A visible step of an agency (*tindak lanjut*), or its final answer (*jawaban akhir*).

    The words stand in the event's erasable row; ``public_text`` is what the public reads, with
    numbers, e-mails and plates masked.
    """

    complaint = models.ForeignKey(
        "complaints.Complaint", models.PROTECT, related_name="follow_ups", verbose_name="laporan"
    )
    event = models.OneToOneField(
        "complaints.Event", models.PROTECT, related_name="follow_up", verbose_name="peristiwa"
    )
    agency = models.ForeignKey(
        "agencies.Agency", models.PROTECT, null=True, blank=True, verbose_name="instansi"
    )
    outside_body = models.ForeignKey(
        "agencies.OutsideBody", models.PROTECT, null=True, blank=True, verbose_name="instansi luar"
    )
    author = models.ForeignKey("accounts.User", models.PROTECT, verbose_name="penulis")
    is_final = models.BooleanField("jawaban akhir", default=False)
    outcome = models.CharField("hasil", max_length=12, choices=Outcome.choices, blank=True)
    public_text = models.TextField("untuk umum", blank=True)
    proof_text = models.CharField("yang ditunjukkan bukti", max_length=300, blank=True)
    legal_basis = models.CharField("dasar hukum", max_length=300, blank=True)
    next_news_on = models.DateField("kabar berikutnya", null=True, blank=True)
    planned_on = models.DateField("dijadwalkan", null=True, blank=True)
    planned_unit = models.CharField("pelaksana", max_length=150, blank=True)
    budget_source = models.CharField("sumber anggaran", max_length=150, blank=True)
    created_at = models.DateTimeField("dibuat")

    class Meta:
        verbose_name = "tindak lanjut"
        verbose_name_plural = "tindak lanjut"
        ordering = ["created_at", "id"]
        indexes = [
            models.Index(fields=["complaint", "created_at"], name="follow_ups_of_report"),
            models.Index(
                fields=["created_at"], name="final_answers", condition=models.Q(is_final=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.complaint_id}/{self.pk}"
