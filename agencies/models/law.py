"""The numbers of workflow.md that a city may edit: office hours, holidays, promises, limits."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

# What lies outside can only be a slip of the keyboard.
FIRST_DAY, LAST_DAY = dt.date(2000, 1, 1), dt.date(2100, 12, 31)


class Clock(models.TextChoices):
    """The clocks of workflow.md (*jangka waktu*)."""

    VERIFICATION = "verification", "verifikasi"
    REFORWARD = "reforward", "penerusan ulang"
    FIRST_FOLLOW_UP = "first_follow_up", "tindak lanjut pertama"
    PROGRESS = "progress", "kabar berikutnya"
    RESOLUTION = "resolution", "penyelesaian"
    COMPLETION = "completion", "kelengkapan dari pelapor"
    CONFIRMATION = "confirmation", "konfirmasi pelapor"
    OUTSIDE = "outside", "kabar instansi luar"
    APPEAL = "appeal", "banding"
    PLANNED = "planned", "tanggal yang dijadwalkan"


class OfficeHours(models.Model):
    """One stretch of office time on one weekday (*jam kerja*); a lunch break makes two rows."""

    class Weekday(models.IntegerChoices):
        """Days as Python counts them."""

        MONDAY = 0, "Senin"
        TUESDAY = 1, "Selasa"
        WEDNESDAY = 2, "Rabu"
        THURSDAY = 3, "Kamis"
        FRIDAY = 4, "Jumat"
        SATURDAY = 5, "Sabtu"
        SUNDAY = 6, "Minggu"

    weekday = models.PositiveSmallIntegerField("hari", choices=Weekday.choices)
    opens = models.TimeField("mulai")
    closes = models.TimeField("selesai")

    class Meta:
        verbose_name = "jam kerja"
        verbose_name_plural = "jam kerja"
        ordering = ("weekday", "opens")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(closes__gt=models.F("opens")),
                name="agencies_officehours_forward",
                violation_error_message="Jam selesai harus sesudah jam mulai.",
            ),
            models.CheckConstraint(
                condition=models.Q(weekday__lte=6), name="agencies_officehours_weekday"
            ),
            models.UniqueConstraint(
                fields=("weekday", "opens"),
                name="agencies_officehours_once",
                violation_error_message="Jam mulai ini sudah ada pada hari yang sama.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens:%H.%M}–{self.closes:%H.%M}"

    def clean(self) -> None:
        """Refuse two stretches that overlap on one weekday.

        Raises:
            ValidationError: another row of the weekday overlaps this one.
        """
        if None in (self.weekday, self.opens, self.closes):
            return
        overlapping = OfficeHours.objects.filter(
            weekday=self.weekday, opens__lt=self.closes, closes__gt=self.opens
        ).exclude(pk=self.pk)
        if overlapping.exists():
            raise ValidationError("Jam ini bertumpang tindih dengan jam kerja lain di hari itu.")


class Holiday(models.Model):
    """A day on which no office works (*hari libur*), joint leave included."""

    class Kind(models.TextChoices):
        """Who decreed the day."""

        NATIONAL = "national", "libur nasional"
        JOINT_LEAVE = "joint_leave", "cuti bersama"
        LOCAL = "local", "libur daerah"

    date = models.DateField(
        "tanggal",
        unique=True,
        validators=[MinValueValidator(FIRST_DAY), MaxValueValidator(LAST_DAY)],
    )
    name = models.CharField("nama", max_length=200)
    kind = models.CharField("jenis", max_length=12, choices=Kind.choices, default=Kind.NATIONAL)

    class Meta:
        verbose_name = "hari libur"
        verbose_name_plural = "hari libur"
        ordering = ("date",)

    def __str__(self) -> str:
        return f"{self.date:%d-%m-%Y} {self.name}"


class Promise(models.Model):
    """How long a clock runs in one case (*janji layanan*, SLA)."""

    class Case(models.TextChoices):
        """What makes a clock shorter or longer than its default."""

        DEFAULT = "", "umum"
        COMPLAINT = "complaint", "pengaduan"
        ASPIRATION = "aspiration", "aspirasi"
        INFORMATION = "information", "permintaan informasi"
        INSPECTION = "inspection", "berkadar pengawasan"
        DANGER = "danger", "bahaya"
        NO_CONTACT = "no_contact", "pelapor tanpa kontak"
        UNDELIVERED = "undelivered", "jawaban belum tentu sampai"

    class Unit(models.TextChoices):
        """Working days, or hours of office time."""

        DAY = "day", "hari kerja"
        HOUR = "hour", "jam kerja"

    clock = models.CharField("jangka waktu", max_length=20, choices=Clock.choices)
    case = models.CharField(
        "kasus", max_length=20, choices=Case.choices, blank=True, default=Case.DEFAULT
    )
    amount = models.PositiveSmallIntegerField(
        "lama", validators=[MinValueValidator(1), MaxValueValidator(400)]
    )
    unit = models.CharField("satuan", max_length=4, choices=Unit.choices, default=Unit.DAY)

    class Meta:
        verbose_name = "janji layanan"
        verbose_name_plural = "janji layanan"
        ordering = ("clock", "case")
        constraints = (
            models.UniqueConstraint(
                fields=("clock", "case"),
                name="agencies_promise_once",
                violation_error_message="Janji untuk jangka waktu dan kasus ini sudah ada.",
            ),
            models.CheckConstraint(
                condition=models.Q(amount__range=(1, 400)), name="agencies_promise_amount"
            ),
        )

    def __str__(self) -> str:
        case = f" ({self.get_case_display()})" if self.case else ""
        return f"{self.get_clock_display()}{case}: {self.amount} {self.get_unit_display()}"


class EscalationLevel(models.Model):
    """Who is told how long before or after a due moment (*tingkat eskalasi*)."""

    class Audience(models.TextChoices):
        """Who is told."""

        LIAISON = "liaison", "pejabat penghubung"
        SUPERVISOR = "supervisor", "pimpinan instansi"
        COORDINATOR = "coordinator", "koordinator (Diskominfo)"
        OVERSEER = "overseer", "Inspektorat"

    level = models.PositiveSmallIntegerField(
        "tingkat", unique=True, help_text="0 adalah pengingat sebelum tenggat."
    )
    after_days = models.SmallIntegerField(
        "jarak dari tenggat",
        validators=[MinValueValidator(-60), MaxValueValidator(60)],
        help_text=(
            "Hari kerja; negatif berarti sebelum tenggat. "
            "Untuk janji dalam jam: angka yang sama dalam jam kerja."
        ),
    )
    audience = models.CharField("yang diberi tahu", max_length=12, choices=Audience.choices)

    class Meta:
        verbose_name = "tingkat eskalasi"
        verbose_name_plural = "tingkat eskalasi"
        ordering = ("level",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(level=0, after_days__lt=0)
                | models.Q(level__gt=0, after_days__gte=0),
                name="agencies_escalation_side_of_due",
                violation_error_message=(
                    "Tingkat 0 harus sebelum tenggat; tingkat lain pada atau sesudah tenggat."
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.level}: {self.get_audience_display()}"


class Limit(models.Model):
    """One number of the rules (*batas*), such as how often a report may be handed back."""

    code = models.SlugField("kode", max_length=40, unique=True)
    value = models.PositiveIntegerField("nilai")
    description = models.CharField("keterangan", max_length=200)

    class Meta:
        verbose_name = "batas"
        verbose_name_plural = "batas"
        ordering = ("code",)

    def __str__(self) -> str:
        return f"{self.code}: {self.value}"
