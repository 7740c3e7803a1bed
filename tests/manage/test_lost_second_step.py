"""An officer's lost second step: another administrator takes it away, and the audit says so."""

from __future__ import annotations

import pytest
from allauth.core.context import request_context
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory

from agencies.models import Officer
from complaints.manage.officers import second_step
from complaints.models import SettingsChange
from complaints.trail import audit
from tests import town as t

pytestmark = pytest.mark.django_db


def test_it_is_taken_away_and_written_down_with_the_reason() -> None:
    town = t.build()
    officer = Officer.objects.get(user=town.liaison)
    Authenticator.objects.create(user=town.liaison, type="totp", data={"secret": "x"})
    by = audit.By(town.verifier, "verifier")
    with request_context(RequestFactory().post("/kelola/")):
        assert second_step.forget(by, officer, reason="HP hilang.") is True
        assert second_step.forget(by, officer, reason="Sekali lagi.") is False
    assert not Authenticator.objects.exists()
    change = SettingsChange.objects.order_by("id").first()
    assert change is not None
    assert (change.user, change.verb, change.before, change.after) == (
        town.verifier,
        "reset",
        {"langkah kedua": "terpasang"},
        {"langkah kedua": "dihapus", "alasan": "HP hilang."},
    )


def test_nobody_takes_the_own_one_away() -> None:
    town = t.build()
    officer = Officer.objects.get(user=town.verifier)
    with pytest.raises(PermissionDenied):
        second_step.forget(audit.By(town.verifier, "verifier"), officer, reason="Malas.")
    assert not SettingsChange.objects.exists()
