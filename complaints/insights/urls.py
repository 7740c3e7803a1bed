"""Addresses of the dashboards."""

from django.urls import path

from complaints.insights import views
from complaints.insights.lists.views import behind


app_name = "insights"
urlpatterns = [
    path("", views.dashboard, name="dashboard"),
    path("layar/", views.wall, name="wall"),
    path("angka/", views.every_figure, name="all"),
    path("dasbor.xlsx", views.sheet, name="sheet"),
    path("gambar/<slug:chart>.<slug:kind>", views.chart_file, name="chart"),
    path("daftar/<slug:figure>/", behind, name="list"),
]
