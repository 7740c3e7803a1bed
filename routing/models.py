"""What a report may be about, and which words and places lead to which agency."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models

from agencies.models import Agency, Region


class CategoryQuerySet(models.QuerySet["Category"]):
    """Ways to choose categories."""

    def active(self) -> CategoryQuerySet:
        """Return the categories that may still be chosen, in the order of the form."""
        return self.filter(is_active=True)


class Category(models.Model):
    """A subject of reports (*kategori*), mapped to a national one."""

    class GoesTo(models.TextChoices):
        """Which kind of office usually answers."""

        AGENCY = "agency", "dinas atau badan"
        DISTRICT = "district", "kecamatan tempat kejadian"
        WARD = "ward", "kelurahan tempat kejadian"

    code = models.SlugField("kode", max_length=50, unique=True)
    name = models.CharField("nama", max_length=100, unique=True)
    national_id = models.PositiveIntegerField(
        "ID kategori nasional", help_text="ID Kategori SP4N-LAPOR! yang paling cocok."
    )
    keywords = ArrayField(
        models.CharField(max_length=60),
        default=list,
        blank=True,
        verbose_name="kata kunci",
        help_text="Kata atau ungkapan, huruf kecil, dipisahkan koma.",
    )
    default_agency = models.ForeignKey(
        Agency,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="default_categories",
        verbose_name="instansi bawaan",
    )
    goes_to = models.CharField(
        "biasanya ditangani", max_length=10, choices=GoesTo.choices, default=GoesTo.AGENCY
    )
    starts_unpublished = models.BooleanField(
        "mulai tidak dipublikasikan",
        default=False,
        help_text="Untuk hal pribadi: laporan baru tampil setelah admin instansi memutuskan.",
    )
    needs_place = models.BooleanField(
        "perlu tempat", default=True, help_text="Tanpa tempat, laporan sulit ditangani."
    )
    legal_basis = models.TextField(
        "dasar hukum",
        blank=True,
        default="",
        db_default="",
        max_length=1000,
        help_text="Satu peraturan setiap baris; petugas membacanya di halaman laporan.",
    )
    order = models.PositiveSmallIntegerField("urutan", default=0)
    is_active = models.BooleanField("aktif", default=True)

    objects = CategoryQuerySet.as_manager()

    class Meta:
        verbose_name = "kategori"
        verbose_name_plural = "kategori"
        ordering = ("order", "name")

    def __str__(self) -> str:
        return self.name


class Rule(models.Model):
    """One rule of a city that leads a report to an agency (*aturan disposisi*).

    Every condition that is set must hold: the category, the region (or one above the
    report's), and the keyword in the text.
    """

    category = models.ForeignKey(
        Category,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="rules",
        verbose_name="kategori",
    )
    region = models.ForeignKey(
        Region,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="rules",
        verbose_name="wilayah",
        help_text="Berlaku juga untuk wilayah di bawahnya.",
    )
    keyword = models.CharField("kata kunci", max_length=60, blank=True)
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="rules", verbose_name="instansi tujuan"
    )
    weight = models.PositiveSmallIntegerField(
        "bobot",
        default=50,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text="1–100; makin besar makin didahulukan.",
    )

    class Meta:
        verbose_name = "aturan disposisi"
        verbose_name_plural = "aturan disposisi"
        ordering = ("-weight", "pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(category__isnull=False)
                | models.Q(region__isnull=False)
                | ~models.Q(keyword=""),
                name="routing_rule_has_a_condition",
                violation_error_message="Isi kategori, wilayah, atau kata kunci.",
            ),
            models.CheckConstraint(
                condition=models.Q(weight__range=(1, 100)), name="routing_rule_weight"
            ),
        )

    def __str__(self) -> str:
        conditions = [str(part) for part in (self.category, self.region, self.keyword) if part]
        return f"{', '.join(conditions)} → {self.agency}"

    def clean(self) -> None:
        """Keep keywords in small letters with single blanks, as the engine compares them."""
        self.keyword = " ".join(self.keyword.lower().split())


class RouterModel(models.Model):
    """One version of what was learned from the city's history (*model saran instansi*).

    The arrays are a file in the media storage; this row says whether the file is ours, how well it
    did on the latest tenth of the history, and whether it is in use.
    """

    class State(models.TextChoices):
        """What became of it."""

        ACTIVE = "active", "dipakai"
        RETIRED = "retired", "digantikan"
        REFUSED = "refused", "tidak dipakai: lebih buruk"

    state = models.CharField("keadaan", max_length=8, choices=State.choices)
    created_at = models.DateTimeField("dibuat")
    path = models.CharField("berkas", max_length=200, unique=True)
    checksum = models.CharField("sidik SHA-256", max_length=64)
    rows = models.PositiveIntegerField("laporan yang dipelajari")
    figures = models.JSONField("angka", default=dict)

    class Meta:
        verbose_name = "model saran instansi"
        verbose_name_plural = "model saran instansi"
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("state",),
                condition=models.Q(state="active"),
                name="routing_one_active_model",
            ),
        )

    def __str__(self) -> str:
        return f"Versi {self.pk}"


class Topic(models.TextChoices):
    """What kind of danger a word tells of; decides whom to call and what is said first."""

    OTHER = "other", "bahaya lain"
    FIRE = "fire", "api, asap, gas"
    POWER = "power", "listrik"
    FALL = "fall", "roboh, tumbang, longsor"
    WATER = "water", "air dan banjir"
    HEALTH = "health", "orang sakit atau terluka"
    TRAFFIC = "traffic", "kecelakaan lalu lintas"
    VIOLENCE = "violence", "kekerasan, juga di dalam rumah"
    SELF_HARM = "self_harm", "bunuh diri"
    ANIMAL = "animal", "hewan berbahaya"


class DangerWord(models.Model):
    """A word or phrase that marks a report as danger now (*kata bahaya*)."""

    word = models.CharField("kata atau ungkapan", max_length=60, unique=True)
    topic = models.CharField(
        "jenis bahaya", max_length=10, choices=Topic.choices, default=Topic.OTHER
    )
    marks_report = models.BooleanField(
        "menandai laporan",
        default=True,
        help_text=(
            "Bila tidak, kata ini hanya menampilkan nomor darurat saat warga mengetik; "
            "laporannya tidak ditandai bahaya."
        ),
    )
    is_active = models.BooleanField("aktif", default=True)

    class Meta:
        verbose_name = "kata bahaya"
        verbose_name_plural = "kata bahaya"
        ordering = ("word",)

    def __str__(self) -> str:
        return self.word

    def clean(self) -> None:
        """Keep words in small letters with single blanks, as they are compared.

        Raises:
            ValidationError: the word has no letter, so it could mark every report.
        """
        self.word = " ".join(self.word.lower().split())
        if not any(character.isalpha() for character in self.word):
            raise ValidationError({"word": "Kata bahaya harus berisi huruf."})


class Hotline(models.Model):
    """A number to call before one writes (*nomor darurat*)."""

    number = models.CharField(
        "nomor",
        max_length=20,
        validators=[RegexValidator(r"^[0-9+ -]+\Z", "Tulis angka saja, misalnya 112.")],
    )
    name = models.CharField("nama", max_length=60, help_text="Satu dua kata, misalnya Polisi.")
    note = models.CharField(
        "keterangan", max_length=60, blank=True, help_text="Misalnya: lalu tekan 8."
    )
    topics = ArrayField(
        models.CharField(max_length=10, choices=Topic.choices),
        default=list,
        blank=True,
        verbose_name="untuk bahaya",
        help_text="Kosong: selalu tampil. Yang menyebut jenis bahayanya tampil lebih dahulu.",
    )
    order = models.PositiveSmallIntegerField("urutan", default=0)
    is_active = models.BooleanField("aktif", default=True)

    class Meta:
        verbose_name = "nomor darurat"
        verbose_name_plural = "nomor darurat"
        ordering = ("order", "pk")
        constraints = (
            models.UniqueConstraint(fields=("number", "name"), name="routing_hotline_once"),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.name}"

    @property
    def dial(self) -> str:
        """What a telephone dials: digits and a leading plus."""
        return "".join(one for one in self.number if one.isdecimal() or one == "+")
