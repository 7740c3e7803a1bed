"""Let one index serve words and filters together, and one the groups of states."""

import django.contrib.postgres.indexes
from django.contrib.postgres.operations import (
    AddIndexConcurrently,
    BtreeGinExtension,
    RemoveIndexConcurrently,
)
from django.db import migrations, models

import complaints.models.public


class Migration(migrations.Migration):
    atomic = False  # built beside the running town, without a lock

    dependencies = [("complaints", "0011_words")]

    operations = [
        BtreeGinExtension(),
        AddIndexConcurrently(
            "complaint",
            models.Index(
                complaints.models.public.StateGroup("status"),
                models.OrderBy(models.F("created_at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                condition=models.Q(("is_sealed", False), ("is_secret", False), ("published", True)),
                name="public_by_group",
            ),
        ),
        AddIndexConcurrently(
            "complaint",
            django.contrib.postgres.indexes.GinIndex(
                models.F("search"),
                complaints.models.public.Week("created_at"),
                models.F("category"),
                models.F("lead"),
                models.F("region"),
                complaints.models.public.StateGroup("status"),
                condition=models.Q(("is_sealed", False), ("is_secret", False), ("published", True)),
                name="public_words_and_weeks",
            ),
        ),
        RemoveIndexConcurrently("complaint", "public_words"),
    ]
