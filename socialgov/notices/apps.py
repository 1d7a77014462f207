from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "socialgov.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from socialgov.look import menu
        from socialgov.notices import calendar, calendar_views, due, kinds, revision
        from socialgov.organisation import collectors

        kinds.register(revision.KIND)
        due.notices_due.connect(revision.due)
        collectors.own_pages.connect(calendar_views.own_page)
        calendar.due_days.connect(revision.due_days)
        menu.register(menu.MenuEntry(name="sent", label=_("What was sent"), url_name="notices:sent"))
