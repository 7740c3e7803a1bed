"""Pages on which officers write the reply templates of their unit, or of the whole town."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from complaints.access import Desk, officers_only
from complaints.desk.answering import templates
from complaints.desk.verbs import table as verbs
from complaints.fields import Line, ObjectField, Words
from complaints.models import ReplyTemplate
from lapor import clock
from lapor.forms import Choices

if TYPE_CHECKING:
    from agencies.models import Agency

INVALID = 422
A_PAGE = 30
TOWN = "kota"
VERBS = ("follow_up", "answer", "ask_reporter", "write", "hand_back", "archive", "carry_out")


class TemplateForm(forms.Form):
    """*Templat jawaban*."""

    owner = forms.ChoiceField(label="Untuk siapa")
    verb = forms.ChoiceField(label="Untuk tindakan")
    title = Line(label="Judul", max_length=80, help_text="Rekan Anda memilih dari judul ini.")
    body = Words(label="Isi", max_length=2500, rows=12)
    kind = forms.ChoiceField(
        label="Gaya bahasa",
        choices=ReplyTemplate.Kind.choices,
        initial=ReplyTemplate.Kind.PLAIN.value,
        widget=Choices(
            hints={
                ReplyTemplate.Kind.PLAIN.value: "Seperti Anda menjelaskan kepada tetangga.",
                ReplyTemplate.Kind.LAW.value: "Menyebut pasal; untuk penolakan dan arsip.",
            }
        ),
    )
    category = ObjectField(label="Hanya untuk kategori", required=False, empty="Semua kategori")

    def __init__(self, *args: Any, desk: Desk, row: ReplyTemplate | None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.owners = _owners(desk)
        field = self.fields["owner"]
        field.choices = [(key, str(unit or "Seluruh kota")) for key, unit in self.owners.items()]  # type: ignore[attr-defined]
        words = {verb.name: verb.words for verb in verbs.VERBS}
        self.fields["verb"].choices = [(name, words[name]) for name in VERBS if name in words]  # type: ignore[attr-defined]
        category = self.fields["category"]
        assert isinstance(category, ObjectField)
        category.offer([("", desk.categories)])
        if row is not None:
            names = ("verb", "title", "body", "kind", "category")
            self.initial.update({name: getattr(row, name) for name in names})
            self.initial["owner"] = str(row.agency_id or TOWN)

    def clean_body(self) -> str:
        """Refuse placeholders that nothing would fill.

        Raises:
            ValidationError: with the wrong ones and those that exist.
        """
        body: str = self.cleaned_data["body"]
        wrong = templates.unknown_in(body)
        if wrong:
            known = ", ".join(f"{{{name}}}" for name in templates.FILLED)
            raise ValidationError(f"Tidak dikenal: {', '.join(wrong)}. Yang ada: {known}.")
        return body

    def values(self) -> dict[str, Any]:
        """Return the columns of the template."""
        data = dict(self.cleaned_data)
        return {"agency": self.owners[data.pop("owner")], **data}


def _owners(desk: Desk) -> dict[str, Agency | None]:
    """Return for whom the officer may write templates, by the key in the form."""
    units = desk.units(*templates.EDITORS)
    mine: dict[str, Agency | None] = {
        str(o.agency_id): o.agency for o in desk.officers if o.agency_id in units
    }
    return {TOWN: None, **mine} if templates.may_edit(desk, None) else mine


@never_cache
@require_safe
@officers_only(*templates.READERS)
def template_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Every template that the officer may use, with who edited it last and how often it was used."""
    rows = templates.for_desk(desk).select_related("agency", "category", "edited_by")
    page = Paginator(rows.order_by("title", "id"), A_PAGE).get_page(request.GET.get("hal"))
    words = {verb.name: verb.words for verb in verbs.VERBS}
    mine = [
        (row, words.get(row.verb, row.verb), templates.may_edit(desk, row.agency_id))
        for row in page
    ]
    context = {"rows": mine, "page": page, "may_add": bool(_owners(desk))}
    return render(request, "desk/answering/template_list.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@officers_only(*templates.READERS)
def template_edit(request: HttpRequest, desk: Desk, pk: int | None = None) -> HttpResponse:
    """Write a template, change it, or delete it."""
    row = _editable(desk, pk)
    if row is not None and "hapus" in request.POST:
        row.delete()
        messages.success(request, f"Templat “{row.title}” dihapus.")
        return redirect("desk:templates")
    form = TemplateForm(request.POST or None, desk=desk, row=row, auto_id="templat-%s")
    if form.is_valid():
        saved = _save(row or ReplyTemplate(), form, desk)
        messages.success(request, f"Templat “{saved.title}” disimpan.")
        return redirect("desk:templates")
    known = [(f"{{{name}}}", says) for name, (says, _) in templates.FILLED.items()]
    context = {"form": form, "row": row, "known": known, "action": _address(row)}
    status = INVALID if form.errors else 200
    return render(request, "desk/answering/template_edit.html", context, status=status)


def _editable(desk: Desk, pk: int | None) -> ReplyTemplate | None:
    """Return the template that the officer may change; None for a new one.

    Raises:
        Http404: there is none that the officer may read.
        PermissionDenied: it is another's, or the officer writes no templates at all.
    """
    if pk is None:
        if not _owners(desk):
            raise PermissionDenied
        return None
    row = templates.for_desk(desk).filter(pk=pk).first()
    if row is None:
        raise Http404
    if not templates.may_edit(desk, row.agency_id):
        raise PermissionDenied
    return row


def _save(row: ReplyTemplate, form: TemplateForm, desk: Desk) -> ReplyTemplate:
    for name, value in form.values().items():
        setattr(row, name, value)
    row.edited_by, row.edited_at = desk.user, clock.now()
    row.save()
    return row


def _address(row: ReplyTemplate | None) -> str:
    return reverse("desk:template", args=[row.pk]) if row else reverse("desk:template_new")
