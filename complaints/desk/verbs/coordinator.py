"""What the verbs of the coordinator ask for: verifying, forwarding, publishing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from complaints import privacy
from complaints.desk.verbs.base import VerbForm
from complaints.desk.verification import changes
from complaints.fields import Line, ObjectField, ObjectsField, Words
from complaints.models import Complaint, Kind, Publication
from complaints.models.complaint import TEXT_LENGTH
from complaints.states import Audience
from lapor import personal
from routing import engine

if TYPE_CHECKING:
    from complaints.access import Desk

HIDE, HIDE_ALL, TAKE = "samarkan:", "samarkan-semua", "saran:"
"""Values of a helping button (``pratinjau``): what it does to the typed words before they are sent."""
CLEARED = ("title", "public_text", "working_text")
"""Fields from which personal data can be taken out by one button."""


class PublicTextForm(VerbForm):
    """What the public reads: shared by *Verifikasi* and *Sunting untuk umum*."""

    publication = forms.ChoiceField(
        label="Bolehkah umum membaca isinya?",
        choices=Publication.choices,
        help_text=(
            "Selama belum diputuskan, umum hanya melihat kategori, kelurahan, instansi, dan "
            "keadaan. Data pribadi: misalnya bantuan sosial, kependudukan, kesehatan."
        ),
        widget=forms.RadioSelect,
    )
    title = Line(label="Judul untuk umum", max_length=150)
    public_text = Words(label="Isi untuk umum", required=False, max_length=TEXT_LENGTH, rows=10)

    def __init__(self, data: Any = None, *args: Any, **options: Any) -> None:
        super().__init__(helped(data, **options), *args, **options)

    @property
    def left(self) -> list[personal.Finding]:
        """What still looks like personal data in the words that are to be sent."""
        said = [str(self[name].value() or "") for name in CLEARED if name in self.fields]
        return list({one.text: one for text in said for one in personal.find(text)}.values())

    @property
    def changes(self) -> list[changes.Change]:
        """How the reporter's text becomes the public one, word by word."""
        text = privacy.text_for(self.complaint, self.actor)
        return changes.between(text, str(self["public_text"].value() or ""))

    @property
    def is_changed(self) -> bool:
        """Whether the public is to read anything else than the reporter wrote."""
        return any(one.how != "same" for one in self.changes)

    @property
    def change_words(self) -> str:
        """How much was changed, in one line."""
        out, in_ = changes.counted(self.changes)
        if not (out or in_):
            return "Sama dengan naskah pelapor"
        return f"{out} kata dihapus, {in_} kata ditambahkan"

    def prepare(self) -> None:
        """Fill in what is there, with long numbers, addresses and plates masked."""
        row = self.complaint
        self.fields["title"].initial = row.public_title or privacy.mask(row.agency_title)
        self.fields["public_text"].initial = row.public_text or privacy.mask(
            privacy.text_for(row, self.actor)
        )
        self.fields[
            "public_text"
        ].help_text = "Hapus nama orang, alamat rumah, dan hal lain yang menunjuk seseorang."
        self.fields["publication"].initial = row.publication
        if row.is_secret or row.is_sealed:
            self.fields["publication"].choices = [  # type: ignore[attr-defined]
                (Publication.SECRET.value, Publication.SECRET.label)
            ]
            self.fields["publication"].initial = Publication.SECRET

    def clean(self) -> dict[str, Any]:
        """Ask for the public text where the public is to read it."""
        cleaned = super().clean()
        public = cleaned.get("publication") == Publication.PUBLIC
        if public and "public_text" in cleaned and not cleaned["public_text"]:
            self.add_error("public_text", "Isi teks yang dibaca umum, atau pilih tidak untuk umum.")
        return cleaned


def helped(data: Any, *, complaint: Complaint, desk: Desk, **_: object) -> Any:
    """Return sent ``data`` with what a helping button asks for; it works without JavaScript.

    The button takes out personal data, all of it or one piece, or takes over a suggestion.
    """
    wish = data.get("pratinjau", "") if data else ""
    number = wish.removeprefix(TAKE)
    if wish.startswith(TAKE) and number.isdecimal():
        return _taken(data.copy(), desk.suggestions(complaint)[int(number) - 1 :][:1])
    if wish != HIDE_ALL and not wish.startswith(HIDE):
        return data
    pieces = None if wish == HIDE_ALL else {wish.removeprefix(HIDE)}
    copy = data.copy()
    for name in CLEARED:
        if name in copy:
            copy[name] = personal.hide(copy[name], pieces)
    return copy


def _taken(data: Any, chosen: list[engine.Suggestion]) -> Any:
    for one in chosen:
        data["lead"] = str(one.agency.pk)
        if one.category is not None:
            data["category"] = str(one.category.pk)
    return data


