from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PolicyConfig(AppConfig):
    name = "socialgov.policy"
    label = "policy"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from socialgov.look import municipality
        from socialgov.look.menu import MenuEntry, register
        from socialgov.look.sign_in import read_first
        from socialgov.organisation.collectors import closings, role_words
        from socialgov.policy import checks, events, first_reading, judging, selectors  # noqa: F401  the facts stated here

        read_first(first_reading.guidance)
        judging.checks.connect(checks.every)
        closings.connect(selectors.closings_between)
        role_words.connect(selectors.role_words)
        municipality.provide(role=selectors.label, role_in_sentence=selectors.word)
        register(MenuEntry(name="guidelines", label=_("Guidelines"), url_name="policy:guidelines", icon="book"))
        register(MenuEntry(name="guidance", label=_("Staff guidance"), url_name="policy:guidance", icon="guidance"))
