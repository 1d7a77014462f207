from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy


class ActivityPlansConfig(AppConfig):
    name = "activityplans"
    label = "activityplans"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from accounts.bounds import obstacles_to_start
        from accounts.panels import panels_for
        from activityplans import changes, checks, due_days, notices, page, selectors
        from socialgov.look.menu import MenuEntry, register
        from socialgov.notices import calendar
        from socialgov.policy import judging
        from socialgov.policy.collectors import changes_under, name_group

        calendar.due_days.connect(due_days.due_days)
        panels_for.connect(page.account_panel)
        obstacles_to_start.connect(selectors.obstacles)
        judging.checks.connect(checks.every)
        notices.register_kinds()
        changes_under.connect(changes.under)
        name_group(
            changes.UNDER_WAY_OTHERWISE,
            ngettext_lazy(
                "%(count)d plan under way would take other steps",
                "%(count)d plans under way would take other steps",
                "count",
            ),
        )
        name_group(
            changes.WITHOUT,
            ngettext_lazy("%(count)d account would lack a plan", "%(count)d accounts would lack a plan", "count"),
        )
        register(MenuEntry(name="plans", label=_("Activity plans"), url_name="activityplans:plans", icon="plan"))
