"""Let an index of their own serve lists of sealed reports, which the index of words leaves out."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False  # built beside the running town, without a lock

    dependencies = [("complaints", "0032_working_title")]

    operations = [
        AddIndexConcurrently(
            "complaint",
            models.Index(
                fields=["-created_at", "-id"],
                condition=models.Q(is_sealed=True),
                name="sealed_newest",
            ),
        ),
    ]
