"""Addresses of what is open to everybody."""

from django.urls import path

from complaints.openness import views
from complaints.openness.data import feed
from complaints.openness.data import views as data

app_name = "openness"
urlpatterns = [
    path("kinerja/", views.performance, name="performance"),
    path("kinerja/<slug:key>/", views.agency, name="agency"),
    path("data/", data.page, name="data"),
    path("data/atom/", feed.atom, name="feed"),
    path("data/daftar.json", data.catalogue, name="catalogue"),
    path("data/hitung.svg", data.counter, name="counter"),
    path("data/hitung/", data.frame, name="frame"),
    path("data/<slug:key>.schema.json", data.schema, name="schema"),
    path("data/<slug:key>.csv", data.csv, name="csv"),
    path("data/<slug:key>.json", data.json, name="json"),
]
