"""Indexes for the filters of the inbox: what is open, what came last, and every filter with the words."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models
from django.db.models.functions import Cast

from complaints.models import words
from complaints.models.public import Week

OPEN = models.Q(
    status__in=(
        *("received", "verified", "forwarded", "followed_up"),
        *("answered", "needs_info", "referred", "appealed"),
    )
)
NOT_SEALED = models.Q(is_sealed=False)
INDEXES = (
    models.Index(fields=["next_due_at", "id"], name="open_by_due", condition=OPEN),
    models.Index(fields=["-created_at", "-id"], name="open_by_age", condition=OPEN),
    models.Index(
        fields=["-support_count", "-id"],
        name="open_by_support",
        condition=OPEN & models.Q(support_count__gt=0),
    ),
    models.Index(fields=["-created_at", "-id"], name="newest_of_town", condition=NOT_SEALED),
    models.Index(
        fields=["channel", "-created_at", "-id"], name="newest_by_channel", condition=NOT_SEALED
    ),
    GinIndex(
        words.StopWords(
            words.WordVector(
                words.JoinWords(
                    "working_title",
                    "public_title",
                    words.Cleared(
                        "working_text",
                        words.JoinWords(words.Cleared("working_title", "title"), "text"),
                    ),
                    "place_text",
                    "external_ref",
                    "outside_ref",
                )
            )
        ),
        Week("created_at"),
        *(models.F(name) for name in ("category", "region", "holder", "lead", "status")),
        *(models.F(name) for name in ("channel", "holder_officer", "tag_ids")),
        *(Cast(name, models.IntegerField()) for name in ("danger", "needs_inspection")),
        name="desk_words_and_marks",
        condition=NOT_SEALED,
    ),
)


class Migration(migrations.Migration):
    atomic = False  # built beside the running town, without a lock

    dependencies = [("complaints", "0043_incidents_end")]

    operations = [
        *(AddIndexConcurrently("complaint", index) for index in INDEXES),
        RemoveIndexConcurrently("complaint", "desk_words_by_week"),
    ]
