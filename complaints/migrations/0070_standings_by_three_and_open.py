"""Indexes for what is narrowed by agency, category and kelurahan at once, and for what is open."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import Q

OPEN = [
    *("received", "verified", "forwarded", "followed_up"),
    *("answered", "needs_info", "referred", "appealed"),
]


class Migration(migrations.Migration):
    """Three indexes, built while verbs go on."""

    atomic = False

    dependencies = [("complaints", "0069_sums_by_axes")]

    operations = [
        AddIndexConcurrently(
            "standing",
            models.Index(
                fields=["lead", "category", "region", "-day", "-complaint"],
                name="standing_by_three",
            ),
        ),
        AddIndexConcurrently(
            "standing",
            models.Index(
                fields=["-day", "-complaint"], name="standing_open", condition=Q(bucket__in=OPEN)
            ),
        ),
        AddIndexConcurrently(
            "standing",
            models.Index(
                fields=["category", "region", "lead", "-day"],
                name="standing_open_where",
                condition=Q(bucket__in=OPEN),
            ),
        ),
    ]
