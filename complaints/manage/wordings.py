"""The town's own wording of messages, checked and shown with examples before it is saved."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from complaints.access import Desk, officers_only
from complaints.fields import plain
from complaints.manage.people import EDITORS
from complaints.messages import samples, short, texts
from complaints.messages.samples import Sample
from complaints.models import MessageText
from complaints.trail import audit
from lapor import clock, kept

MEANINGS = {
    "agency": "nama instansi",
    "code": "nomor tiket",
    "link": "alamat laporan",
    "city": "nama kota",
    "until": "batas waktu",
    "outside": "instansi luar",
    "reason": "alasan",
    "main": "nomor tiket laporan utama",
    "place": "tempat kejadian",
    "kind": "jenis laporan",
    "category": "kategori",
    "late_since": "sejak kapan terlambat",
    "planned": "tanggal yang dijadwalkan",
    "days": "jumlah hari",
    "roles": "peran petugas",
}


def name_of(slug: str) -> str:
    """Return the path of a text from its address. Raises ``Http404`` when there is none."""
    for name in texts.names():
        if slug_of(name) == slug:
            return name
    raise Http404


def slug_of(name: str) -> str:
    """Return how a text stands in an address: ``reporter-forward``."""
    _, group, file = name.split("/")
    return f"{group}-{file.removesuffix('.txt')}"


def editable(sample: Sample) -> str:
    """Return the address of the text behind a sample; empty where it is fixed."""
    group = {"Petugas": "officer", "Pelapor": "reporter"}.get(sample.reader, "")
    if sample.channel != "E-mail":
        group = "short" if group == "reporter" else ""
    name = f"messages/{group}/{sample.verb}.txt"
    return slug_of(name) if group and name in texts.names() else ""


def samples_of(name: str) -> list[Sample]:
    """Return the examples of a text, with the words that hold now or are being tried."""
    return [one for one in samples.samples() if editable(one) == slug_of(name)]


class WordingForm(forms.Form):
    """The words of one message."""

    text = forms.CharField(
        label="Isi pesan",
        widget=forms.Textarea({"rows": 10}),
        error_messages={"required": "Tulis pesannya."},
        help_text="Baris pertama menjadi subjek. Kosongkan satu baris di antara paragraf.",
    )

    def __init__(self, *args: Any, name: str, **more: Any) -> None:
        super().__init__(*args, **more)
        self.name = name
        if name.startswith("messages/short/"):
            self.fields["text"].help_text = "Satu baris. SMS memuat 160 karakter."

    def clean_text(self) -> str:
        """Refuse unknown placeholders, broken conditions, and what no SMS can hold.

        Raises:
            ValidationError: with one sentence for each.
        """
        text = plain(self.cleaned_data["text"]).strip()
        found = texts.problems(self.name, text)
        if not found and self.name.startswith("messages/short/"):
            with texts.trying(self.name, text):
                found = _too_long(self.name)
        if found:
            raise ValidationError(found)
        return text


def _too_long(name: str) -> list[str]:
    for one in samples_of(name):
        most = short.LONGEST[short.SMS if one.channel == "SMS" else short.WHATSAPP]
        if len(one.text) > most:
            return [f"{one.channel} ini menjadi {len(one.text)} karakter. Paling banyak {most}."]
    return []


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@officers_only(*EDITORS)
def wording(request: HttpRequest, desk: Desk, slug: str) -> HttpResponse:
    """Change the words of one message: first its examples, then saving."""
    name = name_of(slug)
    initial = {"text": texts.current(name)}
    form = WordingForm(
        request.POST if request.method == "POST" else None, name=name, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        if "simpan" in request.POST:
            return _saved(request, desk, name, form.cleaned_data["text"])
        with texts.trying(name, form.cleaned_data["text"]):
            return render(request, "manage/wording.html", _context(form, name, tried=True))
    status = 422 if request.method == "POST" else 200
    return render(request, "manage/wording.html", _context(form, name), status=status)


def _context(form: WordingForm, name: str, *, tried: bool = False) -> dict[str, Any]:
    shown = samples_of(name)
    words = sorted(texts.tokens_of(texts.default_of(name)).words)
    return {
        "form": form,
        "slug": slug_of(name),
        "title": shown[0].title if shown else name,
        "group": texts.FOLDERS[name.split("/")[1]],
        "samples": shown,
        "tried": tried,
        "own": MessageText.objects.filter(name=name).exists(),
        "default": texts.default_of(name),
        "placeholders": [(one, MEANINGS.get(one.partition(".")[0], "")) for one in words],
    }


def _saved(request: HttpRequest, desk: Desk, name: str, text: str) -> HttpResponse:
    if text == texts.default_of(name):
        return _back(request, desk, name)
    row = MessageText.objects.filter(name=name).first() or MessageText(name=name)
    row.text, row.changed_at = text, clock.now()
    audit.save(audit.by(desk, *EDITORS), row)
    messages.success(request, "Naskah disimpan. Pesan berikutnya memakai kata-kata ini.")
    return redirect("manage:messages")


@never_cache
@require_POST
@officers_only(*EDITORS)
def reset(request: HttpRequest, desk: Desk, slug: str) -> HttpResponse:
    """Let the default words hold again."""
    return _back(request, desk, name_of(slug))


def _back(request: HttpRequest, desk: Desk, name: str) -> HttpResponse:
    row = MessageText.objects.filter(name=name).first()
    if row is not None:
        with transaction.atomic():
            before = audit.snapshot(row)
            after = {**before, "isi": texts.default_of(name)}
            by = audit.by(desk, *EDITORS)
            audit.note(by, row, verb=audit.Verb.RESET, before=before, after=after)
            row.delete()
        kept.forget()
    messages.success(request, "Naskah bawaan dipakai.")
    return redirect("manage:messages")
