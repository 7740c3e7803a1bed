"""All settings of the town in one file; everything that differs between towns comes from the
environment (see .env.example).
"""

import base64
import os
import secrets
from datetime import UTC, datetime
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from lapor import beats, logo, logs, tiles
from lapor.database import serving
from lapor.keys import derive

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()


# --- Where things lie -------------------------------------------------------------------------

LAPOR_VAR = Path(env.str("LAPOR_VAR", default=str(BASE_DIR / "var"))).resolve()
DATABASE_URL: str = env.str("DATABASE_URL", default="")
REDIS_URL: str = env.str("REDIS_URL", default="")

if bool(DATABASE_URL) != bool(REDIS_URL):
    raise ImproperlyConfigured(
        "Set both DATABASE_URL and REDIS_URL, or neither of them for the embedded servers."
    )

# True when lapor.embedded set the two addresses, or when nobody did (tools that only read code).
LAPOR_EMBEDDED: bool = env.bool("LAPOR_EMBEDDED", default=not DATABASE_URL)
LAPOR_DEMO: bool = env.bool("LAPOR_DEMO", default=False)

DATABASE_URL = DATABASE_URL or "postgresql://lapor_app@/lapor"
REDIS_URL = REDIS_URL or "redis://localhost:6379/0"
MIGRATION_DATABASE_URL: str = env.str("MIGRATION_DATABASE_URL", default="") or DATABASE_URL


# --- Keys -------------------------------------------------------------------------------------


def _secret_key() -> str:
    """Return SECRET_KEY; on the embedded default one is made once and kept under var/."""
    given: str = env.str("SECRET_KEY", default="")
    if given:
        return given
    if not LAPOR_EMBEDDED:
        raise ImproperlyConfigured(
            "Set SECRET_KEY to at least 50 random characters; .env.example says how to make it."
        )
    path = LAPOR_VAR / "secret"
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text()
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(64))
    return path.read_text()


SECRET_KEY = _secret_key()
SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", default=[])

# Contact data, receipt codes and look-ups each have their own key, so that one can be changed
# without the others. Set them in production: derived keys change when SECRET_KEY does.
LAPOR_CONTACT_KEY: str = env.str("LAPOR_CONTACT_KEY", default="") or base64.urlsafe_b64encode(
    derive(SECRET_KEY, "contact")
).decode("ascii")
LAPOR_RECEIPT_KEY: str = (
    env.str("LAPOR_RECEIPT_KEY", default="") or derive(SECRET_KEY, "receipt").hex()
)
LAPOR_PEPPER: str = env.str("LAPOR_PEPPER", default="") or derive(SECRET_KEY, "pepper").hex()


# --- The town ---------------------------------------------------------------------------------

LAPOR_CITY: str = env.str("LAPOR_CITY", default="Kota Palangka Raya")
LAPOR_LOGO = logo.checked(env.str("LAPOR_LOGO", default=""))  # on papers that go upward
LAPOR_BASE_URL: str = env.str(
    "LAPOR_BASE_URL", default=f"http://localhost:{env.int('PORT', default=8000)}"
).rstrip("/")
# Pictures of the map; without an address it is drawn on plain ground and no other host is asked.
LAPOR_MAP_ATTRIBUTION: str = env.str("LAPOR_MAP_ATTRIBUTION", default="")
LAPOR_MAP_TILES = tiles.checked(env.str("LAPOR_MAP_TILES", default=""), LAPOR_MAP_ATTRIBUTION)
# Where *Keluar cepat* leads: a page that anybody may be reading.
LAPOR_QUICK_EXIT: str = env.str("LAPOR_QUICK_EXIT", default="https://www.bmkg.go.id/")
LANGUAGE_CODE = "id"
TIME_ZONE: str = env.str("LAPOR_TIME_ZONE", default="Asia/Jakarta")
USE_TZ = True
USE_I18N = True


