"""Every address of the town, room by room."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from lapor import health, offline

handler400 = "lapor.errors.bad_request"

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("manifest.webmanifest", offline.manifest, name="manifest"),
    path("pekerja.js", offline.worker, name="worker"),
    path("luring/", offline.page, name="offline"),
    path("admin/", admin.site.urls),
    path("akun/ringkasan/", include("complaints.desk.digests.urls")),
    path("akun/", include("accounts.urls")),
    path("meja/unduhan/", include("complaints.exports.urls")),
    path("meja/", include("complaints.desk.urls")),
    path("kelola/", include("complaints.manage.urls")),
    path("dasbor/", include("complaints.insights.urls")),
    path("demo/", include("complaints.demo.urls")),
    path("", include("complaints.openness.urls")),
    path("", include("complaints.citizens.urls")),
]
