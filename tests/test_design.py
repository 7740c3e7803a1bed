"""The look keeps its promises: light pages, colours that can be read, nothing inline."""

import gzip
import hashlib
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template, render_to_string
from pytest_django import Settings

from complaints.templatetags import lapor as tags

TEMPLATES = settings.BASE_DIR / "templates"
STATIC = settings.BASE_DIR / "static"
CSS = (STATIC / "css" / "lapor.css").read_text()
ALL_TEMPLATES = sorted(TEMPLATES.rglob("*.html"))
COMPONENTS = sorted((TEMPLATES / "_components").glob("*.html"))
BUILT = ("action-", "entry-", "notice-", "step-", "tone-")
"""Beginnings of classes whose end a template takes from its context."""
ERROR_PAGES = ("400", "403", "403_csrf", "404", "413", "429", "500")

PLAIN = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}

KILOBYTE = 1024
READABLE = 4.5
VISIBLE = 3.0
TEXT_PAIRS = [
    *[(ink, ground) for ink in ("ink", "soft", "link") for ground in ("paper", "surface", "sunken")],
    *[(f"{tone}-ink", f"{tone}-back") for tone in
      ("neutral", "info", "progress", "question", "success", "warning", "danger")],
    *[("ink", f"{tone}-back") for tone in ("info", "success", "warning", "danger")],
    *[("danger-ink", ground) for ground in ("paper", "surface")],
    ("on-brand", "brand"),
    ("on-brand", "brand-hover"),
    ("on-danger", "danger"),
    ("on-danger", "danger-hover"),
    ("on-accent", "accent"),
    ("on-deep", "deep"),
]  # fmt: skip
EDGE_PAIRS = [
    ("line-strong", "surface"),
    ("line-strong", "paper"),
    ("focus", "paper"),
    ("focus", "surface"),
    ("accent", "deep"),
    ("brand", "paper"),
]


@pytest.fixture(autouse=True)
def plain_names(settings: Settings) -> None:
    """Static files under their own names: the list of hashed names is made when installing."""
    settings.STORAGES = {**settings.STORAGES, "staticfiles": PLAIN}


def compressed(*parts: bytes) -> int:
    """Return how many bytes travel over the wire, each part in its own answer."""
    return sum(len(gzip.compress(part, 9)) for part in parts)


