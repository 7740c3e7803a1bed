"""Addresses of the demonstration; every page is 404 unless LAPOR_DEMO is set."""

from django.urls import path

from complaints.demo import views

app_name = "demo"
urlpatterns = [
    path("surat/", views.mails, name="mails"),
    path("surat/<str:name>/", views.mail, name="mail"),
    path("komponen/", views.gallery, name="components"),
    path("peran/", views.role, name="role"),
    path("jam/", views.move_clock, name="clock"),
]
