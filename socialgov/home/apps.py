from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "socialgov.home"
    label = "home"
    default_auto_field = "django.db.models.BigAutoField"
