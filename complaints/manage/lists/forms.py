"""The forms behind the lists of settings; each says in words what a wrong value is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify

from agencies.models import (
    Agency,
    EscalationLevel,
    Holiday,
    Limit,
    OfficeHours,
    OutsideBody,
    Promise,
)
from complaints.fields import plain
from complaints.models import Reason
from lapor.forms import DayInput
from routing.models import Category, DangerWord, Hotline, Rule, Topic

if TYPE_CHECKING:
    BaseForm = forms.ModelForm[Any]
else:
    BaseForm = forms.ModelForm

MOST_ORDER = 999
MOST_LIMIT = 10_000
WHICH_WORDS = (
    "Kata yang harus ada di judul atau isi laporan, misalnya lampu jalan. Semua syarat yang diisi "
    "harus terpenuhi; isi paling sedikit satu."
)


class SettingForm(BaseForm):
    """A form of one row: plain text everywhere, and columns that a saved row keeps."""

    kept: ClassVar[tuple[str, ...]] = ()
    """Columns that can be chosen only while the row is new, because reports name them."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        if self.instance.pk:
            for name in self.kept:
                del self.fields[name]
        for one in self.fields.values():
            if isinstance(one, forms.CharField):
                one.widget.attrs.pop("maxlength", None)  # the answer says what is too long
        if "order" in self.fields:
            self.fields["order"].max_value = MOST_ORDER  # type: ignore[attr-defined]
            self.fields["order"].help_text = "Angka kecil tampil lebih dahulu."

    def clean(self) -> dict[str, Any]:
        """Take characters out that no page can show."""
        data = super().clean() or {}
        for name, value in data.items():
            if isinstance(value, str):
                data[name] = plain(value).strip()
        return data


def fresh_code(model: Any, name: str) -> str:
    """Return a code for a new row, made from its name, that no row has yet."""
    base = slugify(name)[:36] or "baru"
    taken = set(model.objects.filter(code__startswith=base).values_list("code", flat=True))
    code, number = base, 2
    while code in taken:
        code, number = f"{base}-{number}", number + 1
    return code


class CategoryForm(SettingForm):
    """A category and who usually answers."""

    class Meta:
        model = Category
        fields = (
            "name",
            "national_id",
            "goes_to",
            "default_agency",
            "keywords",
            "needs_place",
            "starts_unpublished",
            "order",
            "is_active",
        )
        widgets = {"keywords": forms.Textarea({"rows": 3})}

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        own = Agency.objects.filter(pk=self.instance.default_agency_id)
        chosen: Any = self.fields["default_agency"]
        chosen.queryset = (Agency.objects.active() | own).distinct().order_by("name")
        chosen.empty_label = "Belum ada"
        chosen.help_text = "Disarankan lebih dahulu saat laporan diteruskan."

    def clean_keywords(self) -> list[str]:
        """Keep small letters with single blanks, as the engine compares them."""
        rows = [" ".join(one.lower().split()) for one in self.cleaned_data["keywords"]]
        return list(dict.fromkeys(one for one in rows if one))

    def clean_default_agency(self) -> Agency | None:
        """Refuse a closed agency.

        Raises:
            ValidationError: the agency is not active.
        """
        agency: Agency | None = self.cleaned_data["default_agency"]
        if agency is not None and not agency.is_active:
            raise ValidationError(f"{agency} sudah ditutup. Pilih instansi lain.")
        return agency

    def save(self, commit: bool = True) -> Any:
        """Give a new category its code."""
        if not self.instance.code:
            self.instance.code = fresh_code(Category, self.cleaned_data["name"])
        return super().save(commit)


class RuleForm(SettingForm):
    """Which words and places lead to which agency."""

    class Meta:
        model = Rule
        fields = ("category", "region", "keyword", "agency", "weight")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        own = Agency.objects.filter(pk=self.instance.agency_id)
        chosen: Any = self.fields["agency"]
        chosen.queryset = (Agency.objects.active() | own).distinct().order_by("name")
        chosen.empty_label = "Pilih instansi"
        for name, everything in (("category", "Semua kategori"), ("region", "Semua wilayah")):
            self.fields[name].empty_label = everything  # type: ignore[attr-defined]
        self.fields["keyword"].help_text = WHICH_WORDS

    def clean_agency(self) -> Agency:
        """Refuse a closed agency.

        Raises:
            ValidationError: the agency is not active.
        """
        agency: Agency = self.cleaned_data["agency"]
        if not agency.is_active:
            raise ValidationError(f"{agency} sudah ditutup. Pilih instansi lain.")
        return agency


class PromiseForm(SettingForm):
    """How long a clock runs in one case."""

    kept = ("clock", "case")

    class Meta:
        model = Promise
        fields = ("clock", "case", "amount", "unit")


class LimitForm(SettingForm):
    """One number of the rules."""

    class Meta:
        model = Limit
        fields = ("value",)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["value"].help_text = self.instance.description

    def clean_value(self) -> int:
        """Refuse what can only be a slip of the keyboard.

        Raises:
            ValidationError: larger than any limit can be.
        """
        value = int(self.cleaned_data["value"])
        if value > MOST_LIMIT:
            raise ValidationError("Angka ini terlalu besar. Paling besar 10.000.")
        return value


class HolidayForm(SettingForm):
    """A day on which no office works."""

    class Meta:
        model = Holiday
        fields = ("date", "name", "kind")
        widgets = {"date": DayInput}


class OfficeHoursForm(SettingForm):
    """One stretch of office time on one weekday."""

    class Meta:
        model = OfficeHours
        fields = ("weekday", "opens", "closes")
        widgets = {
            "opens": forms.TimeInput({"type": "time"}, format="%H:%M"),
            "closes": forms.TimeInput({"type": "time"}, format="%H:%M"),
        }


class LevelForm(SettingForm):
    """Who is told how long before or after a due moment."""

    class Meta:
        model = EscalationLevel
        fields = ("level", "after_days", "audience")


class ReasonForm(SettingForm):
    """A reason that a verb asks for; reports may name its code."""

    kept = ("verb",)

    class Meta:
        model = Reason
        fields = ("verb", "label", "hint", "after_asking", "is_junk", "order", "is_active")

    def save(self, commit: bool = True) -> Any:
        """Give a new reason its code."""
        if not self.instance.code:
            self.instance.code = fresh_code(Reason, self.cleaned_data["label"])
        return super().save(commit)


class BodyForm(SettingForm):
    """A body outside the town."""

    class Meta:
        model = OutsideBody
        fields = (
            "name",
            "kind",
            "phone",
            "email",
            "website",
            "address",
            "steps",
            "in_person",
            "is_active",
        )
        widgets = {"steps": forms.Textarea({"rows": 4})}
        field_classes = {"website": forms.URLField}

    website = forms.URLField(label="Situs web", required=False, assume_scheme="https")


class HotlineForm(SettingForm):
    """A number to call before one writes."""

    topics = forms.MultipleChoiceField(
        label="Untuk bahaya",
        choices=Topic.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Kosong: selalu tampil. Yang menyebut jenis bahayanya tampil lebih dahulu.",
    )

    class Meta:
        model = Hotline
        fields = ("number", "name", "note", "topics", "order", "is_active")


class DangerWordForm(SettingForm):
    """A word that marks a report as danger now."""

    class Meta:
        model = DangerWord
        fields = ("word", "topic", "marks_report", "is_active")
