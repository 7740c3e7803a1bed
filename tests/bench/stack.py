"""The real town on a scratch database: servers, web, worker and beat, gone when the figures are in.

Everything lies in a folder of its own, with a PostgreSQL and a Valkey of its own, so that neither
the demo's data nor a database of the environment is ever touched.
"""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

import django
from honcho.environ import parse_procfile

from lapor import embedded, servers

ROOT = Path(__file__).resolve().parent.parent.parent
HOST = "127.0.0.1"
WEB_WORKERS = 2
SETTLE_SECONDS, AT_REST = 300, 0.5
"""How long a town is waited for at most, and the load of a machine that does nothing else."""
PATIENCE = 60.0  # seconds until the town must be open
STOP_SECONDS = 15.0
KEPT_PASSWORD = "lapor-demo-2026"


@dataclass
class Town:
    """A running town."""

    folder: Path
    port: int
    password: str
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    filling_seconds: float = 0.0

    @property
    def url(self) -> str:
        """The address of the town, without a slash at the end."""
        return f"http://{HOST}:{self.port}"

    def logged(self, name: str) -> str:
        """Return the last lines that a process wrote."""
        lines = (self.folder / f"{name}.log").read_text(errors="replace").splitlines()
        return "\n".join(lines[-20:])

    def settle(self) -> None:
        """Wait until what was due in a town that was just filled has been done by its worker."""
        until = time.monotonic() + SETTLE_SECONDS
        while os.getloadavg()[0] > AT_REST and time.monotonic() < until:
            time.sleep(1)

    def web_memory(self) -> list[int]:
        """Return the resident memory of each web worker in bytes, shared pages included."""
        asked = subprocess.run(
            ["ps", "-axo", "ppid=,rss="], check=True, capture_output=True, text=True
        )
        rows = [line.split() for line in asked.stdout.splitlines()]
        master = str(self.processes["web"].pid)
        return sorted(int(rss) * 1024 for parent, rss in rows if parent == master)


@contextmanager
def running_town(
    *,
    filled: bool = False,
    kept: Path | None = None,
    threads: int = 4,
    fill: Callable[[], float] | None = None,
) -> Iterator[Town]:
    """Start a small demo town from nothing, and remove it afterwards, whatever happened.

    Args:
        filled: whether it has the two years of reports of the demonstration; it runs without the
            demonstration's own tools in any case, as a real town does.
        kept: a folder in which the town stays for the next time, instead of being removed.
        threads: of each web worker; with one, who waits does so before the worker's time begins.
        fill: fills it further before its clocks run, and returns the seconds that this took.
    """
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(number, _leave)
    if kept is not None:
        kept.mkdir(parents=True, exist_ok=True)
    folder = kept or Path(tempfile.mkdtemp(prefix="bench-", dir=_place()))
    town = Town(folder, _free_port(), KEPT_PASSWORD if kept else secrets.token_urlsafe(16))
    try:
        _environment(town, threads)
        embedded.ensure()
        _prepare(town, filled=filled)
        town.filling_seconds = fill() if fill else 0.0
        _start(town)
        yield town
    finally:
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            signal.signal(number, signal.SIG_IGN)  # a second Ctrl-C must not leave anything behind
        _stop(town)
        _leave_servers()
        if kept is None:
            shutil.rmtree(folder, ignore_errors=True)


def _leave(number: int, _frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


def _place() -> Path:
    """A folder below var/, so that big scratch data lies on the same disk as the real one."""
    place = ROOT / "var"
    place.mkdir(exist_ok=True)
    return place


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind((HOST, 0))
        return int(trial.getsockname()[1])


def _environment(town: Town, threads: int) -> None:
    for name in ("DATABASE_URL", "REDIS_URL", "MIGRATION_DATABASE_URL", "EMAIL_URL"):
        os.environ.pop(name, None)
    for name in ("LAPOR_DEMO", "LAPOR_EMBEDDED", "LAPOR_CARELESS", "DEBUG"):
        os.environ.pop(name, None)
    os.environ.update(
        PATH=f"{Path(sys.executable).parent}:{os.environ.get('PATH', '')}",
        LAPOR_VAR=str(town.folder),
        LAPOR_BENCH="1",
        LAPOR_SECOND_STEP="0",
        LAPOR_BASE_URL=f"http://{HOST}:{town.port}",
        LOG_LEVEL="WARNING",
        HOST=HOST,
        PORT=str(town.port),
        WEB_WORKERS=str(WEB_WORKERS),
        WEB_THREADS=str(threads),
        DJANGO_SETTINGS_MODULE="lapor.settings",
        PYTHONWARNINGS="ignore:You're running the worker",
    )


def _prepare(town: Town, *, filled: bool) -> None:
    """Migrate as the owner, load the law and a town, with reports or without."""
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 - after django.setup()
    from django.db import connections  # noqa: PLC0415

    from agencies import demo_town  # noqa: PLC0415
    from complaints.demo import cast  # noqa: PLC0415
    from routing import demo_town as demo_routing  # noqa: PLC0415

    call_command("migrate", verbosity=0, interactive=False)
    call_command("load_defaults", verbosity=0)
    if filled:
        subprocess.run(
            [sys.executable, "manage.py", "seed_demo", "-v0"],
            check=True,
            cwd=ROOT,
            env={**os.environ, "LAPOR_DEMO": "1"},  # only a demonstration can be filled
        )
        town.password = cast.PASSWORD
    else:
        demo_town.install(town.password)
        demo_routing.install()
    call_command("collectstatic", verbosity=0, interactive=False)
    connections.close_all()


def _start(town: Town) -> None:
    """Start what the Procfile names, each with a log of its own, and wait until it answers."""
    for name, command in parse_procfile((ROOT / "Procfile").read_text()).processes.items():
        with (town.folder / f"{name}.log").open("wb") as log:
            town.processes[name] = subprocess.Popen(
                ["/bin/sh", "-c", command],
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # so that Ctrl-C reaches them through us, in order
                preexec_fn=servers.die_with_parent(signal.SIGTERM),  # noqa: PLW1509 - one thread
            )
    until = time.monotonic() + PATIENCE
    while not _is_ready(town):
        for name, process in town.processes.items():
            if process.poll() is not None:
                raise SystemExit(f"bench: {name} ended at once:\n{town.logged(name)}")
        if time.monotonic() > until:
            raise SystemExit(f"bench: the town did not open:\n{town.logged('web')}")
        time.sleep(0.2)


def _is_ready(town: Town) -> bool:
    try:
        with urllib.request.urlopen(f"http://{HOST}:{town.port}/readyz", timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _stop(town: Town) -> None:
    """Ask all processes to end, and end those that do not."""
    for process in town.processes.values():
        if process.poll() is None:
            process.terminate()
    until = time.monotonic() + STOP_SECONDS
    for process in town.processes.values():
        with suppress(subprocess.TimeoutExpired):
            process.wait(max(0.1, until - time.monotonic()))
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)  # and whatever of its group is left
        process.wait()


def _leave_servers() -> None:
    if embedded._ours is not None:
        embedded._ours.leave()
