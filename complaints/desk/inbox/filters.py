"""The search line and the filters of the inbox; every choice has an address."""

from __future__ import annotations

from django import forms
from django.db.models import Q

from complaints.access import Desk
from complaints.desk.inbox.lists import search
from complaints.fields import Line
from complaints.states import State
from lapor import clock


class FilterForm(forms.Form):
    """What narrows a list; a value that is not understood narrows nothing."""

    q = Line(label="Cari nomor tiket atau kata", required=False, max_length=100)
    keadaan = forms.ChoiceField(
        label="Keadaan", required=False, choices=[("", "Semua keadaan"), *State.choices]
    )
    kategori = forms.ChoiceField(label="Kategori", required=False)
    kelurahan = forms.ChoiceField(label="Kelurahan", required=False)
    terlambat = forms.BooleanField(label="Hanya yang lewat tenggat", required=False)

    def __init__(self, *args: object, desk: Desk) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        categories = [(one.code, one.name) for one in desk.categories]
        wards = [(one.code, one.name) for one in desk.regions]
        self.fields["kategori"].choices = [("", "Semua kategori"), *categories]  # type: ignore[attr-defined]
        self.fields["kelurahan"].choices = [("", "Semua kelurahan"), *wards]  # type: ignore[attr-defined]

    def values(self) -> dict[str, str]:
        """Return what was understood, as it stands in an address."""
        self.is_valid()
        data = {name: self.cleaned_data.get(name) for name in self.fields}
        return {name: "1" if value is True else str(value) for name, value in data.items() if value}

    def condition(self) -> Q:
        """Return the condition for all that was chosen."""
        chosen = self.values()
        narrow = Q()
        if "keadaan" in chosen:
            narrow &= Q(status=chosen["keadaan"])
        if "kategori" in chosen:
            narrow &= Q(category__code=chosen["kategori"])
        if "kelurahan" in chosen:
            narrow &= Q(region__code=chosen["kelurahan"])
        if "terlambat" in chosen:
            narrow &= Q(next_due_at__lt=clock.now())
        if "q" in chosen:
            narrow &= search(chosen["q"])
        return narrow
