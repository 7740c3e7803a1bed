"""Let an index serve every list of the inbox: danger first, sealed, extensions, what a lead led."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import Q

OPEN = [
    "received",
    "verified",
    "forwarded",
    "followed_up",
    "answered",
    "needs_info",
    "referred",
    "appealed",
]


class Migration(migrations.Migration):
    atomic = False  # built beside the running town, without a lock

    dependencies = [("complaints", "0004_calendar_edits")]

    operations = [
        AddIndexConcurrently(
            "complaint",
            models.Index(fields=["lead", "-updated_at", "-id"], name="recent_by_lead"),
        ),
        AddIndexConcurrently(
            "complaint",
            models.Index(
                fields=["status", "next_due_at", "id"],
                name="open_dangers",
                condition=Q(status__in=OPEN, danger=True),
            ),
        ),
        AddIndexConcurrently(
            "complaint",
            models.Index(
                fields=["status", "next_due_at", "id"],
                name="open_sealed",
                condition=Q(status__in=OPEN, is_sealed=True),
            ),
        ),
        AddIndexConcurrently(
            "complaint",
            models.Index(
                fields=["status", "next_due_at", "id"],
                name="extensions_asked",
                condition=Q(status__in=OPEN, extension_asked__isnull=False),
            ),
        ),
    ]
