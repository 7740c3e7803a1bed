"""An index for figures and lists narrowed by agency, category and kelurahan at once."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """One index, built while verbs go on."""

    atomic = False

    dependencies = [("complaints", "0069_sums_by_axes")]

    operations = [
        AddIndexConcurrently(
            "standing",
            models.Index(
                fields=["lead", "category", "region", "-day", "-complaint"],
                name="standing_by_three",
            ),
        )
    ]
