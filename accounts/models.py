"""The user: an e-mail address that signs in, as a citizen or as an officer."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models.functions import Lower

from lapor import clock

LONGEST_EMAIL = 254  # RFC 5321


class UserManager(BaseUserManager["User"]):
    """Makes and finds users; an address is always kept in small letters."""

    @classmethod
    def normalize_email(cls, email: str | None) -> str:
        """Return the address as it is stored: without outer blanks, in small letters."""
        return (email or "").strip().lower()

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Create a user who signs in with `email`.

        Args:
            email: the address, in any case.
            password: the plain password, or None for an account that signs in by code only.
            **fields: other fields of `User`.

        Raises:
            ValueError: the address is empty.
        """
        address = self.normalize_email(email)
        if not address:
            msg = "Alamat e-mail wajib diisi."
            raise ValueError(msg)
        user = self.model(email=address, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Create a user who may do everything in the admin (called by `createsuperuser`)."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> User:
        """Find a user by e-mail address, whatever its case."""
        return self.get(email=self.normalize_email(username))


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in (*pengguna*). What an officer may do stands in `agencies.Officer`."""

    email = models.EmailField(
        "alamat e-mail", max_length=LONGEST_EMAIL, unique=True, help_text="Dipakai untuk masuk."
    )
    name = models.CharField("nama", max_length=150, blank=True)
    is_active = models.BooleanField(
        "aktif",
        default=True,
        help_text="Hilangkan centang untuk menutup akun. Akun tidak pernah dihapus.",
    )
    is_staff = models.BooleanField(
        "boleh membuka admin", default=False, help_text="Boleh mengubah data kota di /admin/."
    )
    date_joined = models.DateTimeField("terdaftar sejak", default=clock.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = "pengguna"
        verbose_name_plural = "pengguna"
        constraints = (
            models.UniqueConstraint(
                Lower("email"),
                name="accounts_user_email_any_case",
                violation_error_message="Alamat e-mail ini sudah dipakai.",
            ),
        )

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def is_official(self) -> bool:
        """Whether the account belongs to an office, now or before: the office keeps its data."""
        return self.is_staff or self.is_superuser or self.officers.exists()

    def get_full_name(self) -> str:
        """Return the name shown on screen."""
        return self.name or self.email

    def get_short_name(self) -> str:
        """Return the first name, or the address when no name is known."""
        return self.name.split(" ", 1)[0] if self.name else self.email


class Session(AbstractBaseSession):
    """One sign-in on one device (*perangkat*), or a visitor's session without an account.

    Of the device only a few words are kept, and never where it is. The row goes with the session.
    """

    user = models.ForeignKey(
        User,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="sessions",
        verbose_name="pengguna",
    )
    device = models.CharField("perangkat", max_length=60, blank=True)
    last_seen_at = models.DateTimeField("terakhir terlihat")

    class Meta:
        verbose_name = "perangkat yang masuk"
        verbose_name_plural = "perangkat yang masuk"

    def __str__(self) -> str:
        return self.device or "perangkat"

    @classmethod
    def get_session_store_class(cls) -> Any:
        """Return the engine that reads and writes these rows."""
        from accounts.sessions import SessionStore  # noqa: PLC0415  (the engine imports this model)

        return SessionStore
