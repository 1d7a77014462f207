from django.apps import AppConfig


class PlatformsConfig(AppConfig):
    name = "socialgov.platforms"
    label = "platforms"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import checks  # noqa: F401  (registers itself)
