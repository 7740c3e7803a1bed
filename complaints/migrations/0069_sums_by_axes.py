"""Sums of door or class alone are no longer kept: the two stand together.

The sums that are new are added after all migrations (``manage.py migrate``); until then nothing
reads these, so nobody waits.
"""

from typing import Any

from django.db import migrations

GONE = (13, 14, 21, 22, 25, 26, 29, 30)
"""The cuts by door without class, or class without door, beside one of the other three or none."""


def remove(apps: Any, schema_editor: Any) -> None:
    """Remove their cells."""
    for name in ("Figure", "FigureSpread"):
        apps.get_model("complaints", name).objects.filter(cut__in=GONE).delete()


class Migration(migrations.Migration):
    """Some hundred thousand rows less in a town of a million reports."""

    dependencies = [("complaints", "0068_standings_by_two")]

    operations = [migrations.RunPython(remove, migrations.RunPython.noop)]
