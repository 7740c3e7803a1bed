"""The house rules, held by walking the syntax trees of everything that runs."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.urls import URLPattern, URLResolver, get_resolver

from complaints.models import Complaint

ROOT = Path(settings.BASE_DIR)
ROOMS = ("accounts", "agencies", "complaints", "lapor", "routing")
READERS = ("citizens", "desk", "manage", "insights", "exports", "demo")
SEEDING = "complaints/demo/seeding/"
VERBS = frozenset(Complaint._meta.get_field("status").transitions[Complaint])

MOST_LINES_OF_A_FILE = 400
MOST_LINES_OF_A_FUNCTION = 40
MOST_LINES_OF_A_VIEW = 20
LONG_FILES = {"complaints/workflow.py"}
"""One declaration that is read as a whole, like the law it mirrors (docs/decisions/0009)."""


@cache
def sources() -> dict[str, ast.Module]:
    """Return the syntax tree of every module that runs, without migrations, by its path."""
    return {
        str(path.relative_to(ROOT)): ast.parse(path.read_text())
        for room in ROOMS
        for path in sorted((ROOT / room).rglob("*.py"))
        if "migrations" not in path.parts
    }


def trees_of_tests() -> dict[str, ast.Module]:
    """Return the syntax tree of every test, by its path."""
    return {
        str(path.relative_to(ROOT)): ast.parse(path.read_text())
        for path in sorted((ROOT / "tests").rglob("*.py"))
    }


def where(path: str, node: ast.AST) -> str:
    """Return a place that an editor opens."""
    return f"{path}:{getattr(node, 'lineno', 0)}"


def calls(tree: ast.AST, name: str) -> Iterator[ast.Call]:
    """Yield the calls of a method or function called ``name``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and last_name(node.func) == name:
            yield node


