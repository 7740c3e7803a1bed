"""Files of lists that officers take along; a small new table."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import complaints.models.saved_view


class Migration(migrations.Migration):
    """A new table."""

    dependencies = [
        ("complaints", "0065_upward_reports"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ListExport",
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
                ("what", models.CharField(max_length=40, verbose_name="daftar")),
                ("query", models.TextField(blank=True, verbose_name="alamat")),
                ("name", models.CharField(max_length=200, verbose_name="nama daftar")),
                ("narrowed", models.TextField(blank=True, verbose_name="saringan")),
                ("recorded", models.TextField(blank=True, verbose_name="saringan untuk catatan")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("xlsx", "Excel (XLSX)"),
                            ("csv", "CSV untuk Excel"),
                            ("csv-koma", "CSV untuk program lain"),
                        ],
                        max_length=8,
                        verbose_name="jenis berkas",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "Menunggu giliran"),
                            ("making", "Sedang dibuat"),
                            ("ready", "Siap diunduh"),
                            ("failed", "Tidak jadi dibuat"),
                            ("ended", "Sudah dihapus"),
                        ],
                        default="queued",
                        max_length=8,
                        verbose_name="keadaan",
                    ),
                ),
                ("why", models.CharField(blank=True, max_length=200, verbose_name="sebab")),
                ("sight", models.JSONField(default=dict, verbose_name="boleh dilihat")),
                (
                    "total",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="jumlah laporan"
                    ),
                ),
                ("done", models.PositiveIntegerField(default=0, verbose_name="laporan selesai")),
                (
                    "shown",
                    models.PositiveIntegerField(default=0, verbose_name="laporan sampai sekarang"),
                ),
                ("rows", models.PositiveIntegerField(default=0, verbose_name="baris")),
                (
                    "sealed_rows",
                    models.PositiveIntegerField(default=0, verbose_name="baris tersegel"),
                ),
                ("pieces", models.PositiveIntegerField(default=0, verbose_name="potongan")),
                (
                    "tries",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="percobaan tanpa hasil"
                    ),
                ),
                ("folder", models.CharField(blank=True, max_length=80, verbose_name="folder")),
                (
                    "file",
                    models.FileField(
                        blank=True, max_length=200, upload_to="unduhan/%Y/%m", verbose_name="berkas"
                    ),
                ),
                (
                    "checksum",
                    models.CharField(blank=True, max_length=64, verbose_name="nilai periksa"),
                ),
                ("size", models.PositiveBigIntegerField(default=0, verbose_name="ukuran (bita)")),
                ("asked_at", models.DateTimeField(verbose_name="diminta")),
                (
                    "finished_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="selesai"),
                ),
                (
                    "expires_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="berlaku sampai"),
                ),
                ("downloads", models.PositiveIntegerField(default=0, verbose_name="kali diunduh")),
                (
                    "message",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="list_export",
                        to="complaints.delivery",
                        verbose_name="kabar",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="pemilik",
                    ),
                ),
            ],
            options={
                "verbose_name": "unduhan daftar",
                "verbose_name_plural": "unduhan daftar",
                "ordering": ["-id"],
                "indexes": [
                    models.Index(fields=["owner", "-id"], name="list_exports_of_owner"),
                    models.Index(
                        condition=models.Q(("finished_at__isnull", True)),
                        fields=["asked_at"],
                        name="list_exports_unfinished",
                    ),
                    models.Index(
                        condition=models.Q(("expires_at__isnull", False)),
                        fields=["expires_at"],
                        name="list_exports_to_end",
                    ),
                ],
            },
        ),
    ]
