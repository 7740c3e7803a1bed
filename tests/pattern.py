"""One migrated database, the pattern, of which every worker copies its own in a second.

The first worker makes it, the others wait; the browser's half of a run finds it made. It stays
until a migration, or anything else that shapes a fresh database, reads otherwise.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from django.db import connection
from django.test.utils import setup_databases
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent
SHAPING = ("*/migrations/*.py", "*/apps.py", "lapor/database.py", "requirements/dev.txt")
"""Files that decide what a fresh database is like."""
LOCK = 6271  # any number that nobody else locks on the server


def copy(name: str, pattern: str) -> None:
    """Make the database ``name`` anew as a copy of the pattern, which is made first if need be.

    The connection must speak as the owner; its database is ``name`` afterwards as before.
    """
    wanted = _shape()
    with connection.creation._nodb_cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        cursor.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s",
            [pattern],
        )
        if cursor.fetchone() != (wanted,):
            _make(pattern)
            cursor.execute(_named("COMMENT ON DATABASE {} IS {}", pattern, sql.Literal(wanted)))
        cursor.execute(_named("DROP DATABASE IF EXISTS {}", name))
        cursor.execute(_named("CREATE DATABASE {} TEMPLATE {}", name, sql.Identifier(pattern)))
        cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def _make(pattern: str) -> None:
    """Create and migrate the pattern, and leave it."""
    before = connection.settings_dict["NAME"], connection.settings_dict["TEST"]["NAME"]
    connection.settings_dict["TEST"]["NAME"] = pattern
    setup_databases(verbosity=0, interactive=False)
    connection.close()  # nobody may be in a database that is copied
    connection.settings_dict["NAME"], connection.settings_dict["TEST"]["NAME"] = before


def _shape() -> str:
    digest = hashlib.sha256()
    for file in sorted(file for glob in SHAPING for file in ROOT.glob(glob)):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _named(statement: str, name: str, *more: Any) -> sql.Composed:
    return sql.SQL(statement).format(sql.Identifier(name), *more)
