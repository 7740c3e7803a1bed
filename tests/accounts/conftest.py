"""What tests of sign-in share: a folder for mail, and limits of their own."""

import pytest
from allauth.account.models import EmailAddress

from accounts.models import User
from agencies.models import Agency, Officer
from tests.accounts.steps import PASSWORD


@pytest.fixture
def mail_folder(settings, tmp_path):
    settings.EMAIL_BACKEND = "accounts.mail.FileBackend"
    settings.LAPOR_MAIL_DIR = tmp_path / "mail"
    return settings.LAPOR_MAIL_DIR


@pytest.fixture(autouse=True)
def _limits_of_this_test(settings, request):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "LOCATION": request.node.nodeid,
        }
    }


@pytest.fixture
def officer():
    user = User.objects.create_user("sri@pupr.example", PASSWORD, name="Sri Wahyuni")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    agency = Agency.objects.create_under(code="pupr", name="Dinas PUPR", short_name="Dinas PUPR")
    Officer.objects.create(user=user, agency=agency, role=Officer.Role.LIAISON)
    return user
