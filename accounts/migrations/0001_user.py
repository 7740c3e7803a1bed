"""The user table."""

import django.db.models.functions.text
from django.db import migrations, models

import lapor.clock


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "email",
                    models.EmailField(
                        help_text="Dipakai untuk masuk.",
                        max_length=254,
                        unique=True,
                        verbose_name="alamat e-mail",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=150, verbose_name="nama")),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Hilangkan centang untuk menutup akun. Akun tidak pernah dihapus.",
                        verbose_name="aktif",
                    ),
                ),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False,
                        help_text="Boleh mengubah data kota di /admin/.",
                        verbose_name="boleh membuka admin",
                    ),
                ),
                (
                    "date_joined",
                    models.DateTimeField(
                        default=lapor.clock.now, editable=False, verbose_name="terdaftar sejak"
                    ),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "pengguna",
                "verbose_name_plural": "pengguna",
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("email"),
                        name="accounts_user_email_any_case",
                        violation_error_message="Alamat e-mail ini sudah dipakai.",
                    )
                ],
            },
        ),
    ]
