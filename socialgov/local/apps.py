from django.apps import AppConfig


class LocalConfig(AppConfig):
    name = "socialgov.local"
    label = "local"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from socialgov.local import workers
        from socialgov.look import municipality

        workers.connect()
        municipality.provide(remove_sample_url_name="local:remove_sample")
