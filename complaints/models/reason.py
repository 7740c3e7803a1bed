"""The reasons that a verb may ask for, as data that a town edits."""

from __future__ import annotations

from django.db import models


class Reason(models.Model):
    """One reason in the list of a verb (*alasan*), for example of ``archive``."""

    class Verb(models.TextChoices):
        """The verbs that ask for a reason from a list."""

        ARCHIVE = "archive", "Arsipkan"
        HAND_BACK = "hand_back", "Kembalikan"
        RETURN_ANSWER = "return_answer", "Kembalikan jawaban"

    verb = models.CharField("tindakan", max_length=20, choices=Verb.choices)
    code = models.SlugField("kode", max_length=40)
    label = models.CharField("alasan", max_length=120)
    hint = models.CharField("petunjuk bagi petugas", max_length=200, blank=True)
    by_system = models.BooleanField("hanya oleh sistem", default=False)
    after_asking = models.BooleanField("hanya setelah bertanya", default=False)
    is_junk = models.BooleanField("tidak dihitung dalam angka", default=False)
    order = models.PositiveSmallIntegerField("urutan", default=0)
    is_active = models.BooleanField("dipakai", default=True)

    class Meta:
        verbose_name = "alasan"
        verbose_name_plural = "alasan"
        ordering = ["verb", "order"]
        constraints = [models.UniqueConstraint(fields=["verb", "code"], name="reason_once")]

    def __str__(self) -> str:
        return self.label
