"""Registration of the accounts room with Django."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Users and sign-in (*akun*)."""

    name = "accounts"
    verbose_name = "Akun"
    default_auto_field = "django.db.models.BigAutoField"
