"""What a reporter says after the end: five marks, and four weeks later whether it still holds."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

QUESTIONS: dict[str, str] = {
    "requirements": "Persyaratan dan prosedur",
    "speed": "Kecepatan",
    "officers": "Kemampuan dan kesopanan petugas",
    "clarity": "Kejelasan jawaban",
    "result": "Hasil",
}
"""The five elements of the public-service survey that are asked (PermenPANRB 14/2017), in order."""
LOWEST, HIGHEST = 1, 4


class Survey(models.Model):
    """The *survei kepuasan* of one report, and the question *Masih baik?* four weeks after its end.

    The marks stand here and nowhere else; words of the reporter are those of an event, erasable
    and for officers only. Nothing in it tells who the reporter is.
    """

    complaint = models.OneToOneField(
        "complaints.Complaint", models.PROTECT, related_name="survey", verbose_name="laporan"
    )
    requirements = models.PositiveSmallIntegerField(QUESTIONS["requirements"], null=True)
    speed = models.PositiveSmallIntegerField(QUESTIONS["speed"], null=True)
    officers = models.PositiveSmallIntegerField(QUESTIONS["officers"], null=True)
    clarity = models.PositiveSmallIntegerField(QUESTIONS["clarity"], null=True)
    result = models.PositiveSmallIntegerField(QUESTIONS["result"], null=True)
    filled_at = models.DateTimeField("diisi", null=True)
    asked_again_at = models.DateTimeField("ditanya lagi", null=True)
    still_fixed = models.BooleanField("masih baik", null=True)
    answered_again_at = models.DateTimeField("dijawab lagi", null=True)

    class Meta:
        verbose_name = "survei"
        verbose_name_plural = "survei"
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    filled_at__isnull=True, **{f"{name}__isnull": True for name in QUESTIONS}
                )
                | Q(
                    filled_at__isnull=False,
                    **{f"{name}__range": (LOWEST, HIGHEST) for name in QUESTIONS},
                ),
                name="survey_all_marks_or_none",
            ),
            models.CheckConstraint(
                condition=Q(still_fixed__isnull=True, answered_again_at__isnull=True)
                | Q(still_fixed__isnull=False, answered_again_at__isnull=False),
                name="survey_answered_again_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"survei {self.complaint_id}"
