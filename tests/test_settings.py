"""Settings that a town relies on: refusals, headers, keys, the queue's manners."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from celery.beat import Scheduler
from cryptography.fernet import Fernet
from django.conf import settings
from django.core.cache import caches
from django.test import Client, override_settings

from lapor.cache import FailOpenCache
from lapor.celery import app
from lapor.keys import derive

ROOT = Path(__file__).resolve().parent.parent
PRODUCTION = {
    "DATABASE_URL": "postgresql://lapor_app@nowhere/lapor",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "SECRET_KEY": "a-key-of-a-test-that-is-long-enough-for-the-deployment-check",
    "ALLOWED_HOSTS": "lapor.example",
    "LAPOR_EMBEDDED": "",
}
ELSEWHERE = "redis://127.0.0.1:1/0"
"""A broker that is down: nothing listens on port 1."""


def settings_with(code: str, **changes: str | None) -> subprocess.CompletedProcess[str]:
    """Run Python under production-like settings with some variables changed or taken away."""
    environment: dict[str, str | None] = {
        **os.environ,
        **PRODUCTION,
        "DJANGO_SETTINGS_MODULE": "lapor.settings",
        **changes,
    }
    kept = {name: value for name, value in environment.items() if value}
    return subprocess.run(
        [sys.executable, "-c", code],
        env=kept,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def read(expression: str, **changes: str | None) -> object:
    """Return the value of an expression over ``settings``."""
    code = f"import json; from django.conf import settings; print(json.dumps({expression}))"
    said = settings_with(code, **changes)
    assert said.stderr == ""
    return json.loads(said.stdout)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"SECRET_KEY": None}, "Set SECRET_KEY to at least 50 random characters"),
        ({"REDIS_URL": None}, "Set both DATABASE_URL and REDIS_URL, or neither"),
        ({"DATABASE_URL": None}, "Set both DATABASE_URL and REDIS_URL, or neither"),
    ],
)
def test_a_missing_setting_is_named(changes: dict[str, str | None], sentence: str) -> None:
    said = settings_with("from django.conf import settings; settings.DEBUG", **changes)
    assert (said.returncode, sentence in said.stderr.splitlines()[-1]) == (1, True)


def test_production_is_https_only_and_keeps_its_cookies_tight() -> None:
    assert read(
        "{name: getattr(settings, name) for name in ("
        "'DEBUG', 'LAPOR_DEMO', 'LAPOR_SECOND_STEP', 'SECURE_SSL_REDIRECT', 'SECURE_HSTS_SECONDS',"
        "'SECURE_HSTS_PRELOAD', 'SESSION_COOKIE_SECURE', 'SESSION_COOKIE_HTTPONLY',"
        "'CSRF_COOKIE_SECURE', 'CSRF_COOKIE_HTTPONLY', 'SESSION_COOKIE_NAME')}"
    ) == {
        "DEBUG": False,
        "LAPOR_DEMO": False,
        "LAPOR_SECOND_STEP": True,
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 31_536_000,
        "SECURE_HSTS_PRELOAD": True,
        "SESSION_COOKIE_SECURE": True,
        "SESSION_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_SECURE": True,
        "CSRF_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_NAME": "lapor-session",
    }


def test_health_pages_are_not_redirected_to_https() -> None:
    with override_settings(SECURE_SSL_REDIRECT=True):
        codes = [Client().get(path).status_code for path in ("/healthz", "/bantuan/")]
    assert codes == [200, 301]


def test_every_page_carries_the_headers_that_protect_it(client: Client) -> None:
    answer = client.get("/healthz")
    names = (
        "X-Frame-Options",
        "X-Content-Type-Options",
        "Referrer-Policy",
        "Cross-Origin-Opener-Policy",
        "Permissions-Policy",
    )
    assert {name: answer[name] for name in names} == {
        "X-Frame-Options": "DENY",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), microphone=(), payment=(), geolocation=(self)",
    }


def test_the_content_security_policy_allows_nothing_inline_and_nobody_else(client: Client) -> None:
    policy = dict(
        part.strip().split(" ", 1)
        for part in client.get("/healthz")["Content-Security-Policy"].split(";")
    )
    assert policy == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data: blob:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "manifest-src": "'self'",
        "worker-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }


def test_keys_for_single_purposes_differ_and_stay() -> None:
    keys = [derive("secret", purpose) for purpose in ("contact", "receipt", "pepper")]
    assert len(set(keys)) == 3
    assert keys == [derive("secret", purpose) for purpose in ("contact", "receipt", "pepper")]
    assert derive("other secret", "contact") != keys[0]


def test_the_key_of_contacts_encrypts() -> None:
    box = Fernet(settings.LAPOR_CONTACT_KEY)
    assert box.decrypt(box.encrypt(b"0812")) == b"0812"


def test_the_embedded_secret_is_made_once_for_this_account_alone(tmp_path: Path) -> None:
    changes = {
        "DATABASE_URL": None,
        "REDIS_URL": None,
        "SECRET_KEY": None,
        "LAPOR_VAR": str(tmp_path),
    }
    first = read("settings.SECRET_KEY", **changes)
    assert read("settings.SECRET_KEY", **changes) == first
    assert len(str(first)) > 50
    assert (tmp_path / "secret").stat().st_mode & 0o777 == 0o600


def test_publishing_never_waits_for_a_broker_that_is_away() -> None:
    assert {
        "retry": app.conf.task_publish_retry,
        "results": app.conf.task_ignore_result,
        "transport": app.conf.broker_transport_options,
    } == {
        "retry": False,
        "results": True,
        "transport": {"max_retries": 0, "socket_connect_timeout": 0.3},
    }


def test_publishing_to_a_broker_that_is_away_fails_within_half_a_second() -> None:
    code = """
