"""Addresses of citizens: Indonesian paths, English names, public codes."""

from django.urls import path

from complaints.citizens import files, guide, home, leaving
from complaints.citizens.account import correcting, erasing, keeping
from complaints.citizens.account import views as account
from complaints.citizens.filing import sending
from complaints.citizens.filing import views as filing
from complaints.citizens.handed import views as handed
from complaints.citizens.hints import views as hints
from complaints.citizens.place import views as place
from complaints.citizens.public import feeds, follow, pictures, sitemaps, support
from complaints.citizens.public import views as public
from complaints.citizens.receipt import views as receipt
from complaints.citizens.tracking import access
from complaints.citizens.tracking import views as tracking
from complaints.citizens.uploading import views as uploading

app_name = "citizens"
urlpatterns = [
    path("", home.home, name="home"),
    path("keluar/", leaving.leave, name="leave"),
    path("bantuan/", guide.help_page, name="help"),
    path("bantuan/privasi/", guide.privacy, name="privacy"),
    path("bantuan/yang-dapat-dilaporkan/", guide.reportable, name="reportable"),
    path("bantuan/aksesibilitas/", guide.accessibility, name="accessibility"),
    path("bantuan/masalah-layanan/", guide.trouble, name="trouble"),
    path("lapor/", filing.report, name="report"),
    path("lapor/berkas/", uploading.upload, name="upload"),
    path("lapor/berkas/buang/", uploading.drop, name="drop_upload"),
    path("lapor/satu-halaman/", filing.one_page, name="one_page"),
    path("lapor/lanjutkan-draf/", filing.resume, name="resume"),
    path("lapor/hapus-draf/", filing.discard, name="discard"),
    path("lapor/simpan/", filing.save, name="save"),
    path("lapor/saran/", hints.hints, name="hints"),
    path("lapor/lanjut/", filing.onward, name="onward"),
    path("lapor/tanya/<slug:slug>/", filing.step, name="step"),
    path("lapor/periksa/", sending.check, name="check"),
    path("lapor/terkirim/", sending.sent, name="sent"),
    path("lapor/terkirim/tanda-terima.pdf", receipt.receipt_pdf, name="receipt_pdf"),
    path("lacak/", tracking.track, name="track"),
    path("lacak/kode-hilang/", access.lost, name="lost"),
    path("lacak/<slug:code>/", tracking.tracked, name="tracked"),
    path("lacak/<slug:code>/ingat/", access.remember, name="remember"),
    path("lacak/<slug:code>/lupakan/", access.forget, name="forget"),
    path("lacak/<slug:code>/batalkan-tautan/", access.revoke, name="revoke"),
    path("lacak/<slug:code>/unduh-berkas/", handed.own_file, name="own_file"),
    path("lacak/<slug:code>/<slug:slug>/", tracking.act, name="act"),
    path("laporan/", public.public_list, name="public_list"),
    path("laporan/peta/", place.public_map, name="public_map"),
    path("laporan/peta.json", place.public_points, name="public_points"),
    path("peta/wilayah.json", place.ground, name="ground"),
    path("laporan/atom/", feeds.atom, name="public_feed"),
    path("laporan/gambar.png", pictures.town, name="town_picture"),
    path("laporan/<slug:code>/", public.public_detail, name="public_detail"),
    path("laporan/<slug:code>/gambar.png", pictures.report, name="public_picture"),
    path("laporan/<slug:code>/kabar/", follow.follow, name="follow"),
    path("laporan/<slug:code>/kabar/setuju/", follow.confirm, name="follow_confirm"),
    path("laporan/<slug:code>/kabar/berhenti/", follow.leave, name="follow_leave"),
    path("laporan/<slug:code>/ikut/", hints.join, name="join"),
    path("laporan/<slug:code>/dukung/", support.support, name="support"),
    path("robots.txt", sitemaps.robots, name="robots"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-halaman.xml", sitemaps.pages, name="sitemap_pages"),
    path("sitemap-minggu-<int:number>.xml", sitemaps.week, name="sitemap_week"),
    path("penyerahan/<str:key>/", handed.handed_over, name="handed_over"),
    path("berkas/<uuid:pk>/", files.attachment, name="attachment"),
    path("akun/laporan/", account.my_reports, name="my_reports"),
    path("akun/laporan/tambah/", keeping.add, name="add_report"),
    path("akun/laporan/<slug:code>/simpan/", keeping.keep, name="keep_report"),
    path("akun/laporan/<slug:code>/kontak/", correcting.contact, name="contact"),
    path("akun/laporan/<slug:code>/hapus/", erasing.erase_report, name="erase_report"),
    path("akun/data/", account.my_data, name="my_data"),
    path("akun/data/unduh/", account.download, name="download"),
    path("akun/data/hapus/", erasing.erase_account, name="erase_account"),
]