class VerifyForm(PublicTextForm):
    """*Verifikasi*, and on the same page *Verifikasi dan teruskan*."""

    layout = "desk/verbs/_fields_verify.html"
    forwards = False
    routing = ("lead", "co_agencies", "readers", "instruction", "repeats")

    kind = forms.ChoiceField(label="Jenis", choices=Kind.choices, widget=forms.RadioSelect)
    category = ObjectField(label="Kategori", empty="Pilih kategori…")
    region = ObjectField(label="Kelurahan", required=False, empty="Tidak diketahui")
    working_text = Words(
        label="Naskah kerja untuk instansi",
        required=False,
        max_length=TEXT_LENGTH,
        rows=8,
        help_text=(
            "Pelapor menyembunyikan nama. Hapus dari sini semua yang menunjukkan siapa dia; "
            "instansi membaca naskah ini, dan naskah asli hanya untuk kustodian."
        ),
    )
    working_checked = forms.BooleanField(
        label="Sudah saya periksa: naskah kerja tidak menunjukkan siapa pelapornya", required=False
    )

    def prepare(self) -> None:
        """Fill in what the reporter chose, and what the category says of publication."""
        super().prepare()
        row, desk = self.complaint, self.desk
        self.fields["kind"].initial = row.kind
        self.object_field("category").offer([("", desk.categories)])
        self.object_field("region").offer(desk.region_groups)
        suggested = [one.category for one in desk.suggestions(row) if one.category]
        first = row.category or next(iter(suggested), None)
        self.initial.update(category=first, region=row.region)
        if not (row.is_secret or row.is_sealed):
            closed = first is not None and first.starts_unpublished
            self.fields["publication"].initial = (
                Publication.PERSONAL if closed else Publication.PUBLIC
            )
        self.fields["working_text"].initial = row.agency_text
        if not row.hides_reporter:
            del self.fields["working_text"], self.fields["working_checked"]
        if not row.is_sealed:
            add_routing(self, required=self.forwards)

    def clean(self) -> dict[str, Any]:
        """Ask for a second look at an anonymous text that may still name its author."""
        data = super().clean()
        said = data.get("working_text") or self.complaint.text
        if "working_text" in self.fields and not data.get("working_checked"):
            found = list(dict.fromkeys(one.text for one in personal.find(said)))
            if found:
                self.add_error(
                    "working_text",
                    f"Mungkin masih menunjukkan pelapornya: {', '.join(found[:5])}. Samarkan, atau "
                    "centang bahwa Anda sudah memeriksanya.",
                )
        return data

    def arguments(self) -> dict[str, Any]:
        """Return what ``verify`` asks for."""
        own = (*self.routing, "working_checked")
        data = {key: value for key, value in self.cleaned_data.items() if key not in own}
        if data.get("working_text") == self.complaint.text:
            data["working_text"] = ""  # nothing had to be cleared: the original may be read
        return data


class VerifyAndForwardForm(VerifyForm):
    """*Verifikasi dan teruskan*: the arguments of both verbs."""

    forwards = True

    @classmethod
    def closed_to(cls, complaint: Complaint) -> str:
        """Say that a sealed report is not forwarded."""
        return "Laporan tersegel tidak diteruskan ke instansi." if complaint.is_sealed else ""

    def arguments(self) -> dict[str, Any]:
        """Return the arguments of ``verify`` and those of ``forward``."""
        routing = {key: self.cleaned_data[key] for key in self.routing}
        return {"verification": super().arguments(), "routing": routing}


class ForwardForm(VerbForm):
    """*Teruskan*."""

    layout = "desk/verbs/_fields_forward.html"

    def __init__(self, data: Any = None, *args: Any, **options: Any) -> None:
        super().__init__(helped(data, **options), *args, **options)

    def prepare(self) -> None:
        """Offer the agencies, the suggested ones first."""
        add_routing(self, required=True)


class TicketField(Line):
    """A ticket number that becomes the report, among those that the officer sees."""

    def __init__(self, desk: Desk, **options: Any) -> None:
        super().__init__(**options)
        self.desk = desk

    def clean(self, value: Any) -> Any:
        """Return the report, or None when nothing was typed. Raises ``ValidationError``."""
        typed = super().clean(value)
        return self.desk.find(typed) if typed else None


def add_routing(form: VerbForm, *, required: bool) -> None:
    """Add the fields of ``forward`` to a form, filled in by the suggestion."""
    row, desk = form.complaint, form.desk
    groups = desk.agency_groups(row)
    form.fields["lead"] = ObjectField(
        label="Instansi yang menangani", empty="Pilih instansi…", groups=groups, required=required
    )
    form.fields["co_agencies"] = ObjectsField(
        label="Instansi pendamping",
        help_text="Ikut menindaklanjuti; jawaban akhir tetap dari instansi utama.",
        groups=groups,
    )
    form.fields["readers"] = ObjectsField(
        label="Tembusan", help_text="Hanya membaca.", groups=groups
    )
    form.fields["instruction"] = Words(
        label="Arahan untuk instansi",
        required=False,
        rows=3,
        help_text="Pelapor tidak membacanya.",
    )
    form.fields["repeats"] = TicketField(
        desk,
        label="Laporan ulang dari",
        required=False,
        max_length=20,
        help_text="Nomor tiket laporan lama yang sudah ditutup; instansinya sama.",
    )
    suggested = desk.suggestions(row)
    if suggested and suggested[0].is_sure:  # else the program says that it does not know
        form.initial.setdefault("lead", suggested[0].agency)


class RedactForm(PublicTextForm):
    """*Sunting untuk umum*: public words and public files."""

    layout = "desk/verbs/_fields_redact.html"

    public_files = ObjectsField(
        label="Berkas yang boleh dilihat umum",
        help_text="Jangan buka foto yang memperlihatkan wajah, pelat, atau alamat rumah.",
    )

    def prepare(self) -> None:
        """Offer the files that are not internal."""
        super().prepare()
        every = list(self.complaint.attachments.exclude(audience=Audience.INTERNAL))
        covered = {one.original_id for one in every}
        files = [one for one in every if one.pk not in covered]  # the copy stands for them
        self.objects_field("public_files").offer([("", files)])
        self.initial["public_files"] = [one for one in files if one.audience == Audience.PUBLIC]
        if not files or self.complaint.is_secret or self.complaint.is_sealed:
            del self.fields["public_files"]

    def arguments(self) -> dict[str, Any]:
        """Return the text under the verb's own name."""
        data = dict(self.cleaned_data)
        data["text"] = data.pop("public_text")
        return data
