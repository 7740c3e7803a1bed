"""The embedded PostgreSQL and Valkey: started for the first user, gone after the last, however."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
OURS = ("DATABASE_URL", "MIGRATION_DATABASE_URL", "REDIS_URL", "LAPOR_EMBEDDED")
SHOW = "import os, json; print(json.dumps(dict(os.environ)))"
WAIT = "import time; print('here', flush=True); time.sleep(60)"

ASK_BOTH = """
import json, os, psycopg, redis
with psycopg.connect(os.environ["DATABASE_URL"]) as application:
    serving, locale = application.execute(
        "SELECT current_user, datlocale FROM pg_database WHERE datname = current_database()"
    ).fetchone()
    network = application.execute("SHOW listen_addresses").fetchone()[0]
with psycopg.connect(os.environ["MIGRATION_DATABASE_URL"]) as owner:
    owning, creates, rules = owner.execute(
        "SELECT rolname, rolcreatedb, rolsuper FROM pg_roles WHERE rolname = current_user"
    ).fetchone()
    for name in ("pg_trgm", "unaccent", "btree_gin"):
        owner.execute(f"CREATE EXTENSION IF NOT EXISTS {name}")
print(json.dumps({
    "serving": serving, "locale": locale, "network": network, "owner": [owning, creates, rules],
    "valkey": redis.Redis.from_url(os.environ["REDIS_URL"]).ping(),
}))
"""
REMEMBER = """
import os, psycopg
with psycopg.connect(os.environ["MIGRATION_DATABASE_URL"]) as owner:
    owner.execute("CREATE TABLE IF NOT EXISTS kept (number int)")
    owner.execute("INSERT INTO kept VALUES (1)")
    print(owner.execute("SELECT count(*) FROM kept").fetchone()[0])
"""


@pytest.fixture(scope="module")
def var() -> Iterator[Path]:
    """A folder for data with a space in its path, which the servers' account may enter.

    Not pytest's own: that one is closed to other accounts, and every start of pytest closes it anew.
    """
    with tempfile.TemporaryDirectory(prefix="lapor-test-") as base:
        Path(base).chmod(0o755)
        yield Path(base) / "kota uji" / "var"


def surroundings(var: Path, **more: str) -> dict[str, str]:
    """Return an environment that names no servers but asks for embedded ones below ``var``."""
    kept = {name: value for name, value in os.environ.items() if name not in OURS}
    return {**kept, "LAPOR_VAR": str(var), "LAPOR_CARELESS": "1", **more}


def embedded(*command: str) -> list[str]:
    """Return the command line that runs a Python command with embedded servers."""
    return [sys.executable, "-m", "lapor.embedded", "run", "--", sys.executable, *command]


def ask(command: Sequence[str], environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run to the end and return what was said."""
    return subprocess.run(
        command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )


