"""Users in the admin, and the base of every admin page whose rows are never deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from allauth.account.decorators import secure_admin_login
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.db import models
from django.http import HttpRequest
from django.shortcuts import redirect

from accounts.models import User

# The admin is entered through the same door as the rest: same limits, same second step.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

M = TypeVar("M", bound=models.Model)

if TYPE_CHECKING:
    BaseAdmin = admin.ModelAdmin
    BaseUserAdmin = DjangoUserAdmin[User]
    BaseCreationForm = AdminUserCreationForm[User]
else:
    BaseUserAdmin = DjangoUserAdmin
    BaseCreationForm = AdminUserCreationForm

    class BaseAdmin(admin.ModelAdmin):
        """`ModelAdmin` that names its model where types are written, as querysets do."""

        def __class_getitem__(cls, _model: Any) -> type:
            return cls


class KeptAdmin(BaseAdmin[M]):
    """An admin page whose rows are deactivated, never deleted."""

    def has_delete_permission(self, request: HttpRequest, obj: M | None = None) -> bool:
        """Refuse: what a report once named must stay readable."""
        return False


class UserCreationForm(BaseCreationForm):
    """A new user: address, name, and a password unless sign-in is by code only."""

    class Meta:
        model = User
        fields = ("email", "name")


class UserAdmin(BaseUserAdmin):
    """People who sign in; what an officer may do stands under *petugas*.

    A password is given once, with a new account; afterwards its owner alone changes it, and the
    address to which a forgotten one is sent.
    """

    add_form = UserCreationForm
    list_display = ("email", "name", "is_active", "is_staff", "last_login")
    list_filter = ("is_active", "is_staff", "is_superuser")
    filter_horizontal = ()
    search_fields = ("email", "name")
    ordering = ("email",)
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("email", "name")}),
        ("Hak", {"fields": ("is_active", "is_staff", "is_superuser")}),
        ("Waktu", {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (
            None,
            {
                "classes": ("wide",),
                "fields": ("email", "name", "usable_password", "password1", "password2"),
            },
        ),
    )

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> Any:  # noqa: A002  (Django's name)
        """Refuse: whoever knew an officer's password could act in the officer's name."""
        self.message_user(
            request,
            "Kata sandi hanya diganti oleh pemiliknya, lewat Lupa kata sandi di halaman masuk.",
            messages.ERROR,
        )
        return redirect("admin:accounts_user_change", id)

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        """Keep the address of whoever has an account already."""
        fixed = super().get_readonly_fields(request, obj)
        return fixed if obj is None else (*fixed, "email")

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Refuse: a user is deactivated, because events keep naming who acted."""
        return False
