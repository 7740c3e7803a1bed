"""What every test stands on: a real database served by the application's role, and the law in it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.cache import cache
from django.db import connection
from django.test import TransactionTestCase
from django.test.utils import setup_databases, teardown_databases
from hypothesis import settings as hypothesis_settings

from complaints import defaults
from lapor import kept
from lapor.database import as_owner
from tests import pattern

hypothesis_settings.register_profile(
    "ci", max_examples=25, stateful_step_count=40, derandomize=True, deadline=None
)
hypothesis_settings.load_profile("ci")

KEPT_TABLES = frozenset(
    {
        "django_content_type",
        "django_migrations",
        "auth_permission",
        "agencies_officehours",
        "agencies_holiday",
        "agencies_promise",
        "agencies_escalationlevel",
        "agencies_limit",
        "complaints_reason",
        "routing_dangerword",
        "routing_hotline",
    }
)
"""The law and Django's own lists: they stay when a test that commits is cleaned up."""

APPEND_ONLY = ("complaints_event", "complaints_seal", "complaints_settingschange")


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_test_environment: None,
    django_db_blocker: Any,
    django_db_keepdb: bool,
    django_db_createdb: bool,
    django_db_modify_db_settings: None,
) -> Iterator[None]:
    """Create the test database as its owner; the tests themselves run as the application's role."""
    name = os.environ.get("LAPOR_TEST_DATABASE") or "test_lapor"
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    own = f"{name}_{worker}" if worker else name
    connection.settings_dict["TEST"]["NAME"] = own
    keeps = django_db_keepdb and not django_db_createdb
    with django_db_blocker.unblock(), as_owner():
        if worker and not keeps:
            pattern.copy(own, f"{name}_pattern")
        databases = setup_databases(verbosity=0, interactive=False, keepdb=keeps or bool(worker))
    with django_db_blocker.unblock():
        defaults.install()
        connection.close()
    yield
    if not django_db_keepdb:
        with django_db_blocker.unblock(), as_owner():
            teardown_databases(databases, verbosity=0)


def _truncate_as_owner(self: TransactionTestCase) -> None:
    """Empty every table but the law: the application's role may not, and events refuse it."""
    with as_owner():
        tables = set(connection.introspection.table_names()) - KEPT_TABLES
        names = ", ".join(f'"{table}"' for table in sorted(tables))
        with connection.cursor() as cursor:
            for table in APPEND_ONLY:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            cursor.execute(f"TRUNCATE {names} RESTART IDENTITY")
            for table in APPEND_ONLY:
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


TransactionTestCase._fixture_teardown = _truncate_as_owner  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def fresh_law() -> None:
    """Let every test read the law anew: another may have edited it."""
    kept.forget()


@pytest.fixture(autouse=True)
def plain_surroundings(settings: LazySettings, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Give every test plain static files, a quick password hash, a cache and folders of its own."""
    folder = tmp_path_factory.getbasetemp() / "var"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()  # its memory belongs to the process and outlives one test
    settings.LAPOR_SECOND_STEP = False  # tests of sign-in turn it on
    settings.LAPOR_VAR = folder
    settings.LAPOR_MAIL_DIR = folder / "mail"
    settings.MEDIA_ROOT = str(folder / "media")
    settings.STATIC_ROOT = str(folder / "static")
    (folder / "static").mkdir(parents=True, exist_ok=True)
    shutil.rmtree(folder / "media" / "data-terbuka", ignore_errors=True)  # files of another town
