"""A real PostgreSQL and a real Valkey for this checkout, when the environment names none.

Everybody who uses the servers holds a shared lock on one file. The first starts a keeper, a process
of its own that has the servers as children; the last sends it away, and should a user die without a
word, the keeper sees that nobody holds the lock any more and stops by itself.

    python -m lapor.embedded run -- COMMAND...
"""

import atexit
import fcntl
import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from lapor import servers
from lapor.servers import Trouble

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 60.0  # seconds to wait for the keeper's first word; the very first start copies files

_ours: "User | None" = None


class User:
    """One process's use of the servers, from joining them to leaving them."""

    def __init__(self, var: Path) -> None:
        self.folder = servers.private_folder(var / "embedded")
        self.users = servers.open_lock(self.folder / "users.lock")
        self.pid = os.getpid()

    def join(self, var: Path) -> dict[str, str]:
        """Start the servers or share running ones; return the variables that name them.

        Raises Trouble with a sentence for people when they cannot be had.
        """
        fcntl.flock(self.users, fcntl.LOCK_SH)  # waits while the last user is stopping them
        mutex = servers.open_lock(self.folder / "start.lock")
        try:
            fcntl.flock(mutex, fcntl.LOCK_EX)
            until = time.monotonic() + PATIENCE
            while (addresses := _addresses(self.folder)) is None:
                if _keeper(self.folder) is None:
                    _start_keeper(var, self.folder)
                elif time.monotonic() < until:
                    time.sleep(0.05)  # it is starting, though who started it is gone, or ending
                else:
                    raise Trouble("the embedded servers neither start nor end.")
        finally:
            os.close(mutex)
        return addresses

    def leave(self) -> None:
        """Give up the lock; whoever was the last stops the servers and waits until they are gone.

        A forked child that inherited this object changes nothing.
        """
        if os.getpid() != self.pid or self.users < 0:
            return
        try:
            fcntl.flock(self.users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            pass  # others use them, or the keeper was quicker
        else:
            with suppress(Trouble):  # then the keeper sees for itself that nobody is left
                _dismiss_keeper(self.folder)
        os.close(self.users)
        self.users = -1


def ensure() -> None:
    """Make sure this process has a database and a broker; gives them back when it ends.

    Does nothing when both DATABASE_URL and REDIS_URL are set. Ends the process with one sentence
    when only one is set, or when the servers cannot be started.
    """
    global _ours  # noqa: PLW0603 - one process is one user
    try:
        if _ours is None and _wanted():
            _ours = User(_var())
            atexit.register(_ours.leave)  # before joining, which may be broken off
            os.environ.update(_ours.join(_var()))
    except Trouble as trouble:
        sys.exit(f"lapor: {trouble}")


def run(command: Sequence[str]) -> int:
    """Run a command with the servers at hand and return its exit code.

    Signals are handed on to the command, except the first Ctrl-C on a terminal, which the command
    shares and so gets by itself. Should this process be killed, the command gets SIGTERM.
    """
    child: subprocess.Popen[bytes] | None = None
    seen: set[int] = set()

    def hand_on(number: int, _frame: Any) -> None:
        if child is None:
            raise SystemExit(128 + number)
        if number != signal.SIGINT or number in seen or not _in_foreground():
            child.send_signal(number)
        seen.add(number)

    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(number, hand_on)
    ensure()
    held = (_ours.users,) if _ours else ()
    try:
        child = subprocess.Popen(
            list(command),
            pass_fds=held,
            preexec_fn=servers.die_with_parent(signal.SIGTERM),  # noqa: PLW1509 - one thread
        )
    except OSError as error:
        sys.exit(f"lapor: {command[0]} cannot be started: {error.strerror}.")
    code = child.wait()
    return code if code >= 0 else 128 - code


def keep(var: Path) -> None:
    """Be the keeper: start the servers, say so on standard output, serve until nobody is left."""
    asked = _asked_to_go()
    folder = servers.private_folder(var / "embedded")
    lock = servers.open_lock(folder / "keeper.lock")
    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.truncate(lock, 0)
    os.write(lock, f"{os.getpid()}".encode())
    users = servers.open_lock(folder / "users.lock")
    addresses = folder / "addresses.json"
    addresses.unlink(missing_ok=True)
    pair = servers.Pair(var)
    try:
        fresh = folder / "addresses.new"
        fresh.write_text(json.dumps(pair.start()))
        fresh.replace(addresses)
        _say("ready")
        while not asked(0.5) and not _free(users):
            pair.mend()
    except Trouble as trouble:
        _say(str(trouble))
    finally:
        addresses.unlink(missing_ok=True)
        pair.stop()


def _asked_to_go() -> Callable[[float], bool]:
    """Catch SIGTERM; return what waits some seconds for it and tells whether it has come.

    An exception raised by a signal handler can get lost in a finaliser, a byte in a pipe cannot.
    """
    heard, bell = os.pipe()
    os.set_blocking(bell, False)
    signal.set_wakeup_fd(bell)
    signal.signal(signal.SIGTERM, lambda *_: None)
    return lambda seconds: bool(select.select([heard], [], [], seconds)[0])


def _say(word: str) -> None:
    with suppress(BrokenPipeError):  # whoever waited for it was killed meanwhile
        print(word, flush=True)


def _in_foreground() -> bool:
    """Tell whether a terminal sends its Ctrl-C to us, and so to the command too."""
    try:
        with Path("/dev/tty").open() as terminal:
            return os.tcgetpgrp(terminal.fileno()) == os.getpgrp()
    except OSError:
        return False


def _wanted() -> bool:
    given = [name for name in ("DATABASE_URL", "REDIS_URL") if os.environ.get(name)]
    if len(given) == 1:
        missing = {"DATABASE_URL", "REDIS_URL"}.difference(given).pop()
        raise Trouble(
            f"{given[0]} is set but {missing} is not. Set both to use your own servers, "
            "or neither to use the embedded ones."
        )
    return not given


def _var() -> Path:
    return Path(os.environ.get("LAPOR_VAR") or ROOT / "var").resolve()


def _free(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _keeper(folder: Path) -> int | None:
    """Return the keeper's process id, or None when there is no keeper."""
    lock = servers.open_lock(folder / "keeper.lock")
    try:
        if _free(lock):
            return None
        for _ in range(200):
            if number := os.pread(lock, 20, 0):  # empty for the moment between lock and number
                return int(number)
            time.sleep(0.01)
    finally:
        os.close(lock)
    raise Trouble(f"{folder / 'keeper.lock'} is held by something that is not our keeper.")


def _addresses(folder: Path) -> dict[str, str] | None:
    """Return the variables that name running servers, or None when there are none."""
    if _keeper(folder) is None:
        return None
    try:
        addresses: dict[str, str] = json.loads((folder / "addresses.json").read_text())
    except FileNotFoundError:
        return None
    return addresses


def _start_keeper(var: Path, folder: Path) -> None:
    with (folder / "keeper.log").open("w") as log:
        keeper = subprocess.Popen(
            [sys.executable, "-m", "lapor.embedded", "keep", str(var)],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            start_new_session=True,  # Ctrl-C ends its users first
        )
    assert keeper.stdout is not None
    word = keeper.stdout.readline().strip()
    keeper.stdout.close()
    if word != "ready":
        keeper.wait(PATIENCE)
        raise Trouble(word or f"the embedded servers did not start; see {folder / 'keeper.log'}.")


def _dismiss_keeper(folder: Path) -> None:
    if (number := _keeper(folder)) is not None:
        with suppress(ProcessLookupError):
            os.kill(number, signal.SIGTERM)
    until = time.monotonic() + PATIENCE
    while _keeper(folder) is not None and time.monotonic() < until:
        time.sleep(0.02)  # it holds its lock until the servers are gone


def main(arguments: Sequence[str]) -> int:
    """Understand the command line."""
    match arguments:
        case ["run", "--", _, *_]:
            return run(arguments[2:])
        case ["keep", var]:
            keep(Path(var))
            return 0
    print("usage: python -m lapor.embedded run -- COMMAND...", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
