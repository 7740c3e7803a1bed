"""Every verb of officers with keys alone, and once more without JavaScript, from the report's page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Error as BrowserError
from playwright.sync_api import FilePayload

from complaints.desk.verbs import table
from complaints.models import Complaint, Event
from tests import town as t
from tests.browser import keyboard, steps
from tests.browser.conftest import Welcome
from tests.browser.visitor import Visitor
from tests.desk.cases import CASES, Case

if TYPE_CHECKING:
    from playwright.sync_api import ElementHandle, Locator

HIDDEN = {"konsep", "seen"}
"""What a form sends by itself."""
SHARED = {"verifikasi": "verifikasi-dan-teruskan"}
"""Verbs that share the page of another one."""
OWN_WORDS = {
    "buka-identitas": "Rina Penguji",
    "serahkan-berkas": "Permintaan dicatat dan pelapor diberi tahu.",
}
"""What is read afterwards, where a page of its own says it."""
IN_ORDER = """(form, names) => [...form.elements].map((one) => one.name)
  .filter((name, place, all) => names.includes(name) && all.indexOf(name) === place)"""


@dataclass
class Officers:
    """The people of the town at their desks, each with one browser."""

    welcome: Welcome
    scripts: bool
    known: dict[str, Visitor] = field(default_factory=dict)

    def named(self, who: str) -> Visitor:
        """Return one of them, signed in."""
        if who not in self.known:
            self.known[who] = self.welcome(who, scripts=self.scripts)
        return self.known[who]


@pytest.mark.parametrize("scripts", [True, False], ids=["keys alone", "no JavaScript"])
def test_every_verb_is_done_with_keys(town: t.Town, welcome: Welcome, *, scripts: bool) -> None:
    officers = Officers(welcome, scripts)
    wrong = []
    for case in CASES:
        officer = officers.named(case.who)
        try:
            _do(officer, case, town)
        except (AssertionError, BrowserError) as error:
            wrong.append(f"{case.slug} of {case.who}: {error}")
        wrong += [f"{case.slug} of {case.who}: {fault}" for fault in officer.faults]
        officer.faults.clear()
    assert wrong == [], "\n\n".join(wrong)


def _do(officer: Visitor, case: Case, town: t.Town) -> None:
    """From the report's page to the verb's form, through its fields, to what is then read."""
    report = case.make(town)
    officer.page.goto(f"/meja/{report.code}/")
    _reach(officer, case, report)
    button = _button(officer, case)
    form = button.evaluate_handle("(one) => one.form").as_element()
    assert form is not None
    _fill(officer, form, case.data(town))
    for name in case.files:
        form.query_selector_all("[name=files]")[0].set_input_files([_photo(name)])
    _wait_for_files(officer, form, case)
    keyboard.tab_to(officer.page, button)
    _press(officer, "Enter")
    _is_done(officer, case, report)


def _reach(officer: Visitor, case: Case, report: Complaint) -> None:
    """Open the fold of a verb, or go to its page: by its key where it has one, else by Tab."""
    slug = SHARED.get(case.slug, case.slug)
    address = f"/meja/{report.code}/{slug}/"
    fold = officer.page.locator(f"#tindakan-{slug} > summary")
    link = officer.page.locator(f"main a[href='{address}']:visible")
    if fold.count():
        _open(officer, fold, goes=False)
    elif link.count():
        _open(officer, link.first, goes=True)
    else:
        assert officer.page.locator(f"form[action='{address}']").count(), "it is not offered"


def _open(officer: Visitor, way: Locator, *, goes: bool) -> None:
    part = way.element_handle()
    key = part.get_attribute("data-key") if officer.scripts else None
    if key is None:
        _skip_to_main(officer)
        keyboard.tab_to(officer.page, part)
        key = "Enter"
    if goes:
        _press(officer, key)
    else:
        officer.press_keys(key)
        assert part.evaluate("(one) => one.parentElement.open"), "the fold stays closed"


def _skip_to_main(officer: Visitor) -> None:
    """Take the first link of the page, past its head."""
    officer.press_keys("Tab", "Enter")


def _press(officer: Visitor, key: str) -> None:
    """Press a key that leads to another page."""
    with officer.page.expect_navigation():
        officer.press_keys(key)


def _button(officer: Visitor, case: Case) -> ElementHandle:
    """Return what sends the verb: the button of its form, or of the form that it shares."""
    plain = "button:not([name], [formaction], [type=button], [tabindex='-1'])"
    fold, page = f"#tindakan-{case.slug}", officer.page
    for where in (
        f"{fold} form {plain}",
        f"main [formaction$='/{case.slug}/']",
        f"#formulir-{case.slug} {plain}",
        f"main form[action$='/{case.slug}/'] {plain}",
        f"main form.form {plain}",
    ):
        found = page.locator(where)
        if found.count():
            return found.first.element_handle()
    raise AssertionError(f"nothing sends {case.slug} on {page.url}")


def _fill(officer: Visitor, form: ElementHandle, data: dict[str, Any]) -> None:
    """Fill in each field, in the order in which Tab leads through them."""
    asked = [name for name in data if name not in HIDDEN]
    names = form.evaluate(IN_ORDER, asked)
    assert set(names) == set(asked), f"no field for {set(asked) - set(names)}"
    for name in names:
        values = data[name] if isinstance(data[name], list) else [data[name]]
        for value in values:
            by_value = form.query_selector(f"input[name='{name}'][value='{value}']")
            part = by_value or form.query_selector(f"[name='{name}']")
            assert part is not None
            keyboard.fill(officer.page, part, value)


def _photo(name: str) -> FilePayload:
    return steps.given_a_photo(name, repaired=True)


def _wait_for_files(officer: Visitor, form: ElementHandle, case: Case) -> None:
    """Wait until a file is there that goes up at once, where it does."""
    if case.files and officer.scripts and form.query_selector("[data-uploader-list]"):
        row = officer.page.locator("[data-uploader-list] .upload").filter(has_text=case.files[0])
        row.locator("progress").wait_for(state="hidden")


def _is_done(officer: Visitor, case: Case, report: Complaint) -> None:
    """Read what was done, on the page and in the history."""
    said = OWN_WORDS.get(case.slug) or table.BY_ADDRESS[case.slug].done
    assert said in officer.text(), f"not read: {said}\n{officer.text()[:600]}"
    assert officer.status == 200
    latest = Event.objects.filter(complaint=report).latest("sequence")
    assert (latest.verb, latest.to_status) == (case.verb, case.status)
    assert latest.attachments.count() == len(case.files)
