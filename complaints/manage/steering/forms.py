"""What may be chosen about routing: the period of its page, and the switch of an agency."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from agencies.models import Agency
from complaints.models import AutoForward
from complaints.models.routed import LEAST_THRESHOLD, MOST_THRESHOLD
from complaints.routed.quality import LONGEST, WEEKS

if TYPE_CHECKING:
    BaseForm = forms.ModelForm[AutoForward]
else:
    BaseForm = forms.ModelForm

PERIODS = ((4, "4 minggu"), (WEEKS, "12 minggu"), (26, "26 minggu"), (LONGEST, "52 minggu"))
OUT_OF_RANGE = f"Isi angka dari {LEAST_THRESHOLD} sampai {MOST_THRESHOLD}."


class PeriodForm(forms.Form):
    """How many weeks are shown, and of which agency; what is not understood does nothing."""

    unmarked = ("minggu", "instansi")

    minggu = forms.TypedChoiceField(label="Waktu", choices=PERIODS, coerce=int, required=False)
    instansi = forms.ChoiceField(label="Instansi", required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        agencies = Agency.objects.active().order_by("name").values_list("code", "short_name")
        self.fields["instansi"].choices = [("", "Semua instansi"), *agencies]  # type: ignore[attr-defined]
        self.initial["minggu"] = WEEKS

    def values(self) -> tuple[int, str]:
        """Return the number of weeks and the code of the agency, empty for all."""
        self.is_valid()
        data = getattr(self, "cleaned_data", {})
        return data.get("minggu") or WEEKS, data.get("instansi") or ""


class SwitchForm(BaseForm):
    """Whether the system may forward to an agency by itself."""

    class Meta:
        model = AutoForward
        fields = ("is_on", "threshold")
        labels = {
            "is_on": "Teruskan otomatis ke instansi ini",
            "threshold": "Keyakinan paling rendah (dari 100)",
        }
        help_texts = {
            "is_on": "Tidak pernah laporan yang anonim, rahasia, tersegel, berbahaya, diimpor, "
            "atau memuat data pribadi.",
            "threshold": "Sistem meneruskan sendiri hanya bila seyakin ini. Isi "
            f"{LEAST_THRESHOLD} sampai {MOST_THRESHOLD}: makin besar, makin jarang dan makin tepat.",
        }
        error_messages = {
            "threshold": {"min_value": OUT_OF_RANGE, "max_value": OUT_OF_RANGE},
        }
