"""The page of saved views, and what is done there."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from complaints.access import Desk, officers_only
from complaints.desk.inbox import saved
from complaints.desk.inbox.saved import ViewForm
from complaints.models import SavedView

INVALID = 422


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@officers_only()
def saved_views(request: HttpRequest, desk: Desk) -> HttpResponse:
    """All views of the officer; a POST keeps the present list under a name."""
    if request.method != "POST":
        return _page(request, desk)
    form = ViewForm(request.POST, desk=desk)
    query = saved.query_of(request.POST.get("alamat", ""), desk)
    view = form.save(query) if form.is_valid() else None
    if view is None:
        return _page(request, desk, form, query, status=INVALID)
    messages.success(request, f"Tampilan “{view.name}” disimpan.")
    return redirect(saved.view_of(view, desk).url)


@require_POST
@officers_only()
def saved_view(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """Change, remove or bring back one of the officer's own views."""
    view = saved.own(desk, key)
    if view is None:
        raise Http404
    if "hapus" in request.POST:
        saved.remove(view)
        messages.success(request, f"Tampilan “{view.name}” dihapus. Anda dapat mengembalikannya.")
    elif "kembalikan" in request.POST:
        if saved.restore(view):
            messages.success(request, f"Tampilan “{view.name}” dikembalikan.")
        else:
            messages.error(request, f"Nama “{view.name}” sudah dipakai tampilan lain.")
    else:
        return _change(request, desk, view)
    return redirect("desk:saved_views")


def _change(request: HttpRequest, desk: Desk, view: SavedView) -> HttpResponse:
    form = ViewForm(request.POST, desk=desk, view=view, auto_id=f"tampilan-{view.key}-%s")
    if form.is_valid() and form.save() is not None:
        messages.success(request, f"Tampilan “{view.name}” disimpan.")
        return redirect("desk:saved_views")
    return _page(request, desk, form, status=INVALID)


def _page(
    request: HttpRequest,
    desk: Desk,
    form: ViewForm | None = None,
    query: str = "",
    *,
    status: int = 200,
) -> HttpResponse:
    views = saved.views_for(desk)
    mine = [(view, _form(view, desk, form)) for view in views if view.mine]
    context = {
        "mine": mine,
        "shared": [view for view in views if not view.mine],
        "removed": saved.removed(desk),
        "form": form,
        "query": query,
        "is_new": form is not None and form.view is None,
    }
    return render(request, "desk/inbox/saved_views.html", context, status=status)


def _form(view: saved.View, desk: Desk, sent: ViewForm | None) -> ViewForm:
    """Return the form of a view, with what was sent where it is the one that has errors."""
    if sent is not None and sent.view is not None and sent.view.key == view.key:
        return sent
    first = {"name": view.name, "shared": view.is_shared, "opens_first": view.opens_first}
    return ViewForm(initial=first, desk=desk, auto_id=f"tampilan-{view.key}-%s")
