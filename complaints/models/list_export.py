"""A list that somebody takes along as a file: what was asked for, how far it is, its end."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from complaints.models.saved_view import new_key


class ListExport(models.Model):
    """One file of one list (*unduhan daftar*); only its owner opens it, for some days.

    ``query`` is the address of the list, never rows: who asked is asked again what he or she may
    see when the file is made and when it is taken. ``sight`` is what that was when it was made. The
    file and the pieces of which it is made lie in ``folder``. Words that were searched for go with
    the file; who took what stands in ``SettingsChange`` and stays.
    """

    class Kind(models.TextChoices):
        """Which kind of file."""

        XLSX = "xlsx", "Excel (XLSX)"
        CSV = "csv", "CSV untuk Excel"
        PLAIN = "csv-koma", "CSV untuk program lain"

    class State(models.TextChoices):
        """How far it is."""

        QUEUED = "queued", "Menunggu giliran"
        MAKING = "making", "Sedang dibuat"
        READY = "ready", "Siap diunduh"
        FAILED = "failed", "Tidak jadi dibuat"
        ENDED = "ended", "Sudah dihapus"

    key = models.CharField("kunci", max_length=12, unique=True, default=new_key)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        db_index=False,
        verbose_name="pemilik",
    )
    what = models.CharField("daftar", max_length=40)
    query = models.TextField("alamat", blank=True)
    name = models.CharField("nama daftar", max_length=200)
    narrowed = models.TextField("saringan", blank=True)
    recorded = models.TextField("saringan untuk catatan", blank=True)
    kind = models.CharField("jenis berkas", max_length=8, choices=Kind.choices)
    state = models.CharField("keadaan", max_length=8, choices=State.choices, default=State.QUEUED)
    why = models.CharField("sebab", max_length=200, blank=True)
    sight: models.JSONField[Any, Any] = models.JSONField("boleh dilihat", default=dict)
    total = models.PositiveIntegerField("jumlah laporan", null=True, blank=True)
    done = models.PositiveIntegerField("laporan selesai", default=0)
    shown = models.PositiveIntegerField("laporan sampai sekarang", default=0)
    rows = models.PositiveIntegerField("baris", default=0)
    sealed_rows = models.PositiveIntegerField("baris tersegel", default=0)
    pieces = models.PositiveIntegerField("potongan", default=0)
    tries = models.PositiveSmallIntegerField("percobaan tanpa hasil", default=0)
    folder = models.CharField("folder", max_length=80, blank=True)
    file = models.FileField("berkas", upload_to="unduhan/%Y/%m", max_length=200, blank=True)
    checksum = models.CharField("nilai periksa", max_length=64, blank=True)
    size = models.PositiveBigIntegerField("ukuran (bita)", default=0)
    asked_at = models.DateTimeField("diminta")
    finished_at = models.DateTimeField("selesai", null=True, blank=True)
    expires_at = models.DateTimeField("berlaku sampai", null=True, blank=True)
    downloads = models.PositiveIntegerField("kali diunduh", default=0)
    message = models.OneToOneField(
        "complaints.Delivery",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="list_export",
        verbose_name="kabar",
    )

    class Meta:
        verbose_name = "unduhan daftar"
        verbose_name_plural = "unduhan daftar"
        ordering: ClassVar[list[str]] = ["-id"]
        indexes = [
            models.Index(fields=["owner", "-id"], name="list_exports_of_owner"),
            models.Index(
                fields=["asked_at"],
                condition=Q(finished_at__isnull=True),
                name="list_exports_unfinished",
            ),
            models.Index(
                fields=["expires_at"],
                condition=Q(expires_at__isnull=False),
                name="list_exports_to_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.key})"

    @property
    def runs(self) -> bool:
        """Whether it is still to be made."""
        return self.finished_at is None

    @property
    def is_ready(self) -> bool:
        """Whether the file is there."""
        return self.state == self.State.READY
