"""Categories, rules and danger words."""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("agencies", "0001_who_answers"),
    ]

    operations = [
        migrations.CreateModel(
            name="DangerWord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "word",
                    models.CharField(max_length=60, unique=True, verbose_name="kata atau ungkapan"),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="aktif")),
            ],
            options={
                "verbose_name": "kata bahaya",
                "verbose_name_plural": "kata bahaya",
                "ordering": ("word",),
            },
        ),
        migrations.CreateModel(
            name="Category",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(unique=True, verbose_name="kode")),
                ("name", models.CharField(max_length=100, unique=True, verbose_name="nama")),
                (
                    "national_id",
                    models.PositiveIntegerField(
                        help_text="ID Kategori SP4N-LAPOR! yang paling cocok.",
                        verbose_name="ID kategori nasional",
                    ),
                ),
                (
                    "keywords",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        blank=True,
                        default=list,
                        help_text="Kata atau ungkapan, huruf kecil, dipisahkan koma.",
                        size=None,
                        verbose_name="kata kunci",
                    ),
                ),
                (
                    "goes_to",
                    models.CharField(
                        choices=[
                            ("agency", "dinas atau badan"),
                            ("district", "kecamatan tempat kejadian"),
                            ("ward", "kelurahan tempat kejadian"),
                        ],
                        default="agency",
                        max_length=10,
                        verbose_name="biasanya ditangani",
                    ),
                ),
                (
                    "starts_unpublished",
                    models.BooleanField(
                        default=False,
                        help_text="Untuk hal pribadi: laporan baru tampil setelah admin instansi memutuskan.",
                        verbose_name="mulai tidak dipublikasikan",
                    ),
                ),
                (
                    "needs_place",
                    models.BooleanField(
                        default=True,
                        help_text="Tanpa tempat, laporan sulit ditangani.",
                        verbose_name="perlu tempat",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="urutan")),
                ("is_active", models.BooleanField(default=True, verbose_name="aktif")),
                (
                    "default_agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="default_categories",
                        to="agencies.agency",
                        verbose_name="instansi bawaan",
                    ),
                ),
            ],
            options={
                "verbose_name": "kategori",
                "verbose_name_plural": "kategori",
                "ordering": ("order", "name"),
            },
        ),
        migrations.CreateModel(
            name="Rule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("keyword", models.CharField(blank=True, max_length=60, verbose_name="kata kunci")),
                (
                    "weight",
                    models.PositiveSmallIntegerField(
                        default=50,
                        help_text="1–100; makin besar makin didahulukan.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="bobot",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rules",
                        to="agencies.agency",
                        verbose_name="instansi tujuan",
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rules",
                        to="routing.category",
                        verbose_name="kategori",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        help_text="Berlaku juga untuk wilayah di bawahnya.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rules",
                        to="agencies.region",
                        verbose_name="wilayah",
                    ),
                ),
            ],
            options={
                "verbose_name": "aturan disposisi",
                "verbose_name_plural": "aturan disposisi",
                "ordering": ("-weight", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("category__isnull", False),
                            ("region__isnull", False),
                            models.Q(("keyword", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="routing_rule_has_a_condition",
                        violation_error_message="Isi kategori, wilayah, atau kata kunci.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("weight__range", (1, 100))), name="routing_rule_weight"
                    ),
                ],
            },
        ),
    ]
