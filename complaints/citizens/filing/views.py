"""Writing a report: where it starts, its questions one by one, or all of them on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from complaints import drafts, limits
from complaints.citizens.filing import checking, cookies, discarding, journeys, pages, steps
from complaints.citizens.filing.form import ReportForm
from complaints.citizens.filing.journeys import Journey
from complaints.citizens.filing.steps import Step
from complaints.citizens.uploading import staging
from lapor import htmx

if TYPE_CHECKING:
    from accounts.models import User

UNPROCESSABLE = 422
TOO_MANY = 429
WAIT = "Terlalu banyak kiriman sekaligus. Tunggu sebentar, lalu tekan lagi."

private = cache_control(private=True, no_store=True)


@private
@require_safe
def report(request: HttpRequest) -> HttpResponse:
    """Offer the draft that was found, without its words; else put the first question."""
    token = cookies.token_of(request)
    kept = drafts.read(token) if token else None
    if kept is not None:
        return render(request, "citizens/filing/draft.html", {"touched_at": kept.touched_at})
    journey = journeys.begin(_user(request), request.GET.get("jenis", ""))
    journey.in_tab = bool(request.GET.get(staging.IN_TAB))
    return pages.question(request, journey, steps.FIRST)


@private
@require_POST
def resume(request: HttpRequest) -> HttpResponse:
    """Go on with the draft where it was left."""
    token = cookies.token_of(request)
    kept = drafts.read(token) if token else None
    if kept is None:
        messages.info(request, "Draf itu tidak ada lagi. Draf disimpan tujuh hari.")
        return redirect("citizens:report")
    open_ones = [step for step in steps.road(kept.answers) if step.slug not in kept.seen]
    response = redirect(pages.address(open_ones[0] if open_ones else None))
    cookies.remember(response, token)
    return response


@private
@require_POST
def discard(request: HttpRequest) -> HttpResponse:
    """Delete the draft and its files, and start anew."""
    messages.success(request, "Draf sudah dihapus.")
    return discarding.discard(request, redirect("citizens:report"))


@private
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, slug: str) -> HttpResponse:
    """Put one question, or take its answer and go on to the next."""
    asked = steps.find(slug)
    if asked is None:
        raise Http404
    journey = journeys.of(request)
    if request.method == "POST":
        begun = journey or journeys.begin(_user(request), token=request.POST.get("token", ""))
        return _answer(request, begun, asked)
    if journey is None:
        return redirect("citizens:report")
    return pages.question(request, journey, asked, changing=pages.CHANGING in request.GET)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def onward(request: HttpRequest) -> HttpResponse:
    """Take an answer of the way without a trace: one address, which tells no question."""
    if request.method != "POST":
        return redirect("citizens:report")
    return step(request, request.POST.get("langkah", ""))


@private
@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Keep what is typed right now; on the secret path nothing is kept.

    What was still on its way when the draft ended does not bring it back.
    """
    if journeys.has_ended(request):
        return HttpResponse(status=204)
    journey = journeys.of(request) or journeys.posted(request)
    asked = steps.find(request.POST.get("langkah", ""))
    journey.take(request, asked.fields if asked else journeys.CARRIED)
    if not limits.allow("typing", limits.sender_of(request)):
        return HttpResponse(status=TOO_MANY)
    return journey.keep(HttpResponse(status=204))


@private
@require_safe
def one_page(request: HttpRequest) -> HttpResponse:
    """Put all questions on one page; it posts to the check page like the others."""
    journey = journeys.of(request)
    journey = journey or journeys.begin(_user(request), request.GET.get("jenis", ""))
    form = ReportForm(initial=journey.answers)
    return form_page(request, form, staging.of_token(journey.token))


def form_page(request: HttpRequest, form: ReportForm, draft: staging.Draft) -> HttpResponse:
    """Draw the one-page form, with its errors when it was sent."""
    status = 200
    if form.is_bound:
        status = TOO_MANY if form.is_held_up else UNPROCESSABLE
    context = {"form": form, "draft": draft}
    return render(request, "citizens/filing/report.html", context, status=status)


def _answer(request: HttpRequest, journey: Journey, asked: Step) -> HttpResponse:
    changing = bool(request.POST.get(pages.CHANGING))
    journey.take(request, asked.fields)
    back = steps.find(request.POST.get(pages.BACK, ""))
    if back is not None:
        return _go(request, journey, back)
    data = journey.answers | request.POST.dict()
    form = ReportForm(data, request.FILES, only=asked.fields, known=journey.answers)
    form.is_valid()
    if limits.allow("writing", limits.sender_of(request)):
        draft = staging.receive(request, form, token=journey.token)
    else:
        draft = staging.of_token(journey.token)
        form.add_error(None, WAIT)
    if form.errors:
        page = pages.question(
            request,
            journey,
            asked,
            form=form,
            draft=draft,
            changing=changing,
            status=UNPROCESSABLE,
        )
        return journey.keep(page)
    journey.answered(asked)
    if draft.found_place and not journey.answers.get("latitude"):
        page = pages.question(request, journey, asked, draft=draft, changing=changing)
        return journey.keep(page)
    following = steps.after(asked, journey.answers, journey.seen, changing=changing)
    return _go(request, journey, following, changing=changing)


def _go(
    request: HttpRequest, journey: Journey, step: Step | None, *, changing: bool = False
) -> HttpResponse:
    """Go to a question or to the check page, with all answers kept."""
    if not journey.in_tab:
        response = htmx.go(request, pages.address(step, changing=changing))
    elif step is None:
        response = checking.page(request, journey)
    else:
        response = pages.question(request, journey, step, changing=changing)
    return journey.keep(response)


def _user(request: HttpRequest) -> User | None:
    return request.user if request.user.is_authenticated else None
