"""Uploads at once: a page's script sends files in pieces and hears how far they are."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST

from complaints import limits, uploads
from complaints.citizens.uploading.staging import REMOVE, TOKEN, is_brief
from complaints.reporters import receipts

ACCEPTED, BROKEN, CONFLICT, TOO_LARGE, UNPROCESSABLE, TOO_MANY, NOT_STORED = (
    *(202, 400, 409, 413, 422, 429),
    507,
)
WAIT = "Terlalu banyak berkas sekaligus. Kami coba lagi sebentar lagi."

private = cache_control(private=True, no_store=True)


class PieceForm(forms.Form):
    """One piece of a file; ``length`` tells whether it came whole."""

    key = forms.CharField(max_length=400)
    name = forms.CharField(max_length=400)
    size = forms.IntegerField(min_value=0, max_value=2**31 - 1)
    offset = forms.IntegerField(min_value=0)
    length = forms.IntegerField(min_value=0, max_value=uploads.MOST_PIECE_BYTES)
    piece = forms.FileField(required=False, allow_empty_file=True)

    def read(self) -> uploads.Piece:
        """Return the piece; the form must be valid.

        Raises:
            ValidationError: it is shorter or longer than it said, because the network broke.
        """
        data = self.cleaned_data
        content = data["piece"].read() if data["piece"] else b""
        if len(content) != data["length"]:
            raise ValidationError("Sambungan terputus.", code="broken")
        told = {name: data[name] for name in ("key", "name", "size", "offset")}
        return uploads.Piece(**told, content=content)


@private
@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """Take in one piece of a file for the form whose token comes with it."""
    token = _token(request)
    if not _may_send(request, token):
        return _answer({"error": WAIT}, TOO_MANY)
    form = PieceForm(request.POST, request.FILES)
    if not form.is_valid():
        return _answer({"error": "Sambungan terputus."}, BROKEN)
    try:
        progress = uploads.add(form.read(), token, brief=is_brief(request))
    except uploads.WrongOffset as awaited:
        return _answer({"received": awaited.received}, CONFLICT)
    except OperationalError:  # another piece of the same form is being washed just now
        return _answer({"error": WAIT}, TOO_MANY)
    except ValidationError as refusal:
        return _answer({"error": refusal.messages[0]}, _status_of(refusal))
    return _answer(_told(progress), ACCEPTED if progress.file is None else 201)


@private
@require_POST
def drop(request: HttpRequest) -> HttpResponse:
    """Delete a file, whole or unfinished, of the form whose token comes with it."""
    token = _token(request)
    try:
        unwanted = UUID(request.POST.get(REMOVE, ""))
    except ValueError as error:
        raise Http404 from error
    if not uploads.drop([unwanted], token):
        raise Http404
    return HttpResponse(status=204)


def _token(request: HttpRequest) -> str:
    token = request.POST.get(TOKEN, "")
    if not receipts.is_token(token):
        raise Http404
    return token


def _may_send(request: HttpRequest, token: str) -> bool:
    return limits.allow("pieces", limits.sender_of(request)) and limits.allow(
        "pieces-of-form", receipts.submission_of(token)
    )


def _status_of(refusal: ValidationError) -> int:
    code = getattr(refusal, "code", "")
    return {"broken": BROKEN, "not_stored": NOT_STORED}.get(code, UNPROCESSABLE)


def _told(progress: uploads.Progress) -> dict[str, Any]:
    file = progress.file
    if file is None:
        return {"id": progress.pk, "received": progress.received}
    return {
        "id": file.pk,
        "name": file.name,
        "size": file.size,
        "preview": file.preview,
        "place": progress.place,
    }


def _answer(told: dict[str, Any], status: int) -> JsonResponse:
    return JsonResponse(told, status=status)
