"""Bodies outside the town's government that a report can be referred to."""

from django.db import models


class OutsideBody(models.Model):
    """A body the town has no power over (*instansi luar*): province, ministry, PLN, BPJS …"""

    class Kind(models.TextChoices):
        """Whose body it is."""

        PROVINCE = "province", "pemerintah provinsi"
        MINISTRY = "ministry", "kementerian, lembaga, dan kantor vertikal"
        STATE_COMPANY = "state_company", "BUMN dan BUMD"
        SOCIAL_SECURITY = "social_security", "jaminan sosial"
        LAW = "law", "penegak hukum"
        OVERSIGHT = "oversight", "lembaga pengawas"
        OTHER = "other", "lainnya"

    name = models.CharField("nama", max_length=200, unique=True)
    kind = models.CharField("jenis", max_length=20, choices=Kind.choices, default=Kind.OTHER)
    phone = models.CharField("telepon", max_length=60, blank=True)
    email = models.EmailField("e-mail", blank=True)
    website = models.URLField("situs web", blank=True)
    address = models.CharField("alamat", max_length=300, blank=True)
    steps = models.TextField(
        "langkah untuk pelapor",
        blank=True,
        help_text="Ditunjukkan kepada pelapor bila ia harus menghubungi sendiri.",
    )
    in_person = models.BooleanField(
        "pelapor harus datang sendiri",
        default=False,
        help_text="Bila dicentang, cukup beri langkah; nomor surat tidak diminta.",
    )
    is_active = models.BooleanField("aktif", default=True)

    class Meta:
        verbose_name = "instansi luar"
        verbose_name_plural = "instansi luar"
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
