"""The indexes of open work say enough for the numbers of the tabs, without a look at the rows."""

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models

OPEN = models.Q(
    status__in=(
        *("received", "verified", "forwarded", "followed_up"),
        *("answered", "needs_info", "referred", "appealed"),
    )
)
INDEXES = (
    models.Index(
        fields=["holder", "next_due_at", "id"],
        include=[
            *("status", "lead", "holder_officer", "is_sealed"),
            *("danger", "objections", "draft_needs"),
        ],
        name="work_by_holder",
        condition=OPEN,
    ),
    models.Index(
        fields=["status", "next_due_at", "id"],
        include=["is_sealed", "danger", "hand_backs", "extension_asked", "hides_reporter"],
        name="work_by_status",
        condition=OPEN,
    ),
)
HELPING = models.Index(
    fields=["agency", "complaint"],
    name="helping_now",
    condition=models.Q(ended_at__isnull=True, part__in=["co", "cc"]),
)
OLD = ("open_by_holder", "open_by_status")


class Migration(migrations.Migration):
    atomic = False  # built beside the running town, without a lock

    dependencies = [("complaints", "0046_sealed_offices")]

    operations = [
        *(AddIndexConcurrently("complaint", index) for index in INDEXES),
        AddIndexConcurrently("assignment", HELPING),
        *(RemoveIndexConcurrently("complaint", name) for name in OLD),
    ]
