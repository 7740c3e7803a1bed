"""Help in plain words: the road and the limits, privacy, what may be reported, access for all."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from agencies import law
from complaints.citizens.filing import cookies
from complaints.citizens.filing.form import ReportForm
from complaints.citizens.roads import five_steps
from complaints.models import Kind
from complaints.models.complaint import CODE_LENGTH
from complaints.reporters import receipts

SHOWN = (
    *("text_length", "upload_files", "upload_megabytes", "objections", "reopenings"),
    *("reopen_days", "appeal_days", "receipt_hours", "reveal_minutes"),
)
DIGITAL = "internet-layanan-digital"
"""The category under which a trouble with these pages is an ordinary report."""
LONGEST_PAGE = 150
_TICKET = re.compile(f"[{receipts.ALPHABET}]{{{CODE_LENGTH}}}")


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """Explain the road, its limits, and the rights at its end."""
    return render(request, "citizens/guide/help.html", {"steps": five_steps(), "limits": _limits()})


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Explain who reads what, how long it is kept, and what the law gives to whom it is about."""
    return render(request, "citizens/guide/privacy.html", {"limits": _limits()})


@require_safe
def reportable(request: HttpRequest) -> HttpResponse:
    """Explain what may be reported here, what not, and which door is the next."""
    return render(request, "citizens/guide/reportable.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """State what of WCAG 2.2 is met, what is not, and how to tell us."""
    return render(request, "citizens/guide/accessibility.html")


@cache_control(private=True, no_store=True)
@require_safe
def trouble(request: HttpRequest) -> HttpResponse:
    """Offer a short form about these pages themselves; it becomes an ordinary report.

    The page that it is about stands where other reports have their place, so the law of reports,
    its dates and its receipt hold for it too.
    """
    form = ReportForm(
        only=("text", "place_text", "email"),
        initial={"place_text": page_of(request.GET.get("dari", ""))},
    )
    form.fields["text"].help_text = "Apa yang Anda lakukan, apa yang muncul, apa yang diharapkan."
    form.fields["place_text"].label = "Di halaman mana?"
    form.fields["place_text"].help_text = "Alamat halamannya. Nomor tiket tidak ikut dikirim."
    fixed = {"kind": Kind.COMPLAINT, "danger": "no", "misconduct": "no", "category": DIGITAL}
    # Somebody may be in the middle of a report: its draft must not be replaced by this one.
    context = {"form": form, "fixed": fixed, "keeps_draft": bool(cookies.token_of(request))}
    return render(request, "citizens/guide/trouble.html", context)


def page_of(address: str) -> str:
    """Return the path of a page as a report may name it: without query, host and ticket numbers."""
    try:
        path = urlsplit(address).path[:LONGEST_PAGE]
    except ValueError:
        return ""
    if not path.startswith("/"):
        return ""
    parts = ["…" if _TICKET.fullmatch(part.upper()) else part for part in path.split("/")]
    return f"Halaman {'/'.join(parts)}"


def _limits() -> dict[str, int]:
    return {name: law.limit(name) for name in SHOWN}
