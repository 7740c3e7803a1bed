"""Addresses of the officers' room: Indonesian paths, English names, ticket numbers."""

from django.urls import path, register_converter

from complaints.desk.answering.template_pages import template_edit, template_list
from complaints.desk.answering.views import draft, letter, present
from complaints.desk.bulk import views as bulk
from complaints.desk.calling.views import call_list
from complaints.desk.custody import handing
from complaints.desk.custody import views as custody
from complaints.desk.inbox.comfort import keys
from complaints.desk.inbox.saved_views import saved_view, saved_views
from complaints.desk.inbox.views import inbox, peek
from complaints.desk.incidents import views as incidents
from complaints.desk.intake.views import intake, intake_receipt, intake_receipt_pdf
from complaints.desk.national.views import national_list, national_undo
from complaints.desk.on_request import views as on_request
from complaints.desk.report.viewing import cover, photo
from complaints.desk.report.views import others, proof, report, told
from complaints.desk.tags.views import own_tag, own_tags
from complaints.desk.team.substitutes import end_substitution, substitutes_page
from complaints.desk.verbs.views import act
from complaints.desk.verification import views as verification


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
    path("tombol/", keys, name="keys"),
    path("tampilan/", saved_views, name="saved_views"),
    path("tampilan/<slug:key>/", saved_view, name="saved_view"),
    path("catat/", intake, name="intake"),
    path("catat/<desk_ticket:code>/", intake_receipt, name="intake_receipt"),
    path(
        "catat/<desk_ticket:code>/tanda-terima.pdf", intake_receipt_pdf, name="intake_receipt_pdf"
    ),
    path("catat/permintaan/", on_request.begin, name="on_request"),
    path("catat/permintaan/<desk_ticket:code>/", on_request.choose, name="on_request_report"),
    path("catat/permintaan/<desk_ticket:code>/<slug:slug>/", on_request.act, name="on_request_act"),
    path("borongan/", bulk.choose, name="bulk"),
    path("borongan/aksi/<slug:slug>/", bulk.act, name="bulk_act"),
    path("borongan/<slug:key>/", bulk.job_page, name="bulk_job"),
    path("kejadian/", incidents.incident_list, name="incidents"),
    path("kejadian/baru/", incidents.incident_new, name="incident_new"),
    path("kejadian/<slug:key>/", incidents.incident, name="incident"),
    path("kejadian/<slug:key>/ubah/", incidents.incident_edit, name="incident_edit"),
    path("kejadian/<slug:key>/akhir/", incidents.incident_end, name="incident_end"),
    path("kejadian/<slug:key>/laporan/", incidents.incident_reports, name="incident_reports"),
    path("kejadian/<slug:key>/teruskan/", incidents.incident_forward, name="incident_forward"),
    path(
        "kejadian/<slug:key>/tindak-lanjut/",
        incidents.incident_follow_up,
        name="incident_follow_up",
    ),
    path("templat/", template_list, name="templates"),
    path("templat/baru/", template_edit, name="template_new"),
    path("templat/<int:pk>/", template_edit, name="template"),
    path("tanda/", own_tags, name="own_tags"),
    path("tanda/<int:pk>/", own_tag, name="own_tag"),
    path("hubungi/", call_list, name="call_list"),
    path("salin-sp4n/", national_list, name="national"),
    path("salin-sp4n/<int:pk>/batal/", national_undo, name="national_undo"),
    path("verifikasi/", verification.verification, name="verification"),
    path("verifikasi/<desk_ticket:code>/", verification.verify_report, name="verify_report"),
    path("verifikasi/<desk_ticket:code>/lewati/", verification.skip, name="verify_skip"),
    path("verifikasi/<desk_ticket:code>/banding/", verification.compare, name="compare"),
    path("verifikasi/<desk_ticket:code>/pengirim/", verification.sender, name="sender"),
    path("identitas/", custody.identities, name="identities"),
    path("pengganti/", substitutes_page, name="substitutes"),
    path("pengganti/<int:pk>/akhiri/", end_substitution, name="end_substitution"),
    path("<desk_ticket:code>/", report, name="report"),
    path("<desk_ticket:code>/intip/", peek, name="peek"),
    path("<desk_ticket:code>/diberi-tahu/", told, name="told"),
    path("<desk_ticket:code>/laporan-lain/", others, name="others"),
    path("<desk_ticket:code>/riwayat-utuh/", proof, name="proof"),
    path("<desk_ticket:code>/foto/<uuid:pk>/", photo, name="photo"),
    path("<desk_ticket:code>/foto/<uuid:pk>/tutup/", cover, name="cover"),
    path("<desk_ticket:code>/kejadian/", incidents.report_incident, name="report_incident"),
    path("<desk_ticket:code>/surat/<slug:kind>.pdf", letter, name="letter"),
    path("<desk_ticket:code>/hadir/", present, name="present"),
    path("<desk_ticket:code>/buka-identitas/", custody.reveal, name="reveal"),
    path("<desk_ticket:code>/izin-berkas/<uuid:pk>/", custody.consent, name="consent"),
    path("<desk_ticket:code>/serahkan-berkas/", handing.hand_over, name="hand_over"),
    path("<desk_ticket:code>/serahkan-berkas/<uuid:pk>/cabut/", handing.revoke, name="revoke_file"),
    path("<desk_ticket:code>/<slug:slug>/draf/", draft, name="draft"),
    path("<desk_ticket:code>/<slug:slug>/", act, name="act"),
]