import time
import django
django.setup()
from complaints import tasks
from kombu.exceptions import OperationalError
spent = []
for _ in range(4):
    started = time.perf_counter()
    try:
        tasks.deliver.delay()
    except OperationalError:
        spent.append(time.perf_counter() - started)
print(len(spent), max(spent[1:]) < 0.5)  # the first one also loads the libraries
"""
    assert settings_with(code).stdout.splitlines()[-1:] == ["4 True"]


def test_every_beat_calls_a_task_that_exists() -> None:
    app.loader.import_default_modules()
    called = {entry["task"] for entry in app.conf.beat_schedule.values()}
    assert called - set(app.tasks) == set()
    assert called >= {
        f"complaints.tasks.{name}"
        for name in ("sweep_deadlines", "deliver", "digests", "seal_events", "pulse")
    }


def test_every_beat_is_due_as_soon_as_beat_starts() -> None:
    entries = Scheduler(app=app).schedule.values()
    assert [entry.name for entry in entries if not entry.is_due()[0]] == []


def test_a_cache_that_is_away_answers_like_an_empty_one() -> None:
    cache = FailOpenCache(ELSEWHERE, {"OPTIONS": {"socket_connect_timeout": 0.3}})
    cache.set("key", 1)
    cache.set_many({"key": 1})
    cache.delete_many(["key"])
    cache.clear()
    answers = {
        "get": cache.get("key", "default"),
        "add": cache.add("key", 1),
        "get_many": cache.get_many(["key"]),
        "has_key": cache.has_key("key"),
        "touch": cache.touch("key"),
        "delete": cache.delete("key"),
        "incr": cache.incr("key", 2),
    }
    assert answers == {
        "get": "default",
        "add": True,
        "get_many": {},
        "has_key": False,
        "touch": False,
        "delete": False,
        "incr": 2,
    }


def test_the_cache_works_while_its_server_is_there() -> None:
    cache = FailOpenCache(settings.REDIS_URL, {"KEY_PREFIX": "test-settings", "OPTIONS": {}})
    cache.set("key", {"number": 1}, timeout=10)
    assert (cache.get("key"), cache.add("key", 2), cache.delete("key")) == (
        {"number": 1},
        False,
        True,
    )
    assert caches["default"] is not cache