def tokens(theme: str) -> dict[str, str]:
    """Return the colours of a theme by name; what dark does not say it takes from light."""
    blocks = re.findall(r":root \{(.*?)\}", CSS.split("/* Elements */")[0], re.DOTALL)
    found = [dict(re.findall(r"--([\w-]+): (#[0-9a-f]+);", block)) for block in blocks]
    return found[0] if theme == "light" else found[0] | found[1]


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour such as #0b5c54 (WCAG 2.2)."""
    digits = colour.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    parts = [int(digits[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours (WCAG 2.2)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_of_contrast_is_the_one_of_wcag() -> None:
    assert contrast("#000", "#fff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT_PAIRS)
def test_every_text_can_be_read(ink: str, ground: str, theme: str) -> None:
    colours = tokens(theme)

    assert contrast(colours[ink], colours[ground]) >= READABLE


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("edge", "ground"), EDGE_PAIRS)
def test_every_edge_that_matters_can_be_seen(edge: str, ground: str, theme: str) -> None:
    colours = tokens(theme)

    assert contrast(colours[edge], colours[ground]) >= VISIBLE


def test_dark_says_every_colour_that_is_not_the_same_in_the_light() -> None:
    """A new colour must not be forgotten in the dark."""
    blocks = re.findall(r":root \{(.*?)\}", CSS.split("/* Elements */")[0], re.DOTALL)
    light, dark = (set(re.findall(r"--([\w-]+): #", block)) for block in blocks)

    assert light - dark == {"on-deep", "accent", "on-accent"}
    assert dark - light == set()


def test_the_style_sheet_is_light() -> None:
    assert compressed(CSS.encode()) <= 15 * KILOBYTE


def test_every_class_of_the_style_sheet_is_asked_for_by_something() -> None:
    """Whoever takes a class out of the pages takes its rules along."""
    rules = re.sub(r"/\*.*?\*/", "", CSS, flags=re.DOTALL)
    classes = set(re.findall(r"\.([a-z][\w-]*)(?=[^{}]*\{)", rules))
    scripts = (STATIC / "js").glob("*.js")
    rooms = ("accounts", "complaints", "lapor")
    modules = (path for room in rooms for path in (settings.BASE_DIR / room).rglob("*.py"))
    asking = "\n".join(path.read_text() for path in (*ALL_TEMPLATES, *scripts, *modules))
    words = set(re.findall(r"[a-z][\w-]*", asking))
    built = {name for name in classes if name.startswith(BUILT)}

    assert classes - words - built == set()


def test_an_empty_page_leaves_room_for_its_content() -> None:
    page = render_to_string("base.html", {"city": "Kota Palangka Raya"})
    files = [(STATIC / path).read_bytes() for path in re.findall(r'/static/([^"#]+)', page)]

    assert compressed(page.encode(), *files) <= 25 * KILOBYTE


@pytest.mark.parametrize("path", ALL_TEMPLATES, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_a_template_compiles_and_holds_no_inline_style_or_script(path: Path) -> None:
    source = re.sub(r"\{% comment %\}.*?\{% endcomment %\}", "", path.read_text(), flags=re.DOTALL)
    forbidden = re.compile(
        r"<style|\sstyle\s*=|<script(?![^>]*\bsrc=)|\son[a-z]+\s*=|javascript:|\shx-on|\|safe(?!ly)",
        re.IGNORECASE,
    )
    allowed = {"{{ field.help_text|safe": "|safe"}  # written by us, as Django itself draws it
    for kept, part in allowed.items():
        source = source.replace(kept, kept.removesuffix(part))

    assert forbidden.findall(source) == []
    get_template(str(path.relative_to(TEMPLATES)))


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.name)
def test_a_component_begins_by_saying_what_it_is(path: Path) -> None:
    assert path.read_text().startswith("{% comment %}\n")


def test_every_icon_that_is_asked_for_is_in_the_sprite() -> None:
    sprite = (STATIC / "img" / "icons.svg").read_text()
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', sprite))
    sources = "\n".join(path.read_text() for path in ALL_TEMPLATES)
    asked = set(re.findall(r'\{% icon [\w.|:]*"([\w-]+)"', sources))
    looks = [*tags.STATES.values(), *tags.OUTCOMES.values(), *tags.DUE.values(), tags.UNKNOWN]
    asked |= {look.icon for look in looks} | set(tags.NOTICES.values())

    assert asked - drawn == set()


def test_every_tone_has_its_colours() -> None:
    looks = [*tags.STATES.values(), *tags.OUTCOMES.values(), *tags.DUE.values(), tags.UNKNOWN]

    assert {look.tone for look in looks} <= set(re.findall(r"\.tone-([a-z]+)", CSS))


@pytest.mark.parametrize("name", ERROR_PAGES)
def test_an_error_page_is_drawn_without_any_context(name: str) -> None:
    page = render_to_string(f"{name}.html")

    assert page.count("<h1>") == 1
    assert 'href="/"' in page


def test_the_page_for_a_broken_server_stands_alone() -> None:
    source = (TEMPLATES / "500.html").read_text()

    assert re.findall(r"\{% (extends|include|url|static|load) ", source) == []
    assert {(STATIC / path).is_file() for path in re.findall(r'"/static/([^"]+)"', source)} == {
        True
    }


def test_the_page_for_a_broken_server_needs_no_list_of_hashed_names(
    settings: Settings, tmp_path: Path
) -> None:
    settings.STATIC_ROOT = str(tmp_path)
    hashed = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": hashed}}

    assert "Ada gangguan di pihak kami" in render_to_string("500.html")


def test_every_vendored_file_is_the_one_that_was_checked() -> None:
    vendor = STATIC / "vendor"
    listing = vendor / "SHA256SUMS"
    lines = listing.read_text().splitlines() if listing.exists() else []
    listed = {path: digest for digest, path in (line.split(maxsplit=1) for line in lines)}
    present = {
        str(path.relative_to(vendor)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in vendor.rglob("*")
        if path.is_file() and path != listing
    }

    assert present == listed
