"""Addresses of the officers' room: Indonesian paths, English names, ticket numbers."""

from django.urls import path, register_converter

from complaints.desk.answering.views import draft, present
from complaints.desk.calling.views import call_list
from complaints.desk.inbox.views import inbox
from complaints.desk.intake.views import intake, intake_receipt
from complaints.desk.report.viewing import cover, photo
from complaints.desk.report.views import report, told
from complaints.desk.team.substitutes import end_substitution, substitutes_page
from complaints.desk.verbs.views import act


class TicketConverter:
    """A ticket number: eight letters and digits."""

    regex = "[0-9A-Za-z]{8}"

    def to_python(self, value: str) -> str:
        """Return the number as it is stored."""
        return value.upper()

    def to_url(self, value: str) -> str:
        """Return the number as it stands in an address."""
        return value


register_converter(TicketConverter, "desk_ticket")

app_name = "desk"
urlpatterns = [
    path("", inbox, name="inbox"),
    path("catat/", intake, name="intake"),
    path("catat/<desk_ticket:code>/", intake_receipt, name="intake_receipt"),
    path("hubungi/", call_list, name="call_list"),
    path("pengganti/", substitutes_page, name="substitutes"),
    path("pengganti/<int:pk>/akhiri/", end_substitution, name="end_substitution"),
    path("<desk_ticket:code>/", report, name="report"),
    path("<desk_ticket:code>/diberi-tahu/", told, name="told"),
    path("<desk_ticket:code>/foto/<uuid:pk>/", photo, name="photo"),
    path("<desk_ticket:code>/foto/<uuid:pk>/tutup/", cover, name="cover"),
    path("<desk_ticket:code>/hadir/", present, name="present"),
    path("<desk_ticket:code>/<slug:slug>/draf/", draft, name="draft"),
    path("<desk_ticket:code>/<slug:slug>/", act, name="act"),
]
