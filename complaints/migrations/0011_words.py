"""Keep the words of public texts, to find what a misspelt word meant."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("complaints", "0010_message_of_its_own")]

    operations = [
        TrigramExtension(),
        migrations.CreateModel(
            name="PublicWord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("word", models.CharField(max_length=40, unique=True, verbose_name="kata")),
                ("stem", models.CharField(max_length=40, verbose_name="kata dasar")),
                ("reports", models.BigIntegerField(default=0, verbose_name="jumlah laporan")),
            ],
            options={
                "verbose_name": "kata",
                "verbose_name_plural": "kata",
            },
        ),
        migrations.CreateModel(
            name="PublicWordsDelta",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "words",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), size=None, verbose_name="kata"
                    ),
                ),
                ("amount", models.SmallIntegerField(verbose_name="perubahan")),
            ],
            options={
                "verbose_name": "perubahan kamus",
                "verbose_name_plural": "perubahan kamus",
            },
        ),
        migrations.AddIndex(
            model_name="publicword",
            index=models.Index(fields=["stem"], name="words_by_stem"),
        ),
        migrations.AddIndex(
            model_name="publicword",
            index=django.contrib.postgres.indexes.GistIndex(
                fields=["word"], name="words_by_likeness", opclasses=["gist_trgm_ops"]
            ),
        ),
    ]
