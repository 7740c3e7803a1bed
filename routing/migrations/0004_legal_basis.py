"""Let a category name the law that its answers usually stand on."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("routing", "0003_danger_topics")]

    operations = [
        migrations.AddField(
            model_name="category",
            name="legal_basis",
            field=models.TextField(
                blank=True,
                db_default="",
                default="",
                help_text="Satu peraturan setiap baris; petugas membacanya di halaman laporan.",
                max_length=1000,
                verbose_name="dasar hukum",
            ),
        ),
    ]
