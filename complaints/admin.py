"""The admin: for superusers, who set up a town before anybody works in it.

Every change leaves a line in the town's record (``complaints.trail.audit``), and what the law forbids is
refused with a sentence. Reports and what was said about them are not here: whoever administers the
machine reads no citizen's words, and the law knows no other way to change a report than its verbs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.admin import EmailAddress
from allauth.mfa.admin import Authenticator
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest

from accounts.admin import BaseAdmin, KeptAdmin, M, UserAdmin
from accounts.models import User
from agencies.admin import (
    AgencyAdmin,
    EscalationLevelAdmin,
    LawAdmin,
    LimitAdmin,
    OfficerAdmin,
    OutsideBodyAdmin,
    PromiseAdmin,
    RegionAdmin,
)
from agencies.models import (
    Agency,
    EscalationLevel,
    Holiday,
    Limit,
    OfficeHours,
    Officer,
    OutsideBody,
    Promise,
    Region,
)
from complaints.manage.officers import naming
from complaints.models import CalendarEdit, Reason, Reporter
from complaints.trail import audit
from complaints.trail.audit import By, Verb
from lapor import clock
from routing.admin import CategoryAdmin, DangerWordAdmin, HotlineAdmin, RuleAdmin
from routing.models import Category, DangerWord, Hotline, Rule

if TYPE_CHECKING:
    SeatModelForm = forms.ModelForm[Officer]
    AccountModelForm = forms.ModelForm[User]
else:
    SeatModelForm = AccountModelForm = forms.ModelForm

admin.site.site_header = "Pengaturan LAPOR"
admin.site.site_title = "LAPOR"
admin.site.index_title = "Data kota"

# Addresses of citizens, other people's second steps, and rights the law does not know.
admin.site.unregister([EmailAddress, Authenticator, Group])

Role = Officer.Role


def by_superuser(request: HttpRequest) -> By:
    """Return who changes something here, for the record."""
    assert isinstance(request.user, User)
    return By(request.user, audit.SUPERUSER)


class Audited(BaseAdmin[M]):
    """An admin page that writes down each change, in the same transaction."""

    def save_model(self, request: HttpRequest, obj: M, form: Any, change: bool) -> None:
        """Save, and keep what was before and after."""
        rows = type(obj)._default_manager  # noqa: SLF001  (Django documents it)
        with transaction.atomic():
            old = rows.select_for_update(of=("self",)).get(pk=obj.pk) if change else None
            before = audit.snapshot(old)
            super().save_model(request, obj, form, change)
            verb = Verb.CHANGE if change else Verb.CREATE
            after = audit.snapshot(rows.get(pk=obj.pk))
            audit.note(by_superuser(request), obj, verb=verb, before=before, after=after)

    def delete_model(self, request: HttpRequest, obj: M) -> None:
        """Delete, and keep what was there."""
        with transaction.atomic():
            _note_deletion(request, obj)
            super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        """Delete several, and keep what was there."""
        with transaction.atomic():
            for row in queryset:
                _note_deletion(request, row)
            super().delete_queryset(request, queryset)


def _note_deletion(request: HttpRequest, row: models.Model) -> None:
    by, before = by_superuser(request), audit.snapshot(row)
    audit.note(by, row, verb=Verb.DELETE, before=before, after={})


class SeatForm(SeatModelForm):
    """A role of an officer, within the rules about people."""

    class Meta:
        model = Officer
        fields = ("user", "agency", "role", "is_active")

    def clean(self) -> dict[str, Any]:
        """Refuse what the law refuses on the pages of *Kelola*, too.

        Raises:
            ValidationError: with the sentence that is read there.
        """
        data = super().clean() or self.cleaned_data
        seat = self.instance
        role = seat.role if seat.pk else data.get("role")
        if role in (Role.OVERSEER, Role.CUSTODIAN) and _has_overseer():
            raise ValidationError(
                "Peran Inspektorat dan kustodian hanya diatur oleh Inspektorat, di Kelola › Petugas."
            )
        if role == Role.CUSTODIAN:
            raise ValidationError(
                "Kustodian ditunjuk oleh Inspektorat. Tambahkan Inspektorat dulu."
            )
        if not self.errors:
            self._check_people(data)
        return data

    def _check_people(self, data: dict[str, Any]) -> None:
        seat = self.instance
        try:
            if not seat.pk:
                naming.check(data["user"], data["agency"], data["role"])
            elif data["is_active"] and "is_active" in self.changed_data:
                naming.check(seat.user, seat.agency, seat.role)
            elif "is_active" in self.changed_data:
                naming.check_leaving(Officer.objects.get(pk=seat.pk))
        except naming.Unfit as error:
            raise ValidationError(str(error)) from error


def _has_overseer() -> bool:
    return Officer.objects.active().filter(role=Role.OVERSEER).exists()


class SeatAdmin(OfficerAdmin):
    """Who works where; a role is given or taken, never turned into another one."""

    form = SeatForm

    def get_readonly_fields(self, request: HttpRequest, obj: Officer | None = None) -> list[str]:
        """Keep who, where and which: reports name them."""
        return ["user", "agency", "role"] if obj else []

    def save_model(self, request: HttpRequest, obj: Officer, form: Any, change: bool) -> None:
        """Give or take the role as *Kelola* does: reports of whoever leaves lie with the unit."""
        by = by_superuser(request)
        if not change:
            obj.pk = naming.give(by, obj.user, obj.agency, obj.role).pk
        elif "is_active" in form.changed_data:
            seat = Officer.objects.select_related("user", "agency").get(pk=obj.pk)
            if obj.is_active:
                naming.give(by, seat.user, seat.agency, seat.role)
            else:
                naming.deactivate(by, seat)


class AccountForm(AccountModelForm):
    """An account; who works somewhere leaves there first."""

    def clean_is_active(self) -> bool:
        """Refuse to close the account of an officer on duty. Raises ``ValidationError``."""
        active: bool = self.cleaned_data["is_active"]
        if not active and Officer.objects.filter(user=self.instance, is_active=True).exists():
            raise ValidationError(
                "Orang ini masih bertugas. Nonaktifkan dahulu perannya di Kelola › Petugas."
            )
        return active


class AccountAdmin(Audited[User], UserAdmin):
    """Accounts of officers and superusers, and new ones; never those of citizens who reported."""

    form = AccountForm

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[User]:
        """Leave out citizens: their names and addresses are nobody's business here."""
        official = Q(is_staff=True) | Q(is_superuser=True)
        official |= Q(Exists(Officer.objects.filter(user=OuterRef("pk"))))
        reported = Exists(Reporter.objects.filter(user=OuterRef("pk")))
        return super().get_queryset(request).filter(official | Q(~reported, last_login=None))


