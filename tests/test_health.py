"""What the machine that watches the town is told."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from lapor import health

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)

ASK_WITHOUT_NEIGHBOURS = """
import json
import django
django.setup()
from django.test import Client
answers = [Client().get(path) for path in ("/healthz", "/readyz")]
print(json.dumps([[answer.status_code, answer.content.decode()] for answer in answers]))
"""


def test_healthz_answers_while_the_process_lives(client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_readyz_is_ready_with_database_broker_and_a_recent_pulse(client: Client) -> None:
    health.record_pulse()
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (
        200,
        {"ready": True, "missing": [], "database": True, "broker": True, "worker": True},
    )
    assert answer["Cache-Control"].split(", ")[:3] == ["max-age=0", "no-cache", "no-store"]


@pytest.mark.django_db
@pytest.mark.parametrize(("seconds", "status", "missing"), [(89, 200, []), (91, 503, ["worker"])])
def test_a_pulse_counts_for_ninety_seconds(
    client: Client, seconds: int, status: int, missing: list[str]
) -> None:
    with time_machine.travel(NOON, tick=False):
        health.record_pulse()
    with time_machine.travel(NOON + timedelta(seconds=seconds), tick=False):
        answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["missing"]) == (status, missing)


def test_without_neighbours_the_process_lives_and_names_all_that_is_missing() -> None:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "lapor.settings",
        "DATABASE_URL": "postgresql://lapor_app@127.0.0.1:1/lapor",
        "REDIS_URL": "redis://127.0.0.1:1/0",
        "LAPOR_EMBEDDED": "1",
        "ALLOWED_HOSTS": "testserver",
    }
    said = subprocess.run(
        [sys.executable, "-c", ASK_WITHOUT_NEIGHBOURS],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    ).stdout
    (lives, ready) = json.loads(said.splitlines()[-1])
    assert lives == [200, "ok\n"]
    assert (ready[0], json.loads(ready[1])["missing"]) == (503, ["database", "broker", "worker"])
