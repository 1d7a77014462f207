"""What must be right before the house opens: a key for the secrets, and a sample site that is really a local one."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from . import sample_site, secrets


@register()
def the_key_for_secrets_is_there(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A missing secret in production stops the start with a sentence that says which."""
    if not any(settings.FIELD_KEYS) and settings.DEBUG:
        return []
    try:
        text = "a trial"
        if secrets.decrypt(secrets.encrypt(text, bound_to="check"), bound_to="check") == text:
            return []
    except secrets.NoKey:
        pass
    return [
        Error(
            "FIELD_KEYS is missing or is not a key: logins in custody could not be kept.",
            hint="Set FIELD_KEYS to what `manage.py new_field_key` prints. Keep a copy of it apart from the database.",
            id="platforms.E001",
        )
    ]


@register()
def the_sample_site_is_local(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """SAMPLE_SITE_URL opens one private address to the guarded client, so it may only be this machine."""
    if not settings.SAMPLE_SITE_URL or sample_site.is_local(settings.SAMPLE_SITE_URL):
        return []
    return [
        Error(
            "SAMPLE_SITE_URL must be an address on this machine, such as http://127.0.0.1:8001.",
            hint="Leave it empty where no sample municipality is loaded.",
            id="platforms.E002",
        )
    ]
