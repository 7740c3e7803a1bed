"""The survey after the end of a report, and how far the question four weeks later is."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

QUESTIONS = {
    "requirements": "Persyaratan dan prosedur",
    "speed": "Kecepatan",
    "officers": "Kemampuan dan kesopanan petugas",
    "clarity": "Kejelasan jawaban",
    "result": "Hasil",
}
NOTHING = models.Q(filled_at__isnull=True, **{f"{name}__isnull": True for name in QUESTIONS})
ALL_MARKS = models.Q(filled_at__isnull=False, **{f"{name}__range": (1, 4) for name in QUESTIONS})
UNASKED = models.Q(still_fixed__isnull=True, answered_again_at__isnull=True)
ANSWERED = models.Q(still_fixed__isnull=False, answered_again_at__isnull=False)


def moment(label: str) -> Any:
    return models.DateTimeField(null=True, verbose_name=label)


class Migration(migrations.Migration):
    dependencies = [("complaints", "0060_figures_of_each_report")]

    operations = [
        migrations.CreateModel(
            "Survey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "complaint",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="survey",
                        to="complaints.complaint",
                        verbose_name="laporan",
                    ),
                ),
                *(
                    (name, models.PositiveSmallIntegerField(null=True, verbose_name=label))
                    for name, label in QUESTIONS.items()
                ),
                ("filled_at", moment("diisi")),
                ("asked_again_at", moment("ditanya lagi")),
                ("still_fixed", models.BooleanField(null=True, verbose_name="masih baik")),
                ("answered_again_at", moment("dijawab lagi")),
            ],
            options={
                "verbose_name": "survei",
                "verbose_name_plural": "survei",
                "constraints": [
                    models.CheckConstraint(
                        condition=NOTHING | ALL_MARKS, name="survey_all_marks_or_none"
                    ),
                    models.CheckConstraint(
                        condition=UNASKED | ANSWERED, name="survey_answered_again_whole"
                    ),
                ],
            },
        ),
        migrations.AddField(
            "complaint",
            "is_surveyed",
            models.BooleanField(default=False, db_default=False, verbose_name="survei diisi"),
        ),
        migrations.AddField(
            "complaint",
            "ask_again_at",
            models.DateTimeField(blank=True, null=True, verbose_name="ditanya lagi pada"),
        ),
        migrations.AddField(
            "complaint",
            "asked_again",
            models.CharField(
                blank=True,
                choices=[("asked", "Sudah ditanya"), ("said", "Sudah dijawab")],
                default="",
                db_default="",
                max_length=8,
                verbose_name="ditanya lagi",
            ),
        ),
    ]
