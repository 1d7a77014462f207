from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "socialgov.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"
