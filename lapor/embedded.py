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
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

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
            if not _kept(self.folder):
                _start_keeper(var, self.folder)
            addresses: dict[str, str] = json.loads((self.folder / "addresses.json").read_text())
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
            user = User(_var())
            os.environ.update(user.join(_var()))
            _ours = user
            atexit.register(user.leave)
    except Trouble as trouble:
        sys.exit(f"lapor: {trouble}")


def run(command: Sequence[str]) -> int:
    """Run a command with the servers at hand and return its exit code.

    SIGTERM and SIGHUP are handed on to the command; Ctrl-C reaches it by itself, since it shares
    the terminal. Should this process be killed, the command gets SIGTERM.
    """
    ensure()
    ended_by: list[int] = []
    child: subprocess.Popen[bytes] | None = None

    def hand_on(number: int, _frame: Any) -> None:
        ended_by.append(number)
        if child is not None:
            child.send_signal(number)

    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, hand_on)
    signal.signal(signal.SIGINT, lambda number, _: ended_by.append(number))
    held = (_ours.users,) if _ours else ()
    try:
        child = subprocess.Popen(
            list(command),
            pass_fds=held,
            preexec_fn=servers.die_with_parent(signal.SIGTERM),  # noqa: PLW1509 - one thread
        )
    except OSError as error:
        sys.exit(f"lapor: {command[0]} cannot be started: {error.strerror}.")
    if ended_by:  # a signal came before there was somebody to hand it to
        child.send_signal(ended_by[-1])
    code = child.wait()
    return code if code >= 0 else 128 - code


def keep(var: Path) -> None:
    """Be the keeper: start the servers, say so on standard output, serve until nobody is left."""
    folder = servers.private_folder(var / "embedded")
    lock = servers.open_lock(folder / "keeper.lock")
    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    users = servers.open_lock(folder / "users.lock")
    signal.signal(signal.SIGTERM, _go)
    (folder / "keeper.pid").write_text(str(os.getpid()))
    pair = servers.Pair(var)
    try:
        try:
            addresses = pair.start()
        except Trouble as trouble:
            _say(str(trouble))
            return
        fresh = folder / "addresses.new"
        fresh.write_text(json.dumps(addresses))
        fresh.replace(folder / "addresses.json")
        _say("ready")
        while not _free(users):
            pair.mend()
            time.sleep(0.5)
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        pair.stop()
        (folder / "addresses.json").unlink(missing_ok=True)


def _go(*_: Any) -> NoReturn:
    raise SystemExit


def _say(word: str) -> None:
    with suppress(BrokenPipeError):  # whoever waited for it was killed meanwhile
        print(word, flush=True)


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


def _kept(folder: Path) -> bool:
    lock = servers.open_lock(folder / "keeper.lock")
    try:
        return not _free(lock)
    finally:
        os.close(lock)


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
    with suppress(ProcessLookupError, FileNotFoundError, ValueError):
        if _kept(folder):
            os.kill(int((folder / "keeper.pid").read_text()), signal.SIGTERM)
    lock = servers.open_lock(folder / "keeper.lock")
    fcntl.flock(lock, fcntl.LOCK_SH)  # the keeper holds it until the servers are gone
    os.close(lock)


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
