from django.apps import AppConfig


class DiaryConfig(AppConfig):
    name = "socialgov.diary"
    label = "diary"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from socialgov.diary import links, notices
        from socialgov.journal.permanence import register_text
        from socialgov.notices.due import notices_due

        register_text("diary_number", longest=60)
        notices.register()
        links.register()
        notices_due.connect(notices.reminders_due)
