"""Give the danger words that a town has already the kind of danger they tell of."""

from typing import Any

from django.db import migrations

from routing.danger_words import MARKING, split


def classify(apps: Any, schema_editor: Any) -> None:
    """Set the topic of every word that is known; what a city added stays *lain*."""
    words = apps.get_model("routing", "DangerWord").objects
    for topic, together in MARKING.items():
        words.filter(word__in=split(together)).update(topic=topic)


class Migration(migrations.Migration):
    dependencies = [("routing", "0002_emergency_numbers")]

    operations = [migrations.RunPython(classify, migrations.RunPython.noop)]