# --- Rooms and pages --------------------------------------------------------------------------

INSTALLED_APPS = [
    "accounts",
    "agencies",
    "routing",
    "complaints",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
    "template_partials.apps.SimpleAppConfig",  # simple: the loader stands below, not in ready()
]

MIDDLEWARE = [
    "lapor.logs.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "lapor.middleware.permissions_policy",
    "lapor.middleware.keep_private_out_of_search",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Compresses pages; it pads them with random bytes, so that lengths do not give away tokens.
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.sessions.note_visits",
    "accounts.second_step.required",
    "django_htmx.middleware.HtmxMiddleware",
]
if env.bool("LAPOR_BENCH", default=False):  # set by bin/bench alone
    MIDDLEWARE.insert(0, "lapor.timing.ServerTiming")

ROOT_URLCONF = "lapor.urls"
WSGI_APPLICATION = "lapor.wsgi.application"
FORM_RENDERER = "lapor.forms.Renderer"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django.template.loaders.filesystem.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
            "builtins": ["template_partials.templatetags.partials"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "lapor.context.site",
                "complaints.demo.cast.bar",
            ],
        },
    }
]

STATIC_URL = "static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(LAPOR_VAR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(LAPOR_VAR / "media")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = False


# --- Database, cache, queue -------------------------------------------------------------------

DATABASES = {"default": serving(DATABASE_URL, pool_size=env.int("DATABASE_POOL_SIZE", default=0))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

_redis_limits = {"socket_connect_timeout": 0.3, "socket_timeout": 0.5}
CACHES = {
    "default": {
        "BACKEND": "lapor.cache.FailOpenCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": env.str("LAPOR_CACHE_PREFIX", default="lapor"),
        "OPTIONS": _redis_limits,
    }
}

# Celery spells the address of a socket its own way.
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://", 1)
# With the broker away a page must not wait: it publishes once, and the sweep delivers later.
CELERY_BROKER_TRANSPORT_OPTIONS = {"max_retries": 0, "socket_connect_timeout": 0.3}
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_DEFAULT_QUEUE = "lapor"
CELERY_TASK_TIME_LIMIT = 300
CELERY_TASK_SOFT_TIME_LIMIT = 240
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # a worker waits for the broker for as long as it takes
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_SEND_TASK_EVENTS = False
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULER = "celery.beat:Scheduler"  # in memory: every task below may run again
CELERY_BEAT_SCHEDULE = {
    name: {
        "task": name if "." in name else f"complaints.tasks.{name}",
        "schedule": seconds,
        "options": {"expires": seconds},  # a worker that was away does not repeat each beat
        "last_run_at": datetime(2000, 1, 1, tzinfo=UTC),  # so that the first beat comes at once
    }
    for name, seconds in beats.seconds(demo=LAPOR_DEMO).items()
}


# --- Sign-in ----------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in {
        "UserAttributeSimilarityValidator": {},
        "MinimumLengthValidator": {"min_length": 12},
        "CommonPasswordValidator": {},
    }.items()
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_ADAPTER = "accounts.adapter.Adapter"
# Nobody signs up with a password; without the field allauth takes it from the sign-in page too.
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 900
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
# Somebody without an account gets the same page, and no letter that says whether there is one.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/300s/key",
    "request_login_code": "20/m/ip,3/m/key",
    "reset_password": "20/m/ip,5/m/key",
    "signup": "20/m/ip",
}
ACCOUNT_FORMS = {
    "login": "accounts.forms.LoginForm",
    "request_login_code": "accounts.forms.RequestCodeForm",
    "confirm_login_code": "accounts.forms.ConfirmCodeForm",
    "confirm_email_verification_code": "accounts.forms.ConfirmEmailForm",
    "reset_password": "accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "accounts.forms.NewPasswordForm",
    "change_password": "accounts.forms.ChangePasswordForm",
    "set_password": "accounts.forms.SetPasswordForm",
    "reauthenticate": "accounts.forms.ConfirmAccessForm",
}
MFA_FORMS = {
    "authenticate": "accounts.forms.SecondStepForm",
    "reauthenticate": "accounts.forms.ConfirmByCodeForm",
    "activate_totp": "accounts.forms.ActivateSecondStepForm",
}
MFA_TOTP_ISSUER = f"LAPOR {LAPOR_CITY}"
MFA_ADAPTER = "accounts.passkeys.SecondStep"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
LAPOR_SECOND_STEP: bool = env.bool("LAPOR_SECOND_STEP", default=not LAPOR_DEMO)  # for officers


