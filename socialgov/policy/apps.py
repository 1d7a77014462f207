from django.apps import AppConfig


class PolicyConfig(AppConfig):
    name = "socialgov.policy"
    label = "policy"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from socialgov.organisation.collectors import closings, role_words
        from socialgov.policy import events, selectors  # noqa: F401  so that the map shows the facts stated here

        closings.connect(selectors.closings_between)
        role_words.connect(selectors.role_words)
