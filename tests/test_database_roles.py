"""Two roles: the application serves, the owner migrates."""

import pytest
from django.conf import settings
from django.db import DatabaseError, ProgrammingError, connection, transaction

from lapor.database import as_owner, connection_settings

APPEND_ONLY = ("complaints_event", "complaints_seal")


def current_user() -> str:
    """Return the role that PostgreSQL sees."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        (name,) = cursor.fetchone()
    return str(name)


@pytest.mark.django_db
def test_tests_and_pages_speak_as_the_application() -> None:
    assert current_user() == "lapor_app"


@pytest.mark.django_db(transaction=True)
def test_as_owner_lends_the_owners_role_and_takes_it_back() -> None:
    database = connection.settings_dict["NAME"]
    with as_owner():
        assert (current_user(), connection.settings_dict["NAME"]) == ("lapor_owner", database)
        with as_owner():
            assert current_user() == "lapor_owner"
        assert current_user() == "lapor_owner"
    assert (current_user(), connection.settings_dict["NAME"]) == ("lapor_app", database)


@pytest.mark.django_db(transaction=True)
def test_as_owner_takes_the_role_back_after_an_error() -> None:
    with pytest.raises(ZeroDivisionError), as_owner():
        raise ZeroDivisionError
    assert current_user() == "lapor_app"


@pytest.mark.django_db
def test_as_owner_is_refused_inside_a_transaction() -> None:
    with pytest.raises(RuntimeError, match="inside a transaction"), as_owner():
        pass
    assert current_user() == "lapor_app"


@pytest.mark.django_db
@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {table} SET id = id",
        "DELETE FROM {table}",
        "TRUNCATE {table}",
        "TRUNCATE {table} CASCADE",
        "ALTER TABLE {table} DISABLE TRIGGER USER",
        "ALTER TABLE {table} DISABLE TRIGGER ALL",
        "DROP TABLE {table} CASCADE",
        "ALTER TABLE {table} OWNER TO lapor_app",
        "CREATE RULE sly AS ON INSERT TO {table} DO INSTEAD NOTHING",
    ],
)
def test_the_application_may_only_read_and_add_events(table: str, statement: str) -> None:
    with (
        pytest.raises(ProgrammingError) as refusal,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table=table))
    assert str(refusal.value).splitlines()[0] in {
        f"permission denied for table {table}",
        f"must be owner of table {table}",
        f"must be owner of relation {table}",
    }


@pytest.mark.django_db
@pytest.mark.filterwarnings("ignore")  # PostgreSQL's notice that nothing was granted
@pytest.mark.parametrize("table", APPEND_ONLY)
def test_the_application_cannot_give_itself_rights_on_events(table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT ALL ON {table} TO lapor_app")
        cursor.execute(
            "SELECT array_agg(privilege_type::text ORDER BY privilege_type)"
            " FROM information_schema.table_privileges WHERE grantee = 'lapor_app'"
            " AND table_name = %s",
            [table],
        )
        (rights,) = cursor.fetchone()
    assert rights == ["INSERT", "SELECT"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "SET ROLE lapor_owner",
        "SET SESSION AUTHORIZATION lapor_owner",
        "SET session_replication_role = replica",
        "CREATE TABLE sly (number int)",
        "CREATE DATABASE sly",
        "CREATE ROLE sly",
        "ALTER ROLE lapor_app SUPERUSER",
    ],
)
def test_the_application_cannot_become_more_than_it_is(statement: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert current_user() == "lapor_app"


@pytest.mark.django_db
def test_a_request_is_limited_by_the_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, setting FROM pg_settings WHERE name IN"
            " ('lock_timeout', 'statement_timeout', 'idle_in_transaction_session_timeout',"
            " 'max_parallel_workers_per_gather')"
        )
        limits = dict(cursor.fetchall())
    assert limits == {
        "lock_timeout": "10000",
        "statement_timeout": "30000",
        "idle_in_transaction_session_timeout": "60000",
        "max_parallel_workers_per_gather": "0",
    }


def test_every_form_of_an_address_is_understood() -> None:
    common = {"ENGINE": "django.db.backends.postgresql", "NAME": "lapor", "USER": "who"}
    assert connection_settings("postgresql://who:p%40ss@host:5433/lapor?sslmode=require") == {
        **common,
        "PASSWORD": "p@ss",
        "HOST": "host",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "require"},
    }
    assert connection_settings("postgresql://who@/lapor?host=/run/some%20where") == {
        **common,
        "PASSWORD": "",
        "HOST": "/run/some where",
        "PORT": "",
        "OPTIONS": {},
    }


def test_the_tests_have_two_roles_to_tell_apart() -> None:
    roles = [
        connection_settings(url)["USER"]
        for url in (settings.DATABASE_URL, settings.MIGRATION_DATABASE_URL)
    ]
    assert roles == ["lapor_app", "lapor_owner"]
