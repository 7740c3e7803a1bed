"""Pages of sign-in under `/akun/`: the allauth views this town uses, and no others.

The names are allauth's own, because its code looks them up.
"""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from django.urls import path, re_path
from django.views.generic import RedirectView

from accounts import devices, fresh, passkeys, profile, second_step

to_code = RedirectView.as_view(pattern_name="account_request_login_code")
to_reports = RedirectView.as_view(pattern_name="citizens:my_reports")

urlpatterns = [
    path("masuk/", account.request_login_code, name="account_request_login_code"),
    path("masuk/kode/", account.confirm_login_code, name="account_confirm_login_code"),
    path("masuk/petugas/", account.login, name="account_login"),
    path("masuk/e-mail/", account.email_verification_sent, name="account_email_verification_sent"),
    path("masuk/dua-langkah/", passkeys.after_password, name="mfa_authenticate"),
    path("ditutup/", account.account_inactive, name="account_inactive"),
    path("keluar/", account.logout, name="account_logout"),
    path("pastikan/", account.reauthenticate, name="account_reauthenticate"),
    path("pastikan/kode/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("pastikan/surat/", fresh.confirm_by_mail, name="account_confirm_by_mail"),
    # Passkeys
    path("masuk/kunci/", passkeys.sign_in, name="mfa_login_webauthn"),
    path("pastikan/kunci/", passkeys.confirm, name="mfa_reauthenticate_webauthn"),
    path("kunci/", passkeys.listing, name="mfa_list_webauthn"),
    path("kunci/tambah/", passkeys.add, name="mfa_add_webauthn"),
    path("kunci/<int:pk>/nama/", passkeys.rename, name="mfa_edit_webauthn"),
    path("kunci/<int:pk>/hapus/", passkeys.remove, name="mfa_remove_webauthn"),
    # The account's own data
    path("data/nama/", profile.change_name, name="account_change_name"),
    path("data/e-mail/", profile.change_email, name="account_change_email"),
    path("data/e-mail/kode/", profile.confirm_email, name="account_confirm_new_email"),
    # Where the account is signed in
    path("perangkat/", devices.listing, name="account_devices"),
    path("perangkat/semua/", devices.end_all, name="account_end_all"),
    path("perangkat/<slug:mark>/", devices.end_one, name="account_end_one"),
    # Passwords
    path("sandi/", account.password_change, name="account_change_password"),
    path("sandi/pertama/", account.password_set, name="account_set_password"),
    path("sandi/lupa/", account.password_reset, name="account_reset_password"),
    path("sandi/lupa/terkirim/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^sandi/baru/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "sandi/selesai/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    # The second step
    path("dua-langkah/", mfa.index, name="mfa_index"),
    path("dua-langkah/wajib/", second_step.protect, name="account_protect"),
    path("dua-langkah/pasang/", second_step.activate, name="mfa_activate_totp"),
    path("dua-langkah/lepas/", second_step.deactivate, name="mfa_deactivate_totp"),
    path("dua-langkah/cadangan/", second_step.codes, name="mfa_view_recovery_codes"),
    path(
        "dua-langkah/cadangan/baru/",
        second_step.renew_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "dua-langkah/cadangan/unduh/",
        second_step.download_codes,
        name="mfa_download_recovery_codes",
    ),
    # Closed doors that allauth still looks up by name
    path("daftar/", to_code, name="account_signup"),
    path("e-mail/", to_reports, name="account_email"),
]
