"""The offices that a sealed report is about stay those of the day of sending, wherever units move."""

import django.contrib.postgres.fields
from django.db import migrations, models

FILL = """
UPDATE complaints_complaint AS report
   SET sealed_offices = ARRAY[unit.id]::bigint[] || unit.ancestor_ids::bigint[]
  FROM agencies_agency AS unit
 WHERE unit.id = report.sealed_against_id
"""


class Migration(migrations.Migration):
    dependencies = [("complaints", "0045_delegated_reports")]

    operations = [
        migrations.AddField(
            model_name="complaint",
            name="sealed_offices",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(),
                db_default=[],
                default=list,
                editable=False,
                size=None,
                verbose_name="unit itu dan semua di atasnya saat dikirim",
            ),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
