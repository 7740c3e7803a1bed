"""Words, icons and tones that templates ask for by name."""

from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from django import template
from django.forms import BoundField
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from lapor import options, words

register = template.Library()

SPRITE = "img/icons.svg"


class Look(NamedTuple):
    """How a state is shown beside its words: a colour family and an icon."""

    tone: str
    icon: str


STATES = {
    "received": Look("neutral", "inbox"),
    "verified": Look("info", "check"),
    "forwarded": Look("info", "send"),
    "followed_up": Look("progress", "tools"),
    "answered": Look("question", "chat"),
    "resolved": Look("success", "done"),
    "needs_info": Look("warning", "question"),
    "referred": Look("info", "external"),
    "appealed": Look("question", "scale"),
    "archived": Look("neutral", "archive"),
    "merged": Look("neutral", "merge"),
}
OUTCOMES = {
    "auto": Look("neutral", "done"),
    "planned": Look("progress", "calendar"),
}
DUE = {
    "late": Look("danger", "alert"),
    "today": Look("warning", "bell"),
    "soon": Look("progress", "clock"),
    "fine": Look("neutral", "clock"),
    "paused": Look("neutral", "pause"),
    "done": Look("success", "done"),
}
NOTICES = {
    "info": "info",
    "success": "done",
    "warning": "alert",
    "danger": "alert",
    "error": "alert",
    "debug": "info",
}
UNKNOWN = Look("neutral", "info")


@register.filter
def moment(value: datetime | None) -> str:
    """A date with its time: "Senin, 23 November 2026 pukul 16.00 WIB"."""
    return words.moment(value) if value else ""


@register.filter
def day(value: date | None) -> str:
    """A date without time: "Senin, 23 November 2026"."""
    return words.day(value) if value else ""


@register.filter
def receipt(value: str | None) -> str:
    """A receipt code in groups of four."""
    return words.receipt(value or "")


@register.filter
def state_tone(code: str) -> str:
    """The colour family of a state, an outcome or a due time."""
    return _look(code).tone


@register.filter
def state_icon(code: str) -> str:
    """The icon of a state, an outcome or a due time."""
    return _look(code).icon


@register.filter
def notice_icon(tone: str) -> str:
    """The icon of a notice."""
    return NOTICES.get(tone, "info")


@register.filter
def kept_hidden(field: BoundField) -> SafeString:
    """Draw what was typed as hidden inputs; the words that explain the field are not on the page."""
    field.help_text = ""
    return field.as_hidden()


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Draw an icon of the sprite; without a label it is decoration beside words."""
    if not label:
        return _decoration(name)
    return format_html(
        '<svg class="icon" role="img" aria-label="{}"><use href="{}#{}"></use></svg>',
        label,
        static(SPRITE),
        name,
    )


@lru_cache(maxsize=128)
def _decoration(name: str) -> SafeString:
    """Draw it once: a list asks for hundreds, and each would look up the address of the sprite."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static(SPRITE),
        name,
    )


@register.simple_tag
def state_badge(code: str, said: str) -> SafeString:
    """Draw the state of a report, or an outcome: icon and words, with a colour that repeats them."""
    return _badge("badge", _look(code), said)


@register.simple_tag
def due_badge(code: str, said: str) -> SafeString:
    """Draw how a running time stands: icon and words."""
    return _badge("badge due", _look(code), said)


@lru_cache(maxsize=1024)
def _badge(classes: str, look: Look, said: str) -> SafeString:
    """Draw it once: a list has two in each row, and a town says the same few things."""
    return format_html(
        '<span class="{} tone-{}">{}{}</span>', classes, look.tone, _decoration(look.icon), said
    )


@register.simple_tag
@lru_cache(maxsize=512)
def time_used(percent: int, due: str) -> SafeString:
    """Draw how much of a promised working time is used: a bar, and words for who does not see it."""
    return format_html(
        '<span class="time-used"><svg class="bar tone-{}" aria-hidden="true" width="100%" '
        'height="6"><rect class="time-left" width="100%" height="6" rx="3"></rect>'
        '<rect width="{}%" height="6" rx="3"></rect></svg>'
        '<span class="sr">{} % waktu kerja terpakai</span></span>',
        _look(due).tone,
        percent,
        percent,
    )


register.filter("choices_of_list", options.of_list)
register.filter("choices_to_tick", options.of_ticks)


def _look(code: str) -> Look:
    return STATES.get(code) or OUTCOMES.get(code) or DUE.get(code) or UNKNOWN
