"""What went to an agency before anybody decided what the public may read: an index of those few."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import Q

OPEN_OR_RESOLVED = (
    *("received", "verified", "forwarded", "followed_up"),
    *("answered", "needs_info", "referred", "appealed"),
    "resolved",
)


class Migration(migrations.Migration):
    atomic = False  # built beside the running town, without a lock

    dependencies = [("complaints", "0056_looks_to_take")]

    operations = [
        AddIndexConcurrently(
            "complaint",
            models.Index(
                fields=["created_at", "id"],
                name="unedited_by_age",
                condition=Q(
                    publication="pending", was_forwarded=True, is_secret=False, is_sealed=False
                )
                & Q(status__in=OPEN_OR_RESOLVED)
                & (Q(imported_in__isnull=True) | Q(taken_over_at__isnull=False)),
            ),
        ),
    ]
