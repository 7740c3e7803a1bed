"""What the pages of incidents ask for."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from agencies.models import Officer
from complaints.access import Desk
from complaints.desk.verbs.base import audience_field, bound_next_news, next_news_field
from complaints.fields import Line, ObjectField, Words
from complaints.models import Incident, Publication
from complaints.models.incident import NAME_LENGTH
from complaints.reporters import receipts
from complaints.states import Audience
from complaints.trail import audit
from lapor import clock
from lapor.forms import Choices, DayInput


class IncidentForm(forms.Form):
    """*Buka kejadian*, and later its name, category and days."""

    name = Line(
        label="Nama kejadian",
        max_length=NAME_LENGTH,
        help_text="Misalnya: Banjir 12 November. Jangan tulis nama orang.",
    )
    category = ObjectField(label="Kategori", empty="Pilih kategori…")
    since = forms.DateField(label="Sejak", widget=DayInput)
    until = forms.DateField(
        label="Sampai", required=False, widget=DayInput, help_text="Kosongkan bila masih terjadi."
    )

    def __init__(
        self, *args: Any, desk: Desk, incident: Incident | None = None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.incident = incident or Incident(opened_by=desk.user, opened_at=clock.now())
        category = self.fields["category"]
        assert isinstance(category, ObjectField)
        category.offer([("", desk.categories)])
        self.initial["since"] = clock.today()
        if incident is not None:
            self.initial.update({name: getattr(incident, name) for name in self.fields})

    def clean_since(self) -> date:
        """Refuse an event that is still to come. Raises ``ValidationError``."""
        since: date = self.cleaned_data["since"]
        if since > clock.today():
            raise forms.ValidationError("Kejadian dimulai paling lambat hari ini.")
        return since

    def clean(self) -> dict[str, Any]:
        """Refuse an end before the beginning."""
        data = super().clean() or self.cleaned_data
        if data.get("until") and data.get("since") and data["until"] < data["since"]:
            self.add_error("until", "Tanggal akhir tidak boleh sebelum tanggal mulai.")
        return data

    def save(self, desk: Desk) -> Incident:
        """Open the incident, or change it; the town's record says what was before."""
        for name, value in self.cleaned_data.items():
            setattr(self.incident, name, value)
        audit.save(audit.by(desk, Officer.Role.VERIFIER), self.incident)
        return self.incident


class TogetherForm(forms.Form):
    """One form for all reports of an incident; the same sending twice is one."""

    token = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, incident: Incident, desk: Desk, **options: Any) -> None:
        super().__init__(*args, **options)
        self.incident, self.desk = incident, desk
        self.fields["token"].initial = receipts.new_token()
        self.prepare()

    def prepare(self) -> None:
        """Set choices and first values."""

    def clean_token(self) -> str:
        """Return the token of this form. Raises ``ValidationError`` for one made up."""
        token = str(self.cleaned_data["token"])
        if not receipts.is_token(token):
            raise forms.ValidationError("Muat ulang halaman ini, lalu kirim sekali lagi.")
        return token

    def arguments(self) -> dict[str, Any]:
        """Return ids and codes for ``complaints.together.incidents.act``."""
        return {"incident": self.incident.pk}


class ForwardTogetherForm(TogetherForm):
    """*Verifikasi dan teruskan* for all reports of an incident that wait."""

    category = ObjectField(label="Kategori", empty="Pilih kategori…")
    lead = ObjectField(label="Instansi yang menangani", empty="Pilih instansi…")
    words = Words(
        label="Arahan untuk instansi",
        required=False,
        rows=3,
        help_text="Pelapor tidak membacanya.",
    )
    publication = forms.ChoiceField(
        label="Bolehkah umum membaca isinya?",
        choices=[
            (Publication.PENDING.value, "Belum diputuskan"),
            (Publication.PUBLIC.value, "Untuk umum"),
        ],
        initial=Publication.PENDING.value,
        widget=Choices(
            hints={
                Publication.PENDING.value: "Umum hanya melihat kategori, kelurahan, dan keadaan.",
                Publication.PUBLIC.value: (
                    "Nomor, email, dan pelat disamarkan. Yang mungkin memuat data pribadi tetap "
                    "tertutup sampai Anda memeriksanya."
                ),
            }
        ),
    )

    def prepare(self) -> None:
        """Offer categories and agencies; the incident's category is chosen."""
        category, lead = self.fields["category"], self.fields["lead"]
        assert isinstance(category, ObjectField)
        assert isinstance(lead, ObjectField)
        category.offer([("", self.desk.categories)])
        lead.offer(self.desk.agency_groups())
        self.initial["category"] = self.incident.category
        usual = self.incident.category.default_agency if self.incident.category else None
        self.initial["lead"] = usual

    def arguments(self) -> dict[str, Any]:
        """Return ids and codes."""
        data = self.cleaned_data
        return {
            **super().arguments(),
            "category": data["category"].pk,
            "lead": data["lead"].pk,
            "publication": data["publication"],
        }


class FollowUpTogetherForm(TogetherForm):
    """*Catat tindak lanjut* for all reports of an incident that lie with the officer's unit."""

    words = Words(
        label="Apa yang sudah dilakukan?",
        help_text="Sebutkan apa, kapan, dan oleh unit mana. Setiap pelapor membacanya.",
        rows=5,
    )
    audience = audience_field()
    next_news_on = next_news_field()

    def prepare(self) -> None:
        """Say until when the next news is owed."""
        bound_next_news(self.fields["next_news_on"])
        self.fields["audience"].initial = Audience.PUBLIC.value

    def arguments(self) -> dict[str, Any]:
        """Return codes and the date."""
        data = self.cleaned_data
        day = data["next_news_on"]
        return {
            **super().arguments(),
            "audience": data["audience"],
            "next_news_on": day.isoformat() if day else "",
        }
