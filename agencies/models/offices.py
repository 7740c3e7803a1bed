"""The offices of the town as a tree, and who works where in which role."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Coalesce

from agencies import seats, tree
from agencies.models.absence import Substitution
from agencies.models.regions import Region
from lapor import clock

if TYPE_CHECKING:
    from accounts.models import User


class AgencyQuerySet(models.QuerySet["Agency"]):
    """Ways to choose agencies."""

    def active(self) -> AgencyQuerySet:
        """Return agencies that still exist."""
        return self.filter(is_active=True)

    def addressable(self) -> AgencyQuerySet:
        """Return agencies a report may be forwarded to: active, with an active liaison.

        workflow.md, *Actors*: an agency without an active liaison cannot be chosen.
        """
        liaisons = Officer.objects.active().filter(
            agency=models.OuterRef("pk"), role=Officer.Role.LIAISON
        )
        return self.active().filter(models.Exists(liaisons))

    def below(self, agency: Agency) -> AgencyQuerySet:
        """Return every agency under `agency`, without itself."""
        return self.filter(ancestor_ids__contains=[agency.pk])

    def create_under(self, *, parent: Agency | None = None, **fields: Any) -> Agency:
        """Create an agency at its place in the tree.

        Args:
            parent: the agency above, or None for the head of an office.
            **fields: other fields of `Agency`.
        """
        return self.create(parent=parent, ancestor_ids=tree.path_below(parent), **fields)


class Agency(models.Model):
    """An office that answers (*instansi*, *unit kerja*, OPD), at its place in the tree."""

    class Kind(models.TextChoices):
        """What part the office plays in town."""

        SECRETARIAT = "secretariat", "Sekretariat Daerah"
        INSPECTORATE = "inspectorate", "Inspektorat"
        COORDINATOR = "coordinator", "koordinator pengaduan (Diskominfo)"
        DEPARTMENT = "department", "dinas atau badan"
        DISTRICT = "district", "kecamatan"
        WARD = "ward", "kelurahan"
        UNIT = "unit", "unit pelaksana"

    class Approval(models.TextChoices):
        """What its head must see before it is sent (workflow.md, *Drafts and approval*)."""

        NONE = "none", "langsung kirim"
        ANSWER = "answer", "jawaban akhir perlu persetujuan"
        ALL = "all", "semua perlu persetujuan"

    code = models.SlugField("kode", max_length=50, unique=True, help_text="Misalnya dinas-pupr.")
    name = models.CharField("nama", max_length=200)
    short_name = models.CharField(
        "nama pendek", max_length=60, help_text="Nama yang dikenal warga, misalnya Dinas PUPR."
    )
    kind = models.CharField("jenis", max_length=20, choices=Kind.choices, default=Kind.DEPARTMENT)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="instansi induk",
    )
    ancestor_ids = ArrayField(
        models.BigIntegerField(),
        default=list,
        blank=True,
        editable=False,
        verbose_name="jalur induk",
        help_text="Dari kepala kantor ke induk terdekat; dijaga oleh agencies.tree.",
    )
    region = models.ForeignKey(
        Region,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="agencies",
        verbose_name="wilayah kerja",
        help_text="Untuk kecamatan dan kelurahan.",
    )
    is_active = models.BooleanField(
        "aktif", default=True, help_text="Instansi tidak pernah dihapus, hanya dinonaktifkan."
    )
    successor = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="predecessors",
        verbose_name="penerus",
        help_text="Instansi yang menerima tugasnya saat ditutup.",
    )
    approval = models.CharField(
        "persetujuan jawaban",
        max_length=6,
        choices=Approval.choices,
        default=Approval.NONE,
        db_default=Approval.NONE,
        help_text="Penolakan, rencana, dan jawaban sesudah sanggahan selalu perlu persetujuan.",
    )
    phone = models.CharField("telepon", max_length=30, blank=True)
    email = models.EmailField("e-mail", blank=True)
    address = models.CharField("alamat", max_length=300, blank=True)

    objects = AgencyQuerySet.as_manager()

    class Meta:
        verbose_name = "instansi"
        verbose_name_plural = "instansi"
        ordering = ("name",)
        indexes = (GinIndex(fields=("ancestor_ids",), name="agencies_agency_ancestors"),)
        constraints = (
            models.UniqueConstraint(
                fields=("kind",),
                condition=models.Q(
                    is_active=True, kind__in=("secretariat", "inspectorate", "coordinator")
                ),
                name="agencies_agency_one_of_a_kind",
                violation_error_message="Hanya boleh ada satu instansi aktif dari jenis ini.",
            ),
            models.CheckConstraint(
                condition=models.Q(parent__isnull=True, ancestor_ids=[])
                | (models.Q(parent__isnull=False) & ~models.Q(ancestor_ids=[])),
                name="agencies_agency_path_fits_parent",
            ),
            models.CheckConstraint(
                condition=models.Q(successor__isnull=True) | models.Q(is_active=False),
                name="agencies_agency_successor_of_closed",
            ),
        )

    def __str__(self) -> str:
        return self.short_name

    @property
    def office_id(self) -> int:
        """The id of the head of this office: the topmost ancestor, or itself."""
        return self.ancestor_ids[0] if self.ancestor_ids else self.pk

    @property
    def heir(self) -> Agency:
        """The agency that does its work today: itself, or the last of its successors.

        Whoever was merged into another and reopened since ends the chain.
        """
        heir, seen = self, {self.pk}
        while heir.successor is not None and heir.successor.pk not in seen:
            heir = heir.successor
            seen.add(heir.pk)
        return heir

    def subtree(self) -> AgencyQuerySet:
        """Return this agency and everything below it."""
        return Agency.objects.filter(
            models.Q(pk=self.pk) | models.Q(ancestor_ids__contains=[self.pk])
        )

    def is_within(self, other: Agency) -> bool:
        """Tell whether this agency is `other` or stands somewhere below it."""
        return self.pk == other.pk or other.pk in self.ancestor_ids


class OfficerQuerySet(models.QuerySet["Officer"]):
    """Ways to choose officers."""

    def active(self) -> OfficerQuerySet:
        """Return officers who may act now: row, user and agency are all active."""
        return self.filter(is_active=True, user__is_active=True, agency__is_active=True)

    def with_stand_in(self) -> Any:
        """Return the seats with who does their work today: ``stand_in_id``, ``reached_id``."""
        today = Substitution.objects.on(clock.today()).filter(officer=models.OuterRef("pk"))
        stand_in = models.Subquery(
            today.exclude(officer__role=Officer.Role.CUSTODIAN).values("substitute")[:1]
        )
        rows: Any = self
        return rows.annotate(stand_in_id=stand_in).annotate(
            reached_id=Coalesce("stand_in_id", "user_id", output_field=models.BigIntegerField())
        )

    def of(self, user: User) -> list[Officer]:
        """Return the seats in which ``user`` works today: one query, agencies and people included.

        These are the person's own and those of absent colleagues for whom he or she stands in
        (workflow.md, *substitute while absent*). This is the only place that knows: visibility,
        roles on reports, lists, digests and the call list all start here. Nobody gains the sight
        of sealed reports by standing in: only who is named for them has it.
        """
        return seats.kept(("of", user.pk), lambda: self._of(user))

    def reached(self, condition: models.Q) -> list[tuple[int, str]]:
        """Return who does the work of the active seats that meet a condition today, with the role.

        The condition may name ``reached_id``. One query.
        """
        return seats.kept(("reached", condition), lambda: self._reached(condition))

    def _reached(self, condition: models.Q) -> list[tuple[int, str]]:
        rows = self.active().with_stand_in().filter(condition)
        return list(rows.values_list("reached_id", "role"))

    def _of(self, user: User) -> list[Officer]:
        mine = Substitution.objects.on(clock.today()).filter(substitute=user).values("officer")
        whose = models.Q(user=user) | models.Q(pk__in=mine) & ~models.Q(role=Officer.Role.CUSTODIAN)
        found = self.active().with_stand_in().filter(whose).select_related("agency", "user")
        rows = list(found.order_by("pk"))
        if any(seat.role == Officer.Role.CUSTODIAN for seat in rows if seat.user_id == user.pk):
            rows = [seat for seat in rows if seat.user_id == user.pk]
        named = any(seat.sees_sealed for seat in rows if seat.user_id == user.pk)
        for seat in rows:
            seat.sees_sealed = seat.sees_sealed and named
        return rows

    def people(self) -> list[User]:
        """Return who does the work of these seats today, each once, by name.

        One query, and one more when somebody of them is away.
        """
        found: dict[int, User] = {}
        away: set[int] = set()
        for seat in self.with_stand_in().select_related("user"):
            if seat.stand_in_id is None:
                found[seat.user_id] = seat.user
            else:
                away.add(seat.stand_in_id)
        if away - found.keys():
            found |= get_user_model().objects.in_bulk(list(away - found.keys()))
        return sorted(found.values(), key=lambda user: (user.name.casefold(), user.pk))


class Officer(models.Model):
    """One role of one person in one agency (*petugas*); deactivated, never deleted."""

    class Role(models.TextChoices):
        """The actors of workflow.md who work for the town."""

        LIAISON = "liaison", "pejabat penghubung"
        OPERATOR = "operator", "operator"
        SUPERVISOR = "supervisor", "pimpinan"
        VERIFIER = "verifier", "admin instansi"
        OVERSEER = "overseer", "Inspektorat"
        CLERK = "clerk", "petugas loket"
        CUSTODIAN = "custodian", "kustodian"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="officers",
        verbose_name="pengguna",
    )
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="officers", verbose_name="instansi"
    )
    role = models.CharField("peran", max_length=12, choices=Role.choices)
    sees_sealed = models.BooleanField(
        "melihat laporan tersegel",
        default=False,
        help_text="Hanya untuk admin instansi dan Inspektorat yang ditunjuk namanya.",
    )
    is_active = models.BooleanField(
        "aktif", default=True, help_text="Petugas tidak pernah dihapus, hanya dinonaktifkan."
    )

    stand_in_id: int | None = None
    """Who stands in for this seat today, where a query asked (``with_stand_in``)."""

    objects = OfficerQuerySet.as_manager()

    class Meta:
        verbose_name = "petugas"
        verbose_name_plural = "petugas"
        ordering = ("agency", "role", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("user", "agency", "role"),
                name="agencies_officer_once",
                violation_error_message="Orang ini sudah memegang peran itu di instansi ini.",
            ),
            models.CheckConstraint(
                condition=models.Q(sees_sealed=False) | models.Q(role__in=("verifier", "overseer")),
                name="agencies_officer_who_sees_sealed",
                violation_error_message=(
                    "Hanya admin instansi dan Inspektorat yang dapat ditunjuk melihat laporan "
                    "tersegel."
                ),
            ),
            # workflow.md, Actors: the custodian is never a liaison or verifier.
            ExclusionConstraint(
                name="agencies_officer_custodian_apart",
                expressions=(
                    ("user", "="),
                    (models.Case(models.When(role="custodian", then=1), default=0), "<>"),
                ),
                condition=models.Q(is_active=True, role__in=("custodian", "liaison", "verifier")),
                violation_error_message=(
                    "Kustodian tidak boleh sekaligus pejabat penghubung atau admin instansi."
                ),
            ),
        )
        indexes = (
            models.Index(
                fields=("agency", "role"),
                condition=models.Q(is_active=True),
                name="agencies_officer_on_duty",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} ({self.get_role_display()}, {self.agency})"

    def reaches(self, user: User) -> bool:
        """Whether what is sent to this seat goes to ``user`` today (after ``with_stand_in``)."""
        return user.pk == (self.stand_in_id or self.user_id)

    def clean(self) -> None:
        """Keep roles where they belong.

        Raises:
            ValidationError: a verifier outside the coordinator, or an overseer or custodian
                outside Inspektorat and Sekretariat Daerah.
        """
        if not self.agency_id:
            return
        overseeing = (Agency.Kind.INSPECTORATE, Agency.Kind.SECRETARIAT)
        if self.role == self.Role.VERIFIER and self.agency.kind != Agency.Kind.COORDINATOR:
            raise ValidationError({"role": "Admin instansi bertugas di koordinator (Diskominfo)."})
        if (
            self.role in (self.Role.OVERSEER, self.Role.CUSTODIAN)
            and self.agency.kind not in overseeing
        ):
            raise ValidationError(
                {"role": "Peran ini hanya ada di Inspektorat dan Sekretariat Daerah."}
            )
