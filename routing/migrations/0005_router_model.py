"""Keep the versions of what was learned from the history of the city."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("routing", "0004_legal_basis"),
    ]

    operations = [
        migrations.CreateModel(
            name="RouterModel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("active", "dipakai"),
                            ("retired", "digantikan"),
                            ("refused", "tidak dipakai: lebih buruk"),
                        ],
                        max_length=8,
                        verbose_name="keadaan",
                    ),
                ),
                ("created_at", models.DateTimeField(verbose_name="dibuat")),
                ("path", models.CharField(max_length=200, unique=True, verbose_name="berkas")),
                ("checksum", models.CharField(max_length=64, verbose_name="sidik SHA-256")),
                ("rows", models.PositiveIntegerField(verbose_name="laporan yang dipelajari")),
                ("figures", models.JSONField(default=dict, verbose_name="angka")),
            ],
            options={
                "verbose_name": "model saran instansi",
                "verbose_name_plural": "model saran instansi",
                "ordering": ("-pk",),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "active")),
                        fields=("state",),
                        name="routing_one_active_model",
                    )
                ],
            },
        ),
    ]
