"""Which role talks to PostgreSQL (the application serves, the owner migrates), and locks."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from psycopg import sql
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


LIMITS = (
    "-c lock_timeout=10s -c statement_timeout=30s -c idle_in_transaction_session_timeout=60s"
    " -c max_parallel_workers_per_gather=0"  # no question is as long as their start, 10 ms
)


def serving(url: str, *, pool_size: int = 0) -> dict[str, Any]:
    """Return an entry of ``DATABASES`` for the application's role, with limits for lost requests.

    Args:
        url: as for :func:`connection_settings`.
        pool_size: how many connections a process shares; 0 keeps one for each thread.
    """
    found = connection_settings(url)
    found["OPTIONS"] = {"options": LIMITS, "connect_timeout": 5, **found["OPTIONS"]}
    found["CONN_HEALTH_CHECKS"] = True
    if pool_size:
        found["OPTIONS"]["pool"] = {"min_size": 1, "max_size": pool_size, "timeout": 5}
    else:
        found["CONN_MAX_AGE"] = 60
    return found


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


@contextmanager
def alone(lock: int, key: int) -> Iterator[bool]:
    """Keep all other processes away from one thing; whoever dies lets go with the connection.

    Args:
        lock: the kind of thing, a number of its own.
        key: which of them.

    Yields whether nobody else had it.
    """
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [lock, key])
        is_ours = bool(cursor.fetchone()[0])
    try:
        yield is_ours
    finally:
        if is_ours:
            with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [lock, key])


def grant_to_application(append_only: Sequence[str]) -> None:
    """Give the application's role its rights on all tables; call it as the owner.

    It may read and write every row, but of the tables named in ``append_only`` it may only read
    and add rows. Does nothing when one role both owns and serves.
    """
    application = sql.Identifier(settings.DATABASES[DEFAULT_DB_ALIAS]["USER"])
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.settings_dict["USER"] == settings.DATABASES[DEFAULT_DB_ALIAS]["USER"]:
        return
    present = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        cursor.execute(_GRANT.format(role=application))
        for table in sorted(present.intersection(append_only)):
            cursor.execute(_ONLY_APPEND.format(role=application, table=sql.Identifier(table)))


_GRANT = sql.SQL(
    "GRANT USAGE ON SCHEMA public TO {role};"
    " GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role};"
    " GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}"
)
_ONLY_APPEND = sql.SQL("REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {role}")
