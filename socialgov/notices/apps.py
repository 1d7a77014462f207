from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "socialgov.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from socialgov.look import menu

        menu.register(menu.MenuEntry(name="sent", label=_("What was sent"), url_name="notices:sent"))
