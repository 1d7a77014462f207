from django.apps import AppConfig


class WiringConfig(AppConfig):
    name = "socialgov.wiring"
    label = "wiring"
    default_auto_field = "django.db.models.BigAutoField"
