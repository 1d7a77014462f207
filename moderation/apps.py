from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy


class ModerationConfig(AppConfig):
    name = "moderation"
    label = "moderation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from accounts import panels
        from accounts.events import AccountChanged
        from archiving import evidence
        from moderation import checks, handlers, links, notice_kinds, panel
        from moderation.events import OpenItemsRecounted
        from moderation.selectors import changes, due, todos
        from socialgov.diary.events import DiaryNumberReceived
        from socialgov.diary.kinds import DocumentKind, register
        from socialgov.look import menu
        from socialgov.notices.due import notices_due
        from socialgov.policy import judging
        from socialgov.policy.collectors import changes_under, name_group
        from socialgov.policy.events import CalendarChanged, GuidelinesAdopted
        from socialgov.wiring.events import subscribe

        menu.register(menu.MenuEntry("queue", _("Comments"), "moderation:queue", icon="chat"))
        notice_kinds.register_kinds()
        links.register()
        register(DocumentKind("moderation.comment", ngettext_lazy("%(count)d comment", "%(count)d comments", "count")))
        register(
            DocumentKind(
                "moderation.message", ngettext_lazy("%(count)d direct message", "%(count)d direct messages", "count")
            )
        )
        register(DocumentKind("moderation.report", ngettext_lazy("%(count)d report", "%(count)d reports", "count")))
        subscribe(GuidelinesAdopted, handlers.guidelines_adopted)
        subscribe(OpenItemsRecounted, handlers.open_items_recounted)
        subscribe(CalendarChanged, handlers.calendar_changed)
        subscribe(AccountChanged, handlers.account_changed)
        subscribe(DiaryNumberReceived, handlers.diary_number_received)
        notices_due.connect(due.notices)
        judging.checks.connect(checks.every)
        changes_under.connect(changes.under)
        name_group(
            changes.ITEMS,
            ngettext_lazy(
                "%(count)d open comment would get another time",
                "%(count)d open comments would get another time",
                "count",
            ),
        )
        panels.panels_for.connect(panel.comments_panel)
        panels.tasks_for.connect(todos.account_tasks)
        evidence.page_about.connect(panel.page_about)
        panels.public_links.connect(panel.public_links)
