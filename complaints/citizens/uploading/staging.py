"""Forms on their way: the token that makes a resend harmless, and the files already received."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from agencies import law
from complaints import receipts, uploads
from complaints.models import StagedFile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.core.files.uploadedfile import UploadedFile

TOKEN = "token"  # noqa: S105 - the name of a form field
REMOVE = "remove"


@dataclass
class Draft:
    """One form being filled in: its token, and its files that wait on the server for a day."""

    token: str
    files: list[StagedFile] = field(default_factory=list)

    @property
    def submission(self) -> str:
        """What the database keeps of the token."""
        return receipts.submission_of(self.token)


def draft_of(request: HttpRequest) -> Draft:
    """Return the draft that a form carries, or a new one when it carries none of ours."""
    token = request.POST.get(TOKEN, "")
    return of_token(token) if receipts.is_token(token) else Draft(receipts.new_token())


def of_token(token: str) -> Draft:
    """Return the draft of a token with the files that wait for it."""
    draft = Draft(token)
    draft.files = uploads.staged(draft.submission)
    return draft


def receive(request: HttpRequest, form: forms.Form) -> Draft:
    """Return the draft of a posted form after taking in its files and dropping the unticked ones.

    A file that is refused adds its sentence to the form's field ``files``; the good ones stay.
    """
    draft = draft_of(request)
    _remove(draft, request.POST.getlist(REMOVE))
    _add(draft, form.cleaned_data.get("files") or [], form)
    return draft


def _remove(draft: Draft, ids: Sequence[str]) -> None:
    unwanted = [file for file in draft.files if str(file.pk) in ids]
    if unwanted:
        uploads.discard(uploads.take(unwanted))
        draft.files = [file for file in draft.files if file not in unwanted]


def _add(draft: Draft, chosen: Sequence[UploadedFile[bytes]], form: forms.Form) -> None:
    most = law.limit("upload_files")
    room = max(0, most - len(draft.files))
    for upload in chosen[:room]:
        try:
            draft.files.append(uploads.stage(uploads.clean(upload), draft.submission))
        except ValidationError as error:
            form.add_error("files", error)
    if len(chosen) > room:
        form.add_error(
            "files",
            f"Paling banyak {most} berkas dalam satu kiriman. {len(chosen) - room} berkas terakhir "
            "tidak kami ambil. Kirim sisanya sebagai tambahan setelah laporan terkirim.",
        )
