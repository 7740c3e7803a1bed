"""Let an agency ask for its head's approval before answers are sent."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("agencies", "0003_substitutes")]

    operations = [
        migrations.AddField(
            model_name="agency",
            name="approval",
            field=models.CharField(
                choices=[
                    ("none", "langsung kirim"),
                    ("answer", "jawaban akhir perlu persetujuan"),
                    ("all", "semua perlu persetujuan"),
                ],
                db_default="none",
                default="none",
                help_text="Penolakan, rencana, dan jawaban sesudah sanggahan selalu perlu persetujuan.",
                max_length=6,
                verbose_name="persetujuan jawaban",
            ),
        ),
    ]
