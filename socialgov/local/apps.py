from django.apps import AppConfig


class LocalConfig(AppConfig):
    name = "socialgov.local"
    label = "local"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from socialgov.local import workers

        workers.connect()
