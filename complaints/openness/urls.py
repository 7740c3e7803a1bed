"""Addresses of what is open to everybody."""

from django.urls import path

from complaints.openness import views

app_name = "openness"
urlpatterns = [
    path("kinerja/", views.performance, name="performance"),
    path("kinerja/<slug:key>/", views.agency, name="agency"),
]
