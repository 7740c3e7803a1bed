from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0040_digest_wishes"),
    ]

    operations = [
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
                    ("delegator", "Pejabat penghubung yang melimpahkan"),
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
    ]
