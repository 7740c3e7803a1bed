"""*Ikuti lewat email*: asking, saying yes, and leaving."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from complaints import limits
from complaints.citizens.cards import public_title
from complaints.links import KEY
from complaints.models import Complaint
from complaints.reporters import receipts
from complaints.telling import following

READ_AND_SEND = require_http_methods(["GET", "HEAD", "POST"])


class FollowForm(forms.Form):
    """Where news of a report should go."""

    email = forms.EmailField(
        label="Alamat email",
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email", "inputmode": "email"}),
        error_messages={
            "required": "Tulis alamat email Anda.",
            "invalid": "Alamat email ini belum benar. Contoh: nama@contoh.id",
        },
    )


@never_cache
@READ_AND_SEND
def follow(request: HttpRequest, code: str) -> HttpResponse:
    """Take an address and ask its owner; the answer is the same whoever follows already."""
    rows = Complaint.objects.public().for_public_page()
    complaint = get_object_or_404(rows, code=receipts.normal_code(code))
    context = {"complaint": complaint, "title": public_title(complaint)}
    form = FollowForm(request.POST if request.method == "POST" else None)
    if not following.is_open_to_all(complaint):
        return render(request, "citizens/public/follow.html", {**context, "refused": True})
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(
            request, "citizens/public/follow.html", {**context, "form": form}, status=status
        )
    if not limits.allow("follow", limits.sender_of(request)):
        return render(request, "429.html", status=429)
    following.ask(complaint, form.cleaned_data["email"])
    return render(request, "citizens/public/follow.html", {**context, "asked": True})


@never_cache
@READ_AND_SEND
def confirm(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for the yes by a button: a mail program that opens every link confirms nothing."""
    token = request.GET.get(KEY, "")
    context: dict[str, Any] = {"code": receipts.normal_code(code), "step": "confirm"}
    if request.method == "POST":
        context["done"] = following.confirm(token, context["code"])
        context["failed"] = not context["done"]
    return render(request, "citizens/public/following.html", context)


@csrf_exempt
@never_cache
@READ_AND_SEND
def leave(request: HttpRequest, code: str) -> HttpResponse:
    """End it by a button, or by the one click of a mail program, which sends no form of ours.

    The signed key in the address is the only proof asked for (RFC 8058).
    """
    token = request.GET.get(KEY, "")
    context: dict[str, Any] = {"code": receipts.normal_code(code), "step": "leave"}
    if request.method == "POST":
        context["done"] = following.leave(token, context["code"])
        context["failed"] = not context["done"]
    return render(request, "citizens/public/following.html", context)
