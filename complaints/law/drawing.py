"""The law as a page: a diagram and tables drawn from the transitions themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from complaints.law.actors import OFFICERS, Role
from complaints.law.rules import is_ours
from complaints.models import Complaint
from complaints.states import NEW, OPEN, Clock, State, Told
from complaints.wording import CITIZEN_STATES, VERB_WORDS

HEAD = """\
# The life of a report

Drawn by `manage.py draw_workflow` from `complaints/workflow.py`; a test fails when it is stale.
"""
RESOLVED_WORDS = (
    "Selesai, Anda menyetujui · Ditutup otomatis, dapat dibuka kembali sampai {date} · "
    "Dijadwalkan paling lambat {date}"
)


class Line(NamedTuple):
    """One line of the table: a verb from some states, with what the law says of it."""

    verb: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    transition: Any


def page() -> str:
    """Return the whole page (Markdown with a mermaid diagram)."""
    return "\n".join([HEAD, "## States\n", *states(), "", *diagram(), "", "## Verbs\n", *verbs()])


def lines() -> Iterator[Line]:
    """Yield the lines of the law in the order of its verbs, alike ones joined."""
    for verb in VERB_WORDS:
        meta = getattr(Complaint, verb)._django_fsm  # noqa: SLF001  (django-fsm has no public way)
        joined: dict[object, Line] = {}
        for source, transition in meta.transitions.items():
            conditions = tuple(transition.conditions or ())
            key = (id(transition.custom), transition.permission, conditions)
            before = joined[key].sources if key in joined else ()
            targets = tuple(str(state) for state in _targets(transition))
            joined[key] = Line(verb, (*before, str(source)), targets, transition)
        yield from joined.values()


def _targets(transition: Any) -> Iterable[str]:
    """The states a transition may lead to; none when the state stays."""
    if transition.target is None:
        return ()
    return getattr(transition.target, "allowed_states", None) or (transition.target,)


def states() -> list[str]:
    """Return the table of states: what the citizen and the officer read."""
    rows = [
        f"| `{state.value}` | {CITIZEN_STATES.get(state, RESOLVED_WORDS)} | {state.label} |"
        for state in State
    ]
    return ["| code | the citizen reads | the officer reads |", "| --- | --- | --- |", *rows]


def diagram() -> list[str]:
    """Return the mermaid diagram of every verb that changes the state."""
    edges: dict[tuple[str, str], list[str]] = {}
    for line in lines():
        for source in line.sources:
            for target in line.targets:
                if source != target:
                    edges.setdefault((source or "[*]", target), []).append(line.verb)
    arrows = [f"    {a} --> {b}: {', '.join(by)}" for (a, b), by in edges.items()]
    return ["```mermaid", "stateDiagram-v2", *arrows, "```"]


def verbs() -> list[str]:
    """Return the table of verbs: button, states, roles, clocks, whom it tells, when refused."""
    early = ", ".join(verb for verb in VERB_WORDS if is_early(verb))
    sentence = f"Until an imported report is taken over, it knows only: {early}."
    head = "| verb · button | from → to | by | clocks | tells | only when |"
    return [sentence, "", head, "| --- | --- | --- | --- | --- | --- |", *map(_row, lines())]


def is_early(verb: str) -> bool:
    """Tell whether a verb can be done to an imported report that nobody took over."""
    meta = getattr(Complaint, verb)._django_fsm  # noqa: SLF001  (django-fsm has no public way)
    return any(transition.custom["untaken"] for transition in meta.transitions.values())


def _row(line: Line) -> str:
    law = line.transition.custom
    button = f"{line.verb} · {law['label']}" + ("" if law["slug"] else " (no button)")
    cells = [
        button,
        f"{_sources(line.sources)} → {', '.join(line.targets) or 'same'}",
        _by(line.transition.permission),
        _clocks(law) or "–",
        ", ".join(Told(one).value for one in law["tells"]) or "–",
        " · ".join(_first_sentence(rule) for rule in _own_rules(line.transition)) or "–",
    ]
    return f"| {' | '.join(cells)} |"


def _own_rules(transition: Any) -> list[Any]:
    """The conditions of a line, without the one that all verbs have (it stands above the table)."""
    return [rule for rule in transition.conditions or () if rule is not is_ours]


def _sources(sources: tuple[str, ...]) -> str:
    if set(sources) == {state.value for state in State}:
        return "any"
    if set(sources) >= set(OPEN):
        return ", ".join(["any open", *sorted(set(sources) - set(OPEN))])
    return ", ".join("(new)" if source == NEW else source for source in sources)


def _by(permission: Any) -> str:
    """Who may: the roles, or the sentence of a permission that asks for more than a role."""
    if permission.__doc__:
        return _first_sentence(permission)
    on_request = " (also on request, at a counter)" if permission.on_request else ""
    return _roles(permission.roles) + on_request


def _roles(roles: frozenset[Role]) -> str:
    if roles >= OFFICERS:
        others = [role.value for role in Role if role in roles - OFFICERS]
        return ", ".join(["any officer who sees it", *others])
    return ", ".join(role.value for role in Role if role in roles)


def _clocks(law: dict[str, Any]) -> str:
    parts = [
        *_turns(law["stop"], law["start"]),
        "pause all" if law["pause"] else "",
        "resume" if law["resume"] else "",
        "at least 2 days left" if law["floor"] else "",
        law["also"],
    ]
    but = law["but"]
    if but is not None:
        turns = "; ".join(_turns(but.stop, but.start)) or "no clock changes"
        parts.append(f"but: {turns} ({_first_sentence(but.when)})")
    return "; ".join(part for part in parts if part)


def _turns(stop: Iterable[Clock], start: Iterable[Clock]) -> list[str]:
    names = {
        verb: [clock.value for clock in some]
        for verb, some in zip(("stop", "start"), (stop, start), strict=True)
    }
    return [
        f"{verb} {'all' if len(some) == len(Clock) else ', '.join(some)}"
        for verb, some in names.items()
        if some
    ]


def _first_sentence(rule: Any) -> str:
    """The first sentence of a rule's description, for a cell of the table."""
    return str(rule.__doc__).split("\n", 1)[0].rstrip(".").replace("``", "`")
