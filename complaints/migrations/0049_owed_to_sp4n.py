"""What waits longest to be copied to SP4N-LAPOR! first: an index of those few."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False  # built beside the running town, without a lock

    dependencies = [("complaints", "0048_national_copies")]

    operations = [
        AddIndexConcurrently(
            "complaint",
            models.Index(
                fields=["sp4n_owed_at", "id"],
                name="owed_to_sp4n",
                condition=models.Q(sp4n_owed_at__isnull=False),
            ),
        ),
    ]
