"""Addresses of the dashboards."""

from django.urls import path

from complaints.insights import views
from complaints.insights.lists.views import behind
from complaints.insights.satisfaction.views import satisfaction
from complaints.insights.signs import views as signs
from complaints.insights.upward import views as upward

upward_file = "laporan/<slug:key>/laporan"


app_name = "insights"
urlpatterns = [
    path("", views.dashboard, name="dashboard"),
    path("layar/", views.wall, name="wall"),
    path("angka/", views.every_figure, name="all"),
    path("dasbor.xlsx", views.sheet, name="sheet"),
    path("gambar/<slug:chart>.<slug:kind>", views.chart_file, name="chart"),
    path("daftar/<slug:figure>/", behind, name="list"),
    path("survei/", satisfaction, name="satisfaction"),
    path("tanda/", signs.signs, name="signs"),
    path("tanda/<int:number>/", signs.sign, name="sign"),
    path("laporan/", upward.reports, name="upward_reports"),
    path("laporan/kirimi-saya/", upward.wish, name="upward_wish"),
    path("laporan/<slug:key>/", upward.report, name="upward_report"),
    path(f"{upward_file}.pdf", upward.take, {"kind": "pdf"}, name="upward_pdf"),
    path(f"{upward_file}.xlsx", upward.take, {"kind": "xlsx"}, name="upward_xlsx"),
]
