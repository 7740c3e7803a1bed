"""What the verbs between officers and reporters ask for: questions, messages, notes, hidden names."""

from __future__ import annotations

from agencies import law
from complaints.access import colleagues
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
    """*Catatan internal*."""

    text = Words(label="Catatan", help_text="Pelapor dan umum tidak dapat membacanya.", rows=4)
    mentions = ObjectsField(label="Beri tahu", help_text="Petugas yang melihat laporan ini.")

    def prepare(self) -> None:
        """Offer the officers who see the report."""
        self.objects_field("mentions").offer([("", colleagues(self.complaint, self.desk))])
        self.fields["files"] = UploadsField()
        if not self.objects_field("mentions").rows:
            del self.fields["mentions"]


class RevealForm(ReasonForm):
    """*Buka identitas*."""

    def prepare(self) -> None:
        """Say for how long, and who learns of it."""
        minutes = law.limit("reveal_minutes")
        self.fields["reason"].help_text = (
            f"Nama terlihat selama {minutes} menit. Inspektorat diberi tahu, dan pelapor "
            "melihatnya di halaman lacak."
        )
