"""The page of substitutes: who stands in for whom, naming one, and ending it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from agencies import substitutes
from agencies.models import Officer, Substitution
from complaints.access import Desk, officers_only
from complaints.fields import Line, ObjectField
from lapor import clock
from lapor.forms import DayInput

INVALID = 422
LARGEST_ID = 2**63 - 1
MOST_SHOWN = 100


class SubstituteForm(forms.Form):
    """*Tunjuk pengganti* for one seat."""

    substitute = ObjectField(
        label="Pengganti",
        empty="Pilih rekan…",
        help_text="Rekan satu kantor. Semua laporan, pesan, dan daftar mengalir kepadanya.",
        error_messages={"required": "Pilih pengganti."},
    )
    starts_on = forms.DateField(
        label="Mulai", widget=DayInput, error_messages={"required": "Isi hari pertama."}
    )
    ends_on = forms.DateField(
        label="Sampai", widget=DayInput, error_messages={"required": "Isi hari terakhir."}
    )
    note = Line(
        label="Catatan untuk pengganti",
        required=False,
        max_length=200,
        help_text="Misalnya: cuti. Jangan menulis alasan kesehatan.",
    )

    def __init__(self, *args: Any, seat: Officer, **options: Any) -> None:
        super().__init__(*args, **options)
        self.seat = seat
        field = self.fields["substitute"]
        assert isinstance(field, ObjectField)
        field.offer([("", substitutes.candidates(seat))])
        today = clock.today().isoformat()
        for name in ("starts_on", "ends_on"):
            self.fields[name].widget.attrs["min"] = today
        self.initial.setdefault("starts_on", today)

    def appoint(self, desk: Desk) -> Substitution | None:
        """Name the substitute; None when it was refused, with the sentence on the form."""
        try:
            return substitutes.appoint(self.seat, by=desk.user, **self.cleaned_data)
        except ValidationError as error:
            self.add_error(None, error)
            return None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@officers_only()
def substitutes_page(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Who stands in for whom; POST names a substitute for the seat ``petugas``."""
    seats = list(substitutes.in_charge(desk.user, desk.officers).order_by("user__name", "pk"))
    seat = _chosen(request, desk, seats)
    sent = (request.POST,) if request.method == "POST" else ()
    if sent and seat is None:
        raise Http404
    form = SubstituteForm(*sent, seat=seat) if seat else None
    if form is not None and sent and form.is_valid() and (row := form.appoint(desk)):
        messages.success(request, f"{row.substitute} menggantikan {substitutes.span(row)}.")
        return redirect("desk:substitutes")
    status = INVALID if sent else 200
    return render(
        request, "desk/team/substitutes.html", _page(desk, seats, seat, form), status=status
    )


@never_cache
@require_POST
@officers_only()
def end_substitution(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """End a substitution of a seat of which the officer is in charge, or of which he is the one."""
    if pk > LARGEST_ID:
        raise Http404
    mine = Q(officer__in=substitutes.in_charge(desk.user, desk.officers)) | Q(substitute=desk.user)
    row = get_object_or_404(Substitution.objects.filter(mine), pk=pk)
    if substitutes.end(row, by=desk.user):
        messages.success(request, f"Penggantian oleh {row.substitute} diakhiri.")
    else:
        messages.info(request, "Penggantian ini sudah diakhiri.")
    return redirect("desk:substitutes")


def _chosen(request: HttpRequest, desk: Desk, seats: list[Officer]) -> Officer | None:
    """Return the seat that the address or the form names; the officer's own one by default."""
    asked = request.POST.get("petugas") or request.GET.get("petugas") or ""
    if asked:
        return next((seat for seat in seats if str(seat.pk) == asked), None)
    return next((seat for seat in seats if seat.user_id == desk.user.pk), None)


def _page(
    desk: Desk, seats: list[Officer], seat: Officer | None, form: SubstituteForm | None
) -> dict[str, Any]:
    rows = Substitution.objects.standing().filter(ends_on__gte=clock.today())
    rows = rows.filter(Q(officer__in=[one.pk for one in seats]) | Q(substitute=desk.user))
    rows = rows.select_related("officer__user", "officer__agency", "substitute")
    return {
        "form": form,
        "seat": seat,
        "seats": seats if len(seats) > 1 else [],
        "rows": list(rows[:MOST_SHOWN]),
        "me": desk.user,
        "today": clock.today(),
    }
