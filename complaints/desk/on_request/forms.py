"""The form with which a reporter proves at a counter to be the reporter."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from complaints import on_request
from complaints.access import Desk
from complaints.fields import Line
from complaints.law.roles import Proof
from complaints.models import Complaint
from complaints.reporters import receipts
from lapor.forms import Choices

WRONG = "Nomor tiket dan kode tanda terima tidak cocok. Periksa keduanya, lalu coba lagi."
NOT_THERE = "Tidak ada laporan dengan nomor tiket ini yang dapat Anda buka."


class Unseen(forms.PasswordInput):
    """A line for a code: drawn as dots by the style, never written back into the page.

    It is no password field, or browsers would offer to keep the code.
    """

    input_type = "text"


class ProofForm(forms.Form):
    """Ticket, and the receipt code or a signed letter."""

    unmarked = ("receipt",)

    code = Line(
        label="Nomor tiket",
        max_length=60,
        help_text="8 huruf dan angka.",
        widget=forms.TextInput(
            {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        error_messages={"required": "Tulis nomor tiket."},
    )
    proof = forms.ChoiceField(
        label="Apa buktinya?",
        choices=[
            (Proof.CODE.value, "Pelapor mengetik kode tanda terimanya"),
            (Proof.LETTER.value, "Surat bertanda tangan"),
        ],
        initial=Proof.CODE.value,
        widget=Choices(
            hints={
                Proof.CODE.value: "Serahkan papan ketik kepada pelapor.",
                Proof.LETTER.value: "Hanya untuk laporan yang Anda lihat. Suratnya dipindai.",
            }
        ),
        error_messages={"required": "Pilih buktinya.", "invalid_choice": "Pilih buktinya."},
    )
    receipt = Line(
        label="Kode tanda terima",
        required=False,
        max_length=100,
        help_text="16 angka, diketik pelapor sendiri. Tidak disimpan dan tidak ditampilkan lagi.",
        widget=Unseen(
            {
                "autocomplete": "off",
                "inputmode": "numeric",
                "spellcheck": "false",
                "class": "unseen",
            }
        ),
    )
    shows = forms.BooleanField(label="Tampilkan kode selagi diketik", required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for the code where it is the proof."""
        cleaned = super().clean() or self.cleaned_data
        is_code = cleaned.get("proof") == Proof.CODE
        if is_code and not cleaned.get("receipt") and "receipt" not in self.errors:
            self.add_error("receipt", "Minta pelapor mengetik kode tanda terimanya.")
        if not is_code:
            self.errors.pop("receipt", None)
        return cleaned

    @property
    def ticket(self) -> str:
        """The ticket as it is stored, for the bucket of tries."""
        return receipts.normal_code(self.cleaned_data["code"])

    @property
    def is_by_code(self) -> bool:
        """Whether the receipt code is the proof."""
        return bool(self.cleaned_data["proof"] == Proof.CODE)

    def found(self, desk: Desk) -> Complaint | None:
        """Return the report that was proved, or None with the reason on the form."""
        if self.is_by_code:
            asked = on_request.asked_by_code(
                self.cleaned_data["code"], self.cleaned_data["receipt"]
            )
            if asked is None:
                self.add_error(None, WRONG)
            return asked
        try:
            seen = desk.find(self.cleaned_data["code"])
        except ValidationError:
            self.add_error("code", NOT_THERE)
            return None
        why_not = on_request.why_no_letter(seen)
        if why_not:
            self.add_error("proof", why_not)
        return None if why_not else seen