def last_name(node: ast.AST) -> str:
    """Return the last identifier of a dotted expression."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def is_report(node: ast.AST) -> bool:
    """Whether an expression looks like a report, by the names we give to them."""
    return last_name(node) in {
        *("complaint", "report", "fresh", "locked", "main", "heir", "part", "whole"),
        *("existing", "target", "child", "merged_into", "parent_report"),
    }


# -- the state machine ------------------------------------------------------------------------


def test_only_the_move_calls_transitions() -> None:
    found = [
        where(path, node)
        for path, tree in sources().items()
        if path != "complaints/actions/_move.py"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in VERBS
        and is_report(node.func.value)
    ]
    assert found == []


def test_only_the_declaration_and_the_move_know_django_fsm() -> None:
    found = {
        path
        for path, tree in sources().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom) and "django_fsm" in ast.unparse(node)
    }
    assert found == {"complaints/workflow.py", "complaints/actions/_asking.py"}


def test_nobody_writes_a_status() -> None:
    found = []
    for path, tree in sources().items():
        for node in ast.walk(tree):
            targets = getattr(node, "targets", [getattr(node, "target", None)])
            if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
                found += [
                    where(path, node)
                    for target in targets
                    if isinstance(target, ast.Attribute) and target.attr == "status"
                ]
            if isinstance(node, ast.Call) and _writes_status(node):
                found.append(where(path, node))
    assert found == []


def _writes_status(call: ast.Call) -> bool:
    """Whether a call writes a column ``status``: a constructor, an update, a ``setattr``."""
    names = {keyword.arg for keyword in call.keywords}
    words = {arg.value for arg in ast.walk(call) if isinstance(arg, ast.Constant)}
    match last_name(call.func):
        case "Complaint" | "update" | "create" | "update_or_create" | "get_or_create":
            return "status" in names
        case "setattr" | "bulk_update":
            return "status" in words
        case _:
            return False


def test_only_the_import_copies_reports_into_the_table() -> None:
    found = {
        path
        for path, tree in sources().items()
        for node in ast.walk(tree)
        if (isinstance(node, ast.Call) and ast.unparse(node).startswith("copy(Complaint"))
        or (isinstance(node, ast.Constant) and "UPDATE complaints_complaint" in str(node.value))
    }
    assert found == {"complaints/sp4n/writing.py"}  # docs/decisions/0036


def test_nobody_refreshes_a_report() -> None:
    found = [
        where(path, call)
        for path, tree in (sources() | trees_of_tests()).items()
        for call in calls(tree, "refresh_from_db")
        if isinstance(call.func, ast.Attribute) and is_report(call.func.value)
    ]
    assert found == []


# -- time -------------------------------------------------------------------------------------

CLOCKS = {
    *("datetime.now", "datetime.utcnow", "datetime.today", "date.today", "timezone.now"),
    *("timezone.localdate", "timezone.localtime"),
}
"""Ways to ask the machine for the time; the last two only without an argument."""


def test_only_the_towns_clock_asks_for_the_time() -> None:
    found = [
        where(path, node)
        for path, tree in sources().items()
        if path != "lapor/clock.py"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and ".".join(ast.unparse(node.func).split(".")[-2:]) in CLOCKS
        and not (node.args and "local" in ast.unparse(node.func))
    ]
    assert found == []


# -- seeing -----------------------------------------------------------------------------------

DOORS = {"visible_to", "public", "of_account", "of_submission"}
"""The ways from a person to reports."""
NOT_PAGES = {
    "complaints/citizens/remembered.py": "the tracker's door: a device that the reporter chose",
    "complaints/citizens/tickets.py": "the tracker's door: proof by receipt, link or account",
    "complaints/citizens/tracking/views.py": "notes that its reporter opened a report",
}
"""Modules of a reader room that may ask for all reports, and why."""


def test_pages_reach_reports_only_through_a_door() -> None:
    found = [
        where(path, node)
        for path, tree in sources().items()
        if path.startswith(tuple(f"complaints/{room}/" for room in READERS))
        and not path.startswith(SEEDING)
        and path not in NOT_PAGES
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and ast.unparse(node.value) == "Complaint.objects"
        and node.attr not in DOORS
    ]
    assert found == []


ENCRYPTED = {"name_encrypted", "email_encrypted", "phone_encrypted", "decrypt"}
KEEPERS = {
    "complaints/privacy.py",
    "complaints/models/reporter.py",
    "complaints/reporters/erasure.py",
}
OWN_CIPHERS = {
    *("complaints/drafts.py", "complaints/uploads/sealing.py"),
    "accounts/passkeys.py",
}
"""Ciphertext that holds no stored name: what is not sent yet, and the secrets of second steps."""


def test_names_are_read_only_through_privacy() -> None:
    found = [
        where(path, node)
        for path, tree in sources().items()
        if path not in KEEPERS
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr in ENCRYPTED
        and not (path in OWN_CIPHERS and node.attr == "decrypt")
    ]
    assert found == []


def test_a_contact_in_the_clear_is_only_for_sending() -> None:
    found = {
        path
        for path, tree in sources().items()
        if path != "complaints/privacy.py" and list(calls(tree, "contact_for_sending"))
    }
    assert found == {"complaints/messages/letters.py"}


# -- no hidden wiring -------------------------------------------------------------------------


def test_there_are_no_signals() -> None:
    found = [
        where(path, node)
        for path, tree in sources().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        and node.module in ("django.dispatch", "django.db.models.signals")
    ]
    assert found == []


def test_no_model_overrides_save_and_no_app_wires_in_ready() -> None:
    found = [
        where(path, node)
        for path, tree in sources().items()
        if "/models" in path or path.endswith("apps.py")
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name in ("save", "delete", "ready")
    ]
    assert found == []


# -- size -------------------------------------------------------------------------------------


def test_files_are_short() -> None:
    found = {
        path
        for path in sources()
        if len((ROOT / path).read_text().splitlines()) > MOST_LINES_OF_A_FILE
    }
    assert found == LONG_FILES


def length(node: ast.AST) -> int:
    """Return the lines of a function without its decorators and its description."""
    assert isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    body = node.body[1:] if ast.get_docstring(node) is not None else node.body
    if not body:
        return 1
    described = body[0].lineno - 1 if body is not node.body else node.lineno
    assert body[-1].end_lineno is not None
    signature = node.body[0].lineno - node.lineno
    return signature + body[-1].end_lineno - (described if body is not node.body else node.lineno)


def test_functions_are_short() -> None:
    found = [
        where(path, node)
        for path, tree in sources().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and length(node) > MOST_LINES_OF_A_FUNCTION
    ]
    assert found == []


def views() -> Iterator[Any]:
    """Yield every view function of ours, without its decorators; allauth's are classes."""

    def walk(patterns: list[Any]) -> Iterator[Any]:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns)
            elif isinstance(pattern, URLPattern):
                yield inspect.unwrap(pattern.callback)

    for view in walk(get_resolver().url_patterns):
        is_function = inspect.isfunction(view) and not hasattr(view, "view_class")
        if is_function and view.__module__.split(".")[0] in ROOMS:
            yield view


def test_views_are_short() -> None:
    found = [
        f"{view.__module__}.{view.__name__}"
        for view in views()
        if length(ast.parse(inspect.getsource(view)).body[0]) > MOST_LINES_OF_A_VIEW
    ]
    assert found == []


# -- the drawn law ----------------------------------------------------------------------------


def test_the_drawn_law_is_not_stale() -> None:
    call_command("draw_workflow", check=True)


@pytest.mark.parametrize("path", sorted(sources()), ids=str)
def test_every_module_says_what_belongs_there(path: str) -> None:
    tree = sources()[path]
    assert ast.get_docstring(tree) or not tree.body
