"""A report on its way: its token, the answers so far, and where they are kept meanwhile.

Usually that is a draft; on the secret and sealed paths it is only the page, which carries all answers
in hidden fields.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse

from complaints import drafts, uploads
from complaints.citizens.filing import cookies, steps
from complaints.citizens.filing.form import ORDER
from complaints.citizens.filing.steps import Step
from complaints.citizens.uploading import staging
from complaints.reporters import receipts

if TYPE_CHECKING:
    from accounts.models import User

SEEN = "terjawab"
"""Hidden field of such pages: the questions answered, separated by blanks."""
CARRIED = tuple(name for name in ORDER if name not in {"files", "website"})
"""The answers that are words; files wait under the token, and the trap stays empty."""


@dataclass
class Journey:
    """One report that is being written; ``in_tab`` when nothing of it may outlive the tab."""

    token: str
    answers: dict[str, str] = field(default_factory=dict)
    seen: list[str] = field(default_factory=list)
    in_tab: bool = False
    is_kept: bool = False

    def take(self, request: HttpRequest, names: tuple[str, ...]) -> None:
        """Take the answers ``names`` out of a posted form; what is not there was not ticked."""
        for name in names:
            if name in CARRIED:
                self.answers[name] = request.POST.get(name, "")
        if (place := staging.chosen_place(request)) is not None:
            self.answers["latitude"], self.answers["longitude"] = map(str, place)
        if self.answers.get("is_secret") or steps.is_sealed(self.answers):
            self.in_tab = True

    def answered(self, step: Step) -> None:
        """Note that a question was answered."""
        if step.slug not in self.seen:
            self.seen.append(step.slug)

    def keep(self, response: HttpResponse) -> HttpResponse:
        """Keep the answers where they belong, and return ``response`` with the key for them."""
        if not self.in_tab:
            drafts.write(self.token, self.answers, self.seen)
            cookies.remember(response, self.token)
        elif self.is_kept:
            drafts.forget(self.token)
            uploads.shorten(self.token)
            cookies.leave(response)
        return response

    def carried(self, without: tuple[str, ...] = ()) -> list[tuple[str, str]]:
        """Return the answers as hidden fields, but for those that a page asks for itself."""
        return [
            (name, value)
            for name in CARRIED
            if name not in without and (value := self.answers.get(name, ""))
        ]


def begin(user: User | None, kind: str = "", token: str = "") -> Journey:
    """Return a new journey; a signed-in citizen's name and address are filled in.

    Args:
        user: the visitor, when signed in.
        kind: what the address says (``?jenis=``).
        token: that of the form, when files may already wait under it.
    """
    journey = Journey(token if receipts.is_token(token) else receipts.new_token())
    journey.answers["kind"] = kind
    if user is not None:
        journey.answers |= {"name": user.name, "email": user.email}
    return journey


def of(request: HttpRequest) -> Journey | None:
    """Return the journey that a request goes on with, or None."""
    if request.POST.get(staging.IN_TAB):
        return posted(request)
    token = cookies.token_of(request)
    if not token or not (cookies.is_opened(request, token) or request.POST.get("token") == token):
        return None
    kept = drafts.read(token)
    return Journey(token, kept.answers, kept.seen, is_kept=True) if kept else None


def has_ended(request: HttpRequest) -> bool:
    """Tell whether the draft that a page still belongs to is gone: sent, deleted, or secret now."""
    token = cookies.token_of(request)
    return bool(token) and request.POST.get("token") == token and drafts.read(token) is None


def posted(request: HttpRequest) -> Journey:
    """Return the journey of a page that carries all its answers."""
    token = request.POST.get("token", "")
    journey = Journey(token if receipts.is_token(token) else receipts.new_token())
    journey.is_kept = cookies.token_of(request) == journey.token
    journey.take(request, CARRIED)
    journey.in_tab = journey.in_tab or bool(request.POST.get(staging.IN_TAB))
    said = set(request.POST.get(SEEN, "").split())
    journey.seen = [step.slug for step in steps.STEPS if step.slug in said]
    return journey
