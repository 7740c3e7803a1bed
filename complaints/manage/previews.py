"""Every message with example words, for those who answer for them (*Contoh pesan*)."""

from __future__ import annotations

from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from complaints.access import Desk, officers_only
from complaints.manage.people import EDITORS, KEEPERS
from complaints.manage.wordings import editable
from complaints.messages import samples


@require_safe
@officers_only(*KEEPERS)
def messages(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List every verb, reader and channel with what it says."""
    found = samples.samples()
    groups = [
        {
            "reader": reader,
            "channel": channel,
            "samples": [{"sample": one, "slug": editable(one)} for one in rows],
        }
        for (reader, channel), rows in groupby(found, key=lambda one: (one.reader, one.channel))
    ]
    edits = not desk.roles.isdisjoint(EDITORS)
    context = {"groups": groups, "count": len(found), "edits": edits}
    return render(request, "manage/messages.html", context)


@require_safe
@officers_only(*KEEPERS)
def message(request: HttpRequest, desk: Desk, slug: str) -> HttpResponse:
    """Show one e-mail as a mail program draws it."""
    sample = samples.find(slug)
    if sample is None or sample.letter is None:
        raise Http404
    return HttpResponse(sample.letter.html)
