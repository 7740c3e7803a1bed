"""A report that is not at the officer's desk any more: what was typed for it is given back."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from complaints.desk.answering.drafts import typed
from complaints.desk.verbs import table as verbs


def page(request: HttpRequest, verb: verbs.Verb) -> HttpResponse:
    """Answer 404; to a post with the words that came with it, so that they can be copied.

    The same whether the report is another's or never was: it says nothing about that.

    Raises:
        Http404: nothing was typed.
    """
    texts = [value for values in typed(request.POST).values() for value in values]
    said = [text for text in texts if " " in text.strip()]
    if not said:
        raise Http404
    files = [file.name for key in request.FILES for file in request.FILES.getlist(key)]
    context = {"verb": verb, "said": said, "files": files}
    return render(request, "desk/answering/gone.html", context, status=404)
