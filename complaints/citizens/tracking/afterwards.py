"""The forms after the end of a report: the survey, and the one question four weeks later."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Self

from django import forms

from agencies import law
from complaints import actions
from complaints.citizens.tracking.asking import WORDS_LENGTH, VerbForm
from complaints.citizens.uploading.staging import TOKEN
from complaints.fields import Words
from complaints.law.actors import Actor
from complaints.models import Complaint
from complaints.models.survey import HIGHEST
from lapor.forms import Choices

ASKED: dict[str, tuple[str, tuple[str, str, str, str]]] = {
    "requirements": (
        "Bagaimana persyaratan dan prosedurnya?",
        ("Sangat mudah", "Mudah", "Kurang mudah", "Tidak mudah"),
    ),
    "speed": (
        "Bagaimana kecepatan pelayanannya?",
        ("Sangat cepat", "Cepat", "Kurang cepat", "Tidak cepat"),
    ),
    "officers": (
        "Bagaimana kemampuan dan kesopanan petugas?",
        ("Sangat baik", "Baik", "Kurang baik", "Tidak baik"),
    ),
    "clarity": (
        "Bagaimana kejelasan jawabannya?",
        ("Sangat jelas", "Jelas", "Kurang jelas", "Tidak jelas"),
    ),
    "result": (
        "Bagaimana hasilnya?",
        ("Sangat sesuai", "Sesuai", "Kurang sesuai", "Tidak sesuai"),
    ),
}
"""Each question of the survey with what its marks from 4 down to 1 are called."""


class SurveyForm(VerbForm):
    """Five questions, each with one of four answers, and words if one likes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (question, answers) in ASKED.items():
            self.fields[name] = forms.TypedChoiceField(
                label=question,
                choices=[(HIGHEST - place, words) for place, words in enumerate(answers)],
                coerce=int,
                widget=forms.RadioSelect({"class": "options"}),
                error_messages={"required": f"Pilih satu jawaban: {question}"},
            )
        self.fields["words"] = Words(
            label="Ada yang ingin ditambahkan?",
            help_text="Hanya dibaca petugas. Jangan tulis nama Anda bila laporan ini anonim.",
            max_length=WORDS_LENGTH,
            rows=3,
            required=False,
        )

    def arguments(self) -> dict[str, Any]:
        """Return the marks by question, and the words."""
        given = self.cleaned_data
        return {"marks": {name: given[name] for name in ASKED}, "words": given["words"]}


GOOD, REOPEN, REPEAT, BROKEN = "baik", "buka", "ulang", "rusak"
THEN = {REOPEN: "reopen", REPEAT: "repeat"}


class StillGoodForm(VerbForm):
    """One question; a no may go on right here: open the report again, or tell it anew."""

    takes_files = True
    makes_report = True
    answer = forms.ChoiceField(
        label="Bagaimana keadaannya sekarang?",
        widget=Choices,
        error_messages={"required": "Pilih satu jawaban."},
    )

    def __init__(self, *args: Any, can_reopen: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        answer = self.fields["answer"]
        assert isinstance(answer, forms.ChoiceField)
        answer.choices = list(_answers(can_reopen=can_reopen))
        self.fields["text"] = Words(
            label="Bila tidak: apa yang terjadi?",
            help_text="Foto keadaan sekarang sangat membantu.",
            max_length=law.limit("text_length"),
            rows=4,
            required=False,
        )
        self.order_fields([TOKEN, "answer", "text", "files"])

    @classmethod
    def about(cls, complaint: Complaint, actor: Actor, *args: Any, **kwargs: Any) -> Self:
        """Return the form with what the law allows after a no."""
        can_reopen = "reopen" in actions.offered(complaint, actor)
        return cls(*args, can_reopen=can_reopen, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Ask for words where a report is opened again or told anew."""
        data = super().clean() or {}
        if data.get("answer") in THEN and not data.get("text") and "text" not in self.errors:
            self.add_error("text", "Tulis dahulu apa yang terjadi.")
        return data

    def arguments(self) -> dict[str, Any]:
        """Return the answer and what follows a no."""
        answer = self.cleaned_data["answer"]
        then = THEN.get(answer, "")
        text = self.cleaned_data["text"] if then else ""
        return {"still_fixed": answer == GOOD, "then": then, "text": text}


def _answers(*, can_reopen: bool) -> Iterator[tuple[str, str]]:
    yield GOOD, "Ya, masih baik"
    if can_reopen:
        yield REOPEN, "Tidak. Buka kembali laporan ini"
    else:
        yield REPEAT, "Tidak. Kirim laporan ulang tentang hal yang sama"
    yield BROKEN, "Tidak, tetapi tidak perlu dikerjakan lagi"
