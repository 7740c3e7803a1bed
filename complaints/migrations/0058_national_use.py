"""Whether a town copies its reports to SP4N-LAPOR!, and from which day on."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("complaints", "0057_unedited")]

    operations = [
        migrations.CreateModel(
            name="NationalUse",
            fields=[
                (
                    "id",
                    models.PositiveSmallIntegerField(
                        default=1, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "copies",
                    models.BooleanField(default=True, verbose_name="laporan disalin ke SP4N"),
                ),
                (
                    "since",
                    models.DateField(blank=True, null=True, verbose_name="yang diteruskan sejak"),
                ),
            ],
            options={
                "verbose_name": "pemakaian SP4N",
                "verbose_name_plural": "pemakaian SP4N",
                "constraints": [
                    models.CheckConstraint(condition=Q(id=1), name="one_national_use"),
                ],
            },
        ),
    ]
