"""Regions, agencies, officers, outside bodies and the numbers of the law."""

import datetime as dt

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # The constraint that keeps a custodian apart from liaisons and verifiers needs it.
        BtreeGistExtension(),
        migrations.CreateModel(
            name="Holiday",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "date",
                    models.DateField(
                        unique=True,
                        validators=[
                            django.core.validators.MinValueValidator(dt.date(2000, 1, 1)),
                            django.core.validators.MaxValueValidator(dt.date(2100, 12, 31)),
                        ],
                        verbose_name="tanggal",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="nama")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("national", "libur nasional"),
                            ("joint_leave", "cuti bersama"),
                            ("local", "libur daerah"),
                        ],
                        default="national",
                        max_length=12,
                        verbose_name="jenis",
                    ),
                ),
            ],
            options={
                "verbose_name": "hari libur",
                "verbose_name_plural": "hari libur",
                "ordering": ("date",),
            },
        ),
        migrations.CreateModel(
            name="Limit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=40, unique=True, verbose_name="kode")),
                ("value", models.PositiveIntegerField(verbose_name="nilai")),
                ("description", models.CharField(max_length=200, verbose_name="keterangan")),
            ],
            options={
                "verbose_name": "batas",
                "verbose_name_plural": "batas",
                "ordering": ("code",),
            },
        ),
        migrations.CreateModel(
            name="OutsideBody",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, unique=True, verbose_name="nama")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("province", "pemerintah provinsi"),
                            ("ministry", "kementerian, lembaga, dan kantor vertikal"),
                            ("state_company", "BUMN dan BUMD"),
                            ("social_security", "jaminan sosial"),
                            ("law", "penegak hukum"),
                            ("oversight", "lembaga pengawas"),
                            ("other", "lainnya"),
                        ],
                        default="other",
                        max_length=20,
                        verbose_name="jenis",
                    ),
                ),
                ("phone", models.CharField(blank=True, max_length=60, verbose_name="telepon")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("website", models.URLField(blank=True, verbose_name="situs web")),
                ("address", models.CharField(blank=True, max_length=300, verbose_name="alamat")),
                (
                    "steps",
                    models.TextField(
                        blank=True,
                        help_text="Ditunjukkan kepada pelapor bila ia harus menghubungi sendiri.",
                        verbose_name="langkah untuk pelapor",
                    ),
                ),
                (
                    "in_person",
                    models.BooleanField(
                        default=False,
                        help_text="Bila dicentang, cukup beri langkah; nomor surat tidak diminta.",
                        verbose_name="pelapor harus datang sendiri",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="aktif")),
            ],
            options={
                "verbose_name": "instansi luar",
                "verbose_name_plural": "instansi luar",
                "ordering": ("name",),
            },
        ),
        migrations.CreateModel(
            name="EscalationLevel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        help_text="0 adalah pengingat sebelum tenggat.",
                        unique=True,
                        verbose_name="tingkat",
                    ),
                ),
                (
                    "after_days",
                    models.SmallIntegerField(
                        help_text="Hari kerja; negatif berarti sebelum tenggat. Untuk janji dalam jam: angka yang sama dalam jam kerja.",
                        validators=[
                            django.core.validators.MinValueValidator(-60),
                            django.core.validators.MaxValueValidator(60),
                        ],
                        verbose_name="jarak dari tenggat",
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("liaison", "pejabat penghubung"),
                            ("supervisor", "pimpinan instansi"),
                            ("coordinator", "koordinator (Diskominfo)"),
                            ("overseer", "Inspektorat"),
                        ],
                        max_length=12,
                        verbose_name="yang diberi tahu",
                    ),
                ),
            ],
            options={
                "verbose_name": "tingkat eskalasi",
                "verbose_name_plural": "tingkat eskalasi",
                "ordering": ("level",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("after_days__lt", 0), ("level", 0)),
                            models.Q(("after_days__gte", 0), ("level__gt", 0)),
                            _connector="OR",
                        ),
                        name="agencies_escalation_side_of_due",
                        violation_error_message="Tingkat 0 harus sebelum tenggat; tingkat lain pada atau sesudah tenggat.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OfficeHours",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "weekday",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "Senin"),
                            (1, "Selasa"),
                            (2, "Rabu"),
                            (3, "Kamis"),
                            (4, "Jumat"),
                            (5, "Sabtu"),
                            (6, "Minggu"),
                        ],
                        verbose_name="hari",
                    ),
                ),
                ("opens", models.TimeField(verbose_name="mulai")),
                ("closes", models.TimeField(verbose_name="selesai")),
            ],
            options={
                "verbose_name": "jam kerja",
                "verbose_name_plural": "jam kerja",
                "ordering": ("weekday", "opens"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("closes__gt", models.F("opens"))),
                        name="agencies_officehours_forward",
                        violation_error_message="Jam selesai harus sesudah jam mulai.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("weekday__lte", 6)), name="agencies_officehours_weekday"
                    ),
                    models.UniqueConstraint(
                        fields=("weekday", "opens"),
                        name="agencies_officehours_once",
                        violation_error_message="Jam mulai ini sudah ada pada hari yang sama.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Promise",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "clock",
                    models.CharField(
                        choices=[
                            ("verification", "verifikasi"),
                            ("reforward", "penerusan ulang"),
                            ("first_follow_up", "tindak lanjut pertama"),
                            ("progress", "kabar berikutnya"),
                            ("resolution", "penyelesaian"),
                            ("completion", "kelengkapan dari pelapor"),
                            ("confirmation", "konfirmasi pelapor"),
                            ("outside", "kabar instansi luar"),
                            ("appeal", "banding"),
                            ("planned", "tanggal yang dijadwalkan"),
                        ],
                        max_length=20,
                        verbose_name="jangka waktu",
                    ),
                ),
                (
                    "case",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "umum"),
                            ("complaint", "pengaduan"),
                            ("aspiration", "aspirasi"),
                            ("information", "permintaan informasi"),
                            ("inspection", "berkadar pengawasan"),
                            ("danger", "bahaya"),
                            ("no_contact", "pelapor tanpa kontak"),
                            ("undelivered", "jawaban belum tentu sampai"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="kasus",
                    ),
                ),
                (
                    "amount",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(400),
                        ],
                        verbose_name="lama",
                    ),
                ),
                (
                    "unit",
                    models.CharField(
                        choices=[("day", "hari kerja"), ("hour", "jam kerja")],
                        default="day",
                        max_length=4,
                        verbose_name="satuan",
                    ),
                ),
            ],
            options={
                "verbose_name": "janji layanan",
                "verbose_name_plural": "janji layanan",
                "ordering": ("clock", "case"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("clock", "case"),
                        name="agencies_promise_once",
                        violation_error_message="Janji untuk jangka waktu dan kasus ini sudah ada.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__range", (1, 400))),
                        name="agencies_promise_amount",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Region",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        help_text="Kode Kemendagri, misalnya 62.71.01.1001.",
                        max_length=20,
                        unique=True,
                        verbose_name="kode",
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="nama")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("city", "kota/kabupaten"),
                            ("district", "kecamatan"),
                            ("ward", "kelurahan/desa"),
                        ],
                        max_length=10,
                        verbose_name="tingkat",
                    ),
                ),
                ("postcode", models.CharField(blank=True, max_length=5, verbose_name="kode pos")),
                (
                    "latitude",
                    models.FloatField(
                        blank=True,
                        help_text="Titik tengah, derajat WGS 84.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(-90.0),
                            django.core.validators.MaxValueValidator(90.0),
                        ],
                        verbose_name="lintang",
                    ),
                ),
                (
                    "longitude",
                    models.FloatField(
                        blank=True,
                        help_text="Titik tengah, derajat WGS 84.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(-180.0),
                            django.core.validators.MaxValueValidator(180.0),
                        ],
                        verbose_name="bujur",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="agencies.region",
                        verbose_name="wilayah induk",
                    ),
                ),
            ],
            options={
                "verbose_name": "wilayah",
                "verbose_name_plural": "wilayah",
                "ordering": ("code",),
            },
        ),
        migrations.CreateModel(
            name="Agency",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.SlugField(
                        help_text="Misalnya dinas-pupr.", unique=True, verbose_name="kode"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="nama")),
                (
                    "short_name",
                    models.CharField(
                        help_text="Nama yang dikenal warga, misalnya Dinas PUPR.",
                        max_length=60,
                        verbose_name="nama pendek",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("secretariat", "Sekretariat Daerah"),
                            ("inspectorate", "Inspektorat"),
                            ("coordinator", "koordinator pengaduan (Diskominfo)"),
                            ("department", "dinas atau badan"),
                            ("district", "kecamatan"),
                            ("ward", "kelurahan"),
                            ("unit", "unit pelaksana"),
                        ],
                        default="department",
                        max_length=20,
                        verbose_name="jenis",
                    ),
                ),
                (
                    "ancestor_ids",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        blank=True,
                        default=list,
                        editable=False,
                        help_text="Dari kepala kantor ke induk terdekat; dijaga oleh agencies.tree.",
                        size=None,
                        verbose_name="jalur induk",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Instansi tidak pernah dihapus, hanya dinonaktifkan.",
                        verbose_name="aktif",
                    ),
                ),
                ("phone", models.CharField(blank=True, max_length=30, verbose_name="telepon")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("address", models.CharField(blank=True, max_length=300, verbose_name="alamat")),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="agencies.agency",
                        verbose_name="instansi induk",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        help_text="Untuk kecamatan dan kelurahan.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agencies",
                        to="agencies.region",
                        verbose_name="wilayah kerja",
                    ),
                ),
            ],
            options={
                "verbose_name": "instansi",
                "verbose_name_plural": "instansi",
                "ordering": ("name",),
            },
        ),
        migrations.CreateModel(
            name="Officer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("liaison", "pejabat penghubung"),
                            ("operator", "operator"),
                            ("supervisor", "pimpinan"),
                            ("verifier", "admin instansi"),
                            ("overseer", "Inspektorat"),
                            ("clerk", "petugas loket"),
                            ("custodian", "kustodian"),
                        ],
                        max_length=12,
                        verbose_name="peran",
                    ),
                ),
                (
                    "sees_sealed",
                    models.BooleanField(
                        default=False,
                        help_text="Hanya untuk admin instansi dan Inspektorat yang ditunjuk namanya.",
                        verbose_name="melihat laporan tersegel",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Petugas tidak pernah dihapus, hanya dinonaktifkan.",
                        verbose_name="aktif",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="officers",
                        to="agencies.agency",
                        verbose_name="instansi",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="officers",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="pengguna",
                    ),
                ),
            ],
            options={
                "verbose_name": "petugas",
                "verbose_name_plural": "petugas",
                "ordering": ("agency", "role", "pk"),
                "indexes": [
                    models.Index(
                        condition=models.Q(("is_active", True)),
                        fields=["agency", "role"],
                        name="agencies_officer_on_duty",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "agency", "role"),
                        name="agencies_officer_once",
                        violation_error_message="Orang ini sudah memegang peran itu di instansi ini.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sees_sealed", False),
                            ("role__in", ("verifier", "overseer")),
                            _connector="OR",
                        ),
                        name="agencies_officer_who_sees_sealed",
                        violation_error_message="Hanya admin instansi dan Inspektorat yang dapat ditunjuk melihat laporan tersegel.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(
                            ("is_active", True), ("role__in", ("custodian", "liaison", "verifier"))
                        ),
                        expressions=(
                            ("user", "="),
                            (models.Case(models.When(role="custodian", then=1), default=0), "<>"),
                        ),
                        name="agencies_officer_custodian_apart",
                        violation_error_message="Kustodian tidak boleh sekaligus pejabat penghubung atau admin instansi.",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="region",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("level", "city"), ("parent__isnull", True)),
                    models.Q(("level__in", ("district", "ward")), ("parent__isnull", False)),
                    _connector="OR",
                ),
                name="agencies_region_only_city_has_no_parent",
                violation_error_message="Kecamatan dan kelurahan harus punya wilayah induk.",
            ),
        ),
        migrations.AddConstraint(
            model_name="region",
            constraint=models.UniqueConstraint(
                fields=("parent", "name"),
                name="agencies_region_name_in_parent",
                violation_error_message="Nama ini sudah ada di wilayah induk yang sama.",
            ),
        ),
        migrations.AddIndex(
            model_name="agency",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["ancestor_ids"], name="agencies_agency_ancestors"
            ),
        ),
        migrations.AddConstraint(
            model_name="agency",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("is_active", True),
                    ("kind__in", ("secretariat", "inspectorate", "coordinator")),
                ),
                fields=("kind",),
                name="agencies_agency_one_of_a_kind",
                violation_error_message="Hanya boleh ada satu instansi aktif dari jenis ini.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agency",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ancestor_ids", []), ("parent__isnull", True)),
                    models.Q(
                        ("parent__isnull", False), models.Q(("ancestor_ids", []), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="agencies_agency_path_fits_parent",
            ),
        ),
    ]
