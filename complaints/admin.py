"""Office hours, holidays and reasons in the admin.

Reports and what was said about them are not here: whoever administers the machine reads no
citizen's words, and the law knows no other way to change a report than its verbs.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest

from accounts.admin import KeptAdmin, M
from agencies.admin import LawAdmin
from agencies.models import Holiday, OfficeHours
from complaints.models import CalendarEdit, Reason
from lapor import clock

admin.site.site_header = "Pengaturan LAPOR"
admin.site.site_title = "LAPOR"
admin.site.index_title = "Data kota"


class CalendarAdmin(LawAdmin[M]):
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
class ReasonAdmin(LawAdmin[Reason], KeptAdmin[Reason]):
    """Reasons that a verb asks for; the program knows some of their codes."""

    list_display = ("verb", "label", "order", "is_active", "by_system", "is_junk")
    list_filter = ("verb", "is_active")
    search_fields = ("label", "code")

    def get_readonly_fields(self, request: HttpRequest, obj: Reason | None = None) -> list[str]:
        """Keep code and verb of a reason that reports may name already."""
        return ["verb", "code", "by_system"] if obj else ["by_system"]
