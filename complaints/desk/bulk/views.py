"""Pages for many reports: the choice, one action for all of it, and how far a job is."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from complaints import actions
from complaints.access import Desk, officers_only
from complaints.desk.bulk import choice, sheet, table
from complaints.desk.bulk.forms import BulkForm
from complaints.models import BulkItem, BulkJob
from complaints.reporters import receipts
from complaints.together import bulk
from lapor import clock
from lapor.htmx import asks_for

INVALID = 422
MOST_LISTED = 50
MOST_JOBS = 10
ACTION = "aksi"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@officers_only()
def choose(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What is chosen, and the latest jobs; a POST brings the ticks of one page of a list."""
    if request.method != "POST":
        return render(request, "desk/bulk/choice.html", _chosen(request, desk))
    asked = request.POST.get(ACTION, "")
    if asked == "kosongkan":
        choice.keep(request, [])
    elif asked == "semua":
        _choose_all(request, desk)
    elif asked == "halaman":
        choice.take_page(request)
    else:
        choice.take_over(request)
    if asked in table.BY_SLUG:
        return redirect("desk:bulk_act", asked)
    return redirect(choice.back_to(request))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@officers_only()
def act(request: HttpRequest, desk: Desk, slug: str) -> HttpResponseBase:
    """One action for everything that is chosen: what it asks, and doing it."""
    action = table.BY_SLUG.get(slug)
    if action is None:
        raise Http404
    if action.roles.isdisjoint(desk.roles):
        raise PermissionDenied
    chosen = choice.reports(request, desk)
    sent = (request.POST,) if request.method == "POST" else ()
    form = action.form(*sent, desk=desk, chosen=chosen)
    if sent and (before := _sent_before(request, desk)):
        return redirect("desk:bulk_job", before.key)
    if sent and form.is_valid():
        return _do(request, action, form)
    return _act_page(request, desk, action, form)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@officers_only()
def job_page(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """How far a job is and what was refused; a POST takes it back."""
    own = BulkJob.objects.filter(owner=desk.user, verb__in=table.BY_VERB)
    job = get_object_or_404(own.select_related("undoes"), key=key)
    if request.method != "POST":
        part = "#kemajuan" if asks_for(request, "kemajuan") else ""
        return render(request, f"desk/bulk/job.html{part}", _job(job, desk))
    try:
        back = bulk.undo(job, token=receipts.submission_of(receipts.new_token()))
    except actions.Refused as refused:
        messages.info(request, str(refused))
        return redirect("desk:bulk_job", job.key)
    return redirect("desk:bulk_job", back.key)


def _choose_all(request: HttpRequest, desk: Desk) -> None:
    if choice.take_all(request, desk):
        messages.info(
            request, f"Paling banyak {bulk.MOST} laporan sekaligus: yang terbaru yang dipilih."
        )


def _sent_before(request: HttpRequest, desk: Desk) -> BulkJob | None:
    """Return the job that this very form started before, if it did."""
    token = receipts.submission_of(request.POST.get("token", ""))
    return BulkJob.objects.filter(owner=desk.user, token=token).first()


def _do(request: HttpRequest, action: table.Action, form: BulkForm) -> HttpResponseBase:
    if not action.verb:
        return sheet.as_file(form.cleaned_data["kind"], form.chosen)
    asked = form.arguments()
    ids = [complaint.pk for complaint in form.chosen if complaint.pk != asked.get("main")]
    job = bulk.start(
        form.desk.user,
        action.verb,
        ids,
        token=form.job_token,
        arguments=asked,
        words=form.words(),
    )
    choice.keep(request, [])
    return redirect("desk:bulk_job", job.key)


def _chosen(request: HttpRequest, desk: Desk) -> dict[str, Any]:
    rows = choice.reports(request, desk)
    own = BulkJob.objects.filter(owner=desk.user, verb__in=table.BY_VERB)
    jobs = own.select_related("undoes")[:MOST_JOBS]
    return {
        "chosen": rows[:MOST_LISTED],
        "number": len(rows),
        "more": max(0, len(rows) - MOST_LISTED),
        "actions": table.offered(desk.roles),
        "jobs": [(job, table.BY_VERB[job.verb].label) for job in jobs],
    }


def _act_page(
    request: HttpRequest, desk: Desk, action: table.Action, form: BulkForm
) -> HttpResponse:
    listed = MOST_LISTED if action.slug != "cetak" else bulk.MOST
    context = {
        "what": action,
        "form": form,
        "chosen": form.chosen[:listed],
        "number": len(form.chosen),
        "more": max(0, len(form.chosen) - listed),
        "now": clock.now(),
        "at_once": bulk.AT_ONCE,
    }
    template = "desk/bulk/print.html" if action.slug == "cetak" else "desk/bulk/act.html"
    return render(request, template, context, status=INVALID if form.errors else 200)


def _job(job: BulkJob, desk: Desk) -> dict[str, Any]:
    """Return how far a job is; of what was refused only reports that the officer still sees."""
    numbers = bulk.counts(job)
    seen = BulkItem.objects.filter(job=job, complaint__in=desk.visible().values("pk"))
    told = seen.exclude(state=BulkItem.State.WAITING).exclude(why="").select_related("complaint")
    rows = list(told.order_by("place"))
    undone = BulkJob.objects.filter(undoes=job).first() if job.finished_at else None
    return {
        "job": job,
        "what": table.BY_VERB[job.verb],
        "numbers": numbers,
        "tried": numbers["done"] + numbers["refused"],
        "refused": [row for row in rows if row.state == BulkItem.State.REFUSED],
        "remarks": [row for row in rows if row.state == BulkItem.State.DONE],
        "undone": undone,
        "can_undo": bool(
            job.finished_at
            and numbers["done"]
            and job.verb in bulk.UNDONE
            and not (job.undoes_id or undone)
        ),
    }
