from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy


class AccountsConfig(AppConfig):
    name = "accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from accounts import changes, checks, handlers, holdings, house_rules, notices, page, panels, personal_data
        from accounts.events import ListPublished
        from socialgov.look.menu import MenuEntry, register
        from socialgov.organisation import collectors
        from socialgov.organisation.events import PersonLeft
        from socialgov.policy import judging
        from socialgov.policy.collectors import changes_under, name_group
        from socialgov.policy.events import GuidelinesAdopted
        from socialgov.wiring.events import subscribe

        panels.tasks_for.connect(page.own_tasks)
        panels.panels_for.connect(house_rules.panel)
        panels.panels_for.connect(house_rules.posting_panel)
        panels.panels_for.connect(personal_data.panel)
        collectors.holdings_of.connect(holdings.of_person)
        collectors.holdings_of_unit.connect(holdings.of_unit)
        judging.checks.connect(checks.every)
        subscribe(PersonLeft, holdings.on_person_left)
        subscribe(ListPublished, handlers.list_published)
        subscribe(GuidelinesAdopted, handlers.guidelines_adopted)
        notices.register_kinds()
        changes_under.connect(changes.under)
        name_group(
            changes.SHORT,
            ngettext_lazy("%(count)d account would fall short", "%(count)d accounts would fall short", "count"),
        )
        register(MenuEntry(name="accounts", label=_("Accounts"), url_name="accounts:accounts", icon="accounts"))
        register(
            MenuEntry(
                name="channel_list", label=_("Published channel list"), url_name="accounts:channel_list", icon="list"
            )
        )
