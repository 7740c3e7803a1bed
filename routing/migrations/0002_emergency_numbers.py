"""Say what kind of danger a word tells of, and whom to call."""

import django.contrib.postgres.fields
import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("routing", "0001_where_to"),
    ]

    operations = [
        migrations.AddField(
            model_name="dangerword",
            name="marks_report",
            field=models.BooleanField(
                default=True,
                help_text="Bila tidak, kata ini hanya menampilkan nomor darurat saat warga mengetik; laporannya tidak ditandai bahaya.",
                verbose_name="menandai laporan",
            ),
        ),
        migrations.AddField(
            model_name="dangerword",
            name="topic",
            field=models.CharField(
                choices=[
                    ("other", "bahaya lain"),
                    ("fire", "api, asap, gas"),
                    ("power", "listrik"),
                    ("fall", "roboh, tumbang, longsor"),
                    ("water", "air dan banjir"),
                    ("health", "orang sakit atau terluka"),
                    ("traffic", "kecelakaan lalu lintas"),
                    ("violence", "kekerasan, juga di dalam rumah"),
                    ("self_harm", "bunuh diri"),
                    ("animal", "hewan berbahaya"),
                ],
                default="other",
                max_length=10,
                verbose_name="jenis bahaya",
            ),
        ),
        migrations.CreateModel(
            name="Hotline",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        max_length=20,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[0-9+ -]+\\Z", "Tulis angka saja, misalnya 112."
                            )
                        ],
                        verbose_name="nomor",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="Satu dua kata, misalnya Polisi.",
                        max_length=60,
                        verbose_name="nama",
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True,
                        help_text="Misalnya: lalu tekan 8.",
                        max_length=60,
                        verbose_name="keterangan",
                    ),
                ),
                (
                    "topics",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("other", "bahaya lain"),
                                ("fire", "api, asap, gas"),
                                ("power", "listrik"),
                                ("fall", "roboh, tumbang, longsor"),
                                ("water", "air dan banjir"),
                                ("health", "orang sakit atau terluka"),
                                ("traffic", "kecelakaan lalu lintas"),
                                ("violence", "kekerasan, juga di dalam rumah"),
                                ("self_harm", "bunuh diri"),
                                ("animal", "hewan berbahaya"),
                            ],
                            max_length=10,
                        ),
                        blank=True,
                        default=list,
                        help_text="Kosong: selalu tampil. Yang menyebut jenis bahayanya tampil lebih dahulu.",
                        size=None,
                        verbose_name="untuk bahaya",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="urutan")),
                ("is_active", models.BooleanField(default=True, verbose_name="aktif")),
            ],
            options={
                "verbose_name": "nomor darurat",
                "verbose_name_plural": "nomor darurat",
                "ordering": ("order", "pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("number", "name"), name="routing_hotline_once")
                ],
            },
        ),
    ]
