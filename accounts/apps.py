from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from accounts import notices, page, panels
        from socialgov.look.menu import MenuEntry, register

        panels.tasks_for.connect(page.own_tasks)
        notices.register_kinds()
        register(MenuEntry(name="accounts", label=_("Accounts"), url_name="accounts:accounts", icon="accounts"))
        register(
            MenuEntry(
                name="channel_list", label=_("Published channel list"), url_name="accounts:channel_list", icon="list"
            )
        )
