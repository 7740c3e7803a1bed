"""bin/run's supervisor: it refuses early and clearly, and leaves no process behind."""

import os
import signal
import socket
import subprocess
import sys
import time
import uuid
from contextlib import suppress
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

TWO_STUBBORN_PROCESSES = """
import multiprocessing, signal, sys
from lapor.serve import Announcer, Processes
signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # as main() does before anything else
multiprocessing.set_start_method("fork")
processes = Processes(Announcer("welcome"))
for name in ("one", "two"):
    processes.add_process(name, "trap '' TERM; echo $$ ready; while :; do sleep 1; done")
print("here", flush=True)
processes.loop()
raise SystemExit(processes.returncode)
"""


@pytest.mark.parametrize("port", ["none", "0", "65536", "-1"])
def test_what_is_no_port_is_refused_with_a_sentence(port: str) -> None:
    said = subprocess.run(
        [sys.executable, "-m", "lapor.serve"],
        env={**os.environ, "PORT": port},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert (said.returncode, said.stderr) == (
        1,
        f"bin/run: PORT is {port!r}, which is not a port.\n",
    )


def test_a_taken_port_is_named_before_anything_starts() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = subprocess.run(
            [sys.executable, "-m", "lapor.serve"],
            env={**os.environ, "PORT": str(port)},
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
    assert (said.returncode, said.stdout) == (1, "")
    assert said.stderr.startswith(f"bin/run: 127.0.0.1:{port} is not free (")


def test_processes_that_ignore_the_request_to_end_are_gone_within_ten_seconds() -> None:
    supervisor = Supervisor()
    heard = ""
    while heard.count(" ready\n") < 2:
        heard += supervisor.next_line()
    assert len(supervisor.family()) >= 3
    supervisor.ends_within_ten_seconds()


@pytest.mark.parametrize("milliseconds", [0, 10, 100])
def test_a_request_to_end_while_it_begins_leaves_nothing_behind(milliseconds: int) -> None:
    supervisor = Supervisor()
    time.sleep(milliseconds / 1000)
    supervisor.ends_within_ten_seconds()


class Supervisor:
    """A supervisor of two processes that ignore SIGTERM; it and they carry a mark of their own."""

    def __init__(self) -> None:
        self.mark = f"LAPOR_TEST_MARK={uuid.uuid4()}"
        name, value = self.mark.split("=")
        self.process = subprocess.Popen(
            [sys.executable, "-c", TWO_STUBBORN_PROCESSES],
            cwd=ROOT,
            env={**os.environ, name: value},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.next_line() == "here\n"

    def next_line(self) -> str:
        """Return the next line that it says."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, "the supervisor ended"
        return line

    def family(self) -> set[int]:
        """Return the ids of all processes that carry the mark, whatever was said of them."""
        found = set()
        for folder in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                if self.mark.encode() in (folder / "environ").read_bytes().split(b"\0"):
                    found.add(int(folder.name))
        return found

    def ends_within_ten_seconds(self) -> None:
        """Ask it to end: it does, and nothing of it is left."""
        started = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        self.process.communicate(timeout=20)
        assert (self.process.returncode, time.monotonic() - started < 10) == (143, True)
        assert self.family() == set()
