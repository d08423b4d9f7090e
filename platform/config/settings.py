"""One settings file, read from the environment; the defaults start the embedded shape (SQLite, one process)."""

import os
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

ROOT = Path(__file__).resolve().parent.parent.parent
VAR = Path(os.environ.get("VAR_DIR", ROOT / "var"))


def flag(name: str, default: bool = False) -> bool:
    """Read a yes/no from the environment; "1", "true", "yes" and "on" mean yes."""
    return os.environ.get(name, "1" if default else "0").lower() in {"1", "true", "yes", "on"}


# --- what kind of start is this -------------------------------------------------------------------
DEBUG = flag("DEBUG")
DEMO = flag("DEMO")  # fictional cast, sign-in without mail; refuses any address but loopback (config.demo)
BIND = os.environ.get("BIND", "127.0.0.1")
SITE_URL = os.environ.get("SITE_URL", f"http://127.0.0.1:{os.environ.get('PORT', '8000')}").rstrip("/")
if DEMO and BIND not in {"127.0.0.1", "localhost", "::1"}:
    raise ImproperlyConfigured(
        f"DEMO=1 lets anyone sign in as anyone, so it only starts on 127.0.0.1, not on {BIND}. "
        "Leave DEMO out, or bind to 127.0.0.1."
    )

_host = urlsplit(SITE_URL).hostname or "127.0.0.1"
ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", f"{_host},127.0.0.1,localhost,[::1]").split(",")
if DEMO:  # a demonstration behind a tunnel or a public name would hand out its cast
    ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = [SITE_URL] if SITE_URL.startswith("https://") else []


def secret_key() -> str:
    """Take SECRET_KEY from the environment, or make one and keep it in var/ (readable by its owner only)."""
    if key := os.environ.get("SECRET_KEY"):
        return key
    kept = VAR / "secret_key"
    if not kept.exists():
        from django.core.management.utils import get_random_secret_key

        VAR.mkdir(parents=True, exist_ok=True)
        try:
            with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(get_random_secret_key())
        except FileExistsError:  # another process made it a moment ago
            pass
    return kept.read_text()


SECRET_KEY = secret_key()

# --- the house ------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "channels",
    "csp",
    "django_htmx",
    "template_partials",
    "clock",
    "accounts",
    "places",
    "files",
    "knowledge",
    "live",
    "ui",
    "moderation",
    "notifications",
    "search",
    "practices",
    "stories",
    "forums",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.addresses.without_nul",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "practices.memberships.while_reading",
]
ROOT_URLCONF = "config.urls"
ASGI_APPLICATION = "config.asgi.application"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "ui.context.page",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "template_partials.templatetags.partials",
                "ui.templatetags.ui",
                "knowledge.templatetags.glossary",
            ],
        },
    }
]
FORM_RENDERER = "ui.forms.Renderer"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"


# --- database -------------------------------------------------------------------------------------
def database() -> dict[str, Any]:
    """Read DATABASE_URL (postgresql://user:password@host:port/name); without it, SQLite in var/."""
    url = urlsplit(os.environ.get("DATABASE_URL", ""))
    if url.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(url.path.lstrip("/")),
            "USER": unquote(url.username or ""),
            "PASSWORD": unquote(url.password or ""),
            "HOST": url.hostname or "",
            "PORT": str(url.port or ""),
            "CONN_MAX_AGE": 600,
            "CONN_HEALTH_CHECKS": True,
        }
    if url.scheme:
        raise ImproperlyConfigured(f"DATABASE_URL starts with {url.scheme}://; only postgresql:// is known.")
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": VAR / "db.sqlite3",
        "CONN_MAX_AGE": None,  # HTTP runs in a fixed pool of threads, so connections are kept
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # FULL: what a teller was told is stored, also survives a power cut. Secure: what is wiped is overwritten.
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA mmap_size=134217728;"
            "PRAGMA journal_size_limit=27103364;PRAGMA cache_size=2000;PRAGMA temp_store=MEMORY;"
            "PRAGMA secure_delete=ON;",
        },
    }


DATABASES = {"default": database()}

# --- live and caches: in this process, or Redis once there is more than one ------------------------
REDIS_URL = os.environ.get("REDIS_URL", "")
CACHES: dict[str, dict[str, Any]]
if REDIS_URL:
    CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            "CONFIG": {"hosts": [REDIS_URL]},
        }
    }
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}
else:
    CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "channels.layers.InMemoryChannelLayer",
            "CONFIG": {"capacity": 100_000},  # one queue for the whole process; a full one drops silently
        }
    }
    # By default it keeps 300 things, and throws a third of them away at random when there is one more.
    CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 2_000}}
    }
