"""Categories, rules, danger words and emergency numbers in the admin (``complaints.admin``)."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.admin import KeptAdmin
from agencies.admin import LawAdmin
from routing.models import Category, DangerWord, Hotline, Rule


class CategoryAdmin(LawAdmin[Category], KeptAdmin[Category]):
    """What a report may be about."""

    list_display = (
        "name",
        "national_id",
        "default_agency",
        "goes_to",
        "starts_unpublished",
        "is_active",
    )
    list_filter = ("goes_to", "starts_unpublished", "is_active")
    list_select_related = ("default_agency",)
    search_fields = ("code", "name", "keywords")
    autocomplete_fields = ("default_agency",)
    prepopulated_fields = {"code": ("name",)}


class RuleAdmin(LawAdmin[Rule]):
    """Which words and places lead to which agency."""

    list_display = ("condition", "agency", "weight")
    list_filter = ("category",)
    search_fields = ("keyword", "agency__name", "agency__short_name")
    autocomplete_fields = ("category", "region", "agency")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Rule]:
        """Read what a row names together with the rows."""
        return super().get_queryset(request).select_related("category", "region", "agency")

    @admin.display(description="syarat")
    def condition(self, rule: Rule) -> str:
        """Show the conditions of a rule in one line."""
        parts = (rule.category, rule.region, rule.keyword)
        return ", ".join(str(part) for part in parts if part)


class DangerWordAdmin(LawAdmin[DangerWord]):
    """Words that mark a report as danger now."""

    list_display = ("word", "topic", "marks_report", "is_active")
    list_filter = ("topic", "marks_report", "is_active")
    search_fields = ("word",)


class HotlineAdmin(LawAdmin[Hotline]):
    """Numbers to call before one writes."""

    list_display = ("number", "name", "note", "topics", "order", "is_active")
    list_filter = ("is_active",)
    search_fields = ("number", "name")
