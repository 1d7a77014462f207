from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "socialgov.home"
    label = "home"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from django.utils import timezone

        from accounts.panels import panels_for
        from moderation.selectors.todos import badge
        from socialgov.home.compliance.panel import account_panel
        from socialgov.home.compliance.scope import may_see
        from socialgov.look.menu import MenuEntry, register

        def due_today(actor) -> int:
            return badge(actor, now=timezone.now())

        def has_standing(actor) -> bool:
            return may_see(actor, now=timezone.now())

        register(MenuEntry(name="todo", label=_("My work"), url_name="home:todo", icon="todo", badge=due_today))
        register(
            MenuEntry(
                name="compliance",
                label=_("Compliance"),
                url_name="home:compliance",
                icon="compliance",
                visible=has_standing,
            )
        )
        panels_for.connect(account_panel)
