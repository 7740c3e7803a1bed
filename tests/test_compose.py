"""docker-compose.yml and Dockerfile, checked without an engine."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from check_jsonschema.builtin_schemas import get_builtin_schema
from jsonschema.validators import validator_for

ROOT = Path(__file__).resolve().parent.parent
OUR_IMAGE = {"migrate", "web", "worker", "beat"}
SECRET = re.compile(r"\$\{[A-Z_]+:\?[^}]+\}")


def misfits(file: dict[str, Any]) -> list[str]:
    """Return what the Compose specification's own schema says against a file."""
    schema = get_builtin_schema("vendor.compose-spec")
    return [error.message for error in validator_for(schema)(schema).iter_errors(file)]


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    """The file as an engine reads it, with anchors and merges resolved."""
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    return loaded


@pytest.fixture(scope="module")
def services(compose: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Its services by name."""
    found: dict[str, dict[str, Any]] = compose["services"]
    return found


def test_the_file_follows_the_compose_schema(compose: dict[str, Any]) -> None:
    assert misfits(compose) == []


def test_the_schema_would_refuse_a_misspelt_key(compose: dict[str, Any]) -> None:
    broken = json.loads(json.dumps(compose))
    broken["services"]["web"]["port"] = ["8000"]
    assert misfits(broken) == ["Unevaluated properties are not allowed ('port' was unexpected)"]


def test_the_services_are_those_of_a_town(services: dict[str, dict[str, Any]]) -> None:
    assert set(services) == {"postgres", "redis"} | OUR_IMAGE


def test_only_web_is_published(services: dict[str, dict[str, Any]]) -> None:
    assert {name for name, service in services.items() if "ports" in service} == {"web"}


def test_database_and_broker_lie_in_a_network_without_a_way_out(compose: dict[str, Any]) -> None:
    networks = {name: compose["services"][name]["networks"] for name in ("postgres", "redis")}
    assert networks == {"postgres": ["inside"], "redis": ["inside"]}
    assert compose["networks"]["inside"] == {"internal": True}


def test_everything_that_runs_on_has_a_health_check(services: dict[str, dict[str, Any]]) -> None:
    assert {name for name, service in services.items() if "healthcheck" not in service} == {
        "migrate"
    }


def test_migrate_runs_once_before_the_others(services: dict[str, dict[str, Any]]) -> None:
    assert services["migrate"]["restart"] == "no"
    waits = {name: services[name]["depends_on"]["migrate"] for name in ("web", "worker", "beat")}
    assert waits == {name: {"condition": "service_completed_successfully"} for name in waits}


def test_only_migrate_knows_the_owner_of_the_tables(services: dict[str, dict[str, Any]]) -> None:
    knowing = {name for name in OUR_IMAGE if "LAPOR_OWNER_PASSWORD" in json.dumps(services[name])}
    assert knowing == {"migrate"}


def test_every_secret_comes_from_the_environment_and_is_required(
    services: dict[str, dict[str, Any]],
) -> None:
    secrets = {
        f"{name}.{key}": value
        for name, service in services.items()
        for key, value in service.get("environment", {}).items()
        if re.search("KEY|PASSWORD|PEPPER|_URL", key) and not key.startswith("EMAIL")
    }
    assert len(secrets) > 20
    assert [key for key, value in secrets.items() if not SECRET.search(value)] == []


def test_every_variable_of_the_file_stands_in_the_example() -> None:
    asked = set(re.findall(r"\$\{([A-Z_]+)", (ROOT / "docker-compose.yml").read_text()))
    offered = set(re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert asked - offered == {"LAPOR_VERSION"}
    assert offered - asked == set()


def test_the_example_holds_no_secret() -> None:
    values = dict(
        re.findall(r"^([A-Z_]+)=(.*)$", (ROOT / ".env.example").read_text(), re.MULTILINE)
    )
    assert {
        name for name, value in values.items() if value and re.search("KEY|PASS", name)
    } == set()


def test_our_containers_have_no_rights(services: dict[str, dict[str, Any]]) -> None:
    for name in OUR_IMAGE:
        tied = {key: services[name][key] for key in ("read_only", "cap_drop", "security_opt")}
        assert tied == {
            "read_only": True,
            "cap_drop": ["ALL"],
            "security_opt": ["no-new-privileges:true"],
        }


def test_the_image_does_not_run_as_root() -> None:
    steps = (ROOT / "Dockerfile").read_text().splitlines()
    users = [step for step in steps if step.startswith("USER")]
    assert users == ["USER lapor"]
    assert steps.index("USER lapor") < next(
        number for number, step in enumerate(steps) if step.startswith("CMD")
    )


def test_the_image_installs_only_hashed_packages() -> None:
    assert "--require-hashes" in (ROOT / "Dockerfile").read_text()


@pytest.mark.parametrize("name", ["base", "local", "dev"])
def test_requirements_are_hashed_and_name_no_registry(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    pinned = re.findall(r"^[a-z].*?(?=^[a-z]|\Z)", text, re.MULTILINE | re.DOTALL)
    assert [entry.split("==")[0] for entry in pinned if "--hash=sha256:" not in entry] == []
    assert "http" not in text
