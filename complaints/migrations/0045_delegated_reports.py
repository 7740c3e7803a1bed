"""What a unit below holds, of the lead agency: indexes of those few instead of all that it leads."""

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models

OPEN = models.Q(
    status__in=(
        *("received", "verified", "forwarded", "followed_up"),
        *("answered", "needs_info", "referred", "appealed"),
    )
)
DELEGATED = models.Q(holder__gt=models.F("lead")) | models.Q(holder__lt=models.F("lead"))
INDEXES = (
    models.Index(
        fields=["lead", "next_due_at", "id"], name="open_delegated", condition=DELEGATED & OPEN
    ),
    models.Index(
        fields=["lead", "-updated_at", "-id"], name="recent_delegated", condition=DELEGATED
    ),
    models.Index(
        fields=["lead", "-created_at", "-id"], name="newest_delegated", condition=DELEGATED
    ),
    models.Index(
        fields=["lead", "-support_count", "-id"],
        name="supported_delegated",
        condition=DELEGATED & models.Q(support_count__gt=0),
    ),
)
OLD = ("open_by_lead", "recent_by_lead", "newest_by_lead", "supported_by_lead")


class Migration(migrations.Migration):
    atomic = False  # built beside the running town, without a lock

    dependencies = [("complaints", "0044_desk_filters")]

    operations = [
        *(AddIndexConcurrently("complaint", index) for index in INDEXES),
        *(RemoveIndexConcurrently("complaint", name) for name in OLD),
    ]
