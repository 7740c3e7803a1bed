"""The reports that a run brought: an index of those, built beside the running town."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False  # built beside the running town, without a lock

    dependencies = [("complaints", "0051_import_runs")]

    operations = [
        AddIndexConcurrently(
            "complaint",
            models.Index(
                fields=["imported_in", "id"],
                name="imported_in_run",
                condition=models.Q(imported_in__isnull=False),
            ),
        ),
    ]
