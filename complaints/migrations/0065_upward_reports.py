"""Reports that go upward; what they tell is written once and never changed."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

FORWARD = """
CREATE FUNCTION complaints_refuse_other_figures() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.contents = '{}'::jsonb THEN
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'DELETE' OR
        (NEW.contents, NEW.period, NEW.first, NEW.last, NEW.agency_id, NEW.edition, NEW.key)
        IS DISTINCT FROM
        (OLD.contents, OLD.period, OLD.first, OLD.last, OLD.agency_id, OLD.edition, OLD.key)
    THEN
        RAISE EXCEPTION 'a report that was made is frozen' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON complaints_upwardreport
    FOR EACH ROW EXECUTE FUNCTION complaints_refuse_other_figures();
"""

BACKWARD = """
DROP TRIGGER frozen ON complaints_upwardreport;
DROP FUNCTION complaints_refuse_other_figures();
"""


class Migration(migrations.Migration):
    """Small new tables."""

    dependencies = [
        ("agencies", "0005_agency_aliases"),
        ("complaints", "0064_signs"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="UpwardReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=80, unique=True, verbose_name="kunci")),
                (
                    "length",
                    models.CharField(
                        choices=[
                            ("bulan", "Bulanan"),
                            ("triwulan", "Triwulanan"),
                            ("tahun", "Tahunan"),
                        ],
                        max_length=8,
                        verbose_name="jenis",
                    ),
                ),
                ("period", models.CharField(max_length=10, verbose_name="masa")),
                ("first", models.DateField(verbose_name="hari pertama")),
                ("last", models.DateField(verbose_name="hari terakhir")),
                ("edition", models.PositiveSmallIntegerField(default=1, verbose_name="edisi")),
                (
                    "note",
                    models.CharField(blank=True, max_length=200, verbose_name="catatan edisi"),
                ),
                ("contents", models.JSONField(default=dict, verbose_name="angka")),
                ("cases", models.JSONField(default=list, verbose_name="laporan pilihan")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "Menunggu dibuat"),
                            ("making", "Sedang dibuat"),
                            ("ready", "Siap diunduh"),
                            ("failed", "Gagal dibuat"),
                        ],
                        default="queued",
                        max_length=8,
                        verbose_name="keadaan",
                    ),
                ),
                (
                    "progress",
                    models.PositiveSmallIntegerField(default=0, verbose_name="kemajuan (persen)"),
                ),
                ("asked_at", models.DateTimeField(verbose_name="diminta pada")),
                (
                    "started_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="mulai dibuat"),
                ),
                (
                    "made_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="dibuat pada"),
                ),
                (
                    "mailed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="dikabarkan pada"),
                ),
                (
                    "pdf",
                    models.FileField(
                        blank=True, max_length=200, upload_to="laporan/%Y/%m", verbose_name="PDF"
                    ),
                ),
                (
                    "pdf_checksum",
                    models.CharField(blank=True, max_length=64, verbose_name="nilai periksa PDF"),
                ),
                (
                    "pdf_size",
                    models.PositiveIntegerField(default=0, verbose_name="ukuran PDF (bita)"),
                ),
                (
                    "xlsx",
                    models.FileField(
                        blank=True, max_length=200, upload_to="laporan/%Y/%m", verbose_name="XLSX"
                    ),
                ),
                (
                    "xlsx_checksum",
                    models.CharField(blank=True, max_length=64, verbose_name="nilai periksa XLSX"),
                ),
                (
                    "xlsx_size",
                    models.PositiveIntegerField(default=0, verbose_name="ukuran XLSX (bita)"),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                        verbose_name="instansi dan unit di bawahnya",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="dibuat oleh",
                    ),
                ),
            ],
            options={
                "verbose_name": "laporan berkala",
                "verbose_name_plural": "laporan berkala",
                "ordering": ["-asked_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="UpwardPost",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "delivery",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="upward_post",
                        to="complaints.delivery",
                        verbose_name="pesan",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="petugas",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="posts",
                        to="complaints.upwardreport",
                        verbose_name="laporan berkala",
                    ),
                ),
            ],
            options={
                "verbose_name": "kabar laporan berkala",
                "verbose_name_plural": "kabar laporan berkala",
            },
        ),
        migrations.CreateModel(
            name="UpwardWish",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.BooleanField(default=False, verbose_name="bulanan")),
                ("quarter", models.BooleanField(default=False, verbose_name="triwulanan")),
                ("year", models.BooleanField(default=False, verbose_name="tahunan")),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="upward_wish",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="petugas",
                    ),
                ),
            ],
            options={
                "verbose_name": "pilihan laporan berkala",
                "verbose_name_plural": "pilihan laporan berkala",
            },
        ),
        migrations.AddIndex(
            model_name="upwardreport",
            index=models.Index(fields=["-asked_at", "-id"], name="upward_newest_first"),
        ),
        migrations.AddIndex(
            model_name="upwardreport",
            index=models.Index(
                condition=models.Q(("state__in", ("queued", "making"))),
                fields=["asked_at"],
                name="upward_unfinished",
            ),
        ),
        migrations.AddConstraint(
            model_name="upwardreport",
            constraint=models.UniqueConstraint(
                fields=("agency", "period", "edition"),
                name="upward_edition_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="upwardpost",
            constraint=models.UniqueConstraint(fields=("report", "user"), name="upward_post_once"),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
