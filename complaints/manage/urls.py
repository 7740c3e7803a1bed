"""Addresses of what is managed for the whole town."""

from django.urls import path

from complaints.manage import history, home, previews, wordings
from complaints.manage.agencies import views as agencies
from complaints.manage.lists import views as lists
from complaints.manage.officers import bulk
from complaints.manage.officers import views as officers
from complaints.manage.sp4n import use as national
from complaints.manage.sp4n import views as sp4n
from complaints.manage.steering import views as steering

app_name = "manage"
urlpatterns = [
    path("", home.home, name="home"),
    path("riwayat/", history.history, name="history"),
    path("pesan/", previews.messages, name="messages"),
    path("pesan/naskah/<slug:slug>/", wordings.wording, name="wording"),
    path("pesan/naskah/<slug:slug>/bawaan/", wordings.reset, name="wording_reset"),
    path("pesan/<slug:slug>/", previews.message, name="message"),
    path("instansi/", agencies.listing, name="agencies"),
    path("instansi/tambah-baru/", agencies.add, name="agency_add"),
    path("instansi/<slug:code>/", agencies.agency, name="agency"),
    path("instansi/<slug:code>/ubah/", agencies.edit, name="agency_edit"),
    path("instansi/<slug:code>/pindah/", agencies.move, name="agency_move"),
    path("instansi/<slug:code>/tutup/", agencies.close, name="agency_close"),
    path("instansi/<slug:code>/buka/", agencies.reopen, name="agency_reopen"),
    path("petugas/", officers.listing, name="officers"),
    path("petugas/undang/", officers.invite, name="invite"),
    path("petugas/impor/", bulk.upload, name="import"),
    path("petugas/impor/contoh.xlsx", bulk.template_file, name="import_template"),
    path("petugas/impor/<slug:slug>/", bulk.confirm, name="import_confirm"),
    path("petugas/<int:number>/", officers.person, name="officer"),
    path("petugas/<int:number>/undang-lagi/", officers.invite_again, name="invite_again"),
    path("petugas/peran/<int:number>/nonaktif/", officers.leave, name="leave"),
    path("petugas/peran/<int:number>/aktif/", officers.come_back, name="come_back"),
    path("petugas/peran/<int:number>/tersegel/", officers.sealed, name="sealed"),
    path("impor-sp4n/", sp4n.imports, name="sp4n"),
    path("impor-sp4n/ekspor.csv", sp4n.export, name="sp4n_export"),
    path("impor-sp4n/<slug:key>/", sp4n.run, name="sp4n_run"),
    path("impor-sp4n/<slug:key>/batal/", sp4n.cancel, name="sp4n_cancel"),
    path("impor-sp4n/<slug:key>/baris.csv", sp4n.troubles, name="sp4n_troubles"),
    path("salin-sp4n/", national.use, name="national"),
    path("penerusan/", steering.steering, name="steering"),
    path("penerusan/latih/", steering.learn, name="learn"),
    path("penerusan/model/<int:pk>/", steering.use_version, name="use_version"),
    path("penerusan/instansi/<slug:code>/", steering.switch, name="switch"),
    path("<slug:slug>/", lists.listing, name="list"),
    path("<slug:slug>/tambah/", lists.add, name="list_add"),
    path("<slug:slug>/<int:number>/", lists.edit, name="list_edit"),
    path("<slug:slug>/<int:number>/hapus/", lists.remove, name="list_remove"),
]
