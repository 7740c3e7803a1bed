"""Keep files that wait for their form as ciphertext, whole or in pieces.

Files that wait in the clear cannot be sealed, because their key is in the browsers alone: they go,
and forms that are open while this runs ask for their files once more. No report loses anything.
"""

from typing import Any

from django.core.files.storage import default_storage
from django.db import migrations, models


def forget(apps: Any, schema_editor: Any) -> None:
    for row in apps.get_model("complaints", "StagedFile").objects.iterator():
        for path in (row.file.name, row.thumbnail.name):
            if path:
                default_storage.delete(path)
    apps.get_model("complaints", "StagedFile").objects.all().delete()


def forget_pieces(apps: Any, schema_editor: Any) -> None:
    for row in apps.get_model("complaints", "PartialUpload").objects.iterator():
        for path in row.pieces:
            default_storage.delete(path)
    forget(apps, schema_editor)


class Migration(migrations.Migration):
    """A table of waiting files that says nothing of them, and one for uploads on their way."""

    dependencies = [("complaints", "0014_messages_of_followers")]
    operations = [
        migrations.RunPython(forget, migrations.RunPython.noop),
        migrations.DeleteModel("StagedFile"),
        migrations.CreateModel(
            name="StagedFile",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                (
                    "submission",
                    models.CharField(db_index=True, max_length=64, verbose_name="sidik kiriman"),
                ),
                (
                    "file",
                    models.FileField(
                        max_length=200, upload_to="staged/%Y/%m", verbose_name="berkas"
                    ),
                ),
                (
                    "thumbnail",
                    models.FileField(
                        blank=True, upload_to="staged/%Y/%m", verbose_name="gambar kecil"
                    ),
                ),
                ("sealed", models.BinaryField(verbose_name="keterangan")),
                ("size", models.PositiveIntegerField(verbose_name="ukuran (bita)")),
                ("created_at", models.DateTimeField(verbose_name="diunggah")),
                (
                    "keep_until",
                    models.DateTimeField(db_index=True, verbose_name="disimpan sampai"),
                ),
            ],
            options={
                "verbose_name": "berkas sementara",
                "verbose_name_plural": "berkas sementara",
            },
        ),
        migrations.CreateModel(
            name="PartialUpload",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                (
                    "submission",
                    models.CharField(db_index=True, max_length=64, verbose_name="sidik kiriman"),
                ),
                ("sealed", models.BinaryField(verbose_name="nama")),
                ("size", models.PositiveIntegerField(verbose_name="ukuran (bita)")),
                (
                    "received",
                    models.PositiveIntegerField(default=0, verbose_name="diterima (bita)"),
                ),
                ("pieces", models.JSONField(default=list, verbose_name="potongan")),
                ("created_at", models.DateTimeField(verbose_name="dimulai")),
                (
                    "keep_until",
                    models.DateTimeField(db_index=True, verbose_name="disimpan sampai"),
                ),
            ],
            options={
                "verbose_name": "unggahan belum lengkap",
                "verbose_name_plural": "unggahan belum lengkap",
            },
        ),
        migrations.RunPython(migrations.RunPython.noop, forget_pieces),
    ]
