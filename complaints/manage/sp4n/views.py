"""Pages of the import: bring a file, see what it would do, say which office is which, confirm."""

from __future__ import annotations

import csv
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from complaints import tasks
from complaints.access import Desk, officers_only
from complaints.manage.people import EDITORS
from complaints.manage.sp4n.forms import FileForm, OfficesForm, PeriodForm
from complaints.models import ImportRun
from complaints.sp4n import exporting, preview, runs
from complaints.trail import audit
from lapor.htmx import asks_for

INVALID = 422
MOST_SHOWN = 20
TROUBLES_SHOWN = 50
State = ImportRun.State
TONES = {
    State.READING: "progress",
    State.READY: "question",
    State.IMPORTING: "progress",
    State.DONE: "success",
    State.FAILED: "danger",
    State.CANCELLED: "neutral",
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@officers_only(*EDITORS)
def imports(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Bring a file, and see what became of earlier ones."""
    form = FileForm.of(request)
    if form.is_valid():
        run = runs.start(
            form.cleaned_data["file"],
            name=form.cleaned_data["file"].name,
            by=desk.user,
            with_names=form.cleaned_data["with_names"],
        )
        transaction.on_commit(tasks.nudge_imports, robust=True)
        return redirect("manage:sp4n_run", run.key)
    return _front(request, form, PeriodForm(auto_id="ekspor-%s"), form.status)


def _front(
    request: HttpRequest, form: FileForm, period: PeriodForm, status: int = 200
) -> HttpResponse:
    rows = ImportRun.objects.select_related("by").defer("summary")[:MOST_SHOWN]
    earlier = [{"run": one, "tone": TONES[State(one.state)]} for one in rows]
    context = {"form": form, "period": period, "earlier": earlier}
    return render(request, "manage/sp4n/front.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@officers_only(*EDITORS)
def run(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """Show one file on its way; confirm it with what was said about the offices."""
    found = get_object_or_404(ImportRun.objects.select_related("by"), key=key)
    sent = (request.POST,) if request.method == "POST" else ()
    form = OfficesForm(*sent, run=found, page=request.GET.get("halaman", ""))
    if sent and form.is_valid():
        if on := request.POST.get("ke", ""):
            runs.note(found, form.choices())
            return redirect(reverse("manage:sp4n_run", args=[key], query={"halaman": on[:6]}))
        if runs.confirm(found, form.choices(), by=audit.by(desk, *EDITORS)):
            transaction.on_commit(tasks.nudge_imports, robust=True)
        else:
            messages.info(request, "Berkas ini sudah tidak menunggu konfirmasi.")
        return redirect("manage:sp4n_run", key)
    template = "manage/sp4n/run.html" + ("#impor" if asks_for(request, "impor") else "")
    status = INVALID if sent else 200
    return render(request, template, _shown(found, form), status=status)


def _shown(found: ImportRun, form: OfficesForm) -> dict[str, Any]:
    runs_now = found.state in (State.READING, State.IMPORTING)
    context = {
        "run": found,
        "form": form,
        "tone": TONES[State(found.state)],
        "waits": runs_now,
        "outcome": list(preview.outcome(found)) if found.state == State.DONE else [],
        "alone": found.result.get("alone", [])[:TROUBLES_SHOWN],
    }
    if found.state == State.READY:
        context |= {"facts": preview.facts(found), "tables": preview.tables(found)}
        context["before"] = runs.same_before(found)
    if found.summary:
        context["troubles"] = found.summary["troubles"][:TROUBLES_SHOWN]
        context["bad_rows"] = found.summary["bad_rows"]
        context["many"] = len(found.summary["troubles"]) > TROUBLES_SHOWN
    return context


@never_cache
@require_POST
@officers_only(*EDITORS)
def cancel(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """Forget a file that was not taken in."""
    found = get_object_or_404(ImportRun, key=key)
    if runs.cancel(found):
        messages.success(request, "Dibatalkan. Tidak ada yang diimpor dan berkasnya dihapus.")
        return redirect("manage:sp4n")
    messages.info(request, "Impor ini tidak dapat dibatalkan lagi.")
    return redirect("manage:sp4n_run", key)


@never_cache
@require_safe
@officers_only(*EDITORS)
def troubles(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """Download which rows cannot be read, and why."""
    found = get_object_or_404(ImportRun, key=key)
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="baris-{found.key}.csv"'
    writer = csv.writer(answer)
    writer.writerow(["Baris", "Kolom", "Yang salah"])
    for number, column, sentence in found.summary.get("troubles", []):
        writer.writerow([number, exporting.safe(column), exporting.safe(sentence)])
    return answer


@never_cache
@require_safe
@officers_only(*EDITORS)
def export(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    """Download the reports of a period with the columns of the official export."""
    period = PeriodForm(request.GET, auto_id="ekspor-%s")
    if not period.is_valid():
        return _front(request, FileForm(), period, INVALID)
    first, last = period.cleaned_data["dari"], period.cleaned_data["sampai"]
    audit.note_export(audit.by(desk, *EDITORS), f"{first or 'awal'} – {last or 'hari ini'}")
    pieces = exporting.separated(exporting.rows(first, last))
    answer = StreamingHttpResponse(pieces, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="laporan-ringkas.csv"'
    return answer
