"""Indexes for lists and figures narrowed by two of agency, category and kelurahan.

The table is filled after all migrations (``manage.py migrate``), so this locks nothing.
"""

from itertools import combinations

from django.db import migrations, models


class Migration(migrations.Migration):
    """Three indexes."""

    dependencies = [("complaints", "0067_figure_checks")]

    operations = [
        migrations.AddIndex(
            "standing",
            models.Index(fields=[*pair, "-day", "-complaint"], name=f"standing_{'_'.join(pair)}"),
        )
        for pair in combinations(("lead", "category", "region"), 2)
    ]
