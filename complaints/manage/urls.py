"""Addresses of what is managed for the whole town."""

from django.urls import path

from complaints.manage import previews

app_name = "manage"
urlpatterns = [
    path("pesan/", previews.messages, name="messages"),
    path("pesan/<slug:slug>/", previews.message, name="message"),
]
