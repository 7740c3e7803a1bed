"""Find the messages of a follower without reading those of everybody."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False  # built beside the running town, without a lock

    dependencies = [("complaints", "0013_followers")]

    operations = [
        AddIndexConcurrently(
            "delivery",
            models.Index(
                condition=models.Q(("follower__isnull", False)),
                fields=["follower"],
                name="deliveries_of_follower",
            ),
        ),
    ]
