"""What the verbs of the agencies ask for: following up, answering, handing on."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils import timezone

from agencies import law
from complaints import actions, uploads
from complaints.desk.verbs.base import (
    VerbForm,
    audience_field,
    bound_next_news,
    first_audience,
    next_news_field,
)
from complaints.fields import Line, ObjectField, UploadsField, Words
from complaints.law import approval, reasons
from complaints.law.actors import Role
from complaints.models import Assignment, Attachment, Outcome, Reason
from complaints.states import Audience
from lapor import clock, words
from lapor.forms import Choices, DayInput


class FollowUpForm(VerbForm):
    """*Catat tindak lanjut*."""

    text = Words(
        label="Apa yang sudah dilakukan?",
        help_text="Sebutkan apa, kapan, dan oleh unit mana. Pelapor membacanya.",
        rows=5,
    )
    audience = audience_field()
    next_news_on = next_news_field()

    def prepare(self) -> None:
        """Say until when the next news is owed."""
        bound_next_news(self.fields["next_news_on"])
        self.fields["audience"].initial = first_audience(self.complaint)
        self.fields["files"] = UploadsField()

    def why_not(self) -> str:
        """Say that a head must see it first, where the agency wants that."""
        return approval.refusal(self.complaint, "follow_up", self.actor)

    def arguments(self) -> dict[str, Any]:
        """Return the audience as the law's word."""
        return {**self.cleaned_data, "audience": Audience(self.cleaned_data["audience"])}


class AnswerForm(VerbForm):
    """*Kirim jawaban akhir*: each outcome asks for its own proof."""

    layout = "desk/verbs/_fields_answer.html"

    outcome = forms.ChoiceField(
        label="Hasil",
        choices=[pair for pair in Outcome.choices if pair[0] != Outcome.OUTSIDE],
        widget=Choices(
            hints={
                Outcome.FIXED.value: "Perlu paling sedikit satu bukti dan kalimat tentang isinya.",
                Outcome.EXPLAINED.value: "Pertanyaan atau keadaan dijelaskan sampai tuntas.",
                Outcome.PLANNED.value: "Perlu tanggal, pelaksana, dan sumber anggaran.",
                Outcome.REFUSED.value: "Perlu dasar hukum.",
                Outcome.NOT_FOUND.value: "Perlu foto, siapa yang memeriksa, dan kapan.",
            }
        ),
    )
    text = Words(
        label="Jawaban",
        help_text="Jawab setiap hal yang dilaporkan: apa, kapan, oleh siapa. Kalimat pendek.",
        rows=7,
    )
    audience = audience_field()
    proof_text = Line(
        label="Apa yang ditunjukkan bukti itu?",
        required=False,
        max_length=300,
        help_text="Misalnya: lubang di depan pasar sesudah ditambal, 20 November.",
    )
    legal_basis = Line(label="Dasar hukum", required=False, max_length=300)
    planned_on = forms.DateField(label="Dikerjakan paling lambat", required=False, widget=DayInput)
    planned_unit = Line(label="Pelaksana", required=False, max_length=150)
    budget_source = Line(label="Sumber anggaran", required=False, max_length=150)

    def prepare(self) -> None:
        """Set who reads at first, and the latest date of a plan."""
        self.fields["audience"].initial = first_audience(self.complaint)
        self.fields["files"] = UploadsField(label="Bukti: foto atau berkas")
        self.fields["before_files"] = UploadsField(
            label="Foto sebelum dikerjakan",
            help_text="Bila ada: pelapor melihatnya di samping foto bukti.",
        )
        months = law.limit("planned_months")
        self.fields["planned_on"].help_text = f"Paling lama {months} bulan dari sekarang."
        self.fields["planned_on"].widget.attrs["min"] = clock.today().isoformat()

    def clean(self) -> dict[str, Any]:
        """Ask for what the outcome asks for; it must stand in the files that were read."""
        cleaned = super().clean()
        if not self.errors:
            files = cleaned["files"]
            photos = sum(file.kind == Attachment.Kind.IMAGE for file in files)
            missing = self._reply().missing(images=len(files), photos=photos)
            if missing:
                self.add_error(self._field_missing(), missing)
        return cleaned

    def why_not(self) -> str:
        """Say that a head must see every answer first, whatever its outcome."""
        return approval.refusal(self.complaint, "answer", self.actor)

    @property
    def approval_url(self) -> str:
        """Where this answer is handed in for approval; empty where no head could give it."""
        needed = approval.needs(self.complaint, "answer", self.actor, outcome=Outcome.REFUSED)
        if needed not in approval.NEED_A_HEAD:
            return ""
        return reverse("desk:act", args=[self.complaint.code, "ajukan-jawaban"])

    @property
    def approval_now(self) -> bool:
        """Whether what was chosen so far needs approval, so that it cannot be sent directly."""
        chosen = str(self["outcome"].value() or "")
        return bool(approval.refusal(self.complaint, "answer", self.actor, outcome=chosen))

    def arguments(self) -> dict[str, Any]:
        """Return the answer, without what another outcome would have asked for."""
        phase = Attachment.Phase
        files, before = self.cleaned_data["files"], self.cleaned_data["before_files"]
        if before:
            files = [*uploads.marked(before, phase.BEFORE), *uploads.marked(files, phase.AFTER)]
        return {"reply": self._reply(), "files": files}

    def _reply(self) -> actions.Answer:
        data = self.cleaned_data
        planned = data["outcome"] == Outcome.PLANNED
        refused = data["outcome"] == Outcome.REFUSED
        return actions.Answer(
            outcome=data["outcome"],
            text=data["text"],
            audience=Audience(data["audience"]),
            proof_text=data["proof_text"],
            legal_basis=data["legal_basis"] if refused else "",
            planned_on=data["planned_on"] if planned else None,
            planned_unit=data["planned_unit"] if planned else "",
            budget_source=data["budget_source"] if planned else "",
        )

    def _field_missing(self) -> str:
        data = self.cleaned_data
        match data["outcome"]:
            case Outcome.REFUSED:
                return "legal_basis"
            case Outcome.PLANNED:
                names = ("planned_on", "planned_unit", "budget_source")
                return next(name for name in names if not data[name])
            case _:
                return "proof_text" if data["files"] else "files"


