from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActivityPlansConfig(AppConfig):
    name = "activityplans"
    label = "activityplans"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from accounts.bounds import obstacles_to_start
        from accounts.panels import panels_for
        from activityplans import checks, notices, page, selectors
        from socialgov.look.menu import MenuEntry, register
        from socialgov.policy import judging

        panels_for.connect(page.account_panel)
        obstacles_to_start.connect(selectors.obstacles)
        judging.checks.connect(checks.every)
        notices.register_kinds()
        register(MenuEntry(name="plans", label=_("Activity plans"), url_name="activityplans:plans", icon="plan"))
