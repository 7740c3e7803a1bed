"""Indexes for the custodians' list and for what a custodian has open."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    atomic = False  # beside the town's work

    dependencies = [("complaints", "0030_case_files")]

    operations = [
        AddIndexConcurrently(
            "complaint",
            models.Index(
                fields=["-updated_at", "-id"],
                name="hidden_names",
                condition=Q(hides_reporter=True, is_sealed=False),
            ),
        ),
        AddIndexConcurrently(
            "reveal", models.Index(fields=["custodian", "-until"], name="reveals_of_custodian")
        ),
    ]
