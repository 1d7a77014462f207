from django.apps import AppConfig


class ActivityPlansConfig(AppConfig):
    name = "activityplans"
    label = "activityplans"
    default_auto_field = "django.db.models.BigAutoField"
