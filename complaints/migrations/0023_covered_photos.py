"""Let a copy of a photo, with parts blackened for the public, know its original."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("complaints", "0022_message_texts")]

    operations = [
        migrations.AddField(
            model_name="attachment",
            name="original",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="covered",
                to="complaints.attachment",
                verbose_name="foto asli",
            ),
        ),
    ]
