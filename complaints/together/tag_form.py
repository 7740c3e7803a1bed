"""The form behind a tag's row, for the town's list and for an agency's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from complaints.fields import plain
from complaints.models import Tag
from complaints.together import tags

if TYPE_CHECKING:
    BaseForm = forms.ModelForm[Tag]
else:
    BaseForm = forms.ModelForm


class TagForm(BaseForm):
    """A tag of the town, or of one agency: its name, whether it is used, and what it means now."""

    class Meta:
        model = Tag
        fields = ("name", "merged_into", "is_active")
        labels: ClassVar[dict[str, str]] = {"merged_into": "Gabungkan ke tanda lain"}
        help_texts: ClassVar[dict[str, str]] = {
            "name": "Kata umum, bukan nama orang. Tanpa koma.",
            "merged_into": "Semua laporan bertanda ini lalu tampil dengan tanda yang lain itu.",
            "is_active": "Bila tidak, tanda tetap pada laporannya tetapi tidak ditawarkan lagi.",
        }

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.same_owner = Tag.objects.filter(agency=self.instance.agency_id)
        others = self.same_owner.filter(merged_into__isnull=True, is_active=True)
        others |= self.same_owner.filter(pk__in=[self.instance.merged_into_id or 0])
        chosen: Any = self.fields["merged_into"]
        chosen.queryset = others.exclude(pk=self.instance.pk)
        chosen.empty_label = "Tidak digabung"
        self.fields["name"].widget.attrs.pop("maxlength", None)  # the answer says what is too long
        self.fields["name"].validators = []
        if not self.instance.pk:
            del self.fields["merged_into"]

    def clean_name(self) -> str:
        """Refuse what cannot be a name, and one that is there already.

        Raises:
            ValidationError: with the reason.
        """
        name = " ".join(plain(self.cleaned_data["name"]).split())
        if wrong := tags.why_not(name):
            raise ValidationError(wrong)
        if self.same_owner.filter(name__iexact=name).exclude(pk=self.instance.pk).exists():
            raise ValidationError(f"Tanda “{name}” sudah ada.")
        return name

    def clean(self) -> dict[str, Any]:
        """Take a merged tag out of use, and refuse more tags than one can choose from."""
        data = super().clean() or {}
        if data.get("merged_into") is not None:
            data["is_active"] = False
        in_use = self.same_owner.filter(is_active=True).exclude(pk=self.instance.pk)
        if data.get("is_active") and in_use.count() >= tags.MOST_OF_OWNER:
            self.add_error(None, f"Paling banyak {tags.MOST_OF_OWNER} tanda yang dipakai.")
        return data


def gather_merged(row: Any) -> str:
    """Let what was merged into a tag follow it into another one; say what became of reports."""
    if row.merged_into is None:
        return ""
    Tag.objects.filter(merged_into=row).update(merged_into=row.merged_into)
    return f"Laporannya sekarang tampil dengan tanda {row.merged_into}."
