from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganisationConfig(AppConfig):
    name = "socialgov.organisation"
    label = "organisation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from socialgov.look import menu, municipality
        from socialgov.organisation import events, selectors, sign_in
        from socialgov.wiring.events import subscribe

        menu.register(menu.MenuEntry("people", _("People and units"), "organisation:people", icon="people"))
        menu.register(menu.MenuEntry("absence", _("Absence"), "organisation:absence", icon="absence"))
        municipality.provide(name=selectors.municipality_name, sample_loaded=selectors.sample_loaded)
        subscribe(events.PersonAdded, sign_in.send_invitation)
        subscribe(events.PasswordLinkAsked, sign_in.send_password_link)
