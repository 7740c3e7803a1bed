"""The map of the town."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models


class Region(models.Model):
    """A piece of the town (*wilayah*): the city itself, a kecamatan or a kelurahan."""

    class Level(models.TextChoices):
        """How large the region is."""

        CITY = "city", "kota/kabupaten"
        DISTRICT = "district", "kecamatan"
        WARD = "ward", "kelurahan/desa"

    code = models.CharField(
        "kode", max_length=20, unique=True, help_text="Kode Kemendagri, misalnya 62.71.01.1001."
    )
    name = models.CharField("nama", max_length=100)
    level = models.CharField("tingkat", max_length=10, choices=Level.choices)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="wilayah induk",
    )
    postcode = models.CharField("kode pos", max_length=5, blank=True)
    latitude = models.FloatField(
        "lintang",
        null=True,
        blank=True,
        validators=[MinValueValidator(-90.0), MaxValueValidator(90.0)],
        help_text="Titik tengah, derajat WGS 84.",
    )
    longitude = models.FloatField(
        "bujur",
        null=True,
        blank=True,
        validators=[MinValueValidator(-180.0), MaxValueValidator(180.0)],
        help_text="Titik tengah, derajat WGS 84.",
    )

    class Meta:
        verbose_name = "wilayah"
        verbose_name_plural = "wilayah"
        ordering = ("code",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(level="city", parent__isnull=True)
                | models.Q(level__in=("district", "ward"), parent__isnull=False),
                name="agencies_region_only_city_has_no_parent",
                violation_error_message="Kecamatan dan kelurahan harus punya wilayah induk.",
            ),
            models.UniqueConstraint(
                fields=("parent", "name"),
                name="agencies_region_name_in_parent",
                violation_error_message="Nama ini sudah ada di wilayah induk yang sama.",
            ),
        )

    def __str__(self) -> str:
        return self.name
