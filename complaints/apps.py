"""Django's entry for the complaints room."""

from django.apps import AppConfig


class ComplaintsConfig(AppConfig):
    """The report room; nothing is wired here, so that reading a verb tells all it does."""

    name = "complaints"
    verbose_name = "Laporan"
    default_auto_field = "django.db.models.BigAutoField"
