"""The forms of an agency: its data, its place in the tree, and who takes over when it closes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError

from agencies import tree
from agencies.models import Agency
from complaints.manage.lists.forms import SettingForm, fresh_code

TOWN_KINDS = frozenset({Agency.Kind.SECRETARIAT, Agency.Kind.INSPECTORATE, Agency.Kind.COORDINATOR})
"""The law needs one active office of each of these."""

if TYPE_CHECKING:
    AgencyChoice = forms.ModelChoiceField[Agency]
else:
    AgencyChoice = forms.ModelChoiceField


class PlaceField(AgencyChoice):
    """An agency, shown with what stands above it."""

    def label_from_instance(self, obj: Any) -> str:
        """Return the name, indented by its depth in the tree."""
        return f"{'– ' * len(obj.ancestor_ids)}{obj.short_name}"


def in_tree_order(agencies: list[Agency]) -> list[Agency]:
    """Return the agencies so that each follows the one above it, by name among equals."""
    names = {one.pk: one.name for one in agencies}

    def place(one: Agency) -> list[tuple[str, int]]:
        return [(names.get(pk, ""), pk) for pk in (*one.ancestor_ids, one.pk)]

    return sorted(agencies, key=place)


class AgencyForm(SettingForm):
    """The data of an agency; a new one also gets its place."""

    class Meta:
        model = Agency
        fields = ("name", "short_name", "kind", "region", "phone", "email", "address", "approval")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        region: Any = self.fields["region"]
        region.queryset = region.queryset.select_related("parent").order_by("level", "name")
        approval: Any = self.fields["approval"]
        approval.required = False
        approval.help_text = (
            "Berlaku juga untuk unit di bawahnya. Jawaban yang menolak, yang menjadwalkan, atau "
            "yang menyusul sanggahan selalu perlu persetujuan."
        )
        if self.instance.pk is None:
            self.fields["parent"] = PlaceField(
                label="Di bawah",
                queryset=Agency.objects.active().order_by("name"),
                required=False,
                empty_label="Tidak di bawah instansi lain",
            )

    def clean(self) -> dict[str, Any]:
        """Refuse a second office of a kind of which the law knows one.

        Raises:
            ValidationError: another active office is of this kind.
        """
        data = super().clean()
        data["approval"] = data.get("approval") or self.instance.approval
        kind = data.get("kind")
        others = Agency.objects.active().filter(kind=kind).exclude(pk=self.instance.pk)
        if kind in TOWN_KINDS and self.instance.is_active and others.exists():
            raise ValidationError({"kind": f"Jenis ini sudah dipegang {others[0]}."})
        if self.instance.pk and self.instance.kind in TOWN_KINDS and kind != self._kept_kind():
            raise ValidationError({"kind": "Jenis instansi ini tidak dapat diganti."})
        return data

    def _kept_kind(self) -> str:
        return Agency.objects.values_list("kind", flat=True).get(pk=self.instance.pk)

    def save(self, commit: bool = True) -> Any:
        """Give a new agency its code and its place."""
        if not self.instance.code:
            self.instance.code = fresh_code(Agency, self.cleaned_data["short_name"])
            self.instance.parent = self.cleaned_data["parent"]
            self.instance.ancestor_ids = tree.path_below(self.instance.parent)
        return super().save(commit)


class MoveForm(forms.Form):
    """Another place in the tree."""

    parent = PlaceField(
        label="Pindahkan ke bawah",
        queryset=Agency.objects.none(),
        required=False,
        empty_label="Tidak di bawah instansi lain",
        help_text="Semua unit di bawahnya ikut pindah.",
        error_messages={"invalid_choice": "Pilih instansi dari daftar."},
    )

    def __init__(self, *args: Any, agency: Agency, **more: Any) -> None:
        super().__init__(*args, **more)
        self.agency = agency
        below = agency.subtree().values("pk")
        field: Any = self.fields["parent"]
        field.queryset = Agency.objects.active().exclude(pk__in=below).order_by("name")
        self.initial.setdefault("parent", agency.parent_id)


class CloseForm(forms.Form):
    """Who takes over, and whether the people go along."""

    successor = PlaceField(
        label="Instansi penerus",
        queryset=Agency.objects.none(),
        required=False,
        empty_label="Tidak ada",
        help_text=("Menerima laporan yang masih berjalan, unit di bawahnya, dan kategorinya."),
        error_messages={
            "invalid_choice": "Pilih instansi dari daftar.",
            "required": "Pilih penerusnya: instansi ini masih memegang laporan atau unit.",
        },
    )
    takes_people = forms.BooleanField(
        label="Petugasnya ikut pindah dengan peran yang sama", required=False, initial=True
    )

    def __init__(self, *args: Any, agency: Agency, needs_heir: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        self.agency = agency
        below = agency.subtree().values("pk")
        field: Any = self.fields["successor"]
        field.required = needs_heir
        field.empty_label = "Pilih instansi penerus" if needs_heir else "Tidak ada"
        field.queryset = Agency.objects.active().exclude(pk__in=below).order_by("name")

    def clean(self) -> dict[str, Any]:
        """Refuse to leave reports or units without an office that has somebody to answer.

        Raises:
            ValidationError: no successor where one is needed, or one without a liaison.
        """
        data = super().clean() or {}
        heir = data.get("successor")
        if "successor" in self.errors:
            return data
        if heir is not None and not self._will_answer(heir, takes_people=data["takes_people"]):
            sentence = f"{heir} belum punya pejabat penghubung yang aktif. Undang satu dahulu."
            raise ValidationError({"successor": sentence})
        return data

    def _will_answer(self, heir: Agency, *, takes_people: bool) -> bool:
        if Agency.objects.addressable().filter(pk=heir.pk).exists():
            return True
        return takes_people and Agency.objects.addressable().filter(pk=self.agency.pk).exists()
