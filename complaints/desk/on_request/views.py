"""Pages of the counter for what a reporter asks for later: the proof, what can be done, one act."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from complaints import actions, limits
from complaints.access import Desk, officers_only
from complaints.desk.on_request import asked
from complaints.desk.on_request.acts import BY_SLUG, LETTER, Act, ActForm
from complaints.desk.on_request.asked import Asked
from complaints.desk.on_request.forms import ProofForm
from complaints.desk.verbs.base import TOKEN
from complaints.law.roles import AT_COUNTER

FORBIDDEN, CONFLICT, INVALID, TOO_MANY = 403, 409, 422, 429
WAIT = "Terlalu banyak percobaan. Coba lagi setelah {wait}. Tidak ada yang diblokir."
ASK_AGAIN = "Minta pelapor mengetik nomor tiket dan kodenya, atau pindai suratnya."
DONE = "Permintaan ini sudah dicatat."
NOT_NOW = "Tindakan itu tidak mungkin pada keadaan laporan sekarang."


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@officers_only(*AT_COUNTER)
def begin(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Ask for ticket and proof; a wrong pair gets one answer, whatever was wrong."""
    asked.forget(request)
    if request.method != "POST":
        return _begin_page(request, ProofForm(initial={"code": request.GET.get("tiket", "")[:20]}))
    form = ProofForm(request.POST)
    if not form.is_valid():
        return _begin_page(request, form, status=INVALID)
    wait = _wait(request, desk, form)
    if wait:
        form.add_error(None, WAIT.format(wait=wait))
        return _begin_page(request, form, status=TOO_MANY)
    found = form.found(desk)
    if found is None:
        return _begin_page(request, form, status=INVALID)
    if form.is_by_code:
        asked.keep(request, found, desk)
    return redirect("desk:on_request_report", found.code)


@never_cache
@require_safe
@officers_only(*AT_COUNTER)
def choose(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """What can be done for the reporter of one report, and no more of it than that."""
    here = asked.asked_for(request, desk, code)
    if here is None:
        messages.info(request, ASK_AGAIN)
        return redirect("desk:on_request")
    return render(request, "desk/on_request/choose.html", {"asked": here})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@officers_only(*AT_COUNTER)
def act(request: HttpRequest, desk: Desk, code: str, slug: str) -> HttpResponse:
    """Write one thing down for the reporter."""
    chosen, here = BY_SLUG.get(slug), asked.asked_for(request, desk, code)
    if chosen is None:
        raise Http404
    if here is None:
        return _ask_again(request, code)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = chosen.form(*sent, complaint=here.main, desk=desk, actor=here.actor)
    if sent:
        status = _do(here, chosen, form) if form.is_valid() else INVALID
        return (
            _act_page(request, here, chosen, form, status)
            if status
            else _done(request, here, chosen)
        )
    if chosen in here.acts:
        return _act_page(request, here, chosen, form)
    messages.info(request, NOT_NOW)
    return redirect("desk:on_request_report", code)


def _wait(request: HttpRequest, desk: Desk, form: ProofForm) -> str:
    """Return how long to wait before the next try at a code, or an empty text."""
    if not form.is_by_code:
        return ""
    return limits.held_up(
        ("tracking", limits.sender_of(request)),
        ("tracking", f"officer:{desk.user.pk}"),
        ("ticket", form.ticket),
    )


def _do(here: Asked, chosen: Act, form: ActForm) -> int:
    """Do the verb once; return 0, or the status of the page that says why not."""
    try:
        with limits.once(form.token) as is_first:
            if is_first:
                with form.taking() as arguments:
                    by = replace(here.by, letter=tuple(arguments.pop(LETTER, ())))
                    getattr(actions, chosen.name)(here.main, by=by, **arguments)
                form.forget_files()
    except actions.Refused as refusal:
        form.refuse(str(refusal))
        return CONFLICT
    except ValidationError as lost:  # a file cannot be read or stored any more
        form.add_error(None, lost)
        return INVALID
    return 0


def _done(request: HttpRequest, here: Asked, chosen: Act) -> HttpResponse:
    """The proof was for one act: go back to the beginning, or to a report that the officer sees."""
    asked.forget(request)
    told = "Pelapor diberi tahu lewat kontaknya, bila ada."
    messages.success(request, f"{chosen.done} Tiket {here.own.code}. {told}")
    if here.sees and here.own == here.main:
        return redirect("desk:report", here.own.code)
    return redirect("desk:on_request")


def _ask_again(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for the proof again; what was typed before it ended is shown, to be copied.

    The second click on a form that was sent reads that it was.
    """
    if request.method != "POST" or limits.was_done(request.POST.get(TOKEN, "")):
        messages.info(request, DONE if request.method == "POST" else ASK_AGAIN)
        return redirect("desk:on_request")
    typed = request.POST.get("text") or request.POST.get("reason") or ""
    form = ProofForm(initial={"code": code})
    return _begin_page(request, form, typed=typed, status=FORBIDDEN)


def _begin_page(
    request: HttpRequest, form: ProofForm, *, typed: str = "", status: int = 200
) -> HttpResponse:
    context = {"form": form, "typed": typed, "has_ended": status == FORBIDDEN}
    return render(request, "desk/on_request/begin.html", context, status=status)


def _act_page(
    request: HttpRequest, here: Asked, chosen: Act, form: ActForm, status: int = 200
) -> HttpResponse:
    context = {"asked": here, "act": chosen, "form": form}
    return render(request, "desk/on_request/act.html", context, status=status)
