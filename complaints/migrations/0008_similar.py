"""Let an index serve the search for similar open reports: by kelurahan, and around a point."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import Q

OPEN = (
    "received",
    "verified",
    "forwarded",
    "followed_up",
    "answered",
    "needs_info",
    "referred",
    "appealed",
)
RELEASED = Q(published=True, is_secret=False, is_sealed=False, publication="public")


class Migration(migrations.Migration):
    atomic = False  # built beside the running town, without a lock

    dependencies = [("complaints", "0007_joining")]

    operations = [
        AddIndexConcurrently(
            "complaint",
            models.Index(
                fields=["region", "category", "-created_at", "-id"],
                name="similar_by_region",
                condition=Q(RELEASED, status__in=OPEN),
            ),
        ),
        AddIndexConcurrently(
            "complaint",
            models.Index(
                fields=["category", "latitude", "longitude"],
                name="similar_by_point",
                condition=Q(RELEASED, status__in=OPEN, latitude__isnull=False),
            ),
        ),
    ]
