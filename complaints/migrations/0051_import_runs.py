"""Files of the official export that were imported, and the marks on the reports they brought."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import complaints.models.saved_view


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0005_agency_aliases"),
        ("complaints", "0050_suggestion_records"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="NationalRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=40, unique=True, verbose_name="nomor SP4N")),
                ("row", models.PositiveIntegerField(verbose_name="baris")),
                ("cells", models.JSONField(default=dict, verbose_name="isi kolom")),
                (
                    "closed_by",
                    models.CharField(
                        blank=True,
                        choices=[("system", "sistem"), ("admin", "admin"), ("reporter", "pelapor")],
                        max_length=8,
                        verbose_name="ditutup oleh",
                    ),
                ),
                (
                    "fingerprint",
                    models.CharField(blank=True, max_length=64, verbose_name="sidik baris"),
                ),
            ],
            options={
                "verbose_name": "catatan SP4N",
                "verbose_name_plural": "catatan SP4N",
            },
        ),
        migrations.AddField(
            model_name="complaint",
            name="taken_over_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="diambil alih"),
        ),
        migrations.CreateModel(
            name="ImportRun",
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
                ("name", models.CharField(max_length=200, verbose_name="nama berkas")),
                (
                    "file",
                    models.FileField(
                        blank=True, max_length=200, upload_to="impor/%Y/%m", verbose_name="berkas"
                    ),
                ),
                ("checksum", models.CharField(max_length=64, verbose_name="nilai periksa")),
                (
                    "with_names",
                    models.BooleanField(default=False, verbose_name="nama pelapor ikut diimpor"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("reading", "Sedang dibaca"),
                            ("ready", "Menunggu konfirmasi"),
                            ("importing", "Sedang diimpor"),
                            ("done", "Selesai"),
                            ("failed", "Tidak dapat dibaca"),
                            ("cancelled", "Dibatalkan"),
                        ],
                        max_length=10,
                        verbose_name="keadaan",
                    ),
                ),
                ("why", models.CharField(blank=True, max_length=500, verbose_name="sebab")),
                ("total", models.PositiveIntegerField(default=0, verbose_name="jumlah baris")),
                ("done", models.PositiveIntegerField(default=0, verbose_name="baris selesai")),
                ("summary", models.JSONField(default=dict, verbose_name="ringkasan")),
                ("result", models.JSONField(default=dict, verbose_name="hasil")),
                ("asked_at", models.DateTimeField(verbose_name="diminta")),
                ("touched_at", models.DateTimeField(verbose_name="kabar terakhir")),
                (
                    "finished_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="selesai"),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="oleh",
                    ),
                ),
            ],
            options={
                "verbose_name": "impor SP4N",
                "verbose_name_plural": "impor SP4N",
                "ordering": ["-id"],
            },
        ),
        migrations.AddField(
            model_name="complaint",
            name="imported_in",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="complaints.importrun",
                verbose_name="diimpor dalam",
            ),
        ),
        migrations.AddField(
            model_name="nationalrecord",
            name="complaint",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="national_record",
                to="complaints.complaint",
                verbose_name="laporan",
            ),
        ),
        migrations.AddField(
            model_name="nationalrecord",
            name="run",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="records",
                to="complaints.importrun",
                verbose_name="impor",
            ),
        ),
        migrations.AddIndex(
            model_name="importrun",
            index=models.Index(
                condition=models.Q(("finished_at__isnull", True)),
                fields=["asked_at"],
                name="import_run_unfinished",
            ),
        ),
    ]
