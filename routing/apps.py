"""Registration of the routing room with Django."""

from django.apps import AppConfig


class RoutingConfig(AppConfig):
    """Categories and rules that suggest an agency (*aturan disposisi*)."""

    name = "routing"
    verbose_name = "Kategori dan aturan disposisi"
    default_auto_field = "django.db.models.BigAutoField"
