"""What the verbs between officers and reporters ask for: questions, messages, notes, hidden names."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from agencies import law
from complaints.access import colleagues
from complaints.desk.team import mentions
from complaints.desk.verbs.base import ReasonForm, VerbForm
from complaints.fields import ObjectsField, UploadsField, Words


class AskForm(VerbForm):
    """*Tanya pelapor*."""

    question = Words(
        label="Satu pertanyaan yang jelas",
        help_text="Semua jangka waktu berhenti sampai pelapor menjawab. Tanyakan sekaligus.",
        rows=4,
    )


class WriteForm(VerbForm):
    """*Kirim pesan* to the reporter, without a change."""

    text = Words(
        label="Pesan untuk pelapor",
        help_text="Hanya pelapor dan petugas yang membacanya. Jangka waktu tetap berjalan.",
        rows=4,
    )

    def prepare(self) -> None:
        """Take files too."""
        self.fields["files"] = UploadsField()


class NoteForm(VerbForm):
    """*Catatan internal*; ``@nama`` in the text tells a colleague, as a tick does."""

    layout = "desk/team/_fields_note.html"

    text = Words(label="Catatan", rows=4)
    mentions = ObjectsField(label="Beri tahu", help_text="Petugas yang melihat laporan ini.")

    def prepare(self) -> None:
        """Offer the officers who see the report."""
        self.colleagues = colleagues(self.complaint, self.desk)
        self.objects_field("mentions").offer([("", self.colleagues)])
        self.fields["files"] = UploadsField()
        hint = "Pelapor dan umum tidak dapat membacanya."
        if self.colleagues:
            hint += " Tulis @ dan nama rekan untuk memberi tahunya."
            self.fields["text"].widget.attrs["data-mentions"] = "mentions"
        else:
            del self.fields["mentions"]
        self.fields["text"].help_text = hint

    def clean(self) -> dict[str, Any]:
        """Add whom the text names to those who were ticked."""
        cleaned = super().clean()
        ticked = cleaned.get("mentions") or []
        try:
            named = mentions.named_in(cleaned.get("text", ""), self.colleagues, ticked)
        except ValidationError as error:
            self.add_error("text", error)
        else:
            cleaned["mentions"] = list(dict.fromkeys([*ticked, *named]))
        return cleaned


class RevealForm(ReasonForm):
    """*Buka identitas*."""

    def prepare(self) -> None:
        """Say for how long, and who learns of it."""
        minutes = law.limit("reveal_minutes")
        self.fields["reason"].help_text = (
            f"Nama terlihat selama {minutes} menit. Inspektorat diberi tahu, dan pelapor "
            "melihatnya di halaman lacak."
        )
