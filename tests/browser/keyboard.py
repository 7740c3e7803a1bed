"""Hands on a keyboard and no pointer: the focus goes by Tab, and each field is filled as one types."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import ElementHandle, Page

MOST_TRIES = 12
MOST_CHOICES = 20
STEPS_TO = """(target) => {
  const parts = "a[href], button, input, select, textarea, summary, iframe, [tabindex]";
  const active = document.activeElement;
  const group = (one) => one?.type === "radio" && one.form ? [...one.form.elements].filter(({ name }) => name === one.name) : [one];
  const stops = [...document.querySelectorAll(parts)].filter((part) => {
    if (part.tabIndex < 0 || part.disabled || part.type === "hidden" || !part.checkVisibility()) return false;
    const all = group(part);
    return part === (all.find((one) => one === active) ?? all.find((one) => one.checked) ?? all[0]);
  });
  const place = (one) => stops.findIndex((stop) => group(one).includes(stop));
  return [place(target) - place(active), group(target).includes(active)];
}"""
"""How many times Tab has to be pressed, and whether the target, or its group, has the focus."""
SEEN = """(() => {
  const active = document.activeElement;
  return [active, active.parentElement, active.nextElementSibling].some((one) => {
    if (!one) return false;
    const { outlineStyle, boxShadow } = getComputedStyle(one);
    return outlineStyle !== "none" || boxShadow !== "none";
  });
})()"""
FOLD = """(part) => { const fold = part.closest("details:not([open])");
  return fold && part !== fold.querySelector("summary") ? fold.querySelector("summary") : null; }"""


def tab_to(page: Page, target: ElementHandle) -> None:
    """Press Tab, or Shift and Tab, until ``target`` has the focus, and can be seen to have it."""
    fold = page.evaluate_handle(FOLD, target).as_element()
    if fold is not None:
        tab_to(page, fold)
        page.keyboard.press("Enter")
    for _ in range(MOST_TRIES):
        steps, is_there = page.evaluate(STEPS_TO, target)
        if is_there:
            assert page.evaluate(SEEN), f"the focus is not seen on {_told(target)}"
            return
        for _ in range(abs(steps) or 1):
            page.keyboard.press("Tab" if steps >= 0 else "Shift+Tab")
    raise AssertionError(f"Tab does not lead to {_told(target)}")


def fill(page: Page, field: ElementHandle, value: Any) -> None:
    """Give a field of a form this value by keys: a text, a date, a line of a list, a tick."""
    kind = field.evaluate("(one) => one.type")
    tab_to(page, field)
    match kind:
        case "radio":
            _move_to(page, field)
        case "checkbox":
            if not field.is_checked():
                page.keyboard.press("Space")
        case "select-one":
            _choose(page, field, str(value))
        case "date":
            _type_day(page, field, date.fromisoformat(str(value)))
        case _:
            page.keyboard.press("ControlOrMeta+A")
            page.keyboard.insert_text(str(value))


def _move_to(page: Page, button: ElementHandle) -> None:
    """Mark a round button: Tab led to its group, the arrows lead to this one."""
    for _ in range(MOST_CHOICES):
        if button.is_checked():
            return
        is_here = button.evaluate("(one) => document.activeElement === one")
        page.keyboard.press("Space" if is_here else "ArrowDown")
    raise AssertionError(f"the arrows do not lead to {_told(button)}")


def _choose(page: Page, field: ElementHandle, value: str) -> None:
    script = """(one, value) => [one.selectedIndex, [...one.options].findIndex((line) => line.value === value)]"""
    now, wanted = field.evaluate(script, value)
    assert wanted >= 0, f"{value} is no line of {_told(field)}"
    for _ in range(abs(wanted - now)):
        page.keyboard.press("ArrowDown" if wanted > now else "ArrowUp")


def _type_day(page: Page, field: ElementHandle, day: date) -> None:
    """Type a date in the order that the browser's own language has."""
    for order in ("%d%m%Y", "%m%d%Y", "%Y%m%d"):
        for _ in range(3):  # back to the first of its three parts
            page.keyboard.press("ArrowLeft")
        page.keyboard.type(day.strftime(order))
        if field.input_value() == day.isoformat():
            return
    raise AssertionError(f"{day} cannot be typed into {_told(field)}")


def _told(part: ElementHandle) -> str:
    return str(part.evaluate("(one) => one.outerHTML.slice(0, 160)"))
