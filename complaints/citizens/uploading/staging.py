"""Forms on their way: the token that makes a resend harmless, and the files already received."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from agencies import law
from complaints import uploads
from complaints.reporters import receipts

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

TOKEN = "token"  # noqa: S105 - the name of a form field
REMOVE = "remove"
IN_TAB = "hanya-di-sini"
"""Hidden field of pages of which nothing may outlive the tab."""
FOUND_PLACE = "found_place"
"""Ticked when the place inside a photo may be used: latitude and longitude with a comma."""


@dataclass
class Draft:
    """One form being filled in: its token, and its files that wait on the server."""

    token: str
    files: list[uploads.Waiting] = field(default_factory=list)
    unfinished: list[uploads.Unfinished] = field(default_factory=list)
    found_place: uploads.Place | None = None
    """Where a photo that came with this post was taken; offered to its reporter, kept nowhere."""

    @property
    def submission(self) -> str:
        """What the database keeps of the token."""
        return receipts.submission_of(self.token)

    @property
    def found_point(self) -> str:
        """The found place as the offer's tick box carries it."""
        return "{},{}".format(*self.found_place) if self.found_place else ""


def draft_of(request: HttpRequest) -> Draft:
    """Return the draft that a form carries, or a new one when it carries none of ours."""
    token = request.POST.get(TOKEN, "")
    return of_token(token) if receipts.is_token(token) else Draft(receipts.new_token())


def of_token(token: str) -> Draft:
    """Return the draft of a token with the files that wait for it."""
    return Draft(token, uploads.staged(token), uploads.unfinished(token))


def receive(request: HttpRequest, form: forms.Form, *, token: str = "") -> Draft:
    """Return the draft of a posted form after taking in its files and dropping the unticked ones.

    A file that is refused adds its sentence to the form's field ``files``; the good ones stay.

    Args:
        request: the post.
        form: the form, cleaned already.
        token: the draft's, where the server knows it better than the form.
    """
    draft = of_token(token) if token else draft_of(request)
    _remove(draft, request.POST.getlist(REMOVE))
    _add(draft, form.cleaned_data.get("files") or [], form, brief=is_brief(request))
    return draft


def drop(token: str) -> None:
    """Delete every file that waits under a token."""
    uploads.forget(token)


def is_brief(request: HttpRequest) -> bool:
    """Whether a form is on the secret or sealed path, where files wait for two hours only."""
    sent = request.POST
    return bool(sent.get(IN_TAB) or sent.get("is_secret") or sent.get("misconduct") == "yes")


def chosen_place(request: HttpRequest) -> uploads.Place | None:
    """Return the place of a photo that the reporter said yes to, or None."""
    try:
        latitude, longitude = map(float, request.POST.get(FOUND_PLACE, "").split(","))
    except ValueError:
        return None
    return uploads.place(latitude, longitude)


def _remove(draft: Draft, ids: Sequence[str]) -> None:
    known = [file.pk for file in draft.files] + [one.pk for one in draft.unfinished]
    unwanted = [pk for pk in known if str(pk) in ids]
    if unwanted:
        uploads.drop(unwanted, draft.token)
        draft.files = [file for file in draft.files if file.pk not in unwanted]
        draft.unfinished = [one for one in draft.unfinished if one.pk not in unwanted]


def _add(
    draft: Draft, chosen: Sequence[UploadedFile[bytes]], form: forms.Form, *, brief: bool
) -> None:
    if brief and (draft.files or draft.unfinished):
        uploads.shorten(draft.token)
    most = law.limit("upload_files")
    room = max(0, most - len(draft.files) - len(draft.unfinished))
    for upload in chosen[:room]:
        try:
            draft.files.append(uploads.stage(upload, draft.token, brief=brief))
        except ValidationError as error:
            form.add_error("files", error)
        else:
            draft.found_place = draft.found_place or uploads.place_in(upload)
    if len(chosen) > room:
        form.add_error(
            "files",
            f"Paling banyak {most} berkas dalam satu kiriman. {len(chosen) - room} berkas terakhir "
            "tidak kami ambil. Kirim sisanya sebagai tambahan setelah laporan terkirim.",
        )
