"""Addresses of citizens: Indonesian paths, English names, public codes."""

from django.urls import path

from complaints.citizens import files, home
from complaints.citizens.account import views as account
from complaints.citizens.filing import views as filing
from complaints.citizens.public import support
from complaints.citizens.public import views as public
from complaints.citizens.tracking import views as tracking

app_name = "citizens"
urlpatterns = [
    path("", home.home, name="home"),
    path("bantuan/", home.help_page, name="help"),
    path("lapor/", filing.report, name="report"),
    path("lapor/periksa/", filing.check, name="check"),
    path("lapor/terkirim/", filing.sent, name="sent"),
    path("lacak/", tracking.track, name="track"),
    path("lacak/<slug:code>/", tracking.tracked, name="tracked"),
    path("lacak/<slug:code>/<slug:slug>/", tracking.act, name="act"),
    path("laporan/", public.public_list, name="public_list"),
    path("laporan/<slug:code>/", public.public_detail, name="public_detail"),
    path("laporan/<slug:code>/dukung/", support.support, name="support"),
    path("berkas/<uuid:pk>/", files.attachment, name="attachment"),
    path("akun/laporan/", account.my_reports, name="my_reports"),
]
