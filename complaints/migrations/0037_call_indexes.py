"""Let an index find the reporters who wait for a call."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False  # built beside the running town, without a lock

    dependencies = [("complaints", "0036_call_tries")]

    operations = [
        AddIndexConcurrently(
            "notification",
            models.Index(
                fields=["reporter", "created_at"],
                name="calls_to_make",
                condition=models.Q(channel="call", delivery__isnull=True, dropped_at__isnull=True),
            ),
        ),
        AddIndexConcurrently(
            "delivery",
            models.Index(
                fields=["reporter"],
                name="calls_asked_for",
                condition=models.Q(channel="call", next_attempt_at__isnull=False),
            ),
        ),
    ]
