"""Pages of the import: upload, preview, confirm, and a template to fill in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.models import Agency, Officer
from complaints.access import Desk, officers_only
from complaints.manage.officers import importing, rights
from complaints.manage.officers.forms import UploadForm, role_words
from complaints.manage.officers.naming import Unfit
from complaints.manage.officers.reading import Unreadable, template
from lapor.sheets import XLSX

ALLOWED = (Officer.Role.VERIFIER, Officer.Role.OVERSEER)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@officers_only(*ALLOWED)
def upload(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Look through a spreadsheet; nothing is saved here."""
    form = UploadForm.of(request)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            preview = importing.look_through(desk, file, file.name)
        except Unreadable as error:
            form.add_error("file", str(error))
        else:
            token = importing.keep(desk, preview) if preview.people else ""
            context = {"preview": preview, "token": token, "role_words": role_words}
            return render(request, "manage/officers/preview.html", _words(context))
    return render(request, "manage/officers/upload.html", {"form": form}, status=form.status)


def _words(context: dict[str, object]) -> dict[str, object]:
    """Add the people as they are read: agency and role by name."""
    preview = context["preview"]
    assert isinstance(preview, importing.Preview)
    names = dict(Agency.objects.values_list("code", "short_name"))
    rows = [(one, names.get(one.agency, ""), role_words(one.role)) for one in preview.people]
    return {**context, "rows": rows}


@never_cache
@require_POST
@officers_only(*ALLOWED)
def confirm(request: HttpRequest, desk: Desk, slug: str) -> HttpResponse:
    """Save the lines of a preview and send the invitations."""
    people = importing.kept(desk, slug)
    if people is None:
        messages.error(request, "Pratinjau ini sudah tidak ada. Unggah berkasnya sekali lagi.")
        return redirect("manage:import")
    try:
        saved = importing.save(desk, slug, people)
    except Unfit as error:
        messages.error(request, f"Belum ada yang disimpan: {error}")
        return redirect("manage:import")
    if saved.people:
        messages.success(request, f"{len(saved.people)} peran disimpan, undangan dikirim.")
    for problem in saved.problems[:10]:
        messages.warning(request, f"Baris {problem.row}: {problem.text}")
    return redirect("manage:officers")


@never_cache
@require_safe
@officers_only(*ALLOWED)
def template_file(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Download the spreadsheet to fill in."""
    agencies = [one.short_name for one in rights.agencies_of(desk)]
    roles = [role_words(role) for role in rights.nameable(desk)]
    answer = HttpResponse(template(agencies, roles), content_type=XLSX)
    answer["Content-Disposition"] = 'attachment; filename="petugas-lapor.xlsx"'
    return answer
