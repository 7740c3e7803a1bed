"""The page on which an officer chooses when the digests come."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from complaints.access import Desk, officers_only
from complaints.models import DigestWish
from lapor.forms import Choices

INVALID = 422
Hours = DigestWish.Hours


class WishForm(forms.Form):
    """*Ringkasan harian*."""

    hours = forms.ChoiceField(
        label="Kapan Anda ingin menerima ringkasan?",
        choices=Hours.choices,
        error_messages={"required": "Pilih salah satu."},
        widget=Choices(
            hints={
                Hours.BOTH.value: "Siang hari hanya yang jatuh tempo hari itu.",
                Hours.NOON.value: "Satu ringkasan lengkap.",
                Hours.NONE.value: "Kabar tetap ada di meja. Pesan penting tetap datang.",
            }
        ),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@officers_only()
def digest_wish(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Choose when the digests come; each officer for himself or herself alone."""
    row = DigestWish.objects.filter(user=desk.user).first() or DigestWish(user=desk.user)
    form = WishForm(request.POST or None, initial={"hours": row.hours})
    if form.is_valid():
        chosen = {"hours": form.cleaned_data["hours"]}
        DigestWish.objects.update_or_create(user=desk.user, defaults=chosen)
        messages.success(request, "Pilihan Anda disimpan.")
        return redirect("digest_wish")
    status = INVALID if form.errors else 200
    return render(request, "desk/digests/wish.html", {"form": form}, status=status)