# --- E-mail -----------------------------------------------------------------------------------

# Without EMAIL_URL there is no SMTP: messages become files under var/mail/.
LAPOR_SMTP = bool(env.str("EMAIL_URL", default=""))
LAPOR_MAIL_DIR = LAPOR_VAR / "mail"
if LAPOR_SMTP:
    _email = env.email_url("EMAIL_URL")
    EMAIL_HOST = _email["EMAIL_HOST"]
    EMAIL_PORT = _email["EMAIL_PORT"] or 25
    EMAIL_HOST_USER = _email["EMAIL_HOST_USER"] or ""
    EMAIL_HOST_PASSWORD = _email["EMAIL_HOST_PASSWORD"] or ""
    EMAIL_USE_TLS = _email.get("EMAIL_USE_TLS", False)
    EMAIL_USE_SSL = _email.get("EMAIL_USE_SSL", False)
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
else:
    EMAIL_BACKEND = "accounts.mail.FileBackend"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL: str = (
    env.str("LAPOR_FROM_EMAIL", default="") or f"LAPOR {LAPOR_CITY} <lapor@localhost>"
)
SERVER_EMAIL = DEFAULT_FROM_EMAIL


# --- Protection -------------------------------------------------------------------------------

DEBUG: bool = env.bool("DEBUG", default=False)
# Gentle limits of public forms; a benchmark that files hundreds of reports turns them off.
LAPOR_LIMITS: bool = env.bool("LAPOR_LIMITS", default=True)
LAPOR_HTTPS: bool = env.bool("LAPOR_HTTPS", default=not LAPOR_EMBEDDED)
ALLOWED_HOSTS: list[str] = env.list(
    "ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"] if LAPOR_EMBEDDED else []
)
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", default=[])

SECURE_SSL_REDIRECT = LAPOR_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # asked from inside, without TLS
SECURE_HSTS_SECONDS = 31_536_000 if LAPOR_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = LAPOR_HTTPS
SECURE_HSTS_PRELOAD = LAPOR_HTTPS
if env.bool("LAPOR_BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1  # limits of sign-in count visitors, not the proxy
# Other sites learn nothing. Not no-referrer: browsers then send "Origin: null" with every form of
# our own, and Django's protection against forged forms would refuse them all.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# On plain http (the demo) cookies of two towns on one machine must not overwrite each other.
COOKIE_SUFFIX = "" if LAPOR_HTTPS else f"-{derive(SECRET_KEY, 'cookies').hex()[:8]}"
SESSION_COOKIE_NAME = f"lapor-session{COOKIE_SUFFIX}"
CSRF_COOKIE_NAME = f"lapor-csrf{COOKIE_SUFFIX}"
SESSION_ENGINE = "accounts.sessions"  # Django's own, with the account and the device beside
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LAPOR_HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:", *tiles.origins(LAPOR_MAP_TILES)],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# Texts of 3,000 characters and ten files of 10 MB; the form says so before the server does.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 60  # more than the form takes, so that the form can say so
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600


# --- Log --------------------------------------------------------------------------------------

LOGGING = logs.configuration(
    readable=env.bool("LAPOR_READABLE_LOG", default=LAPOR_EMBEDDED),
    level=env.str("LOG_LEVEL", default="INFO"),
)
