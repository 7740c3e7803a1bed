"""The indexes of open work also tell imports that nobody took over, so that counting reads no rows."""

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models

OPEN = models.Q(
    status__in=(
        *("received", "verified", "forwarded", "followed_up"),
        *("answered", "needs_info", "referred", "appealed"),
    )
)
OURS = ("is_sealed", "imported_in", "taken_over_at")
INDEXES = (
    models.Index(
        fields=["holder", "next_due_at", "id"],
        include=[
            *("status", "lead", "holder_officer"),
            *OURS,
            *("danger", "objections", "draft_needs"),
        ],
        name="our_work_by_holder",
        condition=OPEN,
    ),
    models.Index(
        fields=["status", "next_due_at", "id"],
        include=[*OURS, "danger", "hand_backs", "extension_asked", "hides_reporter"],
        name="our_work_by_status",
        condition=OPEN,
    ),
)
OLD = ("work_by_holder", "work_by_status")


class Migration(migrations.Migration):
    atomic = False  # built beside the running town, without a lock

    dependencies = [("complaints", "0053_untaken_reports")]

    operations = [
        *(AddIndexConcurrently("complaint", index) for index in INDEXES),
        *(RemoveIndexConcurrently("complaint", name) for name in OLD),
    ]
