"""The arithmetic of the figures."""

from __future__ import annotations

import json

import pytest

from tests.bench import report
from tests.bench.browser import Browser, Cost, Page


def cost(step: str, milliseconds: float, *, queries: int = 3, size: int = 1024) -> Cost:
    return Cost(step, milliseconds / 1000, milliseconds / 2000, milliseconds / 4000, queries, size)


@pytest.mark.parametrize(
    ("share", "expected"), [(0.0, 1), (0.5, 10), (0.95, 19), (0.951, 20), (1.0, 20)]
)
def test_percentile_is_a_value_that_was_measured(share: float, expected: int) -> None:
    assert report.percentile(range(20, 0, -1), share) == expected


def test_percentile_of_one_value_is_that_value() -> None:
    assert [report.percentile([7.0], share) for share in (0, 0.5, 0.95, 1)] == [7.0] * 4


def test_percentile_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="no values"):
        report.percentile([], 0.5)


def test_steps_come_in_the_order_of_a_life() -> None:
    costs = [cost("open", 10), cost("send", 40, queries=9), cost("open", 30), cost("open", 20)]
    assert report.by_step(costs) == [
        report.StepFigures("open", 3, 20.0, 30.0, 10.0, 15.0, 5.0, 3, 3, 1.0),
        report.StepFigures("send", 1, 40.0, 40.0, 20.0, 20.0, 10.0, 9, 9, 1.0),
    ]


def test_table_shows_the_time_before_and_the_most_queries() -> None:
    steps = report.by_step([cost("send", 40), cost("send", 40), cost("send", 60, queries=5)])
    rows = report.table(steps, {"steps": [{"step": "send", "server_p95": 12.5}]})
    assert rows[2:] == ["| send | 40.0 | 60.0 | 20.0 | 30.0 | 12.5 | 11.7 | 3 (≤ 5) | 1.0 |"]


def test_last_kept_run_of_a_bench_is_found_again() -> None:
    steps = report.by_step([cost("send", 40)])
    runs = [report.line(name, {"n": n}, steps) for n, name in enumerate(("lives", "lives", "x"))]
    text = "# Benchmarks\n\n```json\n" + "\n```\nwords\n```json\n".join(runs) + "\n```\n"
    found = report.last_kept("lives", text)
    assert found is not None
    assert (found["n"], found["steps"]) == (1, json.loads(runs[1])["steps"])
    assert report.last_kept("other", text) is None


def test_form_is_read_as_a_browser_would_send_it() -> None:
    text = """
        <form action="/x/?a=1" method="post">
          <input type="hidden" name="token" value="a&amp;b">
          <input type="radio" name="kind" value="1"><input type="radio" name="kind" value="2" checked>
          <input type="checkbox" name="more" value="m" checked>
          <input type="checkbox" name="more" value="n" checked>
          <input type="checkbox" name="none" value="m"><input type="file" name="files">
          <textarea name="text">
&lt;b&gt;</textarea>
          <select name="who"><option value="">-</option><option value="7" selected>Tujuh</option>
          </select><button name="go" value="1">Go</button>
        </form>"""
    page = Page("http://town/here/", 200, text, cost("page", 1))
    form = page.form("/x/")
    assert form.action == "http://town/x/?a=1"
    assert form.values == {
        "token": "a&b", "kind": "2", "more": ["m", "n"], "text": "<b>", "who": "7",
    }  # fmt: skip
    assert form.options == {"who": [("", "-"), ("7", "Tujuh")]}


def test_two_browsers_have_two_jars() -> None:
    assert Browser("h", 1).cookies is not Browser("h", 1).cookies