@contextmanager
def using(var: Path) -> Iterator[subprocess.Popen[str]]:
    """Hold the servers in a process of its own until the end of the block."""
    user = subprocess.Popen(
        embedded("-c", WAIT), env=surroundings(var), cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert user.stdout is not None
    try:
        assert user.stdout.readline() == "here\n"
        yield user
    finally:
        user.terminate()
        user.wait(20)
        user.stdout.close()


def addresses(var: Path) -> dict[str, str]:
    """Return what running servers wrote down, or nothing."""
    try:
        found: dict[str, str] = json.loads((var / "embedded" / "addresses.json").read_text())
    except FileNotFoundError:
        found = {}
    return found


def keeper(var: Path) -> int:
    """Return the process id of the servers' keeper."""
    return int((var / "embedded" / "keeper.lock").read_text())


def alive(pid: int) -> bool:
    """Tell whether a process lives; one that only waits to be collected does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def becomes_true_within(seconds: float, what: object) -> bool:
    """Wait for a callable to say yes."""
    assert callable(what)
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if what():
            return True
        time.sleep(0.05)
    return False


def test_a_command_finds_both_servers_two_roles_and_the_extensions(var: Path) -> None:
    answer = ask(embedded("-c", ASK_BOTH), surroundings(var))
    assert answer.stderr == ""
    assert json.loads(answer.stdout) == {
        "serving": "lapor_app",
        "locale": "C.UTF-8",
        "network": "",
        "owner": ["lapor_owner", True, False],
        "valkey": True,
    }


def test_nothing_is_left_when_the_command_has_ended(var: Path) -> None:
    answer = ask(embedded("-c", SHOW), surroundings(var))
    sockets = Path(json.loads(answer.stdout)["DATABASE_URL"].split("host=")[1])
    assert (sockets.exists(), addresses(var), alive(keeper(var))) == (False, {}, False)


def test_the_exit_code_is_the_commands(var: Path) -> None:
    assert ask(embedded("-c", "raise SystemExit(7)"), surroundings(var)).returncode == 7


def test_a_command_that_does_not_exist_gets_a_sentence(var: Path) -> None:
    command = [*embedded()[:-1], "no-such-command"]
    answer = ask(command, surroundings(var))
    assert (answer.returncode, answer.stderr) == (
        1,
        "lapor: no-such-command cannot be started: No such file or directory.\n",
    )


def test_two_users_share_the_servers_and_the_last_one_stops_them(var: Path) -> None:
    with using(var):
        first = addresses(var)
        with using(var):
            assert addresses(var) == first
        assert addresses(var) == first
        assert (
            json.loads(ask(embedded("-c", SHOW), surroundings(var)).stdout)["DATABASE_URL"]
            == first["DATABASE_URL"]
        )
    assert addresses(var) == {}


def test_two_checkouts_have_servers_of_their_own(var: Path) -> None:
    other = var.parent / "other"
    with using(var), using(other):
        assert len({addresses(var)["DATABASE_URL"], addresses(other)["DATABASE_URL"]}) == 2


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)]
)
def test_a_signal_is_handed_on_to_the_command(var: Path, number: signal.Signals, code: int) -> None:
    with using(var) as user:
        user.send_signal(number)
        assert user.wait(10) == code
    assert addresses(var) == {}


def test_ctrl_c_on_a_terminal_reaches_the_command_once(var: Path) -> None:
    """The terminal itself sends it to the command; a second one would break off its clearing up."""
    command = """
import signal, time
times = []
signal.signal(signal.SIGINT, lambda *_: times.append(1))
print("here", flush=True)
while not times: time.sleep(0.05)
time.sleep(1)
print("times:", len(times), flush=True)
"""
    terminal = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import pty, sys; pty.spawn(sys.argv[1:])",
            *embedded("-c", command),
        ],
        env=surroundings(var),
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert terminal.stdout is not None
    assert terminal.stdout.readline() == b"here\r\n"
    said, _ = terminal.communicate(b"\x03", timeout=30)
    assert said.removeprefix(b"^C") == b"times: 1\r\n"


def test_the_servers_end_after_their_only_user_was_killed(var: Path) -> None:
    with using(var) as user:
        pid = keeper(var)
        user.kill()
        assert becomes_true_within(10, lambda: not alive(pid))
    assert addresses(var) == {}


def test_a_crash_of_everything_loses_no_data_and_the_next_start_recovers(var: Path) -> None:
    assert ask(embedded("-c", REMEMBER), surroundings(var)).stdout == "1\n"
    with using(var) as user:
        postgres = int((var / "postgres" / "postmaster.pid").read_text().split()[0])
        for pid in (keeper(var), postgres, user.pid):
            os.kill(pid, signal.SIGKILL)
        assert becomes_true_within(10, lambda: not alive(postgres))
    assert ask(embedded("-c", REMEMBER), surroundings(var)).stdout == "2\n"


def test_a_server_that_dies_alone_is_started_again(var: Path) -> None:
    with using(var):
        mark = var / "postgres" / "postmaster.pid"
        first = mark.read_text().split()[0]
        os.kill(int(first), signal.SIGKILL)
        assert becomes_true_within(
            15, lambda: mark.exists() and mark.read_text().split()[:1] not in ([first], [])
        )
        answer = ask(embedded("-c", ASK_BOTH), surroundings(var))
        assert (answer.returncode, answer.stderr) == (0, "")


@pytest.mark.parametrize(
    ("given", "missing"), [("DATABASE_URL", "REDIS_URL"), ("REDIS_URL", "DATABASE_URL")]
)
def test_one_address_alone_gets_a_sentence(tmp_path: Path, given: str, missing: str) -> None:
    answer = ask(embedded("-c", SHOW), surroundings(tmp_path / "var", **{given: "x://y"}))
    assert answer.returncode == 1
    assert answer.stderr == (
        f"lapor: {given} is set but {missing} is not. Set both to use your own servers, "
        "or neither to use the embedded ones.\n"
    )


def test_with_both_addresses_nothing_embedded_starts(tmp_path: Path) -> None:
    given = {"DATABASE_URL": "postgresql://somewhere/lapor", "REDIS_URL": "redis://somewhere"}
    answer = ask(embedded("-c", SHOW), surroundings(tmp_path / "var", **given))
    seen = json.loads(answer.stdout)
    assert {name: seen.get(name) for name in OURS} == {
        **given,
        "MIGRATION_DATABASE_URL": None,
        "LAPOR_EMBEDDED": None,
    }
    assert not (tmp_path / "var").exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="needs two accounts")
@pytest.mark.parametrize("mode", [0o700, 0o755], ids=["closed", "readable"])
def test_another_account_gets_a_sentence_instead_of_a_traceback(var: Path, mode: int) -> None:
    command = "import sys; sys.path.insert(0, '.'); from lapor import embedded; embedded.ensure()"
    theirs = var.parent / f"{mode:o}"
    (theirs / "embedded").mkdir(parents=True)
    (theirs / "embedded").chmod(mode)  # whatever the umask is here
    became = "import os; os.setgid(65534); os.setuid(65534); "
    answer = ask(
        [sys.executable, "-c", "import lapor.embedded; " + became + command], surroundings(theirs)
    )
    assert answer.returncode == 1
    assert answer.stderr == (
        f"lapor: {theirs}/embedded belongs to root, who started LAPOR here before. "
        "Start it as that user, or remove the folder var/ to begin anew.\n"
    )
