"""Correcting the contact of one own report; the old and the new address are told."""

from __future__ import annotations

from functools import partial
from typing import cast

from django import forms
from django.contrib import messages
from django.core.validators import MaxLengthValidator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from accounts.adapter import tell
from accounts.forms import NO_ADDRESS
from accounts.fresh import fresh_required
from accounts.models import LONGEST_EMAIL, User
from complaints import limits, privacy
from complaints.fields import Line, Phone
from complaints.models import Complaint
from complaints.reporters import ownership, receipts

UNPROCESSABLE, TOO_MANY = 422, 429


class ContactForm(forms.Form):
    """Name and addresses of one report; everything may be empty."""

    name = Line(
        label="Nama",
        max_length=100,
        required=False,
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label="Alamat e-mail",
        required=False,
        help_text="Hanya untuk kabar laporan ini.",
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={"invalid": NO_ADDRESS},
        validators=[MaxLengthValidator(LONGEST_EMAIL, NO_ADDRESS)],
    )
    phone = Phone(label="Nomor HP", required=False)

    def contact(self) -> privacy.Contact:
        """Return what was typed."""
        return privacy.Contact(**self.cleaned_data)


@cache_control(private=True, no_store=True)
@require_http_methods(["GET", "HEAD", "POST"])
@partial(fresh_required, keeps_post=False)
def contact(request: HttpRequest, code: str) -> HttpResponse:
    """Show and change the contact of an own report; reports of others are not found."""
    user = cast("User", request.user)
    rows = Complaint.objects.of_account(user).select_related("reporter")
    own: Complaint = get_object_or_404(rows, code=receipts.normal_code(code))
    old = privacy.own_contact(own, user)
    form = ContactForm(request.POST if request.method == "POST" else None, initial=vars(old))
    if not form.is_valid():
        return _page(request, own, form, UNPROCESSABLE if form.is_bound else 200)
    new = form.contact()
    if new != old:
        if wait := limits.held_up(("correcting", str(user.pk))):
            form.add_error(None, f"Terlalu sering. Coba lagi setelah {wait}.")
            return _page(request, own, form, TOO_MANY)
        ownership.change_contact(own, new)
        _tell(own, old, new)
    messages.success(request, "Kontak untuk laporan itu sudah disimpan.")
    return redirect("citizens:tracked", own.code)


def _page(request: HttpRequest, own: Complaint, form: ContactForm, status: int) -> HttpResponse:
    context = {"form": form, "complaint": own}
    return render(request, "citizens/account/contact.html", context, status=status)


def _tell(own: Complaint, old: privacy.Contact, new: privacy.Contact) -> None:
    """Tell the old and the new address, with the ticket and nothing of the report."""
    for email in dict.fromkeys(one.email for one in (old, new) if one.email):
        tell(
            email,
            f"Kontak laporan {own.code} diubah",
            f"Kontak untuk laporan {own.code} diubah lewat akun LAPOR.",
            "Kabar berikutnya dikirim ke kontak yang baru."
            if email != new.email
            else "Kabar berikutnya dikirim ke alamat ini.",
            "Bukan Anda? Buka laporan itu dengan kode tanda terima, lalu kirim pesan kepada kami.",
        )
