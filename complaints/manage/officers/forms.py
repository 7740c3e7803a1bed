"""The forms about people: whom to look for, whom to invite, who takes over."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.models import LONGEST_EMAIL, User
from agencies.models import Agency, Officer
from complaints.access import Desk
from complaints.fields import Line
from complaints.manage.agencies.forms import PlaceField, in_tree_order
from complaints.manage.officers import naming, rights
from complaints.manage.spreadsheets import SpreadsheetField, SpreadsheetForm

LONGEST_NAME = 150
STATES = (("", "Aktif"), ("nonaktif", "Nonaktif"), ("semua", "Semua"))


def role_words(role: str) -> str:
    """Return a role as it begins a line."""
    said = str(Officer.Role(role).label)
    return said[:1].upper() + said[1:]


class OfficersForm(forms.Form):
    """What narrows the list; a value that is not understood narrows nothing."""

    q = Line(label="Cari nama atau e-mail", required=False, max_length=100)
    instansi = forms.ChoiceField(label="Instansi", required=False)
    peran = forms.ChoiceField(label="Peran", required=False)
    keadaan = forms.ChoiceField(label="Keadaan", required=False, choices=STATES)

    def __init__(self, *args: Any, desk: Desk) -> None:
        super().__init__(*args)
        rows = in_tree_order(rights.agencies_of(desk))
        agencies = [(one.code, f"{'– ' * len(one.ancestor_ids)}{one.short_name}") for one in rows]
        self.fields["instansi"].choices = [("", "Semua instansi"), *agencies]  # type: ignore[attr-defined]
        roles = [(role, role_words(role)) for role in Officer.Role.values]
        self.fields["peran"].choices = [("", "Semua peran"), *roles]  # type: ignore[attr-defined]

    def values(self) -> dict[str, str]:
        """Return what was understood, as it stands in an address."""
        self.is_valid()
        return {name: str(value) for name, value in self.cleaned_data.items() if value}


class RolesForm(forms.Form):
    """Roles for somebody in one agency."""

    agency = PlaceField(
        label="Instansi",
        queryset=Agency.objects.none(),
        empty_label="Pilih instansi",
        error_messages={"required": "Pilih instansi.", "invalid_choice": "Pilih dari daftar."},
    )
    roles = forms.MultipleChoiceField(
        label="Peran",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Pilih paling sedikit satu peran."},
    )

    def __init__(self, *args: Any, desk: Desk, user: User | None = None, **more: Any) -> None:
        super().__init__(*args, **more)
        self.desk, self.user = desk, user
        agency: Any = self.fields["agency"]
        ids = [one.pk for one in rights.agencies_of(desk)]
        agency.queryset = Agency.objects.filter(pk__in=ids).order_by("name")
        roles: Any = self.fields["roles"]
        roles.choices = [(role, role_words(role)) for role in rights.nameable(desk)]

    def clean(self) -> dict[str, Any]:
        """Refuse what the law or the officer's own limits do not allow.

        Raises:
            ValidationError: with a sentence beside the roles.
        """
        data = super().clean() or {}
        agency, roles = data.get("agency"), data.get("roles") or []
        if agency is None:
            return data
        user = self.user or self._known(data.get("email", ""))
        for role in roles:
            if not rights.may_name(self.desk, role, agency):
                words = f"Anda tidak dapat menunjuk {Officer.Role(role).label} di {agency}."
                raise ValidationError({"roles": words})
            try:
                naming.check(user, agency, role)
            except naming.Unfit as error:
                raise ValidationError({"roles": str(error)}) from error
        if {Officer.Role.CUSTODIAN}.issubset(roles) and set(naming.APART).intersection(roles):
            words = naming.clash(Officer.Role.CUSTODIAN, set(roles) - {Officer.Role.CUSTODIAN})
            raise ValidationError({"roles": words})
        return data

    def _known(self, email: str) -> User | None:
        return User.objects.filter(email=User.objects.normalize_email(email)).first()


class InviteForm(RolesForm):
    """Somebody new, or somebody who gets further roles."""

    name = Line(
        label="Nama", max_length=LONGEST_NAME, error_messages={"required": "Tulis namanya."}
    )
    email = forms.EmailField(
        label="Alamat e-mail dinas",
        max_length=LONGEST_EMAIL,
        help_text="Undangan dikirim ke sini.",
        error_messages={
            "required": "Tulis alamat e-mailnya.",
            "invalid": "Alamat e-mail ini tidak lengkap. Contoh: nama@kota.go.id.",
        },
    )
    field_order = ("name", "email", "agency", "roles")


class UserField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic only in the stubs
    """A person from a short list."""

    def label_from_instance(self, obj: Any) -> str:
        """Return the name with the address."""
        return f"{obj} ({obj.email})"


class LeaveForm(forms.Form):
    """Who takes over when a role ends."""

    heir = UserField(
        label="Pejabat penghubung pengganti",
        queryset=User.objects.none(),
        empty_label="Pilih pengganti",
        error_messages={"required": "Pilih penggantinya.", "invalid_choice": "Pilih dari daftar."},
    )
    colleague = UserField(
        label="Laporan yang ditugaskan kepadanya pindah ke",
        queryset=User.objects.none(),
        required=False,
        empty_label="Tidak ada, biarkan tanpa petugas",
        error_messages={"invalid_choice": "Pilih dari daftar."},
    )

    def __init__(self, *args: Any, seat: Officer, **more: Any) -> None:
        super().__init__(*args, **more)
        if naming.needs_heir(seat):
            self._offer("heir", naming.heirs(seat))
        else:
            del self.fields["heir"]
        if naming.assigned(seat).exists():
            self._offer("colleague", naming.colleagues(seat))
        else:
            del self.fields["colleague"]

    def _offer(self, name: str, people: list[User]) -> None:
        field: Any = self.fields[name]
        field.queryset = User.objects.filter(pk__in=[one.pk for one in people]).order_by("name")


class UploadForm(SpreadsheetForm):
    """A spreadsheet with officers."""

    file = SpreadsheetField(
        megabytes=2,
        instead="Bagi menjadi beberapa berkas.",
        help_text="Paling banyak 500 baris dan 2 MB.",
    )
