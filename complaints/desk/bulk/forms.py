"""What the actions for many reports ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError

from agencies.models import Officer
from complaints.desk.bulk import choice
from complaints.desk.tags.forms import NamesField
from complaints.fields import Line, ObjectField, Words
from complaints.law import reasons
from complaints.models import Complaint, Reason
from complaints.models.visibility import units_of
from complaints.reporters import receipts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from accounts.models import User
    from complaints.access import Desk

Role = Officer.Role
NEAR = (Role.LIAISON, Role.OPERATOR)
CHANGED = (
    "Pilihan Anda berubah sejak halaman ini dibuka, misalnya di tab lain. "
    "Periksa jumlahnya, lalu kirim lagi."
)


class BulkForm(forms.Form):
    """One action for the chosen reports."""

    token = forms.CharField(required=False, widget=forms.HiddenInput)
    choice = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, desk: Desk, chosen: Sequence[Complaint], **more: Any) -> None:
        super().__init__(*args, **more)
        self.desk, self.chosen = desk, chosen
        self.initial["token"] = receipts.new_token()
        self.initial["choice"] = choice.mark_of(chosen)
        self.prepare()

    def prepare(self) -> None:
        """Offer what there is to choose from."""

    def clean(self) -> dict[str, Any]:
        """Refuse a choice that is empty or not the one that the officer looked at."""
        cleaned = super().clean() or self.cleaned_data
        if not self.chosen:
            self.add_error(None, "Tidak ada laporan yang dipilih.")
        elif cleaned.get("choice") != choice.mark_of(self.chosen):
            self.add_error(None, CHANGED)
            self.data = {**self.data.dict(), "choice": choice.mark_of(self.chosen)}  # type: ignore[attr-defined]
        return cleaned

    @property
    def job_token(self) -> str:
        """The token under which the job is kept: a form sent twice is one job."""
        sent = str(self.cleaned_data["token"])
        return receipts.submission_of(sent if receipts.is_token(sent) else receipts.new_token())

    def arguments(self) -> dict[str, Any]:
        """Return the ids and codes that the job is started with."""
        return {}

    def words(self) -> str:
        """Return the words that go along."""
        return ""


class ForwardForm(BulkForm):
    """*Teruskan*: one agency for all."""

    lead = ObjectField(label="Instansi yang menangani", empty="Pilih instansi…")
    instruction = Words(
        label="Arahan untuk instansi",
        required=False,
        rows=3,
        help_text="Sama untuk semua laporan. Pelapor tidak membacanya.",
    )

    def prepare(self) -> None:
        """Offer the agencies with a liaison."""
        field = self.fields["lead"]
        assert isinstance(field, ObjectField)
        field.offer(self.desk.agency_groups())

    def arguments(self) -> dict[str, Any]:
        """Return the agency."""
        return {"lead": self.cleaned_data["lead"].pk}

    def words(self) -> str:
        """Return the instruction."""
        return str(self.cleaned_data["instruction"])


class AssignForm(BulkForm):
    """*Tugaskan*: one colleague for all, or nobody."""

    to = ObjectField(
        label="Petugas",
        empty="Tidak kepada siapa pun",
        required=False,
        help_text="Hanya laporan yang dipegang unitnya yang dapat ditugaskan kepadanya.",
    )

    def prepare(self) -> None:
        """Offer the colleagues."""
        field = self.fields["to"]
        assert isinstance(field, ObjectField)
        field.offer([("", colleagues(self.desk))])

    def arguments(self) -> dict[str, Any]:
        """Return the colleague."""
        to = self.cleaned_data["to"]
        return {"to": to.pk if to is not None else None}


class ArchiveForm(BulkForm):
    """*Arsipkan*: one reason and one explanation for all."""

    reason = forms.ChoiceField(label="Alasan", widget=forms.RadioSelect)
    explanation = Words(
        label="Penjelasan untuk pelapor",
        help_text="Setiap pelapor membacanya. Sebutkan ke mana ia dapat pergi.",
        rows=3,
    )

    def prepare(self) -> None:
        """Offer the reasons."""
        self.fields["reason"].choices = reasons.choices(Reason.Verb.ARCHIVE)  # type: ignore[attr-defined]

    def arguments(self) -> dict[str, Any]:
        """Return the reason."""
        return {"reason": self.cleaned_data["reason"]}

    def words(self) -> str:
        """Return the explanation."""
        return str(self.cleaned_data["explanation"])


class MergeForm(BulkForm):
    """*Gabungkan*: the chosen ones go on under a main report."""

    main = Line(
        label="Nomor tiket laporan utama",
        max_length=20,
        help_text="Masih terbuka. Bila ia sendiri ikut dipilih, ia tetap laporan utama.",
    )

    def clean_main(self) -> Complaint:
        """Find the main report. Raises ``ValidationError`` when there is none."""
        return self.desk.find(self.cleaned_data["main"])

    def arguments(self) -> dict[str, Any]:
        """Return the main report."""
        return {"main": self.cleaned_data["main"].pk}


class TagForm(BulkForm):
    """*Beri tanda*: one tag for all, known or new."""

    names = NamesField(
        label="Tanda",
        required=True,
        help_text="Pilih dari daftar, atau tulis satu kata baru. Warga tidak melihat tanda.",
    )

    @property
    def offered(self) -> list[str]:
        """The names to choose from."""
        return [str(row) for row in self.desk.tags.offered]

    def clean_names(self) -> list[str]:
        """Take one name. Raises ``ValidationError`` when there are more or it is switched off."""
        names: list[str] = self.cleaned_data["names"]
        if len(names) != 1:
            raise ValidationError("Satu tanda sekali jalan.")
        known = self.desk.tags.named(names[0])
        if known is not None and not known.is_active:
            raise ValidationError(f"Tanda “{known}” sudah tidak dipakai.")
        return names

    def arguments(self) -> dict[str, Any]:
        """Return the name."""
        return {"name": self.cleaned_data["names"][0]}


class UntagForm(BulkForm):
    """*Cabut tanda*: one tag that is taken off all."""

    tag = ObjectField(label="Tanda", empty="Pilih tanda…")

    def prepare(self) -> None:
        """Offer the tags that the officer may read, switched off ones too."""
        field = self.fields["tag"]
        assert isinstance(field, ObjectField)
        field.offer([("", self.desk.tags.all)])
        field.error_messages["invalid_choice"] = "Tanda ini tidak ada di daftar Anda."

    def arguments(self) -> dict[str, Any]:
        """Return the name."""
        return {"name": self.cleaned_data["tag"].name}


class ExportForm(BulkForm):
    """*Unduh*: which kind of file."""

    kind = forms.ChoiceField(
        label="Jenis berkas",
        choices=[("xlsx", "Excel (XLSX)"), ("csv", "CSV")],
        initial="xlsx",
        widget=forms.RadioSelect,
    )


def colleagues(desk: Desk) -> list[User]:
    """Return to whom the officer may give reports, by name; the verb judges each report again."""
    leading = [o for o in desk.officers if o.role in (Role.LIAISON, Role.SUPERVISOR)]
    found: dict[int, User] = {}
    seats = Officer.objects.active()
    if Role.VERIFIER in desk.roles:
        found |= {user.pk: user for user in seats.filter(role=Role.VERIFIER).people()}
    if leading:
        near = seats.filter(agency__in=units_of(leading), role__in=NEAR)
        found |= {user.pk: user for user in near.people()}
    if Role.OPERATOR in desk.roles:
        found[desk.user.pk] = desk.user
    return sorted(found.values(), key=str)
