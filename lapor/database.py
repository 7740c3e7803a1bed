"""Which role talks to PostgreSQL: the application serves, the owner migrates."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from psycopg.conninfo import conninfo_to_dict

_PLACES = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
_WHO = ("USER", "PASSWORD", "HOST", "PORT", "OPTIONS")


def connection_settings(url: str) -> dict[str, Any]:
    """Turn a PostgreSQL address, in any form that libpq reads, into an entry of ``DATABASES``.

    Raises psycopg.ProgrammingError when the address cannot be read.
    """
    parts = conninfo_to_dict(url)
    places = {place: str(parts.pop(name, None) or "") for name, place in _PLACES.items()}
    return {"ENGINE": "django.db.backends.postgresql", **places, "OPTIONS": dict(parts)}


@contextmanager
def as_owner(alias: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """Let this thread's connection speak as the owner's role, without the limits for requests.

    The database stays the one that the connection has, so tests own their own database. Raises
    RuntimeError inside a transaction, because a transaction cannot change hands.
    """
    connection = connections[alias]
    if connection.in_atomic_block:
        raise RuntimeError("as_owner() cannot be entered inside a transaction.")
    serving = connection.settings_dict
    owner = connection_settings(settings.MIGRATION_DATABASE_URL)
    connection.close()
    connection.settings_dict = {**serving, **{key: owner[key] for key in _WHO}}
    try:
        yield
    finally:
        connection.close()
        serving["NAME"] = connection.settings_dict["NAME"]  # creating a test database changes it
        connection.settings_dict = serving
