"""Changes of settings can be added but never changed, deleted or truncated."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

FORWARD = """
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON complaints_settingschange
    FOR EACH ROW EXECUTE FUNCTION complaints_refuse_change();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON complaints_settingschange
    FOR EACH STATEMENT EXECUTE FUNCTION complaints_refuse_change();
"""

BACKWARD = """
DROP TRIGGER append_only ON complaints_settingschange;
DROP TRIGGER never_truncated ON complaints_settingschange;
"""


class Migration(migrations.Migration):
    """A small new table."""

    dependencies = [
        ("complaints", "0019_desk_indexes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="SettingsChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("role", models.CharField(max_length=12, verbose_name="peran")),
                ("at", models.DateTimeField(verbose_name="pada")),
                ("thing", models.CharField(max_length=20, verbose_name="jenis")),
                ("key", models.CharField(max_length=60, verbose_name="kunci")),
                ("name", models.CharField(max_length=200, verbose_name="nama")),
                ("verb", models.CharField(max_length=20, verbose_name="tindakan")),
                ("before", models.JSONField(default=dict, verbose_name="sebelum")),
                ("after", models.JSONField(default=dict, verbose_name="sesudah")),
                (
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="oleh",
                    ),
                ),
            ],
            options={
                "verbose_name": "perubahan pengaturan",
                "verbose_name_plural": "perubahan pengaturan",
                "ordering": ["-id"],
                "indexes": [
                    models.Index(fields=["thing", "key", "-id"], name="settings_changes_of_thing"),
                    models.Index(fields=["user", "-id"], name="settings_changes_by_user"),
                ],
            },
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
