from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArchivingConfig(AppConfig):
    name = "archiving"
    label = "archiving"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from accounts.panels import panels_for
        from archiving import checks, notices, panels
        from socialgov.look import menu
        from socialgov.notices import due, kinds
        from socialgov.policy import judging

        kinds.register(notices.NEEDS_HELP)
        kinds.register(notices.OVERDUE)
        due.notices_due.connect(notices.due)
        panels_for.connect(panels.captures)
        judging.checks.connect(checks.every)
        menu.register(menu.MenuEntry(name="archive", label=_("Archive"), url_name="archiving:overview"))
