"""What bin/run runs: brings the town up to date, then keeps web, worker and beat going together."""

import hashlib
import multiprocessing
import os
import signal
import socket
import sys
from io import StringIO
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

import django
from django.conf import settings
from django.db.utils import OperationalError
from honcho.environ import parse_procfile
from honcho.manager import Manager
from honcho.printer import Message, Printer

ROOT = Path(__file__).resolve().parent.parent


class Processes(Manager):  # type: ignore[misc] # honcho has no types
    """Honcho's manager, except that it may be told to end at any moment.

    As it comes, a signal during the first milliseconds ends it without ending its processes, and
    one that is ignored by all of them lets it wait for ever.
    """

    def terminate(self) -> None:
        """Ask all processes to end, as soon as all have begun."""
        if self._all_started():
            super().terminate()

    def _any_stopped(self) -> bool:
        return self.returncode is not None or super()._any_stopped()


class Announcer(Printer):  # type: ignore[misc] # honcho has no types
    """Prints the log, and the welcome as soon as the web server listens."""

    def __init__(self, welcome: str) -> None:
        super().__init__(sys.stdout)
        self.welcome = welcome

    def write(self, message: Message) -> None:
        """Print one line of the log."""
        super().write(message)
        if isinstance(message.data, bytes) and b"Listening at:" in message.data:
            print(self.welcome, flush=True)


def main() -> int:
    """Prepare, start, and wait for the end; return the exit code."""
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(number, _leave)
    port = os.environ.setdefault("PORT", "8000")
    host = os.environ.setdefault("HOST", "127.0.0.1")
    _refuse_taken(host, port)
    embedded = os.environ.get("LAPOR_EMBEDDED") == "1"
    if embedded:
        os.environ.setdefault("LAPOR_DEMO", "1")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lapor.settings")
    django.setup()
    try:
        sign_ins = prepare()
    except OperationalError as error:
        sys.exit(f"bin/run: the database does not answer: {str(error).splitlines()[0]}")
    if os.geteuid() == 0:  # Celery's warning fills ten lines; everything here runs as root
        os.environ.setdefault("PYTHONWARNINGS", "ignore:You're running the worker")
    multiprocessing.set_start_method("fork")  # honcho's processes cannot be pickled
    processes = Processes(Announcer(_welcome(f"{settings.LAPOR_BASE_URL}/", sign_ins)))
    procfile = parse_procfile((ROOT / "Procfile").read_text())
    for name, command in procfile.processes.items():
        processes.add_process(name, command, cwd=str(ROOT))
    # A closed terminal ends the town like a Ctrl-C, which honcho handles from here on.
    signal.signal(signal.SIGHUP, lambda *_: os.kill(os.getpid(), signal.SIGTERM))
    processes.loop()
    return int(processes.returncode or 0)


def prepare() -> str:
    """Bring database, defaults, demo city and static files up to date; return the demo sign-ins."""
    from django.core.management import call_command
    from django.db import connections

    print("Preparing the database ...", flush=True)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("load_defaults", verbosity=0)
    sign_ins = ""
    if settings.LAPOR_DEMO:
        _seed(settings.LAPOR_VAR / "demo-city")
        words = StringIO()
        call_command("demo_sign_ins", stdout=words)
        sign_ins = words.getvalue()
    _collect_static(Path(settings.STATIC_ROOT))
    connections.close_all()
    return sign_ins


def _seed(mark: Path) -> None:
    """Build the demo city on the first start, or again when the last try was broken off."""
    from django.contrib.auth import get_user_model
    from django.core.management import call_command

    if not mark.exists() or not get_user_model().objects.exists():
        print("Building the demo city, once; this takes up to a minute ...", flush=True)
        call_command("seed_demo", verbosity=0)
        mark.touch()


def _collect_static(target: Path) -> None:
    """Collect and compress the static files, unless none changed since the last time."""
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    seen = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list(None):
            seen.update(f"{path} {storage.get_modified_time(path)} {storage.size(path)}\n".encode())
    mark = target.parent / "static-files"
    if not (mark.exists() and target.exists() and mark.read_text() == seen.hexdigest()):
        print("Collecting static files ...", flush=True)
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        mark.write_text(seen.hexdigest())


def _welcome(where: str, sign_ins: str) -> str:
    rule = "=" * 72
    lines = [rule, f"LAPOR is open at {where}", sign_ins.strip(), "Ctrl-C ends it.", rule]
    return "\n".join(filter(None, lines))


def _refuse_taken(host: str, port: str) -> None:
    if not port.isdigit() or not 0 < int(port) < 65_536:  # noqa: PLR2004 - the ports there are
        sys.exit(f"bin/run: PORT is {port!r}, which is not a port.")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, int(port)))
        except OSError as error:
            sys.exit(
                f"bin/run: {host}:{port} is not free ({error.strerror}); PORT=8001 bin/run ..."
            )


def _leave(number: int, _frame: FrameType | Any) -> NoReturn:
    raise SystemExit(128 + number)


if __name__ == "__main__":
    sys.exit(main())
