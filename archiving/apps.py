from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy


class ArchivingConfig(AppConfig):
    name = "archiving"
    label = "archiving"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from accounts.panels import panels_for
        from archiving import changes, checks, notices, panels, todos
        from socialgov.diary import kinds as diary_kinds
        from socialgov.look import menu
        from socialgov.notices import calendar, due, kinds
        from socialgov.policy import judging
        from socialgov.policy.collectors import changes_under, name_group

        kinds.register(notices.NEEDS_HELP)
        kinds.register(notices.OVERDUE)
        due.notices_due.connect(notices.due)
        calendar.due_days.connect(todos.due_days)
        panels_for.connect(panels.captures)
        judging.checks.connect(checks.every)
        changes_under.connect(changes.under)
        name_group(
            changes.CAPTURES,
            ngettext_lazy(
                "%(count)d half-yearly capture would be due on another day",
                "%(count)d half-yearly captures would be due on another day",
                "count",
            ),
        )
        diary_kinds.register(
            diary_kinds.DocumentKind(
                "archiving.capture",
                ngettext_lazy("%(count)d half-yearly capture", "%(count)d half-yearly captures", "count"),
                collective=True,
            )
        )
        menu.register(menu.MenuEntry(name="archive", label=_("Archive"), url_name="archiving:overview"))
