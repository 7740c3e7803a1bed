"""How forms draw themselves: the renderer, its bound field, and the few widgets HTML lacks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms.renderers import TemplatesSetting


class Field(forms.BoundField):
    """A form field that also knows what its template wants to say about it."""

    @property
    def is_optional(self) -> bool:
        """Whether the label says "(opsional)"; a tick box may always be left alone.

        A form names in ``unmarked`` the fields that are not required by themselves and yet not
        optional: a question with an answer marked already, or one of two that must be answered.
        """
        unmarked = self.name in getattr(self.form, "unmarked", ())
        return not (self.field.required or self.is_tick or unmarked)

    @property
    def is_tick(self) -> bool:
        """Whether this is a single tick box, whose label stands beside it."""
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def limit(self) -> int | None:
        """The most characters a long text may have, counted below it while typing."""
        if not isinstance(self.field.widget, forms.Textarea):
            return None
        return self.field.widget.attrs.get("maxlength")

    @property
    def anchor(self) -> str:
        """The id that a link in the error summary jumps to."""
        first = "_0" if self.use_fieldset else ""
        return self.id_for_label or f"{self.auto_id}{first}"

    @property
    def mistakes(self) -> list[str]:
        """The errors for the summary, where "must not be empty" alone would not say what."""
        unnamed = {str(forms.Field.default_error_messages["required"])}
        unnamed |= {one.messages[0] for one in self.errors.as_data() if one.code == "max_length"}
        name = str(self.label).rstrip("?:")
        return [f"{name}: {one}" if one in unnamed else str(one) for one in self.errors]

    @property
    def aria_describedby(self) -> str | None:
        """Name the hint, the error and the character count, in the order they are shown."""
        described = super().aria_describedby
        if described is None or not self.limit:
            return described
        return f"{described} {self.auto_id}_count".strip()


class Renderer(TemplatesSetting):
    """Draw forms with the project's own templates under `templates/django/forms/`."""

    bound_field_class = Field


class DayInput(forms.DateInput):
    """A date in the browser's own picker, which wants ISO dates whatever the language is."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Return what the template needs; what is no date stands there as it was typed.

        A picker would throw it away.
        """
        context = super().get_context(name, value, attrs)
        typed = context["widget"]["value"]
        if typed and not _is_day(typed):
            context["widget"]["type"] = "text"
        return context


def _is_day(typed: str) -> bool:
    """Whether this is a day as a picker takes it: year-month-day, and there is such a day."""
    try:
        return date.fromisoformat(typed).isoformat() == typed
    except ValueError:
        return False


class Choices(forms.RadioSelect):
    """Radio buttons as large cards; `hints` explains a choice in one sentence by its value."""

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        choices: Sequence[tuple[str, str]] = (),
        *,
        hints: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__({"class": "options cards", **(attrs or {})}, choices)
        self.hints = dict(hints or {})

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the hint of this choice to what the option's template is given."""
        option = super().create_option(*args, **kwargs)
        option["hint"] = self.hints.get(str(option["value"]), "")
        return option


class Stars(forms.RadioSelect):
    """A rating from 1 to 5 in words; works with the arrow keys and without colour."""

    words = (
        ("5", "Sangat puas"),
        ("4", "Puas"),
        ("3", "Cukup"),
        ("2", "Kurang puas"),
        ("1", "Tidak puas"),
    )

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "options stars", **(attrs or {})}, self.words)

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add how many of five stars this choice shows."""
        option = super().create_option(*args, **kwargs)
        value = str(option["value"])
        if value.isdecimal():
            option["stars"] = "★" * int(value) + "☆" * (5 - int(value))
        return option


class FilesInput(forms.ClearableFileInput):
    """Several files at once, whose names are listed below before they are sent."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/files.html"


class FilesField(forms.FileField):
    """Several uploaded files; `cleaned_data` holds a list, empty when nothing was chosen."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[bytes]]:
        """Check each file as one file; a missing one counts only when the field is required."""
        chosen = [one for one in (data if isinstance(data, list | tuple) else [data]) if one]
        if not chosen:
            super().clean(None, initial)
            return []
        return [super(FilesField, self).clean(one, initial) for one in chosen]