# What templates alone decide, such as the footer: kept in this process, so that a new version starts afresh.
CACHES["process"] = {
    "BACKEND": "django.core.cache.backends.dummy.DummyCache"
    if DEBUG
    else "django.core.cache.backends.locmem.LocMemCache",
    "LOCATION": "process",
}
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"

# --- people: e-mail is the name to sign in with ----------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/mijn/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 900  # seconds
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "accounts.forms.SignIn",
    "signup": "accounts.forms.SignUp",
    "confirm_login_code": "accounts.forms.SignInCode",
    "confirm_email_verification_code": "accounts.forms.AddressCode",
    "confirm_password_reset_code": "accounts.forms.PasswordCode",
    "reset_password": "accounts.forms.ForgottenPassword",
    "add_email": "accounts.forms.NewAddress",
    "change_password": "accounts.forms.ChangePassword",
    "set_password": "accounts.forms.SetPassword",
    "reset_password_from_key": "accounts.forms.ResetPassword",
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if flag("BEHIND_PROXY") else 0

# --- mail: kept in var/mail and shown in the log until a server is set ------------------------------
DEFAULT_FROM_EMAIL = os.environ.get("MAIL_FROM", "Doen wat helpt <post@doenwathelpt.example>")
# Where a finder of a leak writes to: a mailto: or https: address, shown in /.well-known/security.txt.
SECURITY_CONTACT = os.environ.get("SECURITY_CONTACT", f"mailto:{parseaddr(DEFAULT_FROM_EMAIL)[1]}")
_mail = urlsplit(os.environ.get("MAIL_URL", ""))
if _mail.hostname:
    EMAIL_HOST, EMAIL_PORT = _mail.hostname, _mail.port or 587
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_mail.username or ""), unquote(_mail.password or "")
    EMAIL_USE_SSL, EMAIL_USE_TLS = _mail.scheme == "smtps", _mail.scheme == "smtp+tls"
    EMAIL_TIMEOUT = 20  # seconds
else:
    EMAIL_BACKEND = "notifications.backends.KeptMail"
    EMAIL_FILE_PATH = VAR / "mail"


def hours(text: str) -> tuple[int, int]:
    """Read "21-8": whole hours from and until; "" is no hours at all."""
    begin, _line, end = text.partition("-")
    try:
        found = (int(begin), int(end)) if text else (0, 0)
    except ValueError:
        found = (-1, -1)
    if not all(0 <= hour <= 23 for hour in found):
        raise ImproperlyConfigured(f"QUIET_HOURS is two whole hours, such as 21-8, not {text!r}.")
    return found


QUIET_HOURS = hours(os.environ.get("QUIET_HOURS", "21-8"))  # between these hours no news is mailed, in local time
# Where this server receives mail, such as post@doenwathelpt.example: answers and bounces come to post+…@.
RECEIVES_MAIL = os.environ.get("RECEIVES_MAIL", "")

# --- language and time -----------------------------------------------------------------------------
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Nederlands")), ("en", _("Engels"))]
LOCALE_PATHS = [ROOT / "locale"]
USE_I18N = True
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True

# --- files -----------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [ROOT / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# What people bring. No address leads here: files.views gives each file to who may see it.
MEDIA_ROOT = VAR / "media"
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o600, 0o700
DATA_UPLOAD_MAX_NUMBER_FILES = 5
DATA = ROOT / "data"

# --- stories: beyond a practice somebody reads along first ------------------------------------------
READ_STORIES_FIRST = flag("READ_STORIES_FIRST", True)
COOLING_OFF_HOURS = int(
    os.environ.get("COOLING_OFF_HOURS", "24")
)  # so long a sent story can still be taken back unread
REVIEW_WITHIN_DAYS = int(os.environ.get("REVIEW_WITHIN_DAYS", "2"))  # what writers are promised

# --- safety ----------------------------------------------------------------------------------------
HTTPS = SITE_URL.startswith("https://")
BEHIND_PROXY = flag("BEHIND_PROXY")  # only when every request comes through your own proxy
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
# Whether all subdomains speak https is for the owner of the domain to promise, not for this site.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "ui.views.form_expired"
DATA_UPLOAD_MAX_MEMORY_SIZE = 3_000_000  # bytes: a megabyte of typed text comes through and is answered
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: [] for name in ("camera", "geolocation", "microphone", "payment", "usb", "interest-cohort")
}

# --- logging: no bodies, no queries, no addresses of tellers, no keys of private links -----------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"discreet": {"()": "config.logs.Discreet"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["discreet"]}},
    "loggers": {"uvicorn.error": {"level": "WARNING"}},  # it also tells of every start and every socket
    "root": {"handlers": ["console"], "level": "INFO"},
}
