"""Addresses of the dashboards."""

from django.urls import path

from complaints.insights import views

app_name = "insights"
urlpatterns = [path("", views.dashboard, name="dashboard")]
