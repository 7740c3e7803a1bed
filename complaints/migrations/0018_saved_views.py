"""Let officers keep views of the inbox under a name."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import complaints.models.saved_view


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0001_who_answers"),
        ("complaints", "0017_followers_without_mark"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SavedView",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        default=complaints.models.saved_view.new_key,
                        max_length=12,
                        unique=True,
                        verbose_name="kunci",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="agencies.agency",
                        verbose_name="dibagikan dengan",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="pemilik",
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="nama")),
                ("query", models.CharField(blank=True, max_length=1000, verbose_name="alamat")),
                (
                    "opens_first",
                    models.BooleanField(default=False, verbose_name="dibuka lebih dahulu"),
                ),
                ("created_at", models.DateTimeField(verbose_name="dibuat")),
                ("removed_at", models.DateTimeField(blank=True, null=True, verbose_name="dihapus")),
            ],
            options={
                "verbose_name": "tampilan tersimpan",
                "verbose_name_plural": "tampilan tersimpan",
                "ordering": ["name", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("removed_at__isnull", True)),
                        fields=("owner", "name"),
                        name="saved_view_name_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("opens_first", True), ("removed_at__isnull", True)),
                        fields=("owner",),
                        name="saved_view_one_opens_first",
                    ),
                ],
            },
        ),
    ]