class DelegateForm(VerbForm):
    """*Limpahkan ke unit*."""

    unit = ObjectField(label="Unit", empty="Pilih unit…")
    instruction = Words(label="Arahan untuk unit", required=False, rows=3)

    def prepare(self) -> None:
        """Offer the units below the lead agency, or below the unit that holds the report."""
        row = self.complaint
        own = row.lead_id if self.actor.has(Role.LEAD) else row.holder_id
        units = [
            one for one in self.desk.agencies if own in one.ancestor_ids and one.pk != row.holder_id
        ]
        self.object_field("unit").offer([("", units)])

    def why_not(self) -> str:
        """Say that there is no unit below."""
        there = bool(self.object_field("unit").rows)
        return "" if there else "Tidak ada unit di bawah instansi Anda yang dapat menerimanya."


class HandBackForm(VerbForm):
    """*Kembalikan* to the coordinator, or from a unit to its parent."""

    reason = forms.ChoiceField(label="Alasan", widget=forms.RadioSelect)
    words = Words(
        label="Penjelasan",
        help_text="Satu atau dua kalimat yang membantu memilih instansi yang benar.",
        rows=3,
    )
    suggestion = ObjectField(label="Instansi yang menurut Anda tepat", required=False)

    def prepare(self) -> None:
        """Offer the reasons and the other agencies."""
        self.fields["reason"].choices = reasons.choices(Reason.Verb.HAND_BACK)  # type: ignore[attr-defined]
        holders = {self.complaint.holder_id or 0, self.complaint.lead_id or 0}
        self.object_field("suggestion").offer(self.desk.agency_groups(without=holders))


class InvolveForm(VerbForm):
    """*Tambah instansi pendamping*."""

    agency = ObjectField(label="Instansi", empty="Pilih instansi…")
    part = forms.ChoiceField(
        label="Sebagai",
        choices=[
            (Assignment.Part.CO.value, "Pendamping"),
            (Assignment.Part.CC.value, "Tembusan"),
        ],
        initial=Assignment.Part.CO.value,
        widget=Choices(
            hints={
                Assignment.Part.CO.value: "Ikut menindaklanjuti dan mencatat kabar untuk pelapor.",
                Assignment.Part.CC.value: "Hanya membaca.",
            }
        ),
    )
    instruction = Words(label="Arahan", required=False, rows=3)

    def prepare(self) -> None:
        """Offer the agencies that are not part of the report yet."""
        without = {row.agency_id for row in self.complaint.running_parts}
        self.object_field("agency").offer(self.desk.agency_groups(without=without))


class RequestExtensionForm(VerbForm):
    """*Minta perpanjangan*."""

    until = forms.DateField(label="Sampai tanggal", widget=DayInput)
    reason = Words(label="Alasan", help_text="Pelapor membaca alasan ini.", rows=3)

    def prepare(self) -> None:
        """Say which dates can be asked for."""
        due_at = self.complaint.resolution_due_at
        if due_at is None:
            return
        due = timezone.localdate(due_at)
        latest: Any = law.calendar().move_day(due, law.limit("extension_days"))
        field = self.fields["until"]
        field.help_text = f"Hari kerja sesudah {words.day(due)}, paling lambat {words.day(latest)}."
        field.widget.attrs |= {"min": due.isoformat(), "max": latest.isoformat()}


class CarryOutForm(VerbForm):
    """*Catat pelaksanaan* of what was planned, or its one new date."""

    text = Words(label="Apa yang sudah dilaksanakan, atau mengapa tertunda?", rows=4)
    new_date = forms.DateField(
        label="Tanggal baru, bila belum terlaksana",
        required=False,
        widget=DayInput,
        help_text="Hanya dapat diganti satu kali. Kosongkan bila Anda menyertakan bukti.",
    )

    def prepare(self) -> None:
        """Ask for the proof."""
        self.fields["files"] = UploadsField(label="Bukti pelaksanaan")
        self.order_fields(["text", "files", "new_date"])

    def clean(self) -> dict[str, Any]:
        """Ask for proof or a date."""
        data = self.cleaned_data
        if not self.errors and not data["files"] and data["new_date"] is None:
            self.add_error(
                "files", "Sertakan bukti pelaksanaan, atau isi satu tanggal baru di bawah."
            )
        return super().clean()


class ReturnAnswerForm(VerbForm):
    """*Kembalikan jawaban*."""

    reason = forms.ChoiceField(label="Alasan", widget=forms.RadioSelect)
    words = Words(label="Apa yang harus diperbaiki?", rows=3)

    def prepare(self) -> None:
        """Offer the reasons."""
        self.fields["reason"].choices = reasons.choices(Reason.Verb.RETURN_ANSWER)  # type: ignore[attr-defined]
