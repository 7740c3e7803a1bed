"""Let an index serve what officers ask: which reports are like this one, closed ones too."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False  # built beside the running town, without a lock

    dependencies = [("complaints", "0023_covered_photos")]

    operations = [
        AddIndexConcurrently(
            "complaint",
            models.Index(
                fields=["region", "category", "-created_at", "-id"], name="alike_in_region"
            ),
        ),
    ]
