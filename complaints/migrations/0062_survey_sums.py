"""The marks of each question of the survey are added up too, to show the index per question."""

from django.db import migrations, models

SUMS = {
    "survey_requirements": "nilai persyaratan dan prosedur",
    "survey_speed": "nilai kecepatan",
    "survey_officers": "nilai petugas",
    "survey_clarity": "nilai kejelasan jawaban",
    "survey_result": "nilai hasil",
}


class Migration(migrations.Migration):
    dependencies = [("complaints", "0061_survey")]

    operations = [
        migrations.AddField(model, name, models.IntegerField(default=0, verbose_name=label))
        for model in ("standing", "figuredelta", "figure")
        for name, label in SUMS.items()
    ]
