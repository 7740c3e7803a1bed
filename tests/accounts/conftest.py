"""What tests of sign-in share: a folder for mail, and an officer."""

from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.conf import LazySettings

from accounts.models import User
from agencies.models import Agency, Officer
from tests.accounts.steps import PASSWORD


@pytest.fixture
def mail_folder(settings: LazySettings, tmp_path: Path) -> Path:
    settings.EMAIL_BACKEND = "accounts.mail.FileBackend"
    folder = tmp_path / "mail"
    settings.LAPOR_MAIL_DIR = folder
    return folder


@pytest.fixture
def officer() -> User:
    user = User.objects.create_user("sri@pupr.example", PASSWORD, name="Sri Wahyuni")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    agency = Agency.objects.create_under(code="pupr", name="Dinas PUPR", short_name="Dinas PUPR")
    Officer.objects.create(user=user, agency=agency, role=Officer.Role.LIAISON)
    return user
