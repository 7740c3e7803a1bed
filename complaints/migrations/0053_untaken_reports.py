"""What was imported and waits to be taken over, and the newest of all that was imported."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

OPEN = (
    *("received", "verified", "forwarded", "followed_up"),
    *("answered", "needs_info", "referred", "appealed"),
)


class Migration(migrations.Migration):
    atomic = False  # built beside the running town, without a lock

    dependencies = [("complaints", "0052_imported_reports")]

    operations = [
        AddIndexConcurrently(
            "complaint",
            models.Index(
                fields=["status", "next_due_at", "id"],
                name="open_untaken",
                condition=models.Q(
                    imported_in__isnull=False, status__in=OPEN, taken_over_at__isnull=True
                ),
            ),
        ),
        AddIndexConcurrently(
            "complaint",
            models.Index(
                fields=["-created_at", "-id"],
                name="newest_imported",
                condition=models.Q(imported_in__isnull=False, is_sealed=False),
            ),
        ),
    ]
