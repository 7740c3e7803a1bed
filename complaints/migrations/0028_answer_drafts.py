"""Keep answers that wait for approval, and what a report's draft waits for."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0004_approval"),
        ("complaints", "0027_photos_before_after"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AnswerDraft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "verb",
                    models.CharField(
                        choices=[("follow_up", "Tindak lanjut"), ("answer", "Jawaban akhir")],
                        max_length=9,
                        verbose_name="tindakan",
                    ),
                ),
                ("content", models.JSONField(default=dict, verbose_name="isi")),
                (
                    "needs",
                    models.CharField(
                        choices=[
                            ("sending", "Dikirim pejabat penghubung"),
                            ("approval", "Persetujuan pimpinan"),
                            ("always", "Persetujuan pimpinan, tanpa pengecualian"),
                        ],
                        max_length=8,
                        verbose_name="menunggu",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Menunggu"),
                            ("returned", "Dikembalikan"),
                            ("sent", "Dikirim"),
                            ("dropped", "Tidak jadi"),
                        ],
                        default="waiting",
                        max_length=8,
                        verbose_name="keadaan",
                    ),
                ),
                ("created_at", models.DateTimeField(verbose_name="diajukan")),
                ("due_at", models.DateTimeField(verbose_name="diputuskan paling lambat")),
                (
                    "escalated_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="dinaikkan"),
                ),
                (
                    "decided_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="diputuskan"),
                ),
                ("note", models.TextField(blank=True, verbose_name="catatan")),
            ],
            options={
                "verbose_name": "konsep jawaban",
                "verbose_name_plural": "konsep jawaban",
                "ordering": ("-created_at", "-id"),
            },
        ),
        migrations.AddField(
            model_name="complaint",
            name="draft_needs",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=8, verbose_name="konsep menunggu"
            ),
        ),
        migrations.AlterField(
            model_name="event",
            name="role",
            field=models.CharField(
                choices=[
                    ("reporter", "Pelapor"),
                    ("merged_reporter", "Pelapor laporan gabungan"),
                    ("verifier", "Admin instansi"),
                    ("lead", "Pejabat penghubung instansi utama"),
                    ("holder", "Pejabat penghubung pemegang laporan"),
                    ("co_liaison", "Pejabat penghubung pendamping"),
                    ("operator", "Operator"),
                    ("supervisor", "Pimpinan"),
                    ("overseer", "Inspektorat"),
                    ("approver", "Pimpinan yang menyetujui"),
                    ("decider", "Pemutus banding"),
                    ("clerk", "Petugas loket"),
                    ("custodian", "Kustodian identitas"),
                    ("reader", "Tembusan"),
                    ("joiner", "Warga yang ikut mengalami"),
                    ("system", "Sistem"),
                ],
                max_length=16,
                verbose_name="peran",
            ),
        ),
        migrations.AddField(
            model_name="answerdraft",
            name="agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.agency",
                verbose_name="atas nama",
            ),
        ),
        migrations.AddField(
            model_name="answerdraft",
            name="author",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="penyusun",
            ),
        ),
        migrations.AddField(
            model_name="answerdraft",
            name="complaint",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="answer_drafts",
                to="complaints.complaint",
                verbose_name="laporan",
            ),
        ),
        migrations.AddField(
            model_name="answerdraft",
            name="decided_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="diputuskan oleh",
            ),
        ),
        migrations.AddField(
            model_name="answerdraft",
            name="event",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="answer_draft",
                to="complaints.event",
                verbose_name="peristiwa",
            ),
        ),
        migrations.AddField(
            model_name="answerdraft",
            name="sent_event",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="sent_draft",
                to="complaints.event",
                verbose_name="peristiwa pengiriman",
            ),
        ),
        migrations.AddIndex(
            model_name="answerdraft",
            index=models.Index(fields=["complaint", "-id"], name="answer_drafts_of_report"),
        ),
        migrations.AddIndex(
            model_name="answerdraft",
            index=models.Index(
                condition=models.Q(("escalated_at__isnull", True), ("state", "waiting")),
                fields=["due_at"],
                name="answer_drafts_undecided",
            ),
        ),
        migrations.AddConstraint(
            model_name="answerdraft",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "waiting")),
                fields=("complaint",),
                name="answer_draft_one_waiting",
            ),
        ),
    ]
