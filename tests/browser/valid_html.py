"""Valid HTML: every distinct page and mail that the stories meet is kept, and judged at the end.

html-validate reads them as the town sent them. It needs Node: see ``tests/node.py``.
"""

from __future__ import annotations

import email
import email.policy
import hashlib
import json
import re
import subprocess
from collections import defaultdict
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from tests import node

PRESETS = ("html-validate:recommended", "html-validate:a11y")
RULES: dict[str, object] = {
    # A button without a type sends its form, says HTML, and ours without one are meant to.
    "no-implicit-button-type": "off",
    # Titles name the report that a page is about, whole; how long they are is no question of HTML.
    "long-title": "off",
    # Small letters and blanks at the end of a line are as valid; they are a question of style.
    "doctype-style": "off",
    "no-trailing-whitespace": "off",
    # *112 Darurat umum* is a number and who answers; a line may break between them.
    "tel-non-breaking": "off",
    # Boxes of one question share their name, as round buttons do.
    "form-dup-name": ["error", {"shared": ["radio", "checkbox", "button", "reset", "submit"]}],
}
"""What differs from html-validate's recommended rules and those for access."""
MOST_PLACES = 3
"""Where the same fault was found: as many pages are named."""
VARYING = re.compile(
    r""" (?:action|content|datetime|href|hx-headers|min|max|src|value)=(?:"[^"]*"|'[^']*')"""
)
"""Attributes that differ each time and tell nothing about how a page is built."""
ADDRESS = re.compile(r'="[/?][^"]*"')
"""What other attributes lead to."""
TICKET = re.compile(r"\b[A-Z2-9]{8}\b")


@dataclass
class Shelf:
    """Where the pages of this run lie; none while ``folder`` is None."""

    folder: Path | None = None


_shelf = Shelf()


def lay_out(folder: Path) -> None:
    """Keep what is met from now on in ``folder``."""
    folder.mkdir(parents=True)
    _shelf.folder = folder


def built(html: str) -> str:
    """Return how a page is built: without its words, numbers, addresses, tickets and tokens."""
    plain = TICKET.sub("", ADDRESS.sub('="/"', VARYING.sub("", html)))
    return re.sub(r">[^<]*\w[^<]*<", ">words<", re.sub(r"\d+", "", plain))


def keep(html: str, where: str, kind: str = "page") -> None:
    """Keep a page or a mail, unless one that is built the same was kept before.

    Args:
        html: as it was sent.
        where: its address, to find it again.
        kind: ``page`` or ``mail``.
    """
    if _shelf.folder is None:
        return
    name = hashlib.sha256(f"{kind} {built(html)}".encode()).hexdigest()[:16]
    file = _shelf.folder / kind / f"{name}.html"
    if not file.exists():
        file.parent.mkdir(exist_ok=True)
        file.write_text(html, encoding="utf-8")
        file.with_suffix(".txt").write_text(where, encoding="utf-8")


def keep_mails(folder: Path) -> None:
    """Keep the HTML of all messages that the town wrote into ``folder``."""
    for file in sorted(folder.glob("*.eml")):
        mail = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
        assert isinstance(mail, EmailMessage)
        body = mail.get_body(preferencelist=("html",))
        if body is not None:
            keep(body.get_content(), f"mail “{mail['Subject']}”", kind="mail")


def faults() -> list[str]:
    """Return what is wrong with what was kept, a line for each fault and where it was found.

    Raises:
        node.NotThere: html-validate cannot be had here.
    """
    folder = _shelf.folder
    if folder is None or not any(folder.iterdir()):
        return []
    command, judgement = node.command("html-validate"), folder.with_name("judged.json")
    rules = folder.with_name("rules.json")
    rules.write_text(json.dumps({"root": True, "extends": list(PRESETS), "rules": RULES}))
    asked = [*command, "--config", str(rules), "--formatter", f"json={judgement}", str(folder)]
    answer = subprocess.run(asked, check=False, capture_output=True, text=True)
    if not judgement.exists():
        return [f"html-validate did not answer: {answer.stderr or answer.stdout}"]
    judged: list[dict[str, Any]] = json.loads(judgement.read_text(encoding="utf-8"))
    found: dict[str, list[str]] = defaultdict(list)
    for page in judged:
        for one in page["messages"]:
            file = Path(page["filePath"])
            source = file.read_text(encoding="utf-8").splitlines()[one["line"] - 1].strip()
            where = f"{file.with_suffix('.txt').read_text(encoding='utf-8')} line {one['line']}"
            found[f"{one['ruleId']}: {one['message']}\n    {source[:160]}"].append(where)
    return [_told(fault, places) for fault, places in found.items()]


def _told(fault: str, places: list[str]) -> str:
    more = f" and {len(places) - MOST_PLACES} more" if len(places) > MOST_PLACES else ""
    return f"{fault}\n    at {', '.join(places[:MOST_PLACES])}{more}"
