"""Indexes for who is to be asked again, and for the final answers of a month."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False  # built beside the running town, without a lock

    dependencies = [("complaints", "0062_survey_sums")]

    operations = [
        AddIndexConcurrently(
            "complaint",
            models.Index(
                fields=["ask_again_at"],
                name="to_ask_again",
                condition=models.Q(ask_again_at__isnull=False),
            ),
        ),
        AddIndexConcurrently(
            "followup",
            models.Index(
                fields=["created_at"], name="final_answers", condition=models.Q(is_final=True)
            ),
        ),
    ]
