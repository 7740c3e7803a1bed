"""Every address of the town, room by room."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from lapor import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("admin/", admin.site.urls),
    path("akun/", include("accounts.urls")),
]

# While rooms are still being built, those that are there open.
for _prefix, _room in {
    "meja/": "complaints.desk.urls",
    "dasbor/": "complaints.insights.urls",
    "demo/": "complaints.demo.urls",
    "": "complaints.citizens.urls",
}.items():
    try:
        urlpatterns.append(path(_prefix, include(_room)))
    except ImportError:
        continue
