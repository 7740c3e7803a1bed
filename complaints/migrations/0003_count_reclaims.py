"""Count how often a message was taken again after its worker died."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column with a default, added without touching the rows."""

    dependencies = [("complaints", "0002_append_only")]
    operations = [
        migrations.AddField(
            "delivery",
            "reclaims",
            models.PositiveSmallIntegerField(default=0, verbose_name="diambil ulang"),
        ),
    ]
