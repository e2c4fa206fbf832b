"""One settings file. What differs between machines comes from the environment (table in README.md)."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import SELF
from django.core.exceptions import ImproperlyConfigured

from portal import data_folder
from portal.sign_in_settings import read_institution, read_mail, read_roles

BASE_DIR = Path(__file__).resolve().parent.parent


def _flag(name: str, *, default: bool) -> bool:
    value = os.environ.get(name, "").strip().lower()
    if value not in {"", "0", "1"}:
        raise ImproperlyConfigured(f"{name} is {value!r}; allowed are 0 and 1.")
    return default if value == "" else value == "1"


def _whole_number(name: str, default: int) -> int:
    value = os.environ.get(name, "").strip()
    if value and not (value.isascii() and value.isdecimal()):
        raise ImproperlyConfigured(f"{name} is {value!r}; allowed is a whole number.")
    return int(value) if value else default


def _names(name: str, default: str = "") -> list[str]:
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


DEBUG = _flag("INTERPHASE_DEBUG", default=False)
HTTPS = _flag("INTERPHASE_HTTPS", default=False)
SECRET_KEY = os.environ.get("INTERPHASE_SECRET_KEY") or data_folder.secret_key()
ALLOWED_HOSTS = _names("INTERPHASE_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = _names("INTERPHASE_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "portal",
    "knowledge",
    "access.apps.CuratorsAdmin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "rest_framework",
    "knox",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_htmx",
    "csp",
    # for the dates of its pages
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    # last: its admin takes the place of those before it
    "access",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.cross_origin.CrossOrigin",
    "portal.limited_requests.LimitedRequests",
    "portal.repeated_answers.RepeatedAnswers",
    "portal.compression.Compression",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

# ---------------------------------------------------------------- database
# PostgreSQL only: a server named by DATABASE_URL, or the portal's own embedded one.
_database: dict[str, Any]
if "DATABASE_URL" in os.environ:
    _database = dict(dj_database_url.parse(os.environ["DATABASE_URL"]))
    if _database.get("ENGINE") != "django.db.backends.postgresql":
        raise ImproperlyConfigured("DATABASE_URL must begin with postgresql://, the only database.")
else:
    from portal.database import server

    _database = server.database_settings()

# Persistent connections measured as fast as the pool with eight threads; the pool pays with many threads.
_pool_size = _whole_number("INTERPHASE_DB_POOL_SIZE", 0)
DATABASES = {
    "default": {
        **_database,
        "CONN_MAX_AGE": 0 if _pool_size else 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            **_database.get("OPTIONS", {}),
            **({"pool": {"min_size": 1, "max_size": _pool_size}} if _pool_size else {}),
        },
    }
}
# The default one is allauth's, which counts attempts to sign in: a table, so that all processes and servers
# count together, and reached by nobody who only reads. It counts under a lock of its own, which the unlogged
# counts of access/limits.py do without, as they have one window and no key to forget.
# The others are in the memory of each process. Answers (portal/repeated_answers.py) take some 15 kB each and
# at most 200; they have a cache of their own, so that asking for many of them drives nothing else out.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "access_sharedcache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    },
    "memory": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "memory"},
    "answers": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "answers",
        "OPTIONS": {"MAX_ENTRIES": 1000},
    },
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# ---------------------------------------------------------------- language, time
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_I18N = False
USE_TZ = True

# ---------------------------------------------------------------- static files
STATIC_URL = "/static/"
STATIC_ROOT = data_folder.path() / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "portal.stylesheet.StylesheetFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "portal.static_storage.HashedStaticFiles"
    },
}
WHITENOISE_USE_FINDERS = DEBUG

# ---------------------------------------------------------------- sign-in
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "tokens"
# a working day; each sign-in begins a session with a new key
SESSION_COOKIE_AGE = 12 * 3600
# who helps where the portal cannot: a sentence's end, like "Kim Lee, kim@lab.example"
ADMINISTRATOR = os.environ.get("INTERPHASE_ADMINISTRATOR", "").strip() or "an administrator of this portal"
SECOND_FACTOR_ROLES = read_roles("INTERPHASE_REQUIRE_SECOND_FACTOR")
MAIL = read_mail("INTERPHASE_MAIL")
EMAIL_BACKEND = MAIL.backend
EMAIL_HOST, EMAIL_PORT = MAIL.host, MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL.user, MAIL.password
EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL.starttls, MAIL.tls
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("INTERPHASE_MAIL_FROM", "").strip() or "interphase@localhost"

ACCOUNT_ADAPTER = "access.adapters.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "access.adapters.InstitutionAdapter"
ACCOUNT_FORMS = {"login": "access.forms.SignInForm"}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Interphase: "
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
# who has no account here is not told so by mail either
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
MFA_ADAPTER = "access.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Interphase"
# accounts are made by an administrator, who knows whose they are
MFA_ALLOW_UNVERIFIED_EMAIL = True
# a security key is bound to a host name with TLS; localhost is the exception of the standard
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
OIDC_CREATES_READERS = _flag("INTERPHASE_OIDC_CREATES_READERS", default=False)
OIDC = read_institution("INTERPHASE_OIDC")
_OIDC_ORIGINS = [OIDC.origin] if OIDC else []
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [OIDC.as_app()] if OIDC else []}}
SOCIALACCOUNT_QUERY_EMAIL = True
# the institution vouches for the address, and the administrator wrote it into the account
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True

# ---------------------------------------------------------------- security
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        # a form that leads to the institution's sign-in is redirected there
        "form-action": [SELF, *_OIDC_ORIGINS],
        "frame-ancestors": ["'none'"],
    }
}
# nothing that is typed or sent by a program is longer; a file that is uploaded is measured on its own
DATA_UPLOAD_MAX_MEMORY_SIZE = 2**20
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
BEHIND_PROXY = _flag("INTERPHASE_BEHIND_PROXY", default=False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# ---------------------------------------------------------------- curation
# a record is published by somebody other than its last editor; off only for a laboratory of one person
REVIEW_BY_SECOND_PERSON = _flag("INTERPHASE_REVIEW_BY_SECOND_PERSON", default=True)

# ---------------------------------------------------------------- references by their DOI
# who is asked what a DOI is; empty: nobody. Redirects lead only to the other hosts (services/doi_lookup.py).
DOI_RESOLVER = os.environ.get("INTERPHASE_DOI_RESOLVER", "https://doi.org").strip()
DOI_HOSTS = ["doi.org", "data.crossref.org", "api.crossref.org", "data.datacite.org"]
if DOI_RESOLVER and urlsplit(DOI_RESOLVER)[:2] not in {("https", host) for host in DOI_HOSTS}:
    raise ImproperlyConfigured(
        f"INTERPHASE_DOI_RESOLVER is {DOI_RESOLVER!r}; allowed are https:// with one of "
        f"{', '.join(DOI_HOSTS)}, or nothing."
    )

# ---------------------------------------------------------------- API
# requests of one address, or with one token (access/limits.py); 0: no limit
ANONYMOUS_PER_MINUTE = _whole_number("INTERPHASE_ANONYMOUS_PER_MINUTE", 300)
TOKEN_PER_MINUTE = _whole_number("INTERPHASE_TOKEN_PER_MINUTE", 1200)
REST_FRAMEWORK = {
    "DEFAULT_SCHEMA_CLASS": "knowledge.api.schema.PublicSchema",
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "knowledge.api.renderers.FormatOrAccept",
    "EXCEPTION_HANDLER": "knowledge.api.problem.problem_of",
    "UNAUTHENTICATED_USER": None,
}
KNOX_TOKEN_MODEL = "access.Token"  # noqa: S105
# or it makes a table for its own token, which belongs to no model here and is never emptied
MIGRATION_MODULES = {"knox": None}
REST_KNOX = {"AUTH_HEADER_PREFIX": "Bearer", "TOKEN_PREFIX": "iph_"}

SPECTACULAR_SETTINGS = {
    "TITLE": "Interphase",
    "DESCRIPTION": "Cited knowledge on interfacial instability in sodium solid-state batteries.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "knowledge.api.closed_bodies.close_bodies",
    ],
    "ENUM_NAME_OVERRIDES": {
        "PointRole": "knowledge.models.FAQPoint.Role",
        "AddressBasis": "knowledge.models.RemedyAddressesCause.Basis",
        "ValueQualifier": "knowledge.models.Parameter.Qualifier",
        "SourceIdentification": "knowledge.models.Reference.Identification",
        "Kind": "knowledge.search.parameters.KINDS",
        "SuggestionKind": "knowledge.models.Suggestion.Kind",
        "StatusEnum": "knowledge.models.Suggestion.Status",
        "RecordStatus": "knowledge.models.Status",
        "ResistanceQuantityEnum": "knowledge.models.ResistanceRecord.Quantity",
    },
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    # the validator badge would ask a third party about every schema
    "SWAGGER_UI_SETTINGS": {
        "deepLinking": True,
        "defaultModelsExpandDepth": 0,
        "supportedSubmitMethods": ["get"],
        "validatorUrl": None,
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
