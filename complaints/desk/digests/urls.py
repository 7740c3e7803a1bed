"""The address of an officer's choice of digests, under the account."""

from django.urls import path

from complaints.desk.digests.views import digest_wish

urlpatterns = [path("", digest_wish, name="digest_wish")]
