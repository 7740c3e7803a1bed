"""Keep that somebody said *Saya juga mengalami*, and a role for who does."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0006_drafts"),
    ]

    operations = [
        migrations.AddField(
            model_name="support",
            name="joined_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="ikut mengalami"),
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
    ]
