"""The same main road with JavaScript off, and in the dark: nothing on it needs a script."""

from __future__ import annotations

from tests import town as t
from tests.browser.conftest import Welcome
from tests.browser.letterbox import Letterbox
from tests.browser.test_main_road import walk_the_main_road
from tests.browser.town_time import TownTime


def test_the_whole_road_needs_no_script(
    town: t.Town, welcome: Welcome, time: TownTime, letterbox: Letterbox
) -> None:
    walk_the_main_road(welcome, time, letterbox, scripts=False, scheme="dark")
