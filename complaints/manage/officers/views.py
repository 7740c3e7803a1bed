"""Pages of the officers: the list, one person, inviting, and the end of a role."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Prefetch, Q
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from agencies.models import Agency, Officer
from complaints.access import Desk, officers_only
from complaints.manage.officers import naming, rights
from complaints.manage.officers.forms import InviteForm, LeaveForm, OfficersForm, RolesForm
from complaints.manage.people import EMPLOYERS, KEEPERS
from complaints.telling import invitations
from complaints.trail.audit import THINGS, Verb, note

GET_OR_POST = ["GET", "HEAD", "POST"]
ROWS = 30
MOST_DIGITS = 15
assert Officer in THINGS


@never_cache
@require_safe
@officers_only(*EMPLOYERS)
def listing(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List people with their roles, by filter and page."""
    return render(request, "manage/officers/list.html", page_of(desk, request.GET))


def page_of(desk: Desk, query: QueryDict) -> dict[str, Any]:
    """Return one page of people, ordered by name; further ones by the last name shown."""
    form = OfficersForm(query or {}, desk=desk)
    chosen = form.values()
    seats = rights.seats_seen_by(desk)
    state = chosen.get("keadaan", "")
    if state != "semua":
        seats = seats.filter(is_active=state != "nonaktif")
    if "peran" in chosen:
        seats = seats.filter(role=chosen["peran"])
    if "instansi" in chosen:
        seats = seats.filter(agency__in=_within(chosen["instansi"]))
    people = User.objects.filter(pk__in=seats.values("user"))
    if "q" in chosen:
        people = people.filter(Q(name__icontains=chosen["q"]) | Q(email__icontains=chosen["q"]))
    name, _, number = query.get("setelah", "").rpartition("~")
    if number.isascii() and number.isdecimal() and len(number) <= MOST_DIGITS:
        people = people.filter(Q(name__gt=name) | Q(name=name, pk__gt=int(number)))
    shown = Prefetch("officers", seats.order_by("agency__name", "role"), to_attr="seats")
    found = list(people.prefetch_related(shown).order_by("name", "pk")[: ROWS + 1])
    last = found[ROWS - 1] if len(found) > ROWS else None
    url = reverse("manage:officers")
    older = f"{url}?{urlencode({**chosen, 'setelah': f'{last.name}~{last.pk}'})}" if last else ""
    return {
        "people": [(one, invitations.has_come(one)) for one in found[:ROWS]],
        "filter_form": form,
        "active": len([key for key in chosen if key != "q"]),
        "narrowed": bool(chosen),
        "imports": not desk.roles.isdisjoint(KEEPERS),
        "reset_url": url,
        "older": older,
        "newest": f"{url}?{urlencode(chosen)}" if number else "",
    }


def _within(code: str) -> Any:
    found = Agency.objects.filter(code=code).first()
    return found.subtree().values("pk") if found is not None else []


def _person(desk: Desk, number: int) -> User:
    """Return a person whom the officer's list shows. Raises ``Http404``."""
    people = User.objects.filter(pk__in=rights.seats_seen_by(desk).values("user"))
    return get_object_or_404(people, pk=number)


