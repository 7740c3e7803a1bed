"""The choices of a list as HTML.

Drawn by code, because a template for each choice takes fifty times as long, and the lists of a
page of the desk have some hundred choices together.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

Group = tuple[str | None, list[dict[str, Any]], int]
"""A heading or none, its choices, its number: as Django's widgets tell it."""


def of_list(groups: Iterable[Group]) -> SafeString:
    """Return the choices of a select list."""
    parts: list[str] = []
    for heading, choices, _ in groups:
        lines = [
            f'<option value="{conditional_escape(one["value"])}"{_attributes(one["attrs"])}>'
            f"{conditional_escape(one['label'])}</option>"
            for one in choices
        ]
        if heading:
            lines = [f'<optgroup label="{conditional_escape(heading)}">', *lines, "</optgroup>"]
        parts += lines
    return mark_safe("\n".join(parts))  # noqa: S308 - every part is escaped above


def of_ticks(groups: Iterable[Group]) -> SafeString:
    """Return radio buttons or tick boxes with their labels, hints and stars."""
    parts: list[str] = []
    for heading, choices, _ in groups:
        if heading:
            parts.append(f'<p class="option-group">{conditional_escape(heading)}</p>')
        parts += [_tick(one) for one in choices]
    return mark_safe("\n".join(parts))  # noqa: S308 - every part is escaped


def _tick(one: Mapping[str, Any]) -> str:
    attributes = {name: value for name, value in one["attrs"].items() if name != "class"}
    own = conditional_escape(attributes.get("id") or "")
    hint, stars = one.get("hint"), one.get("stars")
    value = "" if one["value"] is None else f' value="{conditional_escape(one["value"])}"'
    described = f' aria-describedby="{own}_hint"' if hint else ""
    target = f' for="{own}"' if own else ""
    row = f'<span class="star-row" aria-hidden="true">{stars}</span>' if stars else ""
    below = f'<div class="hint" id="{own}_hint">{conditional_escape(hint)}</div>' if hint else ""
    return (
        f'<div class="option"><input type="{one["type"]}" name="{conditional_escape(one["name"])}"'
        f"{value}{_attributes(attributes)}{described}>"
        f"<label{target}>{row}{conditional_escape(one['label'])}</label>{below}</div>"
    )


def _attributes(attributes: Mapping[str, Any]) -> str:
    return "".join(
        f" {name}" if value is True else f' {name}="{conditional_escape(value)}"'
        for name, value in attributes.items()
        if value is not False
    )
