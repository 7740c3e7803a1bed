"""bin/run's supervisor: it refuses early and clearly, and leaves no process behind."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

TWO_STUBBORN_PROCESSES = """
import multiprocessing
from lapor.serve import Announcer, Processes
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
    supervisor, heard = two_stubborn_processes()
    while heard.count(" ready\n") < 2:
        heard += next_line(supervisor)
    ended_within_ten_seconds(supervisor, heard, processes=2)


def test_a_request_to_end_during_the_first_milliseconds_leaves_nothing_behind() -> None:
    supervisor, heard = two_stubborn_processes()
    ended_within_ten_seconds(supervisor, heard, processes=2)


def two_stubborn_processes() -> tuple[subprocess.Popen[str], str]:
    """Start a supervisor of two processes that ignore SIGTERM; return it and what it said."""
    supervisor = subprocess.Popen(
        [sys.executable, "-c", TWO_STUBBORN_PROCESSES],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    heard = next_line(supervisor)
    assert heard == "here\n"
    return supervisor, heard


def next_line(supervisor: subprocess.Popen[str]) -> str:
    assert supervisor.stdout is not None
    line = supervisor.stdout.readline()
    assert line, "the supervisor ended"
    return line


def ended_within_ten_seconds(
    supervisor: subprocess.Popen[str], heard: str, *, processes: int
) -> None:
    started = time.monotonic()
    supervisor.send_signal(signal.SIGTERM)
    log, _ = supervisor.communicate(timeout=20)
    assert (supervisor.returncode, time.monotonic() - started < 10) == (143, True)
    # A shell that was told to end before it had set its trap never says that it is ready.
    begun = {int(pid) for pid in re.findall(r"started \(pid=(\d+)\)", heard + log)}
    assert len(begun) == processes
    assert {pid for pid in begun if Path(f"/proc/{pid}").exists()} == set()
