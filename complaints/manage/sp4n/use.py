"""Whether the town copies its reports to SP4N-LAPOR!, and from which day on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from complaints.access import Desk, officers_only
from complaints.manage.people import EDITORS
from complaints.models import NationalUse
from complaints.trail import audit
from lapor.forms import DayInput

if TYPE_CHECKING:
    BaseForm = forms.ModelForm[NationalUse]
else:
    BaseForm = forms.ModelForm


class UseForm(BaseForm):
    """The switch of the list *Perlu disalin ke SP4N*, and its first day."""

    class Meta:
        model = NationalUse
        fields = ("copies", "since")
        labels = {
            "copies": "Kota ini menyalin laporannya ke SP4N-LAPOR!",
            "since": "Mulai dari yang menunggu sejak",
        }
        help_texts = {
            "copies": "Bila dimatikan, daftar Perlu disalin ke SP4N tidak tampil bagi siapa pun.",
            "since": "Yang lebih lama tidak tampil di daftar. Kosongkan untuk semuanya.",
        }
        widgets = {"since": DayInput}
        error_messages = {"since": {"invalid": "Tulis tanggal yang ada."}}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@officers_only(*EDITORS)
def use(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Switch the list of what must be copied on or off, and say where it begins."""
    if request.method == "POST":
        row, _ = NationalUse.objects.get_or_create(pk=NationalUse.ONLY)
    else:
        row = NationalUse.objects.first() or NationalUse()
    form = UseForm(request.POST if request.method == "POST" else None, instance=row)
    if request.method == "POST" and form.is_valid():
        if audit.save(audit.by(desk, *EDITORS), form.instance) is None:
            messages.info(request, "Tidak ada yang berubah.")
        else:
            messages.success(request, "Tersimpan.")
        return redirect("manage:national")
    status = 422 if request.method == "POST" else 200
    return render(request, "manage/sp4n/use.html", {"form": form, "row": row}, status=status)
