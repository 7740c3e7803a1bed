"""Let an attachment be a video; a change of words only, no row is touched."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("complaints", "0015_sealed_uploads")]
    operations = [
        migrations.AlterField(
            model_name="attachment",
            name="kind",
            field=models.CharField(
                choices=[("image", "Gambar"), ("pdf", "PDF"), ("video", "Video")],
                max_length=5,
                verbose_name="jenis",
            ),
        ),
    ]
