"""People with an account, as tests of the account's pages need them."""

from __future__ import annotations

import io
import json
import time
import zipfile
from typing import Any

from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from allauth.account.models import EmailAddress
from django.test import Client

from accounts.models import User
from complaints import actions
from complaints.models import Complaint
from complaints.privacy import Contact
from complaints.trail import chain
from tests import town as t

ADDRESS = "warga@surat.example"


def citizen(email: str = ADDRESS) -> User:
    """Return somebody who signs in by code."""
    user = User.objects.create_user(email, name="Rina Penguji")
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def signed_in(user: User, *, seconds_ago: int = 5) -> Client:
    """Return the browser of ``user`` who signed in some seconds ago."""
    client = Client()
    client.force_login(user)
    session = client.session
    session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(user.pk)
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        {"method": "code", "at": time.time() - seconds_ago}
    ]
    session.save()
    return client


def filed_by(user: User | None, n: int = 1, **changes: Any) -> Complaint:
    """Return a report that was filed with an account."""
    contact = Contact(name="Rina Penguji", email="rina@warga.example", phone="+6281234567890")
    filing = t.filing(**{"text": f"Laporan ke-{n} tentang jalan.", "contact": contact, **changes})
    return actions.submit(filing, token=f"akun-{n}-{user.pk if user else 0}", by=user)[0]


def unzipped(response: Any) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Return data.json of a downloaded ZIP, and its other files."""
    with zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content))) as archive:
        assert archive.testzip() is None
        files = {name: archive.read(name) for name in archive.namelist()}
    return json.loads(files.pop("data.json")), files


def flaws() -> list[Any]:
    """Return what is wrong with the record of all reports."""
    return [
        flaw
        for complaint in Complaint.objects.all()
        for flaw in chain.flaws_of(
            complaint, list(complaint.events.select_related("words").order_by("sequence"))
        )
    ]
