"""Let an index serve every order of the inbox, the officer a report is given to, and its words."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

from complaints.models import words
from complaints.models.public import Week


class Migration(migrations.Migration):
    atomic = False  # built beside the running town, without a lock

    dependencies = [("complaints", "0018_saved_views")]

    operations = [
        AddIndexConcurrently(
            "complaint",
            models.Index(fields=["holder", "-created_at", "-id"], name="newest_by_holder"),
        ),
        AddIndexConcurrently(
            "complaint",
            models.Index(fields=["status", "-created_at", "-id"], name="newest_by_status"),
        ),
        AddIndexConcurrently(
            "complaint", models.Index(fields=["lead", "-created_at", "-id"], name="newest_by_lead")
        ),
        AddIndexConcurrently(
            "complaint",
            models.Index(
                condition=models.Q(("support_count__gt", 0)),
                fields=["holder", "-support_count", "-id"],
                name="supported_by_holder",
            ),
        ),
        AddIndexConcurrently(
            "complaint",
            models.Index(
                condition=models.Q(("support_count__gt", 0)),
                fields=["status", "-support_count", "-id"],
                name="supported_by_status",
            ),
        ),
        AddIndexConcurrently(
            "complaint",
            models.Index(
                condition=models.Q(("support_count__gt", 0)),
                fields=["lead", "-support_count", "-id"],
                name="supported_by_lead",
            ),
        ),
        AddIndexConcurrently(
            "complaint",
            models.Index(
                condition=models.Q(
                    ("holder_officer__isnull", False),
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
                ),
                fields=["holder_officer", "next_due_at", "id"],
                name="open_by_officer",
            ),
        ),
        AddIndexConcurrently(
            "complaint",
            models.Index(
                condition=models.Q(("external_ref", ""), _negated=True),
                fields=["external_ref"],
                name="by_external_ref",
            ),
        ),
        AddIndexConcurrently(
            "complaint",
            GinIndex(
                words.StopWords(
                    words.WordVector(
                        words.JoinWords(
                            "public_title",
                            words.Cleared("working_text", words.JoinWords("title", "text")),
                            "place_text",
                            "external_ref",
                            "outside_ref",
                        )
                    )
                ),
                Week("created_at"),
                models.F("category"),
                models.F("region"),
                models.F("holder"),
                models.F("lead"),
                models.F("status"),
                condition=models.Q(("is_sealed", False)),
                name="desk_words_and_weeks",
            ),
        ),
    ]
