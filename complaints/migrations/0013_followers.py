"""Let people follow a public report by e-mail."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("complaints", "0012_public_indexes")]

    operations = [
        migrations.CreateModel(
            name="Follower",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("email_encrypted", models.BinaryField(verbose_name="email")),
                ("email_hmac", models.CharField(max_length=64, verbose_name="sidik email")),
                ("asked_at", models.DateTimeField(verbose_name="diminta")),
                (
                    "confirmed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="disetujui"),
                ),
                (
                    "told_event",
                    models.BigIntegerField(default=0, verbose_name="diberi tahu sampai peristiwa"),
                ),
                (
                    "told_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="terakhir diberi tahu"
                    ),
                ),
                (
                    "news_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="ada kabar sejak"),
                ),
            ],
            options={
                "verbose_name": "pengikut",
                "verbose_name_plural": "pengikut",
            },
        ),
        migrations.AddField(
            model_name="follower",
            name="complaint",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="followers",
                to="complaints.complaint",
                verbose_name="laporan",
            ),
        ),
        migrations.AddIndex(
            model_name="follower",
            index=models.Index(
                condition=models.Q(("news_at__isnull", False)),
                fields=["news_at", "id"],
                name="followers_to_tell",
            ),
        ),
        migrations.AddIndex(
            model_name="follower",
            index=models.Index(fields=["email_hmac", "asked_at"], name="followers_by_email"),
        ),
        migrations.AddIndex(
            model_name="follower",
            index=models.Index(
                condition=models.Q(("confirmed_at__isnull", True)),
                fields=["asked_at"],
                name="followers_unconfirmed",
            ),
        ),
        migrations.AddConstraint(
            model_name="follower",
            constraint=models.UniqueConstraint(
                fields=("complaint", "email_hmac"), name="follow_once"
            ),
        ),
        migrations.AddField(
            model_name="delivery",
            name="follower",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="complaints.follower",
            ),
        ),
    ]