class CalendarAdmin(Audited[M], LawAdmin[M]):
    """Rows of the calendar: an edit moves the dates of running clocks, with an event for each."""

    def save_model(self, request: HttpRequest, obj: M, form: Any, change: bool) -> None:
        """Save, and have running clocks follow."""
        super().save_model(request, obj, form, change)
        self._follow(request)

    def delete_model(self, request: HttpRequest, obj: M) -> None:
        """Delete, and have running clocks follow."""
        super().delete_model(request, obj)
        self._follow(request)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        """Delete several, and have running clocks follow."""
        super().delete_queryset(request, queryset)
        self._follow(request)

    def _follow(self, request: HttpRequest) -> None:
        """Note the edit in the same transaction; the minute's sweep recomputes."""
        CalendarEdit.objects.create(why=f"calendar:{self.opts.model_name}", at=clock.now())
        self.message_user(
            request,
            "Tenggat laporan yang berjalan dihitung ulang; selesai dalam beberapa menit.",
            messages.INFO,
        )


@admin.register(Holiday)
class HolidayAdmin(CalendarAdmin[Holiday]):
    """Days on which no office works."""

    list_display = ("date", "name", "kind")
    list_filter = ("kind",)
    search_fields = ("name",)
    date_hierarchy = "date"


@admin.register(OfficeHours)
class OfficeHoursAdmin(CalendarAdmin[OfficeHours]):
    """When offices work; a break makes two rows."""

    list_display = ("weekday", "opens", "closes")
    list_filter = ("weekday",)
    actions = None  # all at once could be the last ones

    def has_delete_permission(self, request: HttpRequest, obj: OfficeHours | None = None) -> bool:
        """Refuse to take away the last hours: without any no clock could run."""
        return OfficeHours.objects.count() > 1 and super().has_delete_permission(request, obj)


@admin.register(Reason)
class ReasonAdmin(Audited[Reason], LawAdmin[Reason], KeptAdmin[Reason]):
    """Reasons that a verb asks for; the program knows some of their codes."""

    list_display = ("verb", "label", "order", "is_active", "by_system", "is_junk")
    list_filter = ("verb", "is_active")
    search_fields = ("label", "code")

    def get_readonly_fields(self, request: HttpRequest, obj: Reason | None = None) -> list[str]:
        """Keep code and verb of a reason that reports may name already."""
        return ["verb", "code", "by_system"] if obj else ["by_system"]


admin.site.register(User, AccountAdmin)
admin.site.register(Officer, SeatAdmin)

PAGES: dict[type[models.Model], type[admin.ModelAdmin[Any]]] = {
    Agency: AgencyAdmin,
    Region: RegionAdmin,
    OutsideBody: OutsideBodyAdmin,
    Promise: PromiseAdmin,
    EscalationLevel: EscalationLevelAdmin,
    Limit: LimitAdmin,
    Category: CategoryAdmin,
    Rule: RuleAdmin,
    DangerWord: DangerWordAdmin,
    Hotline: HotlineAdmin,
}
"""Pages of the rooms below, which know neither the record of changes nor reports."""
for _model, _page in PAGES.items():
    admin.site.register(_model, type(f"Audited{_page.__name__}", (Audited, _page), {}))
