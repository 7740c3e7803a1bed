"""Keep the town's own wording of messages."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """A small new table."""

    dependencies = [
        ("complaints", "0021_agency_closings"),
    ]
    operations = [
        migrations.CreateModel(
            name="MessageText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80, unique=True, verbose_name="naskah")),
                ("text", models.TextField(max_length=2000, verbose_name="isi")),
                ("changed_at", models.DateTimeField(verbose_name="diubah")),
            ],
            options={
                "verbose_name": "naskah pesan",
                "verbose_name_plural": "naskah pesan",
                "ordering": ["name"],
            },
        ),
    ]
