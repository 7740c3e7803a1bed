"""Addresses of lists as files."""

from django.urls import path

from complaints.exports import views

app_name = "exports"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("catatan/", views.record, name="record"),
    path("baru/<slug:what>/", views.new, name="new"),
    path("<slug:key>/", views.one, name="one"),
    path("<slug:key>/berkas/", views.take, name="take"),
    path("<slug:key>/hapus/", views.remove, name="remove"),
]
