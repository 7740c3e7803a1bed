"""Keep texts that officers start from."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0002_successors"),
        ("complaints", "0025_desk_drafts"),
        ("routing", "0004_legal_basis"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ReplyTemplate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("plain", "Bahasa sehari-hari"), ("law", "Dengan dasar hukum")],
                        default="plain",
                        max_length=5,
                        verbose_name="gaya bahasa",
                    ),
                ),
                ("verb", models.CharField(max_length=20, verbose_name="untuk tindakan")),
                ("title", models.CharField(max_length=80, verbose_name="judul")),
                ("body", models.TextField(verbose_name="isi")),
                ("used", models.PositiveIntegerField(default=0, verbose_name="dipakai")),
                (
                    "used_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="terakhir dipakai"),
                ),
                ("edited_at", models.DateTimeField(verbose_name="diubah")),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                        verbose_name="instansi",
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="routing.category",
                        verbose_name="kategori",
                    ),
                ),
                (
                    "edited_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="diubah oleh",
                    ),
                ),
            ],
            options={
                "verbose_name": "templat jawaban",
                "verbose_name_plural": "templat jawaban",
                "ordering": ["title", "id"],
                "indexes": [
                    models.Index(fields=["agency", "title", "id"], name="reply_templates_of_agency")
                ],
            },
        ),
    ]
