"""One settings file for development, tests and production; what differs is in `env.py`."""

from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from kholboo.config import guard
from kholboo.config.database import database_from
from kholboo.config.env import env

guard.check(env)

ROOT = Path(__file__).resolve().parent.parent
VAR = env.var.resolve()
# Applied again after a restore from a backup (docs/how-to/production.md).
ERASURE_LEDGER = Path(env.erasure_ledger) if env.erasure_ledger else VAR / "erasures.jsonl"

DEBUG = False
MODE = env.mode
SECRET_KEY = env.secret_key.get_secret_value()
SEAL_KEY = env.seal_key.get_secret_value()
DEMO_DOORS = env.demo_doors
APP = env.app  # "off" takes the app's worker off every phone
PUBLIC_URL = env.public_url.rstrip("/")
SITE_HOSTS = env.site_hosts  # hosts of departments, by office; others: <office>.<main host>
MAIN_HOST = urlsplit(PUBLIC_URL).hostname or "localhost"
# Of these names only those with a site are answered (kholboo.website.middleware).
ALLOWED_HOSTS = [*env.allowed_hosts, MAIN_HOST, f".{MAIN_HOST}", *SITE_HOSTS.values()]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
TRUSTED_PROXIES = env.trusted_proxies

INSTALLED_APPS = [
    "kholboo.core",
    "kholboo.ui",
    "kholboo.accounts",
    "kholboo.audit",
    "kholboo.agency",
    "kholboo.documents",
    "kholboo.notifications",
    "kholboo.payments",
    "kholboo.feedback",
    "kholboo.eservices",
    "kholboo.standards",
    "kholboo.registers",
    "kholboo.website",
    "kholboo.api",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.sites",
    "wagtail.contrib.typed_table_block",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "template_partials",
    "django_linear_migrations",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "kholboo.website.middleware.HostMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "kholboo.accounts.mark.AccountMark",
    "kholboo.core.edge.RefusalMiddleware",
]

ROOT_URLCONF = "kholboo.config.urls"
WSGI_APPLICATION = "kholboo.config.wsgi.application"

FORM_RENDERER = "kholboo.ui.renderer.Renderer"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "csp.context_processors.nonce",
                "kholboo.ui.context.page",
                "kholboo.website.context.site",
                "kholboo.accounts.bar.desk_bar",
            ],
        },
    }
]

DATABASES = {"default": database_from(env.database_url)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "kholboo.agency.posts.PostBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/account/"
# django-allauth checks passwords and keeps second factors; its pages are not used.
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
MFA_ADAPTER = "kholboo.accounts.mfa.SealedAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # clocks of phones differ by up to half a minute
PASSWORD_RESET_TIMEOUT = 24 * 3600

LANGUAGE_CODE = "mn"
LANGUAGES = [("mn", _("Mongolian")), ("en", _("English"))]
# The second says in Mongolian what Wagtail says only in English.
LOCALE_PATHS = [ROOT / "locale", ROOT / "website" / "cms_locale"]
FORMAT_MODULE_PATH = ["kholboo.core.formats"]
USE_THOUSAND_SEPARATOR = False
TIME_ZONE = "Asia/Ulaanbaatar"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": VAR / "files",
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "media": {
        "BACKEND": "kholboo.website.storage.PublicMedia",
        "OPTIONS": {"location": VAR / "media", "base_url": "/media/"},
    },
    "staticfiles": {"BACKEND": "kholboo.config.static_files.StaticFiles"},
}
WHITENOISE_MAX_AGE = 300
WHITENOISE_KEEP_ONLY_HASHED_FILES = True  # nobody asks for the others; half the first start
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 300
DATA_UPLOAD_MAX_NUMBER_FILES = 30  # above the rule of 10, so that our sentence answers

IS_HTTPS = PUBLIC_URL.startswith("https://")
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_HTTPS  # the demo on http://localhost
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = IS_HTTPS
CSRF_COOKIE_SECURE = IS_HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "kholboo.ui.views.csrf_failure"
SECURE_SSL_REDIRECT = False  # the proxy in front does it; health checks come without TLS
SILENCED_SYSTEM_CHECKS = ["security.W008"]  # the line above, decided
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_HTTPS
SECURE_HSTS_PRELOAD = IS_HTTPS
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "media-src": [SELF, "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

PROCRASTINATE_ON_APP_READY = None

NOTIFICATIONS = env  # read by kholboo.notifications.wiring only
STANDARDS = env  # read by kholboo.standards.wiring only
REGISTERS = env  # read by kholboo.registers.wiring only
PAYMENTS = env  # read by kholboo.payments.wiring only
# Mail of Django and its libraries is a delivery too: kept, tried again, shown when it fails.
EMAIL_BACKEND = "kholboo.notifications.backend.DeliveryBackend"
DEFAULT_FROM_EMAIL = env.mail_from

WAGTAIL_SITE_NAME = "Kholboo"
WAGTAILADMIN_BASE_URL = PUBLIC_URL
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
# The person's own language, set on "My account", decides (services/editors.py).
WAGTAILADMIN_PERMITTED_LANGUAGES = [("mn", _("Mongolian"))]
WAGTAILADMIN_LOGIN_URL = "account_login"
# The approval of a second person publishes; nobody holds the right to do it alone.
WAGTAIL_FINISH_WORKFLOW_ACTION = "kholboo.website.approval.publish"
# A translation begins as a draft, also of a page that is published: two people see it first.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
WAGTAILIMAGES_IMAGE_MODEL = "website.Picture"
WAGTAILIMAGES_RENDITION_STORAGE = "media"
WAGTAILIMAGES_IMAGE_FORM_BASE = "kholboo.website.forms.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILDOCS_DOCUMENT_MODEL = "website.Attachment"
WAGTAILDOCS_SERVE_METHOD = "direct"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "kholboo.website.forms.FileForm"
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx", "csv"]
# People come in through our own entrance, and no page of the admin asks another host.
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"discreet": {"()": "kholboo.core.logs.Discreet"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["discreet"]}
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "kholboo": {"level": "INFO"},
        # Scanners send wrong host names all day: answered with 400, not with a page of trace.
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
