"""A fresh proof that it is still the same person, before something that cannot be taken back."""

# mypy: disallow-subclassing-any=False
# (allauth ships no types)

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, cast

from allauth.account.internal.flows.login import (
    get_authentication_records,
    record_authentication,
)
from allauth.account.internal.flows.reauthentication import suspend_request
from allauth.account.views import BaseReauthenticateView
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import cache_control

from accounts import codes
from accounts.forms import MailedCodeForm

if TYPE_CHECKING:
    from accounts.models import User

FRESH_SECONDS = 600
PURPOSE = "confirm"
WHY = "memastikan bahwa ini Anda"

private = cache_control(private=True, no_store=True)
View = Callable[..., HttpResponseBase]


def is_fresh(request: HttpRequest) -> bool:
    """Whether this visitor signed in, or proved it once more, in the last ten minutes."""
    records = get_authentication_records(request, request.user)
    return bool(records) and time.time() - max(one["at"] for one in records) < FRESH_SECONDS


def fresh_required(view: View, *, keeps_post: bool = True) -> View:
    """Let only a fresh sign-in in; what was posted is done after the proof.

    Args:
        view: the page behind it.
        keeps_post: false where the post holds contacts, which the session must not keep in the
            clear; the page is then opened anew after the proof.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if is_fresh(request):
            return view(request, *args, **kwargs)
        proof = reverse("account_reauthenticate")
        if request.method == "POST" and not keeps_post:
            return HttpResponseRedirect(f"{proof}?{urlencode({'next': request.path})}")
        answer: HttpResponseBase = suspend_request(request, proof)
        return answer

    return private(login_required(guarded, login_url="account_request_login_code"))


class ConfirmByMailView(BaseReauthenticateView):
    """The proof of somebody without a password: a code to the account's own address."""

    form_class = MailedCodeForm
    template_name = "account/confirm_by_mail.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send a code, or look at the one that was typed."""
        if request.POST.get("action") != "send":
            answer: HttpResponse = super().post(request, *args, **kwargs)
            return answer
        email = cast("User", request.user).email
        if not codes.may_send(request, email):
            form = self.get_form_class()(data={})
            form.add_error(None, "Terlalu sering. Tunggu sebentar, lalu minta kode lagi.")
            page: HttpResponse = self.render_to_response(self.get_context_data(form=form))
            return page
        codes.send(request, PURPOSE, email, why=WHY)
        return HttpResponseRedirect(request.get_full_path())

    def form_valid(self, form: MailedCodeForm) -> HttpResponse:
        """Go on with what was begun, or ask again."""
        if codes.redeem(self.request, PURPOSE, form.cleaned_data["code"]) is None:
            form.add_error("code", MailedCodeForm.WRONG)
            page: HttpResponse = self.form_invalid(form)
            return page
        record_authentication(self.request, self.request.user, "code", reauthenticated=True)
        answer: HttpResponse = super().form_valid(form)
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say whether a code is on its way, and where the page leads."""
        sent = codes.is_waiting(self.request, PURPOSE)
        return {
            **super().get_context_data(**kwargs),
            "sent": sent,
            "action": self.request.get_full_path(),
        }


confirm_by_mail = private(
    login_required(ConfirmByMailView.as_view(), login_url="account_request_login_code")
)
