"""Agencies, officers and the law's numbers in the admin.

All of them are registered in `complaints.admin`: an edit leaves a line in the town's record of
changes and may touch reports, and this room knows neither.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from accounts.admin import BaseAdmin, KeptAdmin, M
from agencies import tree
from agencies.models import (
    Agency,
    EscalationLevel,
    Limit,
    Officer,
    OutsideBody,
    Promise,
    Region,
)
from lapor import kept

if TYPE_CHECKING:
    AgencyModelForm = forms.ModelForm[Agency]
else:
    AgencyModelForm = forms.ModelForm


class LawAdmin(BaseAdmin[M]):
    """Rows that a process keeps for a minute (`lapor.kept`): an edit holds at once in this one."""

    def save_model(self, request: HttpRequest, obj: M, form: Any, change: bool) -> None:
        """Save, and let the readers look again."""
        super().save_model(request, obj, form, change)
        kept.forget()

    def delete_model(self, request: HttpRequest, obj: M) -> None:
        """Delete, and let the readers look again."""
        super().delete_model(request, obj)
        kept.forget()

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        """Delete several, and let the readers look again."""
        super().delete_queryset(request, queryset)
        kept.forget()


class AgencyForm(AgencyModelForm):
    """An agency whose place in the tree makes sense."""

    class Meta:
        model = Agency
        fields = (
            "code",
            "name",
            "short_name",
            "kind",
            "parent",
            "region",
            "phone",
            "email",
            "address",
        )

    def clean_parent(self) -> Agency | None:
        """Refuse a parent that is the agency itself or stands below it.

        Raises:
            ValidationError: the place would make a circle.
        """
        parent: Agency | None = self.cleaned_data["parent"]
        if self.instance.pk:
            try:
                tree.check(self.instance, parent)
            except tree.TreeError as error:
                raise ValidationError(str(error)) from error
        return parent


class AgencyAdmin(LawAdmin[Agency], KeptAdmin[Agency]):
    """The tree of agencies."""

    form = AgencyForm
    list_display = ("short_name", "name", "kind", "parent", "region", "is_active")
    list_filter = ("kind", "is_active")
    list_select_related = ("parent", "region")
    search_fields = ("code", "name", "short_name")
    autocomplete_fields = ("parent", "region")
    prepopulated_fields = {"code": ("short_name",)}
    readonly_fields = ("path", "closed")

    @admin.display(description="jalur induk")
    def path(self, agency: Agency) -> str:
        """Show the agencies above, head of the office first."""
        names = dict(
            Agency.objects.filter(pk__in=agency.ancestor_ids).values_list("pk", "short_name")
        )
        return " › ".join(names[pk] for pk in agency.ancestor_ids) or "–"

    @admin.display(description="aktif")
    def closed(self, agency: Agency) -> str:
        """Say whether the agency works, and where it is closed."""
        state = "ya" if agency.is_active else "tidak"
        return f"{state}. Instansi ditutup di Kelola: laporan dan petugasnya ikut diserahkan."

    def save_model(self, request: HttpRequest, obj: Agency, form: Any, change: bool) -> None:
        """Save, and put the agency and all below it where its new parent is."""
        parent = obj.parent
        if not change:
            obj.ancestor_ids = tree.path_below(parent)
        elif "parent" in form.changed_data:
            obj.parent_id = form.initial["parent"]
        super().save_model(request, obj, form, change)
        if change and "parent" in form.changed_data:
            tree.place(obj, parent)


class RegionAdmin(KeptAdmin[Region]):
    """The map of the town."""

    list_display = ("code", "name", "level", "parent", "postcode")
    list_filter = ("level",)
    list_select_related = ("parent",)
    search_fields = ("code", "name")
    autocomplete_fields = ("parent",)


class OfficerAdmin(LawAdmin[Officer], KeptAdmin[Officer]):
    """Who works where, in which role."""

    list_display = ("user", "agency", "role", "sees_sealed", "is_active")
    list_filter = ("role", "is_active", "sees_sealed")
    list_select_related = ("user", "agency")
    search_fields = ("user__email", "user__name", "agency__name", "agency__short_name")
    autocomplete_fields = ("user", "agency")


class OutsideBodyAdmin(KeptAdmin[OutsideBody]):
    """Bodies a report can be referred to."""

    list_display = ("name", "kind", "phone", "in_person", "is_active")
    list_filter = ("kind", "is_active", "in_person")
    search_fields = ("name",)


class PromiseAdmin(LawAdmin[Promise]):
    """How long clocks run; a default can be changed, not taken away."""

    list_display = ("clock", "case", "amount", "unit")
    list_filter = ("clock",)
    search_fields = ("clock", "case")

    def has_delete_permission(self, request: HttpRequest, obj: Promise | None = None) -> bool:
        """Refuse to delete the default of a clock: without it no report could be sent."""
        return obj is not None and obj.case != Promise.Case.DEFAULT


class EscalationLevelAdmin(LawAdmin[EscalationLevel]):
    """Who is told of a late report, and when."""

    list_display = ("level", "after_days", "audience")


class LimitAdmin(LawAdmin[Limit], KeptAdmin[Limit]):
    """The other numbers of the rules; the program knows their codes."""

    list_display = ("code", "value", "description")
    search_fields = ("code", "description")
    readonly_fields = ("code",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: a code the program does not know would do nothing."""
        return False
