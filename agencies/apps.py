"""Registration of the agencies room with Django."""

from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    """Agencies, officers and the law of the clocks (*instansi*)."""

    name = "agencies"
    verbose_name = "Instansi dan jangka waktu"
    default_auto_field = "django.db.models.BigAutoField"
