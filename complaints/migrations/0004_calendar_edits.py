"""Keep the edits of the calendar that running clocks must still follow."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """A small new table."""

    dependencies = [("complaints", "0003_count_reclaims")]
    operations = [
        migrations.CreateModel(
            name="CalendarEdit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("why", models.CharField(max_length=60, verbose_name="sebab")),
                ("at", models.DateTimeField(verbose_name="pada")),
                (
                    "settled_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="diterapkan"),
                ),
            ],
            options={
                "verbose_name": "perubahan kalender",
                "verbose_name_plural": "perubahan kalender",
                "indexes": [
                    models.Index(
                        condition=models.Q(("settled_at__isnull", True)),
                        fields=["at"],
                        name="calendar_edits_to_apply",
                    )
                ],
            },
        ),
    ]
