"""The newest of a category, with the agency in the index: those of others are passed over unread."""

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """One index in the place of another, while verbs go on."""

    atomic = False

    dependencies = [("complaints", "0070_standings_by_three_and_open")]

    operations = [
        AddIndexConcurrently(
            "standing",
            models.Index(
                fields=["category", "-day", "-complaint", "lead"], name="standing_category_newest"
            ),
        ),
        RemoveIndexConcurrently("standing", "standing_by_category"),
    ]
