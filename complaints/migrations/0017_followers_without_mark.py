"""Take away a mark of followers that the messages themselves keep better."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0016_videos"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="follower",
            name="told_event",
        ),
    ]
