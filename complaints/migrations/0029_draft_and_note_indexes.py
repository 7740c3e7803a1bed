"""Let an index serve the list of waiting drafts, and the reports in which an officer was named."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False  # built beside the running town, without a lock

    dependencies = [("complaints", "0028_answer_drafts")]

    operations = [
        AddIndexConcurrently(
            model_name="complaint",
            index=models.Index(
                condition=models.Q(
                    (
                        "status__in",
                        (
                            "received",
                            "verified",
                            "forwarded",
                            "followed_up",
                            "answered",
                            "needs_info",
                            "referred",
                            "appealed",
                        ),
                    ),
                    models.Q(("draft_needs", ""), _negated=True),
                ),
                fields=["holder", "next_due_at", "id"],
                name="drafts_waiting",
            ),
        ),
        AddIndexConcurrently(
            model_name="notification",
            index=models.Index(
                condition=models.Q(("template", "note"), ("user__isnull", False)),
                fields=["user", "created_at"],
                name="notes_to_officer",
            ),
        ),
    ]
