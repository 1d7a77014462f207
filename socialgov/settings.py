"""Settings, read from the environment only. `checks.py` says in a sentence what is missing.

Two database roles: `default` is the application's (no update, delete or truncate on append-only tables), `owner`
migrates. Their addresses are DATABASE_URL and DATABASE_OWNER_URL.
"""

from pathlib import Path

from csp.constants import NONE, SELF
from environs import Env

from socialgov import checks

BASE_DIR = Path(__file__).resolve().parent.parent
checks.stop_unless_sound()
env = Env()

# --- What an installation decides -------------------------------------------------------------------------------
DEBUG = env.bool("DEBUG", False)
DATA_DIR = env.path("DATA_DIR", BASE_DIR / "var")
SECRET_KEY = env.str("SECRET_KEY", "")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
FIELD_KEYS: list[str] = env.list("FIELD_KEYS", [])  # under which logins are encrypted, the newest first
SAMPLE_SITE_URL = env.str("SAMPLE_SITE_URL", "").rstrip("/")  # the local site that stands for the sample's channels
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", [])
BASE_URL = env.str("BASE_URL", "http://127.0.0.1:8000").rstrip("/")
REDIS_URL = env.str("REDIS_URL", "redis://127.0.0.1:6379/0")
REDIS_PREFIX = env.str("REDIS_PREFIX", "socialgov:")
PUBLIC_DIR = env.path("PUBLIC_DIR", DATA_DIR / "public")  # where the channel list is written out as plain files
STORAGE_URL = env.str("STORAGE_URL", f"file://{DATA_DIR}/files")
MUNICIPALITY_COLOUR = env.str("MUNICIPALITY_COLOUR", "")  # like #1F5D4C; only used where it can be read
EMAIL_URL = env.str("EMAIL_URL", "")  # empty: mails stay in the outbox, readable in the browser
MAIL_FROM = env.str("MAIL_FROM", "Sociala medier <sociala.medier@localhost>")  # a function mailbox; bounces go there
MAIL_WORDS_KEPT_DAYS = env.int("MAIL_WORDS_KEPT_DAYS", 365)  # then the words are erased; that it was sent stays

_database = env.dj_db_url("DATABASE_URL", "postgres://socialgov_app@127.0.0.1:5432/socialgov", conn_max_age=0)
_database["CONN_HEALTH_CHECKS"] = True
DATABASES = {"default": _database}
if owner_url := env.str("DATABASE_OWNER_URL", ""):
    with env.prefixed("DATABASE_OWNER_"):
        DATABASES["owner"] = env.dj_db_url("URL")

# --- The house ---------------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "pgtrigger",
    "csp",
    "socialgov.wiring",
    "socialgov.look",
    "socialgov.journal",
    "socialgov.organisation",
    "socialgov.policy",
    "socialgov.notices",
    "socialgov.diary",
    "socialgov.platforms",
    "accounts",
    "archiving",
    "moderation",
    "activityplans",
    "socialgov.home",
    "socialgov.local",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "socialgov.look.middleware.LanguageMiddleware",
    "socialgov.organisation.middleware.SignInRequiredMiddleware",
    "socialgov.organisation.middleware.ActorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "socialgov.look.middleware.SharedTabletMiddleware",
    "socialgov.policy.middleware.GuidelinesNeededMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "socialgov.urls"
WSGI_APPLICATION = "socialgov.wsgi.application"
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
                "django.template.context_processors.i18n",
                "socialgov.look.context.frame",
            ],
        },
    },
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# --- Sign-in -----------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "organisation.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "socialgov.look.adapter.HouseAdapter"
ACCOUNT_FORMS = {
    "login": "socialgov.look.sign_in.SignInForm",
    "reset_password": "socialgov.organisation.sign_in.AskForLinkForm",
    "change_password": "socialgov.organisation.sign_in.NewPasswordForm",
}
CSRF_FAILURE_VIEW = "socialgov.look.views.csrf_failure"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # people are entered by the communications office, with an address it knows
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # a request for an unknown address is answered alike, and sends nothing
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "30/m/ip,5/5m/key",  # a whole municipality may sit behind one address
    "reauthenticate": "10/m/user",
    "reset_password": "20/m/ip,3/10m/key",
    "reset_password_from_key": "20/m/ip",
    "change_password": "5/m/user",
}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", 0)
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 3 * 24 * 60 * 60  # also how long an invitation holds

# Links for choosing a password go by mail directly and rest nowhere: whoever reads one can become someone else.
if EMAIL_URL:
    _mail = env.dj_email_url("EMAIL_URL")
    EMAIL_BACKEND, EMAIL_HOST, EMAIL_PORT = _mail["EMAIL_BACKEND"], _mail["EMAIL_HOST"], _mail["EMAIL_PORT"]
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_USER"], _mail["EMAIL_HOST_PASSWORD"]
    EMAIL_USE_TLS, EMAIL_USE_SSL = _mail["EMAIL_USE_TLS"], _mail["EMAIL_USE_SSL"]
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = DATA_DIR / "mail"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = MAIL_FROM

# --- Language and time -------------------------------------------------------------------------------------------
LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", "Svenska"), ("en", "English")]
LOCALE_DIR = env.path("LOCALE_DIR", BASE_DIR / "locale")  # `./run` compiles the catalogues into the data folder
LOCALE_PATHS = sorted(path for path in LOCALE_DIR.glob("*") if path.is_dir())
TIME_ZONE = "Europe/Stockholm"
USE_TZ = True

# --- Static files ------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = env.path("STATIC_DIR", DATA_DIR / "static")
STATICFILES_DIRS = [BASE_DIR / "static"]

# --- Files that are kept ------------------------------------------------------------------------------------------
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "uploads"},
    },
    "archive": {"BACKEND": "archiving.storage.from_url", "OPTIONS": {"url": STORAGE_URL}},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# --- Security ----------------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF, "data:"],  # public.css carries its font: a public page is one request and one style sheet
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
_secure = BASE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _secure
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _secure else None

# --- What is kept for a while ------------------------------------------------------------------------------------
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": REDIS_PREFIX + "cache",
    }
}

# --- Work in the background --------------------------------------------------------------------------------------
CELERY_BROKER_URL = REDIS_URL
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "global_keyprefix": REDIS_PREFIX,
    # A message is only a wake-up, so publishing gives up within seconds: the next sweep finds the work anyway.
    "socket_connect_timeout": 1,
    "socket_timeout": 5,
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.2,
    "interval_max": 0.5,
}
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # workers and beat, on the other hand, wait for Redis as long as it takes
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True  # every task may run twice
CELERY_TASK_STORE_ERRORS_EVEN_IF_IGNORED = False
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_CREATE_MISSING_QUEUES = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 500
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = TIME_ZONE
CELERY_ENABLE_UTC = True
CELERY_BEAT_MAX_LOOP_INTERVAL = 5  # seconds; beat shows that it lives each time

# --- The journal -------------------------------------------------------------------------------------------------
# Names and addresses are in the journal only as hashes under this key. It must outlive a change of SECRET_KEY.
PSEUDONYM_KEY = env.str("PSEUDONYM_KEY", "")
