"""Addresses of the dashboards."""

from django.urls import path

from complaints.insights import views
from complaints.insights.lists.views import behind

app_name = "insights"
urlpatterns = [
    path("", views.dashboard, name="dashboard"),
    path("daftar/<slug:figure>/", behind, name="list"),
]
