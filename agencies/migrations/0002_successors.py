"""Remember which agency took over the work of a closed one."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """An empty column and a check on a table of some hundred rows."""

    dependencies = [
        ("agencies", "0001_who_answers"),
    ]

    operations = [
        migrations.AddField(
            model_name="agency",
            name="successor",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                help_text="Instansi yang menerima tugasnya saat ditutup.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="predecessors",
                to="agencies.agency",
                verbose_name="penerus",
            ),
        ),
        migrations.AddConstraint(
            model_name="agency",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("successor__isnull", True), ("is_active", False), _connector="OR"
                ),
                name="agencies_agency_successor_of_closed",
            ),
        ),
    ]
