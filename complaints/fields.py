"""Form fields that citizens and officers share: words, telephone numbers, files, rows of tables."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model

from agencies import law
from complaints import uploads
from lapor.forms import FilesField, FilesInput

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

COUNTRY = "ID"
WORDS_LENGTH = 3000
KEPT_CONTROLS = frozenset("\n\t")
"""Control characters that mean something in a text."""
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that turn the direction of everything after them, in the rest of the page too."""

Groups = Sequence[tuple[str, Sequence[Model]]]
"""Rows to choose from, under headings; a heading may be empty."""


def plain(text: str) -> str:
    """Return a typed or pasted text without characters that the database or a page cannot show.

    Line ends become ``\\n``, letters are composed; letters of any script and emoji stay.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(
        character
        for character in text
        if character in KEPT_CONTROLS
        or (character not in TURNING and unicodedata.category(character) not in {"Cc", "Cs"})
    )


def is_blank(text: str) -> bool:
    """Tell whether a text has nothing to see in it, whatever invisible characters it holds."""
    return all(unicodedata.category(character)[0] in "ZC" for character in text)


class Words(forms.CharField):
    """A text in words; its length is counted as a reader would, and said when it is too long."""

    def __init__(self, *, max_length: int = WORDS_LENGTH, rows: int = 0, **more: Any) -> None:
        if rows:
            more.setdefault("widget", forms.Textarea({"rows": rows}))
        super().__init__(max_length=max_length, **more)
        self.validators = []

    def to_python(self, value: Any) -> str:
        """Return the plain text; an invisible one counts as empty."""
        text: str = super().to_python(plain(str(value)) if value else value) or ""
        return "" if is_blank(text) else text

    def validate(self, value: Any) -> None:
        """Refuse an empty text where one is needed, and one that is too long.

        Raises:
            ValidationError: with both numbers, and what to do with the rest.
        """
        super().validate(value)
        most = self.max_length or 0
        if len(value) > most:
            raise ValidationError(
                f"Terlalu panjang: {number(len(value))} karakter. "
                f"Paling banyak {number(most)} karakter.",
                code="max_length",
            )


class Line(Words):
    """A text on one line: line ends and tabs become blanks."""

    def to_python(self, value: Any) -> str:
        """Return the text on one line."""
        return " ".join(super().to_python(value).split())


class Phone(forms.CharField):
    """A phone number, kept in the international form."""

    widget = forms.TextInput({"type": "tel", "autocomplete": "tel", "inputmode": "tel"})

    def clean(self, value: Any) -> str:
        """Return ``+62…``, or an empty text.

        Raises:
            ValidationError: no number of any country.
        """
        typed = plain(str(value or ""))[:100].strip()
        if not typed:
            return ""
        try:
            parsed = phonenumbers.parse(typed, COUNTRY)
        except phonenumbers.NumberParseException:
            parsed = None
        if parsed is None or not phonenumbers.is_possible_number(parsed):
            raise ValidationError("Nomor ini tidak dikenali. Tulis seperti 0812 3456 7890.")
        return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


class Coordinate(forms.FloatField):
    """One half of a point that the browser may add; a wrong one is left out, not held against."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> float | None:
        """Return the number, or None when there is none or it cannot be one."""
        try:
            number_: float | None = super().clean(value)
        except ValidationError:
            return None
        return number_


class UploadsField(FilesField):
    """Photos and papers; :class:`StoresUploads` turns them into clean, stored files."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", "Foto atau berkas")
        options.setdefault("required", False)
        count, megabytes = law.limit("upload_files"), law.limit("upload_megabytes")
        limits = {"data-max-files": count, "data-max-megabytes": megabytes}
        options["widget"] = FilesInput({**limits, "accept": "image/*,.pdf"})
        super().__init__(**options)
        self.most = count
        if not self.help_text:
            self.help_text = (
                f"JPG, PNG, HEIC, atau PDF; paling banyak {count} berkas @ {megabytes} MB."
            )

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[bytes]]:
        """Check the number of files.

        Raises ``ValidationError`` when there are too many.
        """
        files = super().clean(data, initial)
        if len(files) > self.most:
            raise ValidationError(f"Paling banyak {self.most} berkas. Anda memilih {len(files)}.")
        return files


class StoresUploads(forms.Form):
    """A form that stores its files only when nothing else is wrong with it."""

    def clean(self) -> dict[str, Any]:
        """Check, re-encode and store the files, all of them or none."""
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        for name, field in self.fields.items():
            if isinstance(field, UploadsField):
                cleaned[name] = self._stored(name, cleaned.get(name) or [])
        return cleaned

    def _stored(self, name: str, files: Iterable[UploadedFile[bytes]]) -> list[uploads.CleanFile]:
        stored: list[uploads.CleanFile] = []
        for file in files:
            try:
                stored.append(uploads.clean(file))
            except ValidationError as error:
                self.add_error(name, error)
        if self.errors:
            uploads.discard(stored)
            return []
        return stored

    def discard_files(self) -> None:
        """Delete what was stored, when the verb did not happen after all."""
        for name, field in self.fields.items():
            if isinstance(field, UploadsField):
                uploads.discard(self.cleaned_data.get(name) or [])


class ObjectField(forms.ChoiceField):
    """A choice among rows that are already at hand; the clean value is the row, or None."""

    def __init__(self, *, empty: str = "Pilih…", groups: Groups = (), **options: Any) -> None:
        self.empty = empty
        self.rows: dict[str, Model] = {}
        super().__init__(**options)
        self.offer(groups)

    def offer(self, groups: Groups) -> None:
        """Set the rows to choose from."""
        self.rows, choices = _choices(groups)
        self.choices = [("", self.empty), *choices] if self.empty else choices

    def prepare_value(self, value: Any) -> Any:
        """Let ``initial`` be a row."""
        return str(value.pk) if isinstance(value, Model) else value

    def clean(self, value: Any) -> Any:
        """Return the chosen row."""
        return self.rows.get(str(super().clean(value)))


class ObjectsField(forms.MultipleChoiceField):
    """Several rows, as tick boxes in a list that scrolls; the clean value is a list of rows."""

    widget = forms.CheckboxSelectMultiple(attrs={"class": "options picks"})

    def __init__(self, *, groups: Groups = (), **options: Any) -> None:
        self.rows: dict[str, Model] = {}
        options.setdefault("required", False)
        super().__init__(**options)
        self.offer(groups)

    def offer(self, groups: Groups) -> None:
        """Set the rows to choose from."""
        self.rows, self.choices = _choices(groups)

    def prepare_value(self, value: Any) -> Any:
        """Let ``initial`` be rows."""
        if isinstance(value, list | tuple):
            return [str(one.pk) if isinstance(one, Model) else one for one in value]
        return value

    def clean(self, value: Any) -> Any:
        """Return the chosen rows, each once."""
        return [self.rows[key] for key in dict.fromkeys(super().clean(value)) if key in self.rows]


def _choices(groups: Groups) -> tuple[dict[str, Model], list[Any]]:
    rows = {str(row.pk): row for _, members in groups for row in members}
    choices: list[Any] = []
    for heading, members in groups:
        pairs = [(str(row.pk), str(row)) for row in members]
        choices += [(heading, pairs)] if heading and pairs else pairs
    return rows, choices


def number(value: int) -> str:
    """Return a number with the dots of Indonesian: 3.000."""
    return f"{value:,}".replace(",", ".")