@never_cache
@require_http_methods(GET_OR_POST)
@officers_only(*EMPLOYERS)
def person(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Show one person with all roles, and give further ones."""
    found = _person(desk, number)
    form = RolesForm(request.POST if request.method == "POST" else None, desk=desk, user=found)
    if request.method == "POST" and form.is_valid():
        try:
            _give(desk, found, form.cleaned_data)
        except naming.Unfit as error:
            form.add_error("roles", str(error))
        else:
            messages.success(request, f"Peran {found} disimpan.")
            return redirect("manage:officer", found.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "manage/officers/person.html", _look(desk, found, form), status=status)


def _give(desk: Desk, found: User, chosen: dict[str, Any]) -> None:
    for role in chosen["roles"]:
        by = rights.namer(desk, role, chosen["agency"])
        assert by is not None
        naming.give(by, found, chosen["agency"], role)


def _look(desk: Desk, found: User, form: RolesForm) -> dict[str, Any]:
    seats = rights.seats_seen_by(desk).filter(user=found).order_by("-is_active", "agency__name")
    inspects = rights.may_name_for_sealed(desk)
    return {
        "person": found,
        "has_come": invitations.has_come(found),
        "days": invitations.valid_days(),
        "keeps": not desk.roles.isdisjoint(KEEPERS),
        "form": form,
        "seats": [
            {
                "seat": one,
                "may": rights.may_name(desk, one.role, one.agency),
                "sealed": inspects and one.is_active and one.role in rights.SEALED_ROLES,
            }
            for one in seats
        ],
    }


@never_cache
@require_http_methods(GET_OR_POST)
@officers_only(*EMPLOYERS)
def invite(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Invite somebody by mail."""
    where = Agency.objects.filter(code=request.GET.get("instansi", "")).first()
    sent = request.POST if request.method == "POST" else None
    form = InviteForm(sent, desk=desk, initial={"agency": where})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        by = {role: rights.namer(desk, role, data["agency"]) for role in data["roles"]}
        try:
            found = naming.invite({k: v for k, v in by.items() if v is not None}, **data)
        except naming.Unfit as error:
            form.add_error("roles", str(error))
        else:
            messages.success(request, f"Undangan untuk {found} dikirim ke {found.email}.")
            return redirect("manage:officer", found.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "manage/officers/invite.html", {"form": form}, status=status)


@never_cache
@require_POST
@officers_only(*EMPLOYERS)
def invite_again(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Send the letter once more to somebody who has not come yet."""
    found = _person(desk, number)
    mine = [one for one in _seats(desk, found) if rights.may_name(desk, one.role, one.agency)]
    if not mine or not found.is_active:
        raise Http404
    if invitations.has_come(found):
        messages.info(request, f"{found} sudah punya kata sandi.")
    else:
        invitations.send(found)
        by = rights.namer(desk, mine[0].role, mine[0].agency)
        assert by is not None
        note(by, mine[0], verb=Verb.INVITE, before={}, after={"e-mail": found.email})
        messages.success(request, f"Undangan dikirim lagi ke {found.email}.")
    return redirect("manage:officer", found.pk)


def _seats(desk: Desk, found: User) -> list[Officer]:
    return list(rights.seats_seen_by(desk).filter(user=found, is_active=True))


def _seat(desk: Desk, number: int) -> Officer:
    """Return a role that the officer may give and take. Raises ``Http404``."""
    seat = get_object_or_404(rights.seats_seen_by(desk), pk=number)
    if not rights.may_name(desk, seat.role, seat.agency):
        raise Http404
    return seat


@never_cache
@require_http_methods(GET_OR_POST)
@officers_only(*EMPLOYERS)
def leave(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """End a role, after saying who takes over."""
    seat = _seat(desk, number)
    if not seat.is_active:
        return redirect("manage:officer", seat.user_id)
    form = LeaveForm(request.POST if request.method == "POST" else None, seat=seat)
    context = {"form": form, "seat": seat, "number": naming.assigned(seat).count()}
    context["stuck"] = naming.needs_heir(seat) and not naming.heirs(seat)
    if request.method == "POST" and form.is_valid() and _left(request, desk, seat, form):
        return redirect("manage:officer", seat.user_id)
    status = 422 if request.method == "POST" else 200
    return render(request, "manage/officers/leave.html", context, status=status)


def _left(request: HttpRequest, desk: Desk, seat: Officer, form: LeaveForm) -> bool:
    by = rights.namer(desk, seat.role, seat.agency)
    assert by is not None
    try:
        number = naming.deactivate(by, seat, **form.cleaned_data)
    except naming.Unfit as error:
        form.add_error(None, str(error))
        return False
    went = f" {number} laporan dilepas darinya." if number else ""
    messages.success(request, f"Peran {seat.user} di {seat.agency} dinonaktifkan.{went}")
    return True


@never_cache
@require_POST
@officers_only(*EMPLOYERS)
def come_back(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Give a role back that was taken away."""
    seat = _seat(desk, number)
    by = rights.namer(desk, seat.role, seat.agency)
    assert by is not None
    try:
        naming.give(by, seat.user, seat.agency, seat.role)
    except naming.Unfit as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Peran {seat.user} di {seat.agency} aktif lagi.")
    return redirect("manage:officer", seat.user_id)


@never_cache
@require_POST
@officers_only(Officer.Role.OVERSEER)
def sealed(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Say by name whether somebody sees sealed reports."""
    seat = get_object_or_404(Officer.objects.select_related("user", "agency"), pk=number)
    sees = request.POST.get("lihat") == "1"
    own = next(one for one in desk.officers if one.role == Officer.Role.OVERSEER)
    by = rights.namer(desk, Officer.Role.OVERSEER, own.agency)
    assert by is not None
    try:
        naming.name_for_sealed(by, seat, sees=sees)
    except naming.Unfit as error:
        messages.error(request, str(error))
    else:
        done = "ditunjuk melihat" if sees else "tidak lagi melihat"
        messages.success(request, f"{seat.user} {done} laporan tersegel.")
    return redirect("manage:officer", seat.user_id)
